"""Who sits in the municipal council of the demo, last school year and in this one."""

from datetime import date, timedelta

from metodika.core.calendar import school_year
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import ActKind, ActLevel
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.services import create_act
from metodika.directory.staff.models import Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, BodyKind, Composition, Seat
from metodika.governance.bodies.queries import heads_of_bodies
from metodika.governance.bodies.services import (
    BodyValues,
    approve_composition,
    change_seat,
    found_body,
    give_consent,
    propose_composition,
)
from metodika.web.demo.clock import on_weekday
from metodika.web.demo.crowd import Crowd
from metodika.web.demo.rights import secretary_key

RENEWED_AFTER = timedelta(days=12)
OFFICES = (Office.CHAIR, Office.DEPUTY, Office.SECRETARY)


class _Bench:
    """Gives each seat somebody who does not sit yet, the most fitting first."""

    def __init__(self, crowd: Crowd, day: date, associations: list[Body]) -> None:
        self.crowd, self.home, self.taken = crowd, crowd.home, set[int]()
        heads = heads_of_bodies(associations, day)
        self.leaders = [heads[body.pk] for body in associations if body.pk in heads]
        councils = Body.objects.filter(kind__code="school_council", host__municipality=self.home.node)
        self.school_leaders = list(heads_of_bodies(councils.order_by("pk"), day).values())
        self.secretary = crowd.numbers[secretary_key(crowd)]

    def people_of(self, place: Organisation) -> list[int]:
        return [self.crowd.numbers[key] for key in self.crowd.team(place).keys]

    def somebody_for(self, seat: Seat) -> int:
        office, centre = self.people_of(self.home.department), self.people_of(self.home.centre)
        words = seat.represents.lower()
        if seat.office == Office.SECRETARY:
            wanted = [self.secretary, *centre]
        elif "отдел" in words:
            wanted = office
        elif "совет" in words:
            wanted = self.school_leaders
        elif "объединен" in words:
            wanted = self.leaders
        elif seat.by_agreement:
            wanted = self.leaders[::-1]
        else:
            wanted = [person for person in centre if person != self.secretary]
        free = (
            one for one in [*wanted, *self.leaders, *self.school_leaders, *office] if one not in self.taken
        )
        person = next(free)
        self.taken.add(person)
        return person


def seat_council(crowd: Crowd, kind: BodyKind, since: date, associations: list[Body]) -> Body:
    """Found the municipal council and approve its composition for the last school year and for this one."""
    home = crowd.home
    regulation = Act.objects.filter(owner=home.node, is_governing=True).order_by("pk").first()
    # A name of its own begins with a capital letter, whatever the word for the kind does.
    short = kind.short[:1].upper() + kind.short[1:]
    council = found_body(
        kind=kind, host=home.department, name=kind.title, by=None,
        values=BodyValues(
            short_name=short, starts_on=since, regulation=regulation, level="municipality"
        ),
    )  # fmt: skip
    bench = _Bench(crowd, since, associations)
    draft = propose_composition(council, by=None)
    _fill(draft, bench)
    _approve(draft, since, "214-р")
    for seat in draft.seats.filter(by_agreement=True):
        give_consent(seat, on=since, by=None)
    renewed = propose_composition(council, by=None)
    newcomer = renewed.seats.filter(office=Office.MEMBER).order_by("number").last()
    if newcomer is not None and not newcomer.head_of_id:
        change_seat(newcomer, changes={"person": _person(bench.somebody_for(newcomer))}, by=None)
    _approve(renewed, school_year(since + timedelta(days=380)).starts_on + RENEWED_AFTER, "239-р")
    return council


def _fill(draft: Composition, bench: _Bench) -> None:
    """Seat the people; a council of heads chooses its officers among them."""
    seats = list(draft.seats.order_by("number"))
    named = {seat.office for seat in seats}
    for place, seat in enumerate(seats):
        changes: dict[str, object] = {}
        if seat.head_of_id and place < len(OFFICES) and OFFICES[place] not in named:
            changes["office"] = OFFICES[place]
        if seat.person_id is None:
            changes["person"] = _person(bench.somebody_for(seat))
        if seat.office == Office.CHAIR and not seat.head_of_id:
            # The chair goes with the post: a change of its holder is then noticed.
            changes["post_at"] = bench.home.centre
        change_seat(seat, changes=changes, by=None)


def _person(number: int) -> Person:
    return Person.objects.get(pk=number)


def _approve(draft: Composition, day: date, number: str) -> None:
    body = draft.body
    node = body.host.municipality or body.host
    wanted = body.kind.rules.get("composition_act")
    values = {
        "kind": ActKind.DIRECTIVE if wanted in {None, "any"} else wanted, "issuer": f"Администрация, {node}",
        "issued_on": on_weekday(day), "number": number, "title": f"О составе: {body.name}",
        "level": ActLevel.MUNICIPAL,
    }  # fmt: skip
    approve_composition(draft, on=day, act=create_act(owner=node, values=values, by=None), by=None)
