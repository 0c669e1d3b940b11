"""Who is asked to sign, in which order, and who takes whose place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.records import rules
from metodika.directory.records.events import (
    RecordSigned,
    SignaturesAsked,
    SignerReleased,
    SignerSubstituted,
)
from metodika.directory.records.lifecycle import RecordStatus, SignatureStatus
from metodika.directory.records.models import Record, Rendition, SignatureRequest
from metodika.directory.records.rules import Signer
from metodika.directory.records.services.standing import event_facts, locked_record
from metodika.directory.staff.models import Person

ASKED_FROM = frozenset({RecordStatus.REGISTERED, RecordStatus.PRINTED, RecordStatus.SIGNED})


@atomic
def ask_signatures(
    record: Record, *, signers: Sequence[Signer], due_on: date | None = None, by: Any
) -> list[SignatureRequest]:
    """Ask people to sign the version that holds; who is asked in that capacity already is not asked twice.

    The state becomes "waits for signatures" and stays so until nobody is waited for. Raises RuleBroken
    without signers, for a draft and for a document that has not been printed.
    """
    locked = locked_record(record)
    current = _version_to_sign(locked, signers)
    known = set(current.signatures.values_list("person_id", "capacity"))
    wanted = {(one.person_id, one.capacity.strip()): one for one in signers}
    before = _turn(locked)
    made = SignatureRequest.objects.bulk_create(
        SignatureRequest(
            record=locked, rendition=current, person_id=one.person_id, capacity=capacity,
            order=one.order, acting=one.acting, note=one.note, due_on=due_on,
        )
        for (person_id, capacity), one in wanted.items()
        if (person_id, capacity) not in known
    )  # fmt: skip
    if made and locked.status != RecordStatus.PRINTED:
        locked.status = RecordStatus.PRINTED
        locked.save(update_fields=["status"])
    announce_turn(locked, before=before, also={one.person_id for one in made}, by=by)
    return made


def _version_to_sign(record: Record, signers: Sequence[Signer]) -> Rendition:
    if not signers:
        raise RuleBroken(_("Choose at least one person who shall sign."))
    if record.status not in ASKED_FROM:
        raise RuleBroken(
            _("Signatures are collected under a document with a number: this one is “%(status)s”.")
            % {"status": record.get_status_display()}
        )
    current: Rendition | None = record.versions.current().first()
    if current is None:
        raise RuleBroken(_("Print the document first: people sign what they have read."))
    if not all(one.capacity.strip() for one in signers):
        raise RuleBroken(_("Say as what each person signs: chair, secretary, member."))
    return current


def _turn(record: Record) -> int | None:
    """Return the order of those whose turn it is; None when nobody is waited for."""
    return record.signatures.missing().order_by("order").values_list("order", flat=True).first()


@atomic
def announce_turn(
    record: Record, *, before: int | None, also: set[int] | None = None, by: Any = None
) -> None:
    """Tell those whose turn has come since `before`, and the `also` who were added to it."""
    turn = _turn(record)
    if turn is None:
        return
    waiting = record.signatures.filter(status=SignatureStatus.WAITING, released_because="", order=turn)
    if turn == before:
        waiting = waiting.filter(person__in=also or ())
    asked = list(waiting.order_by("pk"))
    if asked:
        due_on = asked[0].due_on
        told = SignaturesAsked(
            **event_facts(record),
            people=sorted({one.person_id for one in asked}),
            due_on=due_on.isoformat() if due_on else None,
        )
        announce(told, by=by, about=record)


def turn_of(record: Record) -> int | None:
    """Return whose turn it is, to be compared after a signature has come in."""
    return _turn(record)


@atomic
def settle(record: Record, *, before: int | None, by: Any = None) -> None:
    """After something has changed: the record is signed, or the turn has come for the next."""
    asked = [one.asked for one in record.signatures.counted()]
    if record.status == RecordStatus.PRINTED and rules.is_signed_by_all(asked):
        record.status = RecordStatus.SIGNED
        record.save(update_fields=["status"])
        announce(RecordSigned(**event_facts(record)), by=by, about=record)
        return
    announce_turn(record, before=before, by=by)


def locked_request(request: SignatureRequest) -> tuple[SignatureRequest, Record]:
    """Return the request and its record, both locked, the record first as everywhere."""
    record = locked_record(request.record)
    rows = SignatureRequest.objects.select_for_update(of=("self",))
    found = rows.select_related("rendition", "person").get(pk=request.pk)
    found.record = record
    return found, record


@atomic
def release_signer(request: SignatureRequest, *, reason: str, by: Any) -> SignatureRequest:
    """Wait no longer for a person who refuses or cannot sign; the reason stands in the list of signatures.

    Raises RuleBroken without a reason and for a signature that is there.
    """
    locked, record = locked_request(request)
    if not reason.strip():
        raise RuleBroken(_("Say why the signature is not waited for: the reason is printed."))
    if locked.status not in {SignatureStatus.WAITING, SignatureStatus.REFUSED} or locked.released_because:
        raise RuleBroken(_("This signature is not waited for anyway."))
    before = turn_of(record)
    locked.released_because = reason.strip()
    locked.save(update_fields=["released_because"])
    told = SignerReleased(
        **event_facts(record), request_id=locked.pk, person_id=locked.person_id, reason=reason.strip()
    )
    announce(told, by=by, about=record)
    settle(record, before=before, by=by)
    return locked


@atomic
def substitute_signer(
    request: SignatureRequest, *, person: Person, acting: bool = True, note: str = "", by: Any
) -> SignatureRequest:
    """Let another person sign in the same capacity, as acting («и.о.») unless told otherwise.

    Raises RuleBroken for a signature that is there, for the same person, and for one who is asked in this
    capacity already.
    """
    locked, record = locked_request(request)
    if locked.status not in {SignatureStatus.WAITING, SignatureStatus.REFUSED}:
        raise RuleBroken(_("This signature is not waited for anyway."))
    taken = record.signatures.filter(rendition=locked.rendition, person=person, capacity=locked.capacity)
    if taken.exists():
        raise RuleBroken(
            _("%(person)s is asked to sign as %(capacity)s already.")
            % {"person": person, "capacity": locked.capacity}
        )
    locked.status, locked.voided_because = SignatureStatus.SUBSTITUTED, str(person)
    locked.save(update_fields=["status", "voided_because"])
    made = SignatureRequest.objects.create(
        record=record, rendition=locked.rendition, person=person, capacity=locked.capacity,
        acting=acting, order=locked.order, due_on=locked.due_on, note=note,
    )  # fmt: skip
    told = SignerSubstituted(**event_facts(record), person_id=person.pk, substituted_id=locked.person_id)
    announce(told, by=by, about=record)
    announce_turn(record, before=turn_of(record), also={person.pk}, by=by)
    return made
