import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from metodika.core.imports.models import ImportRun
from metodika.directory.accounts.models import DataRequest, User
from metodika.directory.mandates.models import Mandate
from metodika.directory.organisations.lifecycle import Level, Status
from metodika.directory.organisations.models import (
    Organisation,
    OrganisationAlias,
    OrganisationName,
    Succession,
)
from metodika.directory.profiles.models import Profile
from metodika.directory.regulations.models import Act, Doubt
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.queries import duplicate_pairs
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import duties, heads_of_bodies, members_on
from metodika.governance.meetings.models import AgendaItem, Vote
from metodika.web.demo import builder, stands
from metodika.web.demo.models import Build
from tests.conftest import rolled_back
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db
LINK, ENOUGH_KINDS = re.compile(r'<a [^>]*href="(/[^"#]*)'), 40


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Build the demo once for all; what a test changes in it goes back with the test."""
    lines: list[str] = []
    with rolled_back(django_db_blocker):
        builder.build("XS", say=lines.append)
        yield lines


@pytest.fixture
def demo(built: list[str], db: None) -> list[str]:
    return built


def names() -> list[tuple[str, str, str]]:
    return list(Person.objects.order_by("pk").values_list("last_name", "first_name", "patronymic"))


def test_size_xs_has_seven_working_institutions_and_ninety_people(demo):
    institutions = Organisation.objects.institutions()

    assert builder.built_size() == "XS"
    assert institutions.working().count() == 7
    assert Person.objects.count() == 90
    assert Employment.objects.as_of(timezone.localdate()).values("person").distinct().count() == 90


def test_each_role_has_its_account_with_a_title(demo):
    assert {account.login: account.title for account in builder.accounts()} == {
        login: Mandate.objects.get(
            person__user__login=login, role__code=role, substitutes=None
        ).role_there.title
        for login, role in (
            ("demo-admin", "administrator"),
            ("demo-head", "department_head"),
            ("demo-methodist", "methodist"),
            ("demo-director", "institution_head"),
            ("demo-deputy", "deputy_head"),
            ("demo-association", "association_head"),
            ("demo-secretary", "secretary"),
            ("demo-teacher", "teacher"),
            ("demo-expert", "expert"),
            ("demo-mentor", "mentor"),
            ("demo-analyst", "regional_analyst"),
        )
    }
    assert all(user.check_password(builder.PASSWORD) for user in User.objects.all())


def test_teacher_of_the_demo_is_a_teacher_and_nothing_more(demo):
    teacher = User.objects.get(login="demo-teacher")

    held = Mandate.objects.filter(person=teacher.person).values_list("role__code", "only_self")

    assert list(held) == [("teacher", True)]


def test_history_of_schools_is_told(demo):
    merged = Organisation.objects.get(status=Status.MERGED)

    assert Succession.objects.get(predecessor=merged).successor.level == Level.INSTITUTION
    assert Employment.objects.filter(organisation=merged, ended_on=None).count() == 0
    assert OrganisationName.objects.exclude(valid_to=None).count() == 1
    assert Organisation.objects.filter(is_branch=True).count() == 1
    assert OrganisationAlias.objects.count() == 1
    assert Organisation.objects.filter(level=Level.PARTNER).count() == 3


def test_head_of_a_school_without_deputy_does_the_methodical_work(demo):
    small = Organisation.objects.institutions().working().filter(is_small=True).first()

    roles = Mandate.objects.filter(organisation=small).values_list("person", "role__code")

    assert len({person for person, _role in roles}) == 1
    assert {role for _person, role in roles} == {"institution_head", "deputy_head"}


def test_some_people_work_in_several_schools(demo):
    several = (
        Employment.objects.filter(ended_on=None)
        .values("person")
        .annotate(places=Count("organisation", distinct=True))
    )

    assert any(row["places"] > 1 for row in several)


# Between these lie the rights of the others; one page of each kind is opened.
@pytest.mark.parametrize("role", ["deputy", "association", "analyst"])
def test_no_link_leads_to_a_closed_door(demo, role):
    client = Client(headers={"accept-language": "ru"})
    client.force_login(User.objects.get(login=f"demo-{role}"))
    waiting, seen, closed = deque([("/", "")]), {"/"}, []

    while waiting:
        address, came_from = waiting.popleft()
        answer = client.get(address)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            closed.append((address, answer.status_code, came_from))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for found in LINK.findall(content.decode(errors="ignore")):
            kind = re.sub(r"[0-9]+", "N", found.partition("?")[0])
            if kind not in seen:
                seen.add(kind)
                waiting.append((unescape(found), address))

    assert closed == []
    assert len(seen) > ENOUGH_KINDS


def test_tables_of_the_office_are_not_empty(demo):
    run = ImportRun.objects.get()

    assert (run.counts["new"], run.counts["changed"], run.counts["error"]) == (1, 1, 1)
    assert DataRequest.objects.count() == 1
    assert Mandate.objects.exclude(substitutes=None).count() == 1
    # Five of the registers, and those by which sessions, compositions, plans, goals and sets were approved.
    assert Act.objects.registered().count() == 17
    assert set(Doubt.objects.values_list("code", flat=True)) >= {"numbers-repeat", "number-jumps"}
    assert len(duplicate_pairs(User.objects.get(login="demo-admin"))) > 0


def test_two_builds_invent_the_same_people(demo):
    first = names()
    builder.clear()

    # People come before the office opens.
    builder.build("XS", say=lambda line: None, steps=(stands.sign_ins,))

    assert names() == first
    assert Counter(first).most_common(1)[0][1] == 1


def test_clear_leaves_nothing(demo):
    builder.clear()

    left = [model.objects.exists() for model in (Person, Organisation, Profile, Act, Build)]
    assert left == [False] * 5
    assert not User.objects.exists()
    assert not builder.holds_real_data()


def test_progress_is_told_in_a_few_lines(demo):
    assert 3 <= len(demo) <= 6


def test_somebodys_own_data_are_left_alone(demo):
    builder.clear()
    PersonFactory()

    assert builder.holds_real_data()
    with pytest.raises(builder.HoldsRealData):
        builder.build("XS", say=lambda line: None)
    with pytest.raises(builder.HoldsRealData):
        builder.clear()
    assert Person.objects.count() == 1


def test_demo_is_not_built_over_a_demo(demo):
    with pytest.raises(builder.HoldsRealData):
        builder.build("XS", say=lambda line: None)


def test_council_and_associations_of_the_profile_are_there(demo):
    today = timezone.localdate()
    council = Body.objects.get(kind__code="council")

    assert Counter(Body.objects.values_list("kind__code", flat=True)).keys() >= {
        "council",
        "association",
        "school_association",
        "school_council",
        "methodical_team",
        "community",
    }
    assert [one.office for one in members_on(council, today)][:3] == ["chair", "deputy", "secretary"]
    assert council.compositions.count() == 2
    heads = set(heads_of_bodies(Body.objects.filter(kind__code="association"), today).values())
    assert {one.person_id for one in members_on(council, today)} == heads
    assert {duty.code for duty in duties(Body.objects.all(), today)} >= {"regulation_missing"}


def test_question_went_up_from_a_school_and_knows_its_way_back(demo):
    ends = AgendaItem.objects.filter(came_from__came_from__isnull=False).select_related(
        "came_from__came_from"
    )
    way = [(one.came_from.came_from, one.came_from, one) for one in ends]

    assert [[(item.body.kind.code, item.status) for item in three] for three in way] == [
        [("school_association", "done"), ("association", "done"), ("council", "waiting")]
    ]
    assert way[0][1].decisions.get().status == "adopted"


def test_poll_by_sheets_has_its_result(demo):
    vote = Vote.objects.get(method="correspondence")

    assert (vote.session.mode, vote.adopted, vote.session.status) == ("correspondence", True, "printed")
    assert vote.for_count > vote.against_count == 1
