"""Seats of a draft: added, changed, taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person, Position
from metodika.governance.bodies.events import BodyChanged
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries import rules_of
from metodika.governance.bodies.services.compositions import locked_composition, refuse_approved

COMPOSITION = ["compositions"]


class SeatValues(TypedDict, total=False):
    """What may be told of a seat; `votes` absent means: as the rules of the body say for the office."""

    number: int
    office: str
    represents: str
    position: str
    post: Position | None
    post_at: Organisation | None
    head_of: Body | None
    person: Person | None
    by_agreement: bool
    consented_on: date | None
    votes: bool
    starts_on: date | None


@atomic
def add_seat(composition: Composition, *, values: SeatValues, by: Any) -> Seat:
    """Add a seat to a draft; without a number it comes last.

    Raises RuleBroken for an approved composition, a merged card, a consent to a seat that needs none.
    """
    locked = locked_composition(composition)
    refuse_approved(locked)
    seat = built_seat(locked, values)
    seat.save(force_insert=True)
    _announce(locked, by)
    return seat


def built_seat(composition: Composition, values: SeatValues) -> Seat:
    """Return a seat that is not stored yet, with its number and vote; RuleBroken as for `add_seat`."""
    seat = Seat(composition=composition, **values)
    if "number" not in values:
        seat.number = (composition.seats.aggregate(last=Max("number"))["last"] or 0) + 1
    if "votes" not in values:
        seat.votes = rules_of(composition.body).secretary_votes or seat.office != Office.SECRETARY
    _refuse_wrong_seat(seat)
    return seat


@atomic
def change_seat(seat: Seat, *, changes: Mapping[str, Any], by: Any) -> Seat:
    """Change a seat of a draft. Raises RuleBroken as for `add_seat`."""
    composition = locked_composition(seat.composition)
    refuse_approved(composition)
    locked = _locked_seat(seat)
    differing = [name for name, value in changes.items() if getattr(locked, name) != value]
    for name in differing:
        setattr(locked, name, changes[name])
    if "person" in differing and "consented_on" not in changes:
        # One person's consent is not another's.
        locked.consented_on, locked.consent = None, None
        differing += ["consented_on", "consent"]
    _refuse_wrong_seat(locked)
    if differing:
        locked.save(update_fields=differing)
        _announce(composition, by)
    return locked


@atomic
def remove_seat(seat: Seat, *, by: Any) -> None:
    """Take a seat out of a draft. Raises RuleBroken for an approved composition."""
    composition = locked_composition(seat.composition)
    refuse_approved(composition)
    _locked_seat(seat).delete()
    _announce(composition, by)


def _locked_seat(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=seat.pk)


def _refuse_wrong_seat(seat: Seat) -> None:
    if seat.person is not None and seat.person.merged_into_id is not None:
        raise RuleBroken(_("This card has been merged into another. Open that one and choose it here."))
    if seat.consented_on is not None and not seat.by_agreement:
        raise RuleBroken(_("This seat needs no consent. Mark it “by agreement” or clear the day of consent."))
    if seat.head_of is not None and seat.head_of_id == seat.composition.body_id:
        raise RuleBroken(_("Nobody sits in a body as the head of that very body. Choose another one."))


def _announce(composition: Composition, by: Any) -> None:
    event = BodyChanged(body_id=composition.body_id, fields=COMPOSITION)
    announce(event, by=by, about=composition.body)
