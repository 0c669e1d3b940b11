"""Bodies for tests: kinds with rules, bodies, compositions with as many members as asked for."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, count, repeat
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.staff.models import Person
from metodika.governance.bodies.lifecycle import Family, Office
from metodika.governance.bodies.models import Body, BodyKind, Composition, Seat
from metodika.governance.bodies.services import (
    BodyValues,
    SeatValues,
    approve_composition,
    found_body,
    propose_composition,
)
from metodika.governance.bodies.services.seats import built_seat
from tests.factories.directory import MunicipalityFactory, ProfileFactory, new_people
from tests.factories.regulations import make_act

SINCE = date(2025, 9, 1)
OFFICES = (Office.CHAIR, Office.DEPUTY, Office.SECRETARY)
_NUMBERS = count(1)


def make_kind(profile: Profile | None = None, *, family: str = Family.COUNCIL, **values: Any) -> BodyKind:
    """A kind of bodies; `rules` are parameters as bodies.yaml writes them, without seats."""
    values.setdefault("code", f"kind-{next(_NUMBERS)}")
    values.setdefault("title", "Методический совет")
    values.setdefault("titles", "Методические советы")
    values.setdefault("levels", ["municipality", "institution"])
    values["rules"] = {"seats": [], **values.get("rules", {})}
    return BodyKind.objects.create(profile=profile or ProfileFactory(), family=family, **values)


def home_of(profile: Profile) -> Organisation:
    """A municipality that lives by the profile; the same one every time."""
    found = Organisation.objects.filter(profile=profile, level="municipality").first()
    place = found or MunicipalityFactory()
    Organisation.objects.filter(pk=place.pk).update(profile=profile)
    place.refresh_from_db()
    return place


def make_body(
    kind: BodyKind | None = None, *, host: Organisation | None = None, name: str = "", **values: Any
) -> Body:
    """A body that works since SINCE, at its municipality unless another host is named; nobody sits in it."""
    kind = kind or make_kind()
    host = host or home_of(kind.profile)
    if host.municipality is not None and host.municipality.profile_id != kind.profile_id:
        Organisation.objects.filter(pk=host.municipality_id).update(profile=kind.profile)
        host = Organisation.objects.select_related("municipality").get(pk=host.pk)
    values.setdefault("starts_on", SINCE)
    subjects = values.pop("subjects", ())
    return found_body(
        kind=kind, host=host, name=name or f"Совет {next(_NUMBERS)}", values=BodyValues(**values),
        subjects=subjects, by=None,
    )  # fmt: skip


def make_draft(body: Body, people: Sequence[Person | None]) -> Composition:
    """A draft of nobody but these people: the chair, the deputy, the secretary, then members.

    Seated at once: a third of the time of all tests of sessions went into taking nine seats one by one.
    """
    draft = propose_composition(body, by=None)
    draft.seats.all().delete()
    offices = chain(OFFICES, repeat(Office.MEMBER))
    Seat.objects.bulk_create(
        built_seat(draft, SeatValues(number=number, person=person, office=office))
        for number, (person, office) in enumerate(zip(people, offices, strict=False), 1)
    )
    return draft


def make_composition(
    body: Body,
    people: int | Sequence[Person | None] = 9,
    *,
    on: date = SINCE,
    act: Any = "new",
    by: Any = None,
) -> Composition:
    """An approved composition of so many new people, or of these; by a new order unless an act is named."""
    seated = new_people(people) if isinstance(people, int) else people
    if act == "new":
        act = make_act(owner=body.host.municipality or body.host, issued_on=on, kind=_kind_of_act(body))
    return approve_composition(make_draft(body, seated), on=on, act=act, by=by)


def _kind_of_act(body: Body) -> str:
    wanted = body.kind.rules.get("composition_act") or "any"
    return "order" if wanted == "any" else str(wanted)


def make_council(people: int = 9, *, rules: dict[str, Any] | None = None, **values: Any) -> Body:
    """A council with a composition: chair, deputy, secretary and members, since SINCE."""
    said = {"offices": ["chair", "deputy", "secretary"], **(rules or {})}
    body = make_body(make_kind(rules=said), **values)
    make_composition(body, people)
    return body
