import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from metodika.core.access import can
from metodika.core.calendar import school_year
from metodika.core.database.subjects import about
from metodika.directory.accounts.models import User
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.assignments.models import Assignment
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.assigned import execution_of
from metodika.planning.activities.models import Event
from metodika.planning.goals.models import Goal
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.steering.analysis.models import Note
from metodika.steering.collection.models import Campaign, Submission
from metodika.steering.decisions.models import Decision, Effect
from metodika.steering.dossiers.lifecycle import Hole, Step
from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.queries import content_shown
from metodika.steering.dossiers.queries.cycle import cycle_of
from metodika.steering.indicators.models import IndicatorSet, Value
from metodika.steering.recommendations.models import Receipt
from metodika.web.demo import builder
from metodika.web.demo.cycles import CYCLES
from metodika.web.demo.sizes import DEMOS, FIVE, USUAL
from tests.conftest import rolled_back
from tests.web.demo.known import COUNCIL_READERS, EFFECTS, EVERYWHERE, HOLES

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

# In one of them there are enough places of one kind to compare with, in another all sessions of a council.
TINY = tuple(
    replace(
        part, institutions=13 if part.code == "magnitogorsk" else 7, people=90,
        scenes=4 if part.code == "yakovlevsky" else 1,
    )
    for part in FIVE
)  # fmt: skip
PLACES = tuple(part.code for part in FIVE)
DIRECTION = "methodical_work"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Build the five municipalities once for all, at tiny numbers."""
    lines: list[str] = []
    with rolled_back(django_db_blocker):
        builder.build("FIVE", say=lines.append, parts=TINY)
        yield lines


@pytest.fixture
def demo(built: list[str], db: None) -> list[str]:
    return built


def login_of(place: str, role: str) -> str:
    return f"demo-{role}" if place == PLACES[0] else f"demo-{place}-{role}"


def signed_in(place: str, role: str) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(User.objects.get(login=login_of(place, role)))
    return client


def client_user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def municipalities(client_or_user: User) -> set[str]:
    seen = Organisation.objects.visible_to(client_or_user).filter(level=Level.MUNICIPALITY)
    return set(seen.values_list("code", flat=True)) & set(PLACES)


def test_usual_demo_is_five_municipalities_at_lifelike_numbers():
    assert [(part.code, part.institutions, part.people) for part in FIVE] == [
        ("pestyaki", 7, 90),
        ("yakovlevsky", 14, 220),
        ("verkhnyaya-pyshma", 13, 190),
        ("pervouralsk", 13, 210),
        ("magnitogorsk", 13, 230),
    ]
    assert DEMOS[USUAL] == FIVE


def test_each_municipality_lives_by_its_own_profile(demo):
    found = Organisation.objects.filter(code__in=PLACES).order_by("pk").select_related("profile")

    assert [(one.code, one.profile.code) for one in found] == [(place, place) for place in PLACES]
    assert len({name for name in Person.objects.values_list("snils", flat=True) if name}) >= 5 * 80


def test_sign_ins_stand_by_municipality_and_the_first_keeps_the_short_names(demo):
    places = dict(builder.places())

    assert [account.login for account in places[""]] == ["demo-admin", "demo-analyst"]
    assert list(places)[1:] == [
        "Пестяковский район", "Яковлевский район", "Верхняя Пышма", "Первоуральск", "Магнитогорск",
    ]  # fmt: skip
    roles = [
        "head",
        "methodist",
        "director",
        "deputy",
        "association",
        "secretary",
        "teacher",
        "expert",
        "mentor",
    ]
    assert [account.login for account in places["Пестяковский район"]] == [f"demo-{role}" for role in roles]
    assert [account.login for account in places["Первоуральск"]] == [
        f"demo-pervouralsk-{role}" for role in ["admin", *roles]
    ]


def test_sign_in_page_folds_the_municipalities(demo, client, settings):
    settings.DEMO = True

    text = shown(client, "/sign-in/login/")

    assert text.count('<details class="m-fold" open>') == 1
    assert text.count('<details class="m-fold"') == 5
    assert 'action="/demo-sign-in/demo-magnitogorsk-teacher"' in text


def test_administrator_and_analyst_see_all_and_the_others_their_own(demo):
    assert municipalities(User.objects.get(login="demo-admin")) == set(PLACES)
    assert municipalities(User.objects.get(login="demo-analyst")) == set(PLACES)
    for place in PLACES:
        for role in ("head", "methodist"):
            assert municipalities(User.objects.get(login=login_of(place, role))) == {place}
        for role in ("director", "secretary", "teacher", "expert"):
            assert municipalities(User.objects.get(login=login_of(place, role))) <= {place}


def test_administrator_of_a_municipality_is_not_everybodys(demo):
    assert municipalities(User.objects.get(login="demo-pervouralsk-admin")) == {"pervouralsk"}


def test_row_of_a_neighbour_is_not_found(demo):
    client = signed_in("pervouralsk", "methodist")

    for place, status in (("pervouralsk", 200), ("verkhnyaya-pyshma", 404), ("pestyaki", 404)):
        body = Body.objects.filter(host__municipality__code=place, level="municipality").earliest("pk")
        session = Session.objects.filter(body__host__municipality__code=place).earliest("pk")
        plan = Plan.objects.filter(organisation__code=place).earliest("pk")
        item = Item.objects.filter(plan=plan).earliest("pk")
        person = Person.objects.get(user__login=login_of(place, "teacher"))
        for address in (
            f"/bodies/{body.pk}/",
            f"/sessions/{session.pk}/",
            f"/plans/{plan.pk}/",
            f"/plans/items/{item.pk}/",
            f"/staff/{person.pk}/",
        ):
            assert client.get(address).status_code == status, (place, address)


@pytest.mark.parametrize(
    ("place", "words", "alien"),
    [
        ("pestyaki", ["Методсовет", "РМО", "Методическая команда"], ["РИМС", "ГМО", "ПМО"]),
        ("yakovlevsky", ["РИМС", "РМО", "Дискуссионная площадка", "Виртуальное"], ["ГМО", "ПМО"]),
        ("verkhnyaya-pyshma", ["ГМО"], ["РМО", "РИМС", "ПМО"]),
        ("pervouralsk", ["ГМО", "творческая лаборатория", "Рабочая группа педагогов"], ["РМО", "РИМС"]),
        ("magnitogorsk", ["ПМО", "Междисциплинарное", "Сетевое методическое"], ["ГМО", "РМО", "РИМС"]),
    ],
)
def test_pages_speak_the_words_of_the_municipality(demo, place, words, alien):
    text = shown(signed_in(place, "methodist"), "/bodies/")

    assert [word for word in words if word not in text] == []
    assert [word for word in alien if word in text] == []


def test_today_names_the_own_regulation_only(demo):
    text = shown(signed_in("yakovlevsky", "methodist"), "/")

    assert "в муниципальной системе образования Яковлевского района" in text
    assert "Первоуральск" not in text


@pytest.mark.parametrize("place", PLACES)
def test_year_of_work_stands_behind_each_municipality(demo, place):
    times = Occurrence.objects.filter(item__plan__organisation__code=place)
    plans = Plan.objects.filter(organisation__code=place).order_by("pk").values_list("kind", "status")
    sessions = Session.objects.filter(body__host__municipality__code=place)

    kind = "road_map" if place == "verkhnyaya-pyshma" else "service"
    assert list(plans)[-1] == (kind, "approved")
    assert times.filter(by_fact=True).exists()
    assert times.filter(status="done", by_fact=False).exclude(proof="").exists()
    assert times.filter(status="planned").exists()
    assert Item.objects.filter(
        plan__organisation__code=place, clause__edition__act__owner__code=place
    ).exists()
    assert sessions.filter(is_quorate=True).exists()
    assert sessions.filter(status="convened").exists()


@pytest.mark.parametrize("place", PLACES)
def test_goals_events_campaigns_and_indicators_of_each_are_full(demo, place):
    goals = Goal.objects.filter(organisation__code=place).values_list("status", flat=True)
    submissions = Submission.objects.filter(campaign__organisation__code=place)
    values = Value.objects.filter(organisation__code=place, is_latest=True)
    years = {one.starts_on for one in values if one.period_kind == "school_year"}

    assert set(goals) == {"proposed", "approved", "achieved"}
    assert {one.status for one in Event.objects.filter(host__municipality__code=place)} == {"held", "open"}
    campaigns = Campaign.objects.filter(organisation__code=place).order_by("pk")
    assert list(campaigns.values_list("status", flat=True)) == ["frozen", "open"]
    assert {"accepted", "not_begun"} <= {one.status for one in submissions}
    assert submissions.filter(first_submitted_at__gt=F("campaign__due_at")).exists()
    assert IndicatorSet.objects.filter(owner__code=place, approved_on__isnull=False).count() == 2
    assert len(years) == 4
    assert values.filter(version__indicator__code="I-33", numerator__gt=0).exists()


def test_council_is_closed_to_a_guest_and_open_to_who_looks_after_all_places(demo):
    session = Session.objects.filter(body__kind__family="council", status="signed").first()
    pages = (f"/bodies/{session.body_id}/", f"/sessions/{session.pk}/", "/sessions/decisions/")
    assert all("/sign-in/" in Client().get(page)["Location"] for page in pages)
    for login in ("demo-admin", "demo-analyst"):
        reader = Client(headers={"accept-language": "ru"})
        reader.force_login(User.objects.get(login=login))
        body, card, decisions = (unescape(shown(reader, page)) for page in pages)
        assert str(session.body) in body
        assert all(f"За: {vote.for_count}," in card for vote in session.votes.counted())
        assert all(one.text_in_force in card for one in session.decisions.all())
        assert "/sessions/decisions/" in decisions


def totals_of(session: Session) -> list[str]:
    return [f"За: {one.for_count}, против: {one.against_count}," for one in session.votes.counted()]


@pytest.mark.parametrize("role", COUNCIL_READERS)
def test_each_role_reads_what_the_council_of_yakovlevsky_decided_and_what_came_of_it(demo, role):
    council = Body.objects.get(
        kind__family="council", level="municipality", host__municipality__code="yakovlevsky"
    )
    sessions = list(Session.objects.filter(body=council, status="signed").order_by("planned_on"))
    client = signed_in("yakovlevsky", role)
    register = shown(client, "/sessions/")
    states, opened = set(), set()
    year = school_year(timezone.localdate()).previous()

    assert str(council) in unescape(shown(client, f"/bodies/{council.pk}/"))
    for session in sessions:
        card = shown(client, f"/sessions/{session.pk}/")
        assert session.day in year
        assert totals_of(session)
        assert all(words in card for words in totals_of(session))
        assert f'href="/sessions/{session.pk}/"' in register
        assert all(one.text_in_force in unescape(card) for one in session.decisions.all())
        # All of them read the minutes, which name people; the page names them to whoever may know its course.
        officers = {session.presiding_id, session.recorder_id}
        members = [one.person for one in session.attendances.filter(capacity="member")]
        named = any(str(one) in card for one in members if one.pk not in officers)
        assert named == can(client_user(client), "meetings.view_course", session)
        assert named or role in {"director", "teacher", "mentor"}
        for form, start in (("pdf", b"%PDF-"), ("word", b"PK")):
            paper = b"".join(client.get(f"/sessions/{session.pk}/minutes/{form}/").streaming_content)
            assert paper.startswith(start)
        for decision in session.decisions.all():
            page = unescape(shown(client, f"/sessions/decisions/{decision.pk}/"))
            assignment = Assignment.objects.get(**about(decision))
            seen = Assignment.objects.visible_to(client_user(client)).filter(pk=assignment.pk).exists()
            (state,) = execution_of(decision, today=timezone.localdate())
            assert decision.approval_act.requisites.replace("\u00a0", " ") in page.replace("\u00a0", " ")
            assert (f"/assignments/{assignment.pk}/" in page, state in page) == (seen, not seen)
            states.add(state.split()[0].strip(","))
            opened.add(seen)

    assert len(sessions) == 3
    assert opened == COUNCIL_READERS[role]
    assert states == {"исполнено", "просрочено"}


@pytest.mark.parametrize("place", PLACES)
def test_last_years_cycle_of_each_is_whole_but_for_its_true_holes(demo, place):
    town = Organisation.objects.get(code=place, level=Level.MUNICIPALITY)
    head, today = User.objects.get(login=login_of(place, "head")), timezone.localdate()
    effects = Effect.objects.newest().filter(expectation__organisation=town).order_by("pk")
    receipts = Receipt.objects.filter(recommendation__organisation=town)
    years = (school_year(today).previous(), school_year(today))

    holes = [
        {one.hole.value for step in cycle_of(town, year, today=today, now=timezone.now(), viewer=head)
         for one in step.broken}
        for year in years
    ]  # fmt: skip

    assert [(one.verdict, one.next_step) for one in effects] == EFFECTS[place]
    assert holes == [common | own for common, own in zip(EVERYWHERE, HOLES[place], strict=True)]
    assert {one.status for one in receipts} == {"sent", "acknowledged", "declined", "fulfilled"}
    assert Note.objects.get(organisation=town).starts_on == years[0].starts_on
    assert Goal.objects.get(organisation=town, effects__isnull=False).reason.count(CYCLES[place].code) == 1
    order = Decision.objects.get(organisation=town)
    assert Assignment.objects.get(**about(order)).status == "executed"
    assert f"№ {CYCLES[place].number}" in order.act_words
    assert Dossier.objects.get(municipality=town).starts_on == years[0].starts_on


ASSOCIATION = {
    "pestyaki": "РМО", "yakovlevsky": "РМО", "verkhnyaya-pyshma": "ГМО", "pervouralsk": "ГМО",
    "magnitogorsk": "ПМО",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_page_of_the_cycle_shows_the_true_holes_and_who_answers(demo, place):
    town = Organisation.objects.get(code=place, level=Level.MUNICIPALITY)
    client, today = signed_in(place, "head"), timezone.localdate()
    years = (school_year(today).previous(), school_year(today))

    pages = [shown(client, f"/dossiers/cycle/{town.pk}/?year={one.starts_on}/{one.ends_on}") for one in years]

    with override("ru"):
        words = {one.value: str(one.label) for one in Hole}
        steps = [f"{number}. {one.label}" for number, one in enumerate(Step, 1)]
    for page, common, own in zip(pages, EVERYWHERE, HOLES[place], strict=True):
        assert {code for code, told in words.items() if told in page} == common | own
        assert [page.index(step) for step in steps] == sorted(page.index(step) for step in steps)
        assert page.count("Отвечает: ") == len(Step)
    mending = re.findall(r'href="([^"]+)">(?:Исправить|Начать)', pages[0])
    assert mending
    assert {client.get(unescape(one)).status_code for one in mending} == {200}


@pytest.mark.parametrize("place", PLACES)
def test_note_recommendations_and_dossier_speak_the_words_of_the_municipality(demo, place):
    town = Organisation.objects.select_related("profile").get(code=place, level=Level.MUNICIPALITY)
    said = town.profile.data["analysis"]["sections"]
    note, dossier = Note.objects.get(organisation=town), Dossier.objects.get(municipality=town)
    receipts = Receipt.objects.filter(recommendation__organisation=town, body__isnull=False)
    alien = set(ASSOCIATION.values()) - {ASSOCIATION[place]}

    content = content_shown(dossier, viewer=User.objects.get(login=login_of(place, "head")))

    titles = [one["title"] for one in note.content["sections"]]
    assert [one["title"] for one in said if one["title"] not in titles] == []
    assert [one for one in receipts if any(word in one.name for word in alien)] == []
    assert any(ASSOCIATION[place] in one.name for one in receipts)
    assert content.report.title == town.profile.data["dossiers"][DIRECTION]["report"]["title"]
    own = CYCLES[place]
    listed = [row for one in content.positions for proof in one.proofs for row in proof.listed]
    assert any(row.title.startswith(own.help[:30]) for row in listed)
    assert any(row.title.startswith(own.order[:30]) for row in listed)
    laid_in = {document.title for row in listed for document in row.documents}
    assert note.record.number_text
    assert {note.title, *(one.recommendation.title for one in receipts)} <= laid_in


def test_road_map_keeps_its_six_sections_and_its_terms(demo):
    plan = Plan.objects.get(kind="road_map")

    items = {item.number: item for item in plan.items.all()}
    assert (plan.sections.count(), len(items), plan.source is not None) == (6, 16, True)
    assert items["5.2"].occurrences.count() == 5 * 4
    assert items["5.5"].schedule_kind == "separate"
    assert items["5.2"].clause.ref == "VP-5.2"
    assert [one.text for one in items["2.1"].responsible.order_by("order")] == [
        "ведущий специалист по методической деятельности",
        "ведущий специалист по оценке качества образования",
    ]
