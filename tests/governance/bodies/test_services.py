from datetime import date

import pytest
import time_machine
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.events import announce, sentences_of
from metodika.directory.staff.events import PeopleMerged
from metodika.directory.staff.services import merge_people
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.lifecycle import BodyStatus, Office
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.services import BodyValues, NewBody, NewSeat
from tests.factories.bodies import (
    SINCE,
    home_of,
    make_body,
    make_composition,
    make_council,
    make_kind,
)
from tests.factories.directory import PersonFactory, SchoolFactory, SubjectFactory
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NINE = {
    "min_members": 9, "offices": ["chair", "deputy", "secretary"], "composition_act": "directive",
    "clauses": {"min_members": "YAK-4.3b", "offices": "YAK-4.2a", "composition_act": "YAK-4.3a"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


@pytest.fixture
def council():
    return make_body(make_kind(title="РИМС", rules=NINE), name="Районный совет")


def directive(body, **values):
    return make_act(owner=body.host, kind="directive", issued_on=date(2026, 9, 1), **values)


def approve(draft, **values):
    body = draft.body
    values.setdefault("act", directive(body))
    return services.approve_composition(draft, on=date(2026, 9, 1), by=None, **values)


def people(count):
    return [PersonFactory() for _place in range(count)]


def test_body_is_founded_with_its_subjects_and_told():
    kind = make_kind(family="association", reach="subject")
    host = home_of(kind.profile)

    body = services.found_body(
        kind=kind, host=host, name=" РМО учителей математики ", subjects=[SubjectFactory()], by=None,
        values=BodyValues(short_name="РМО математики", starts_on=SINCE),
    )  # fmt: skip

    assert (body.name, body.level, body.status, body.reach) == (
        "РМО учителей математики", "municipality", BodyStatus.ACTIVE, "subject"
    )  # fmt: skip
    assert [subject.title for subject in body.subjects.all()] == ["Математика"]
    assert sentences_of(entries_about(body)) == [f"РМО математики: создано, {host}"]


def test_body_without_a_first_day_is_a_proposal_until_it_starts():
    body = make_body(starts_on=None)

    with pytest.raises(RuleBroken, match="раньше акта"):
        services.start_body(body, on=date(2026, 8, 1), act=directive(body), by=None)
    started = services.start_body(body, on=date(2026, 9, 1), act=directive(body), by=None)

    assert (body.status, started.status, started.starts_on) == ("proposed", "active", date(2026, 9, 1))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends_on": date(2025, 1, 1)}, "раньше первого"),
        ({"level": "region"}, "нет на этом уровне"),
    ],
)
def test_body_with_wrong_values_is_refused(values, words):
    kind = make_kind()
    host = home_of(kind.profile)

    with pytest.raises(RuleBroken, match=words):
        services.found_body(
            kind=kind, host=host, name="Совет", values=BodyValues(starts_on=SINCE, **values), by=None
        )

    assert not Body.objects.exists()


def test_kind_of_another_municipality_is_refused():
    kind = make_kind()

    with pytest.raises(RuleBroken, match="другого муниципалитета"):
        services.found_body(kind=kind, host=SchoolFactory(), name="Совет", by=None)


def test_second_body_of_one_name_at_one_host_is_refused():
    body = make_body()

    with pytest.raises(RuleBroken, match="уже есть"):
        services.found_body(kind=body.kind, host=body.host, name=body.name, by=None)


def test_school_association_works_under_the_city_one_only():
    city = make_kind(code="association", family="association")
    school = make_kind(code="school_association", family="association", under="association")
    above = make_body(city)
    other = make_body(make_kind())

    below = make_body(school, parent=above)

    assert below.parent == above
    with pytest.raises(RuleBroken, match="другого вида"):
        make_body(school, parent=other)


def test_card_is_changed_and_a_stale_edit_is_noticed():
    body = make_body(name="Совет учителей")

    changed = services.change_body(body, changes={"name": "Совет педагогов"}, seen=1, by=None)

    assert (changed.sort_key, changed.version) == ("совет педагогов", 2)
    with pytest.raises(EditedMeanwhile):
        services.change_body(body, changes={"name": "Совет школ"}, seen=1, by=None)


def test_own_rule_is_kept_where_no_clause_binds():
    body = make_body(make_kind(rules={"quorum": "1/2", "tie": "rejected", "clauses": {"tie": "YAK-4.11a"}}))

    changed = services.set_own_rules(body, rules={"quorum": "2/3", "min_members": 5}, by=None)

    rules = queries.rules_of(changed)
    assert (rules.quorum_numerator, rules.quorum_denominator, rules.min_members) == (2, 3, 5)
    with pytest.raises(RuleBroken, match=r"YAK-4\.11a"):
        services.set_own_rules(changed, rules={"tie": "chair"}, by=None)
    with pytest.raises(RuleBroken, match="2/3"):
        services.set_own_rules(changed, rules={"quorum": "5/3"}, by=None)
    assert queries.rules_of(services.set_own_rules(changed, rules={"quorum": None}, by=None)).quorum == 0.5


def test_body_rests_and_works_again_with_reasons():
    body = make_body()

    with pytest.raises(RuleBroken, match="почему"):
        services.suspend_body(body, reason=" ", by=None)
    services.suspend_body(body, reason="Ремонт", by=None)
    with pytest.raises(RuleBroken, match="Нельзя перевести"):
        services.suspend_body(body, reason="Снова", by=None)
    resumed = services.resume_body(body, by=None)

    assert (resumed.status, resumed.status_reason) == ("active", "")
    with pytest.raises(RuleBroken, match="не приостановлен"):
        services.resume_body(body, by=None)


