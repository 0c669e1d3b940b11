"""What people add: proofs by hand, waivers, who answers for a clause."""

from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.steering.compliance.events import (
    ClauseProved,
    ClauseWaived,
    OwnerNamed,
    ProofWithdrawn,
    WaiverEnded,
)
from metodika.steering.compliance.models import Proof, Standing, Waiver
from metodika.steering.compliance.services.assessing import assess


@atomic
def add_proof(
    standing: Standing, *, title: str, speaks_for: date, address: str = "", file: StoredFile | None = None,
    expires_on: date | None = None, by: Any,
) -> Proof:  # fmt: skip
    """Add a file or an address that proves a clause, and assess anew.

    The proof speaks for its own day, not for that of the upload. Raises RuleBroken without a file and an
    address, for a day in the future, and for one that expires before it speaks.
    """
    place = standing.municipality
    if file is None and not address:
        raise RuleBroken(_("Attach a file or give an address: a proof must be there to be opened."))
    if speaks_for > today_at(place):
        raise RuleBroken(_("The proof speaks for a day in the future. Give the day of the document."))
    if expires_on and expires_on < speaks_for:
        raise RuleBroken(_("The proof ends before the day it speaks for. Correct one of the days."))
    proof = Proof.objects.create(
        municipality=place, code=standing.code, title=title, file=file, address=address,
        speaks_for=speaks_for, expires_on=expires_on, added_by=account_or_none(by),
    )  # fmt: skip
    announce(ClauseProved(place.pk, standing.code), by=by, about=place)
    assess(place, day=today_at(place), by=by)
    return proof


@atomic
def withdraw_proof(proof: Proof, *, reason: str, by: Any) -> Proof:
    """Let a proof count no longer, and assess anew. Raises RuleBroken when it was withdrawn already."""
    row = Proof.objects.select_for_update().get(pk=proof.pk)
    if row.withdrawn_on:
        raise RuleBroken(_("The proof has been withdrawn already."))
    place = Organisation.objects.get(pk=row.municipality_id)
    row.withdrawn_on, row.withdrawn_because = today_at(place), reason
    row.save(update_fields=["withdrawn_on", "withdrawn_because"])
    announce(ProofWithdrawn(place.pk, row.code, reason), by=by, about=place)
    assess(place, day=today_at(place), by=by)
    return row


@atomic
def waive_clause(standing: Standing, *, reason: str, starts_on: date, ends_on: date, by: Any) -> Waiver:
    """Let a clause not be asked for a time, and assess anew.

    Raises RuleBroken when the days are in the wrong order or lie in the past, and when a waiver holds
    already.
    """
    place = standing.municipality
    today = today_at(place)
    if ends_on < starts_on or ends_on < today:
        raise RuleBroken(_("A waiver ends today or later, and not before it begins. Correct the days."))
    known = Waiver.objects.filter(municipality=place, code=standing.code, ended_on=None)
    if known.filter(ends_on__gte=starts_on, starts_on__lte=ends_on).exists():
        raise RuleBroken(_("The clause is waived on some of these days already. End that waiver first."))
    waiver = Waiver.objects.create(
        municipality=place, code=standing.code, reason=reason, starts_on=starts_on, ends_on=ends_on,
        given_by=account_or_none(by),
    )  # fmt: skip
    told = ClauseWaived(place.pk, standing.code, until=f"{ends_on}", reason=reason)
    announce(told, by=by, about=place)
    assess(place, day=today, by=by)
    return waiver


@atomic
def end_waiver(waiver: Waiver, *, by: Any) -> Waiver:
    """End a waiver at once, and assess anew. Raises RuleBroken when it was ended already."""
    row = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if row.ended_on:
        raise RuleBroken(_("The waiver has been ended already."))
    place = Organisation.objects.get(pk=row.municipality_id)
    row.ended_on = today_at(place)
    row.save(update_fields=["ended_on"])
    announce(WaiverEnded(place.pk, row.code), by=by, about=place)
    assess(place, day=today_at(place), by=by)
    return row


@atomic
def name_owner(standing: Standing, *, person: Person, by: Any) -> Standing:
    """Say who answers for a clause, in place of those who hold its role."""
    row = Standing.objects.select_for_update().get(pk=standing.pk)
    row.person = person
    row.save(update_fields=["person"])
    row.owners.set([person])
    announce(OwnerNamed(row.municipality_id, row.pk, row.code, person.pk), by=by, about=standing.municipality)
    return row
