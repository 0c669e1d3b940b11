"""The statement against plain loops over the same rows, on random small data."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from metodika.core.calendar import Period, school_year
from metodika.core.facts import (
    Condition,
    Counting,
    Having,
    Of,
    Question,
    Scope,
    Selection,
    count,
    count_everywhere,
    pieces_of,
    rows,
    span_of,
)
from metodika.core.language import sort_key
from metodika.directory.organisations.models import Organisation, Succession
from metodika.directory.organisations.queries import as_it_is_now
from metodika.directory.staff.models import Employment, Person
from metodika.governance.meetings.models import Attendance, Session, Stay
from tests.factories.bodies import make_body, make_kind
from tests.factories.directory import (
    MunicipalityFactory,
    PositionFactory,
    RegionFactory,
    SchoolFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
YEAR = school_year(date(2026, 10, 1))
START = date(2026, 5, 1)
OFS = (Of.PEOPLE, Of.ORGANISATIONS, Of.ROWS)
PRESENT, TEACHING = Condition("present", "yes"), Condition("category", "in", ("teaching",))
MET = Having("meetings.attendance", (PRESENT,))
COUNTINGS = (
    *(Counting("staff.employment", (TEACHING,), "06-01", of=of) for of in OFS),
    *(Counting("staff.employment", (), "any_day", of=of) for of in OFS),
    *(Counting("meetings.attendance", (PRESENT,), of=of) for of in (*OFS, Of.BODIES)),
    *(
        Counting("meetings.attendance", (), of=of, placed_by=Selection("staff.employment", (TEACHING,)))
        for of in OFS
    ),
    Counting("staff.employment", (TEACHING,), "06-01", of=Of.PEOPLE, having=(MET,)),
    Counting("staff.employment", (), "06-01", of=Of.PEOPLE, having=(Having(MET.fact, at_least=2),)),
    Counting("staff.employment", (), "06-01", of=Of.PEOPLE, having=(Having(MET.fact, absent=True),)),
    Counting("staff.employment", (), "06-01", of=Of.ORGANISATIONS, having=(MET,)),
    Counting("bodies.working", of=Of.BODIES, having=(Having(MET.fact, in_each="half_year"),)),
)  # fmt: skip


def made(seed: int) -> None:
    """Two municipalities with schools, a unit, mergers; people with jobs, sessions with attendances."""
    random = Random(seed)
    region = RegionFactory()
    towns = [MunicipalityFactory(parent=region) for _number in range(2)]
    schools = [SchoolFactory(parent=random.choice(towns)) for _number in range(5)]
    places = [*schools, UnitFactory(parent=schools[0]), towns[0]]
    Succession.objects.create(predecessor=schools[1], successor=schools[2], happened_on=START)
    Succession.objects.create(predecessor=schools[2], successor=schools[3], happened_on=START)
    people = Person.objects.bulk_create(
        Person(last_name=f"Ч{number}", first_name="А", sort_key=sort_key(f"Ч{number}"))
        for number in range(12)
    )
    positions = [PositionFactory(), PositionFactory(title="Сторож", category="other")]
    for person in people:
        for place in random.sample(places, random.randint(0, 3)):
            first = START + timedelta(days=random.randint(-100, 300))
            last = random.choice([None, first + timedelta(days=random.randint(0, 300))])
            Employment.objects.create(
                person=person, organisation=place, position=random.choice(positions),
                started_on=first, ended_on=last,
            )  # fmt: skip
    kind = make_kind()
    bodies = [make_body(kind, host=host) for host in random.sample([*schools, *towns], 3)]
    for body in bodies:
        for _number in range(random.randint(0, 4)):
            day = START + timedelta(days=random.randint(0, 450))
            moment = f"{day}T10:00:00+03:00"
            session = Session.objects.create(
                body=body, planned_on=day, held_on=day, status="closed", year="x", is_quorate=True,
                rules={}, electorate={"seats": [], "listed": 0},
                opened_at=moment, closed_at=moment,
            )  # fmt: skip
            for person in random.sample(people, random.randint(0, 8)):
                row = Attendance.objects.create(session=session, person=person)
                if random.random() < 0.6:
                    Stay.objects.create(attendance=row, arrived_at=moment)


class Loops:
    """The same answers in plain Python."""

    def __init__(self, *, as_now: bool) -> None:
        self.nodes = {one.pk: one for one in Organisation.objects.all()}
        self.heirs = as_it_is_now() if as_now else {}
        self.tables = {
            "staff.employment": [
                {"row": job.pk, "person": job.person_id, "organisation": job.organisation_id, "body": None,
                 "since": job.started_on, "until": job.ended_on, "category": job.position.category}
                for job in Employment.objects.select_related("position")
            ],
            "meetings.attendance": [
                {"row": one.pk, "person": one.person_id, "organisation": one.session.body.host_id,
                 "body": one.session.body_id, "on": one.session.held_on, "present": one.stays.exists()}
                for one in Attendance.objects.select_related("session__body")
            ],
            "bodies.working": [
                {"row": body.pk, "person": None, "organisation": body.host_id, "body": body.pk,
                 "since": body.starts_on, "until": body.ends_on}
                for body in {one.session.body for one in Attendance.objects.select_related("session__body")}
                | set(Session.objects.model.body.field.related_model.objects.all())
            ],
        }  # fmt: skip

    def rungs(self, place: int | None) -> dict[str, int]:
        found: dict[str, int] = {}
        node = self.nodes.get(self.heirs.get(place, place)) if place else None
        while node is not None:
            found.setdefault(node.level, node.pk)
            node = self.nodes.get(node.parent_id)
        return found

    def selected(self, one: Selection, period: Period, span: Any = None) -> list[dict[str, Any]]:
        table = self.tables[one.fact]
        span = span or span_of(one.when, period, lasting="on" not in (table or [{}])[0])
        return [row for row in table if _during(row, span) and all(_fits(row, c) for c in one.conditions)]

    def key(self, row: dict[str, Any], match: str) -> Any:
        return self.rungs(row["organisation"]).get("institution") if match == "organisation" else row[match]

    def has(self, row: dict[str, Any], having: Having, match: str, period: Period) -> bool:
        key = self.key(row, match)
        spans = pieces_of(period, having.in_each) if having.in_each else [None]
        counts = [
            sum(
                key is not None and self.key(one, match) == key for one in self.selected(having, period, span)
            )
            for span in spans
        ]
        return all(count >= having.at_least for count in counts) != having.absent

    def everywhere(self, counting: Counting, period: Period) -> dict[int | None, int]:
        found: dict[int | None, set[Any]] = defaultdict(set)
        rows = self.selected(counting, period)
        if counting.placed_by:
            homes = self.selected(counting.placed_by, period)
            rows = [
                {**row, "organisation": home["organisation"]}
                for row in rows for home in homes if row["person"] == home["person"]
            ]  # fmt: skip
        whose = {"people": "person", "organisations": "organisation", "bodies": "body", "rows": "row"}[
            counting.of
        ]
        for row in rows:
            if not all(self.has(row, having, whose, period) for having in counting.having):
                continue
            counted = self.key(row, whose)
            if counted is not None:
                for place in (*self.rungs(row["organisation"]).values(), None):
                    found[place].add(counted)
        levels = ("institution", "municipality", "region")
        return {
            place: len(numbers) for place, numbers in found.items()
            if place is None or self.nodes[place].level in levels
        }  # fmt: skip


def _during(row: dict[str, Any], span: Any) -> bool:
    first = span.first or date.min
    if "on" in row:
        return first <= row["on"] <= span.last
    return (row["since"] or date.min) <= span.last and (row["until"] or date.max) >= first


def _fits(row: dict[str, Any], condition: Condition) -> bool:
    return row["present"] if condition.code == "present" else row["category"] in condition.value


@pytest.mark.parametrize("as_now", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_every_place_is_counted_as_plain_loops_count_it(seed: int, as_now: bool) -> None:
    made(seed)
    loops = Loops(as_now=as_now)

    found = count_everywhere([Question(one, YEAR) for one in COUNTINGS], as_now=as_now)

    for counting, places in zip(COUNTINGS, found, strict=True):
        assert {place: value for place, value in places.items() if value} == loops.everywhere(counting, YEAR)


def test_a_scope_is_counted_and_listed_as_it_is_counted_among_all() -> None:
    made(seed=11)
    places = list(Organisation.objects.filter(level__in=["institution", "municipality", "region"]))

    found = count_everywhere([Question(one, YEAR) for one in COUNTINGS])

    for counting, told in zip(COUNTINGS, found, strict=True):
        for place in places:
            scope = Scope.organisation(place.pk)
            assert count(counting, YEAR, scope) == told.get(place.pk, 0)
            if counting.of == Of.ROWS:
                assert len(rows(counting, YEAR, scope)) == told.get(place.pk, 0)