def test_dissolved_body_ends_its_composition_and_changes_no_more():
    body = make_council()
    services.propose_composition(body, by=None)

    gone = services.dissolve_body(body, on=TODAY, reason="Задача решена", result="Сборник уроков", by=None)

    assert (gone.status, gone.ends_on, gone.result) == ("dissolved", TODAY, "Сборник уроков")
    assert [(one.status, one.ends_on) for one in body.compositions.all()] == [("approved", TODAY)]
    assert len(queries.members_on(body, TODAY)) == 9
    assert queries.members_on(body, date(2026, 11, 23)) == []
    with pytest.raises(RuleBroken, match="прекращена"):
        services.change_body(body, changes={"name": "Иное"}, seen=None, by=None)


def test_body_with_others_under_it_is_not_dissolved():
    above = make_body(make_kind(code="association"))
    make_body(make_kind(code="school", under="association"), parent=above)

    with pytest.raises(RuleBroken, match="работают другие"):
        services.dissolve_body(above, on=TODAY, reason="Не нужно", by=None)


def test_group_is_prolonged_to_a_later_day_only():
    body = make_body(make_kind(permanent=False), ends_on=date(2026, 12, 1))

    with pytest.raises(RuleBroken, match="позже"):
        services.prolong_body(body, until=date(2026, 12, 1), by=None)
    assert services.prolong_body(body, until=date(2027, 3, 1), by=None).ends_on == date(2027, 3, 1)


def test_association_admits_members_and_changes_its_head_without_an_act():
    body = make_body(make_kind(family="association"), name="РМО химии")
    one, two, head = people(3)

    services.appoint_head(body, person=one, on=date(2026, 9, 1), by=None)
    services.admit_member(body, person=two, on=date(2026, 9, 5), by=None)
    services.appoint_head(body, person=head, on=date(2026, 10, 1), by=None)

    def sat(day):
        return [(member.person_id, member.office) for member in queries.members_on(body, day)]

    assert sat(date(2026, 9, 30)) == [(one.pk, "chair"), (two.pk, "member")]
    assert sat(date(2026, 10, 1)) == [(head.pk, "chair"), (two.pk, "member")]
    assert body.compositions.count() == 1
    with pytest.raises(RuleBroken, match="уже возглавляет"):
        services.appoint_head(body, person=head, on=TODAY, by=None)
    with pytest.raises(RuleBroken, match="уже входит"):
        services.admit_member(body, person=two, on=TODAY, by=None)
    with pytest.raises(RuleBroken, match="только начал"):
        services.appoint_head(body, person=one, on=date(2026, 10, 1), by=None)


def test_members_do_not_come_and_go_where_an_act_approves_the_composition(council):
    with pytest.raises(RuleBroken, match="утверждают актом"):
        services.admit_member(council, person=PersonFactory(), on=TODAY, by=None)


def test_seats_follow_a_card_that_is_merged():
    body = make_body(make_kind(family="association"))
    kept, dropped = people(2)
    services.appoint_head(body, person=dropped, on=date(2026, 9, 1), by=None)

    merge_people(kept, drop=dropped, by=None)

    assert [member.person_id for member in queries.members_on(body, TODAY)] == [kept.pk]


def test_seats_of_a_merged_card_move_by_the_announcement_alone():
    body = make_body(make_kind(family="association"))
    kept, dropped = people(2)
    services.appoint_head(body, person=dropped, on=date(2026, 9, 1), by=None)

    announce(PeopleMerged(kept_id=kept.pk, dropped_id=dropped.pk))

    assert [member.person_id for member in queries.members_on(body, TODAY)] == [kept.pk]


def test_many_bodies_are_founded_together_with_their_members(django_assert_max_num_queries):
    kind = make_kind(family="association")
    host = home_of(kind.profile)
    sitting = people(4)
    seats = tuple(
        NewSeat(person.pk, Office.CHAIR if place == 0 else Office.MEMBER)
        for place, person in enumerate(sitting)
    )
    rows = [
        NewBody(kind, host, f"РМО {place}", BodyValues(starts_on=SINCE), (SubjectFactory().pk,), seats)
        for place in range(20)
    ]

    with django_assert_max_num_queries(14):
        made = services.found_bodies(rows, by=None)

    assert [body.name for body in made] == [f"РМО {place}" for place in range(20)]
    assert [member.office for member in queries.members_on(made[7], TODAY)] == ["chair", *["member"] * 3]
    assert made[7].subjects.get().title == "Математика"


def test_many_bodies_are_refused_when_one_breaks_a_clause():
    kind = make_kind(rules=NINE)
    host = home_of(kind.profile)
    seats = tuple(NewSeat(person.pk) for person in people(2))

    with pytest.raises(services.CompositionRefused):
        services.found_bodies([NewBody(kind, host, "Совет", BodyValues(starts_on=SINCE), (), seats)], by=None)

    assert not Body.objects.exists()


def test_ends_are_announced_once_for_each_last_day():
    group = make_body(make_kind(permanent=False), name="Рабочая группа", ends_on=date(2026, 12, 10))
    make_body(make_kind(permanent=False), ends_on=date(2027, 6, 1))
    council = make_body(make_kind(rules={"term_years": 1}), name="Совет", starts_on=date(2025, 12, 1))
    make_composition(council, 3, on=date(2025, 12, 1))

    told = [services.announce_endings(now=timezone.now()) for _time in range(2)]
    services.prolong_body(group, until=date(2026, 12, 20), by=None)
    told.append(services.announce_endings(now=timezone.now()))

    assert told == [2, 0, 1]
