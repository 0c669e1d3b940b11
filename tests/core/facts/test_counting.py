"""The calculation rules: who is counted once, where, on which day; on a real database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from metodika.core.access import RuleBroken
from metodika.core.calendar import calendar_year, school_year
from metodika.core.facts import (
    WHOLE,
    Condition,
    Counting,
    Having,
    Of,
    Question,
    Scope,
    Selection,
    Share,
    count,
    count_everywhere,
    count_within,
    remembering_questions,
    rows,
)
from metodika.directory.organisations.services import merge_organisations
from metodika.directory.staff.services import send_on_leave
from metodika.governance.meetings.models import Session, Stay
from metodika.governance.meetings.services import close_session, open_session
from tests.factories.bodies import make_council
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.meetings import arrive, closed, members, opened, plan

pytestmark = pytest.mark.django_db
YEAR = school_year(date(2026, 10, 1))
TEACHERS = Counting(
    "staff.employment", (Condition("category", "in", ("teaching",)),), when="06-01", of=Of.PEOPLE
)


@pytest.fixture
def town() -> dict[str, Any]:
    """A district with two schools, and another district of the same region with one."""
    district = MunicipalityFactory()
    other = MunicipalityFactory(parent=district.parent)
    return {
        "district": district, "first": SchoolFactory(parent=district),
        "second": SchoolFactory(parent=district),
        "other": other, "third": SchoolFactory(parent=other), "region": district.parent,
    }  # fmt: skip


def test_a_part_timer_counts_once_in_each_school_and_once_in_the_municipality(town: dict[str, Any]) -> None:
    anna = PersonFactory()
    EmploymentFactory(person=anna, organisation=town["first"])
    EmploymentFactory(person=anna, organisation=town["second"], kind="external")
    EmploymentFactory(person=anna, organisation=town["third"], kind="external")
    EmploymentFactory(organisation=town["second"])

    (people,) = count_everywhere([Question(TEACHERS, YEAR)])

    assert people == {
        town["first"].pk: 1, town["second"].pk: 2, town["third"].pk: 1,
        town["district"].pk: 2, town["other"].pk: 1, town["region"].pk: 2, None: 2,
    }  # fmt: skip


def test_a_remembered_question_is_answered_for_each_place_as_a_new_one(
    town: dict[str, Any], django_assert_num_queries: Any
) -> None:
    anna, boris = PersonFactory(), PersonFactory()
    EmploymentFactory(person=anna, organisation=town["first"])
    EmploymentFactory(person=anna, organisation=town["second"], kind="external")
    EmploymentFactory(person=boris, organisation=town["third"])
    several_jobs = Counting(
        TEACHERS.fact, TEACHERS.conditions, when=TEACHERS.when, of=Of.PEOPLE,
        having=(Having(TEACHERS.fact, at_least=2, when=TEACHERS.when),),
    )  # fmt: skip
    questions = [Question(TEACHERS, YEAR), Question(several_jobs, YEAR)]
    scopes = [Scope.organisation(town[name].pk) for name in ("first", "third", "district", "region")]

    anew = [count_within(questions, scope) for scope in scopes]
    with remembering_questions():
        first = count_within(questions, scopes[0])
        with django_assert_num_queries(3):
            remembered = [count_within(questions, scope) for scope in scopes[1:]]

    assert [first, *remembered] == anew
    assert anew == [[1, 1], [1, 0], [1, 1], [2, 1]]


def test_a_municipality_is_counted_from_people_and_is_no_mean_of_its_schools(town: dict[str, Any]) -> None:
    council = make_council(people=1, host=town["district"])
    chair = members(plan(council))[0].person
    EmploymentFactory(person=chair, organisation=town["first"])
    for _number in range(3):
        EmploymentFactory(organisation=town["second"])
    seated = Counting(
        TEACHERS.fact, TEACHERS.conditions, TEACHERS.when, of=Of.PEOPLE,
        having=(Having("bodies.membership"),),
    )  # fmt: skip

    of, all_people = count_everywhere([Question(seated, YEAR), Question(TEACHERS, YEAR)])

    def share(place: Any) -> Any:
        return Share(of.get(place.pk, 0), all_people.get(place.pk, 0)).percent()

    assert seated.is_part_of(TEACHERS)
    assert [share(town[name]) for name in ("first", "second", "district", "third")] == [100, 0, 25, None]


def test_a_state_is_asked_on_its_day_and_both_its_days_belong_to_it(town: dict[str, Any]) -> None:
    EmploymentFactory(organisation=town["first"], started_on=date(2027, 6, 1), ended_on=date(2027, 6, 1))
    EmploymentFactory(organisation=town["first"], started_on=date(2027, 6, 2))
    EmploymentFactory(organisation=town["first"], ended_on=date(2027, 5, 31))
    asked = ("06-01", "first_day", "last_day", "any_day")

    found = [
        count(
            Counting("staff.employment", when=when, of=Of.PEOPLE), YEAR, Scope.organisation(town["first"].pk)
        )
        for when in asked
    ]

    assert found == [1, 1, 1, 3]


def test_who_is_on_a_long_leave_can_be_left_out(town: dict[str, Any]) -> None:
    job = EmploymentFactory(organisation=town["first"])
    EmploymentFactory(organisation=town["first"])
    send_on_leave(job, kind="parental", since=date(2027, 1, 11), by=None)
    present = Counting("staff.employment", (Condition("on_leave", "no"),), when="06-01", of=Of.PEOPLE)

    assert [count(present, YEAR), count(TEACHERS, YEAR)] == [1, 2]


def test_a_merged_school_counts_as_it_was_or_as_what_it_has_become(town: dict[str, Any]) -> None:
    EmploymentFactory(organisation=town["first"])
    EmploymentFactory(organisation=town["second"])
    merge_organisations(town["first"], successor=town["second"], on=date(2027, 7, 1), by=None)
    before = Counting("staff.employment", when="06-01", of=Of.PEOPLE)
    schools = Counting("staff.employment", when="06-01", of=Of.ORGANISATIONS)
    questions = [Question(before, YEAR), Question(schools, YEAR)]

    (as_it_was, were), (as_it_is, are) = (
        count_everywhere(questions, as_now=as_now) for as_now in (False, True)
    )

    first, second, district = (town[name].pk for name in ("first", "second", "district"))
    assert [as_it_was.get(place, 0) for place in (first, second, district)] == [1, 1, 2]
    assert [as_it_is.get(place, 0) for place in (first, second, district)] == [0, 2, 2]
    assert (were[district], are[district]) == (2, 1)
    assert count(before, YEAR, Scope.organisation(second), as_now=True) == 2


def test_two_calendars_ask_the_same_sessions_over_other_days(town: dict[str, Any]) -> None:
    council = make_council(host=town["district"])
    for day in (date(2026, 3, 2), date(2026, 10, 5), date(2027, 2, 1)):
        session = closed(council)
        Session.objects.filter(pk=session.pk).update(held_on=day)
    quorate = Counting("meetings.quorate_session")

    found = [count(quorate, period) for period in (YEAR, calendar_year(date(2026, 1, 1)))]

    assert found == [2, 2]
    assert [row.held_on for row in rows(quorate, YEAR)] == [date(2027, 2, 1), date(2026, 10, 5)]


def test_bodies_with_a_session_in_each_quarter_are_told_from_those_that_met_as_often(
    town: dict[str, Any],
) -> None:
    steady, hasty = make_council(host=town["district"]), make_council(host=town["other"])
    days = {steady: ((2026, 9), (2026, 12), (2027, 3), (2027, 6)), hasty: ((2026, 9),) * 4}
    for body, months in days.items():
        for number, (year, month) in enumerate(months):
            session = closed(body)
            Session.objects.filter(pk=session.pk).update(held_on=date(year, month, 10 + number))
    bodies = Counting("bodies.working", of=Of.BODIES)
    met = Having("meetings.quorate_session", in_each="quarter")
    regular = Counting("bodies.working", of=Of.BODIES, having=(met,))
    often = Counting("bodies.working", of=Of.BODIES, having=(Having(met.fact, at_least=4),))

    found = count_everywhere([Question(one, YEAR) for one in (bodies, regular, often)])

    assert [one[None] for one in found] == [2, 1, 2]
    assert [row.pk for row in rows(regular.without(met), YEAR)] == [hasty.pk]


def test_those_present_at_a_municipal_council_count_for_the_schools_where_they_work(
    town: dict[str, Any],
) -> None:
    council = make_council(people=3, host=town["district"])
    session = close_session(opened(council, present=3), by=None)
    Session.objects.filter(pk=session.pk).update(held_on=date(2026, 11, 2))
    both = [row.person for row in members(session)[:2]]
    Stay.objects.exclude(attendance__person__in=both).delete()
    EmploymentFactory(person=both[0], organisation=town["first"])
    EmploymentFactory(person=both[0], organisation=town["second"], kind="external")
    EmploymentFactory(person=both[1], organisation=town["second"])
    present = (Condition("present", "yes"),)
    at_host = Counting("meetings.attendance", present)
    at_school = Counting("meetings.attendance", present, placed_by=Selection("staff.employment"))

    hosts, schools = count_everywhere([Question(at_host, YEAR), Question(at_school, YEAR)])

    first, second, district = (town[name].pk for name in ("first", "second", "district"))
    assert [hosts.get(place, 0) for place in (first, second, district)] == [0, 0, 2]
    assert [schools.get(place, 0) for place in (first, second, district)] == [1, 2, 2]
    assert count(at_school, YEAR, Scope.person(both[0].pk)) == 1


def test_a_turnout_is_added_up_and_its_mean_is_over_sessions(town: dict[str, Any]) -> None:
    council = make_council(people=4, host=town["district"])
    for present in (4, 3):
        session = plan(council)
        arrive(members(session)[:present])
        open_session(session, by=None)
        close_session(session, by=None)
    Session.objects.update(held_on=date(2026, 12, 1))
    turnout = Counting("meetings.quorate_session", of=Of.SUM, measure="turnout")

    added, sessions = count_everywhere(
        [Question(turnout, YEAR), Question(Counting("meetings.quorate_session"), YEAR)]
    )

    assert Share(added[None], sessions[None]).value(places=1) == Decimal("87.5")


def _asked(fact: str = "staff.employment", *where: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"fact": fact, "where": list(where), **more}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (_asked("meetings.gone"), "The fact “meetings.gone” is not known"),
        (_asked("meetings.vote", of="people"), "does not name what is to be counted"),
        (_asked("meetings.vote", of="cats"), "“cats” cannot be counted"),
        (_asked("meetings.vote", when="09-20"), "is no time in which an event can be asked"),
        (_asked(when="02-30"), "is no day on which a state can be asked"),
        (_asked("staff.employment", {"code": "kind", "is": "in", "value": ["x"]}), "has no value “x”"),
        (_asked("staff.employment", {"code": "x", "is": "yes"}), "has no parameter “x”"),
        (_asked("staff.employment", {"code": "age", "is": "yes"}), "cannot be compared by “yes”"),
        (_asked("staff.employment", {"code": "age", "is": "at_most", "value": "ten"}), "needs a number"),
        (_asked(of="sum", measure="kind"), "is not a number"),
        (_asked(having=[{"fact": "regulations.issued", "by": "body"}]), "nothing in common"),
        (_asked("bodies.working", having=[{"fact": "bodies.composition", "in_each": "month", "by": "body"}]),
         "lasts; only what happens"),
        (_asked("meetings.vote", placed_by={"fact": "staff.employment"}), "is not about people"),
        ([], "A counting names its fact."),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_in_words(data: Any, sentence: str) -> None:
    with override("en"), pytest.raises(RuleBroken) as refused:
        Counting.from_data(data).check()

    assert sentence in str(refused.value.message)


def test_a_counting_survives_its_way_through_json() -> None:
    counting = Counting(
        "staff.employment", (Condition("category", "in", ("teaching",)),), "09-20", of=Of.PEOPLE,
        having=(Having("meetings.attendance", (Condition("present", "yes"),), at_least=2, absent=True),),
        placed_by=Selection("staff.employment", when="first_day"),
    )  # fmt: skip

    assert Counting.from_data(counting.data) == counting
    assert Counting.from_data(counting.data).fingerprint == counting.fingerprint
    assert count(counting, YEAR, WHOLE) == 0
