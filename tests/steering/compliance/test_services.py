from datetime import date

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.facts import facts
from metodika.governance.bodies.models import BodyKind
from metodika.governance.meetings.models import Session
from metodika.steering.compliance import queries, services
from metodika.steering.compliance.models import PlaceResult, RuleResult, Snapshot, Standing, StandingChange
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_composition
from tests.factories.compliance import governed
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.meetings import closed

pytestmark = pytest.mark.django_db
TODAY, LATER, SUMMER = date(2026, 11, 23), date(2027, 7, 1), date(2027, 8, 31)
THREE = "YAK-4.10.1b"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


@pytest.fixture
def place():
    return governed()[0]


def council(place):
    kind = BodyKind.objects.get(code="council", profile=place.profile)
    body = make_body(kind, host=place, name="РИМС", starts_on=date(2026, 9, 1))
    make_composition(body, [PersonFactory() for _number in range(9)], on=date(2026, 9, 1))
    return body


def states(place, *codes):
    return [Standing.objects.get(municipality=place, code=code).state for code in codes]


def rule(place, code, order=0):
    return RuleResult.objects.get(standing__municipality=place, standing__code=code, order=order)


def test_three_sessions_of_the_council_turn_the_clause_green(place):
    body = council(place)
    services.assess(place, day=TODAY, by=None)
    before = rule(place, THREE)

    for _number in range(3):
        closed(body)
    services.assess(place, day=TODAY, by=None)

    after = rule(place, THREE)
    assert (before.state, before.has, before.needs) == ("on_track", 0, 3)
    assert (after.state, after.has, after.needs, after.due_on) == ("met", 3, 3, None)


def test_numbers_are_those_of_plain_loops(place):
    body = council(place)
    for present in (6, 7, 9):
        closed(body, present=present)

    services.assess(place, day=TODAY, by=None)

    held = [one for one in Session.objects.all() if one.held_on and one.held_on >= date(2026, 9, 1)]
    quorate = [one for one in held if one.is_quorate]
    without_minutes = [one for one in held if one.status not in {"signed", "filed"}]
    members = {seat.person_id for seat in body.compositions.get().seats.all()}
    found = {code: rule(place, code).has for code in (THREE, "YAK-4.10.1a", "YAK-4.10.2a", "YAK-4.3b")}
    assert found == {
        THREE: len(quorate), "YAK-4.10.1a": len(held), "YAK-4.10.2a": len(without_minutes),
        "YAK-4.3b": len(members),
    }  # fmt: skip


def test_every_clause_of_the_regulation_has_a_state_and_nothing_is_met_without_rows(place):
    snapshot = services.assess(place, day=TODAY, by=None)

    assert sum(snapshot.sums.values()) == 109
    assert snapshot.sums.get("broken", 0) == 0
    met = RuleResult.objects.filter(standing__municipality=place, state="met").exclude(kind="none")
    assert [one.standing.code for one in met if one.has == 0] == []


def test_state_keeps_its_day_until_it_changes(place):
    body = council(place)
    services.assess(place, day=TODAY, by=None)
    services.assess(place, day=date(2026, 11, 30), by=None)
    kept = Standing.objects.get(municipality=place, code="YAK-4.10.1a")
    closed(body)

    services.assess(place, day=date(2026, 12, 7), by=None)

    told = StandingChange.objects.filter(standing=kept).order_by("since")
    assert (kept.state, kept.since) == ("on_track", TODAY)
    assert [(one.state, one.since, one.until) for one in told] == [
        ("on_track", TODAY, date(2026, 12, 6)), ("met", date(2026, 12, 7), None),
    ]  # fmt: skip


def test_owner_is_told_when_a_clause_comes_into_danger(place):
    owner = make_user(at=place).person
    services.assess(place, day=TODAY, by=None)
    services.name_owner(Standing.objects.get(municipality=place, code=THREE), person=owner, by=None)

    services.assess(place, day=LATER, by=None)

    worsened = [one for one in entries_about(place) if one.key == "compliance.clause_worsened"]
    mine = [one.parameters for one in worsened if one.parameters["code"] == THREE]
    assert [(one["state"], one["people"]) for one in mine] == [("at_risk", [owner.pk])]


def test_forecast_says_what_fails_if_nothing_happens(place):
    council(place)

    services.assess(place, day=TODAY, by=None)

    told = Standing.objects.get(municipality=place, code=THREE)
    assert (told.state, told.forecast, told.due_on) == ("on_track", "failed", SUMMER)


def test_proof_by_hand_serves_what_waits_and_changes_nothing_that_is_counted(place):
    services.assess(place, day=TODAY, by=None)
    waiting, counted = (
        Standing.objects.get(municipality=place, code=code) for code in ("YAK-1.2c", "YAK-3.6")
    )
    address = {"address": "https://example.org/order.pdf", "speaks_for": date(2026, 10, 1)}

    proof = services.add_proof(waiting, title="Приказ", **address, by=None)
    services.add_proof(counted, title="Приказ", **address, by=None)
    with_proof = states(place, "YAK-1.2c", "YAK-3.6")
    services.withdraw_proof(proof, reason="ошибка", by=None)

    assert with_proof == ["met", "not_applicable"]
    assert states(place, "YAK-1.2c") == ["waits"]
    with pytest.raises(RuleBroken):
        services.withdraw_proof(proof, reason="ещё раз", by=None)


