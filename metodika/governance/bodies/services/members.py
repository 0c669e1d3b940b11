"""Members who come and go: by hand where no act is asked for, and what may be told of any seat."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.staff.models import Person
from metodika.governance.bodies.events import ConsentGiven, HeadAppointed, MemberAdmitted, SeatVacated
from metodika.governance.bodies.lifecycle import CompositionStatus, Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries import rules_of
from metodika.governance.bodies.services.bodies import locked_body, refuse_dissolved
from metodika.governance.bodies.services.heads import refuse_head_role
from metodika.governance.bodies.services.seats import SeatValues, built_seat


@atomic
def admit_member(
    body: Body, *, person: Person, on: date, by: Any, office: str = Office.MEMBER, represents: str = ""
) -> Seat:
    """Give a person a seat from a day, in a body whose composition needs no act.

    The first member makes the composition. Raises RuleBroken where an act approves the composition, for a
    person who already sits there in that office, for a second chair, and for a head whose role goes beyond
    what the giver may give.
    """
    locked = _light(body)
    composition = _open_composition(locked, on)
    held = composition.seats.held_on(on)
    if held.filter(person=person, office=office).exists():
        raise RuleBroken(
            _("%(person)s already sits in “%(body)s” on that day.") % {"person": person, "body": locked}
        )
    if office == Office.CHAIR and held.filter(office=Office.CHAIR).exists():
        raise RuleBroken(
            _("“%(body)s” has a head on that day. Appoint another one instead.") % {"body": locked}
        )
    if office == Office.CHAIR:
        refuse_head_role(locked, [person], by=by)
    seat = _seated(composition, person, on, office, represents)
    announce(
        MemberAdmitted(
            body_id=locked.pk, person_id=person.pk, seat_id=seat.pk, office=seat.office,
            starts_on=on.isoformat(),
        ),
        by=by,
        about=locked,
    )  # fmt: skip
    return seat


@atomic
def appoint_head(body: Body, *, person: Person, on: date, by: Any) -> Seat:
    """Let a person head a body from a day, in place of whoever did, where the composition needs no act.

    Raises RuleBroken where an act approves the composition, and when the person heads the body already.
    """
    locked = _light(body)
    refuse_head_role(locked, [person], by=by)
    composition = _open_composition(locked, on)
    for chair in composition.seats.select_for_update().held_on(on).filter(office=Office.CHAIR):
        _replace_head(chair, person, on, locked)
    seat = _seated(composition, person, on, Office.CHAIR, "")
    announce(
        HeadAppointed(body_id=locked.pk, person_id=person.pk, starts_on=on.isoformat()),
        by=by,
        about=locked,
    )
    return seat


def _replace_head(chair: Seat, person: Person, on: date, body: Body) -> None:
    if chair.person_id == person.pk:
        raise RuleBroken(_("%(person)s heads “%(body)s” already.") % {"person": person, "body": body})
    first = chair.starts_on or chair.composition.starts_on
    if first is not None and first >= on:
        raise RuleBroken(_("The present head has only begun on that day. Give a later day."))
    _vacated(chair, on - timedelta(days=1), _("Another head has been appointed."))


def _light(body: Body) -> Body:
    locked = locked_body(body)
    refuse_dissolved(locked)
    if rules_of(locked).composition_act:
        raise RuleBroken(
            _("The composition of “%(body)s” is approved by an act. Make a draft and have it approved.")
            % {"body": locked}
        )
    return locked


def _open_composition(body: Body, on: date) -> Composition:
    held = body.compositions.select_for_update(of=("self",)).approved()
    composition = held.as_of(on).first()
    if composition is not None:
        return composition
    if held.exists():
        raise RuleBroken(
            _("“%(body)s” has no composition on that day. Give a day on which it has one.") % {"body": body}
        )
    made: Composition = Composition.objects.create(
        body=body, number=1, status=CompositionStatus.APPROVED, starts_on=min(on, body.starts_on or on)
    )
    return made


def _seated(composition: Composition, person: Person, on: date, office: str, represents: str) -> Seat:
    values = SeatValues(person=person, office=office, represents=represents, starts_on=on)
    seat = built_seat(composition, values)
    seat.save(force_insert=True)
    return seat


@atomic
def vacate_seat(seat: Seat, *, on: date, reason: str, by: Any) -> Seat:
    """Make a day the last one on which the person sits; the seat then stands vacant, with the reason.

    This holds for approved compositions: a seat that is left is a fact and no other composition. Raises
    RuleBroken without a reason, for a draft, a vacant seat, and a day before the seat began.
    """
    locked = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("composition__body", "person")
        .get(pk=seat.pk)
    )
    if not reason.strip():
        raise RuleBroken(_("Say why the person leaves: the reason stays in the history."))
    if locked.composition.is_draft:
        raise RuleBroken(_("This is a draft: change the seat or take it away."))
    if locked.person is None or (locked.ends_on is not None and locked.ends_on <= on):
        raise RuleBroken(_("Nobody sits in this seat after that day anyway."))
    first = locked.starts_on or locked.composition.starts_on
    if first is not None and on < first:
        raise RuleBroken(_("The person had not begun by that day. Give a later day."))
    _vacated(locked, on, reason.strip())
    announce(
        SeatVacated(
            body_id=locked.composition.body_id, person_id=locked.person.pk, seat_id=locked.pk,
            ends_on=on.isoformat(), reason=locked.vacancy_reason,
        ),
        by=by,
        about=locked.composition.body,
    )  # fmt: skip
    return locked


def _vacated(seat: Seat, on: date, reason: str) -> None:
    seat.ends_on, seat.vacancy_reason = on, reason
    seat.save(update_fields=["ends_on", "vacancy_reason"])


@atomic
def give_consent(seat: Seat, *, on: date, by: Any, file: StoredFile | None = None) -> Seat:
    """Write down that the person of a seat "by agreement" has agreed, with the letter where there is one.

    Raises RuleBroken for a seat that needs no consent, is vacant, or has one.
    """
    locked = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("composition__body", "person")
        .get(pk=seat.pk)
    )
    if not locked.by_agreement:
        raise RuleBroken(_("This seat needs no consent: it is not “by agreement”."))
    if locked.person is None:
        raise RuleBroken(_("Nobody sits in this seat, so nobody can agree. First choose a person."))
    if locked.consented_on is not None:
        raise RuleBroken(_("The consent is written down already."))
    locked.consented_on, locked.consent = on, file
    locked.save(update_fields=["consented_on", "consent"])
    body = locked.composition.body
    announce(ConsentGiven(body_id=body.pk, person_id=locked.person.pk, seat_id=locked.pk), by=by, about=body)
    return locked


@atomic
def move_seats(*, source_id: int, target_id: int) -> int:
    """Hand the seats of a person over to the card into which his was merged; return how many."""
    moved = Seat.objects.filter(person_id=source_id).update(person_id=target_id)
    bodies = Seat.objects.filter(person_id=target_id).values_list("composition__body", flat=True)
    count_members(set(bodies), day=timezone.localdate())
    return moved


@atomic
def count_members(bodies: Collection[int] | None, *, day: date) -> int:
    """Write down how many people sit in the bodies (None: in all) on the day; return how many have changed.

    Lists show and sort by this figure. One statement.
    """
    held = Seat.objects.held_on(day).filter(
        composition__in=Composition.objects.as_of(day), composition__body=OuterRef("pk")
    )
    counted = held.order_by().values("composition__body").annotate(people=Count("person", distinct=True))
    rows = Body.objects.all() if bodies is None else Body.objects.filter(pk__in=bodies)
    rows = rows.annotate(counted=Coalesce(Subquery(counted.values("people")), 0))
    return rows.exclude(members_count=F("counted")).update(members_count=F("counted"))