def test_proof_needs_something_to_open_and_a_day_that_has_come(place):
    services.assess(place, day=TODAY, by=None)
    clause = Standing.objects.get(municipality=place, code="YAK-1.2c")
    there = "https://example.org/a.pdf"

    for wrong in (
        {"speaks_for": TODAY}, {"speaks_for": date(2026, 12, 1), "address": there},
        {"speaks_for": TODAY, "address": there, "expires_on": date(2026, 11, 1)},
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            services.add_proof(clause, title="Приказ", **wrong, by=None)


def test_waiver_holds_for_its_days_and_is_given_once(place):
    services.assess(place, day=TODAY, by=None)
    clause = Standing.objects.get(municipality=place, code=THREE)
    days = {"starts_on": TODAY, "ends_on": date(2026, 12, 31)}

    waiver = services.waive_clause(clause, reason="Совет распущен", **days, by=None)
    waived = states(place, THREE)
    with pytest.raises(RuleBroken):
        services.waive_clause(clause, reason="Снова", **days, by=None)
    services.end_waiver(waiver, by=None)

    assert waived == ["waived"]
    assert states(place, THREE) == ["on_track"]


def test_institutions_are_judged_one_by_one():
    place, school = governed("pervouralsk")
    EmploymentFactory(person=PersonFactory(), organisation=school, is_head=True, started_on=date(2020, 1, 1))

    services.assess(place, day=TODAY, by=None)

    cells = PlaceResult.objects.filter(result__standing__code="PERV-7a", organisation=school)
    told = {one.result.say: (one.state, one.has, one.needs) for one in cells.select_related("result")}
    assert told == {
        "В каждой школе записан руководитель": ("met", 1, 1),
        "В каждой школе назначен заместитель по методической работе": ("failed", 0, 1),
    }


def test_kindergarten_is_not_asked_for_what_concerns_schools(place):
    SchoolFactory(parent=place, kind="kindergarten", name="Детский сад «Лесной»")

    services.assess(place, day=TODAY, by=None)

    councils, sites = rule(place, "YAK-3.1.4"), rule(place, "YAK-1.6.1.4c")
    asked = [
        sorted(one.places.values_list("organisation__kind", flat=True)) for one in (councils, sites)
    ]  # fmt: skip
    assert asked == [["secondary_school"], ["kindergarten", "secondary_school"]]
    assert (councils.needs, sites.needs) == (1, 2)


@pytest.mark.parametrize(("heads", "verdict"), [(1, ("met", 2, 2)), (0, ("failed", 1, 2))])
def test_council_of_the_district_has_every_head_of_an_association_in_it(heads, verdict):
    place, _school = governed("pestyaki")
    kinds = {one.code: one for one in BodyKind.objects.filter(profile=place.profile)}
    chairs = [PersonFactory() for _number in range(2)]
    for chair in chairs:
        body = make_body(kinds["association"], host=place)
        make_composition(body, [chair, PersonFactory(), PersonFactory()], on=TODAY)
    others = [PersonFactory() for _number in range(8)]
    make_composition(make_body(kinds["council"], host=place), [*others, *chairs[: 1 + heads]], on=TODAY)

    services.assess(place, day=TODAY, by=None)

    told = rule(place, "PEST-4.1-c0")
    assert (told.state, told.has, told.needs) == verdict


def test_rule_over_a_fact_that_is_gone_says_so(place, monkeypatch):
    services.assess(place, day=TODAY, by=None)
    shown = rule(place, THREE)
    monkeypatch.delitem(facts(), "meetings.quorate_session")

    behind = queries.behind(shown, place, viewer=None)
    services.assess(place, day=TODAY, by=None)

    assert "meetings.quorate_session" in behind.problem
    assert (rule(place, THREE).state, states(place, THREE)) == ("broken", ["broken"])
    assert "meetings.quorate_session" in rule(place, THREE).problem


def test_rows_behind_a_rule_lead_to_their_pages(place):
    body = council(place)
    session = closed(body)
    services.assess(place, day=TODAY, by=None)

    found = queries.behind(rule(place, THREE), place, viewer=None)
    lacking = queries.behind(rule(place, "YAK-4.2d"), place, viewer=None)

    assert [(row.day, row.url) for row in found.found] == [(session.held_on, f"/sessions/{session.pk}/")]
    assert [row.url for row in lacking.lacking] == [f"/bodies/{body.pk}/"]


def test_municipality_without_rules_is_refused_in_words():
    place, _school = governed()
    place.profile.data.pop("evidence")
    place.profile.save()

    with pytest.raises(RuleBroken):
        services.assess(place, day=TODAY, by=None)
    assert (services.assess_all(day=TODAY), Snapshot.objects.count()) == (0, 0)
