"""The end of an organisation: reorganisation, merger, closing, and the way back."""

from datetime import date, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.events import (
    OrganisationClosed,
    OrganisationMerged,
    OrganisationReopened,
    ReorganisationBegun,
    ReorganisationCancelled,
)
from metodika.directory.organisations.lifecycle import MOVES, Status, SuccessionKind
from metodika.directory.organisations.models import Organisation, Succession
from metodika.directory.organisations.rules.places import lies_inside, may_stand_under
from metodika.directory.organisations.services.changes import locked, locked_pair, place_under


@atomic
def begin_reorganisation(organisation: Organisation, *, by: Any) -> Organisation:
    """Mark an organisation as being reorganised; it goes on working."""
    row = _moved(locked(organisation), Status.REORGANISING)
    announce(ReorganisationBegun(row.pk), by=by, about=row)
    return row


@atomic
def cancel_reorganisation(organisation: Organisation, *, by: Any) -> Organisation:
    """Return an organisation from reorganisation to ordinary work."""
    row = locked(organisation)
    if row.status != Status.REORGANISING:
        raise RuleBroken(_("“%(organisation)s” is not being reorganised.") % {"organisation": row})
    row = _moved(row, Status.ACTIVE)
    announce(ReorganisationCancelled(row.pk), by=by, about=row)
    return row


@atomic
def merge_organisations(
    predecessor: Organisation,
    *,
    successor: Organisation,
    on: date,
    by: Any,
    ground: str = "",
    carry_staff: bool = True,
) -> Succession:
    """Merge an organisation into another from the day on; its history stays under its old name.

    Its own last day is the day before. Units go over to the successor. With `carry_staff` the staff
    area ends the jobs on that day and continues them in the successor; past jobs stay where they were.
    RuleBroken when either no longer works, or the successor is a part of the predecessor.
    """
    row, heir = locked_pair(predecessor, successor)
    if lies_inside(heir.path, row.path):
        raise RuleBroken(
            _(
                "“%(organisation)s” cannot be merged into itself or into its own unit. "
                "Choose another successor."
            )
            % {"organisation": row}
        )
    if not heir.is_working:
        raise RuleBroken(
            _("“%(organisation)s” no longer works and cannot be a successor.") % {"organisation": heir}
        )
    row.closed_on = on - timedelta(days=1)
    _refuse_before_opening(row, row.closed_on)
    _moved(row, Status.MERGED, "closed_on")
    succession = Succession.objects.create(
        predecessor=row, successor=heir, kind=SuccessionKind.MERGER, happened_on=on, ground=ground
    )
    for unit in Organisation.objects.select_for_update(of=("self",)).filter(parent=row).working():
        if may_stand_under(unit.level, heir.level):
            place_under(unit, heir, by=by)
    announce(OrganisationMerged(row.pk, heir.pk, on.isoformat(), carry_staff), by=by, about=row)
    return succession


@atomic
def close_organisation(organisation: Organisation, *, on: date, by: Any) -> Organisation:
    """Close an organisation on the day, which is its last.

    RuleBroken while working organisations are part of it; the staff area refuses as well, in the same
    transaction, while people work in it.
    """
    row = locked(organisation)
    _refuse_before_opening(row, on)
    inside = Organisation.objects.under(row).working().exclude(pk=row.pk).count()
    if inside:
        raise RuleBroken(
            ngettext(
                "%(count)d working organisation is part of “%(organisation)s”. Close or move it first.",
                "%(count)d working organisations are part of “%(organisation)s”. Close or move them first.",
                inside,
            )
            % {"count": inside, "organisation": row}
        )
    row.closed_on = on
    _moved(row, Status.CLOSED, "closed_on")
    announce(OrganisationClosed(row.pk, on.isoformat()), by=by, about=row)
    return row


@atomic
def reopen_organisation(organisation: Organisation, *, by: Any) -> Organisation:
    """Let a closed organisation work again, as when it was closed by mistake."""
    row = locked(organisation)
    row.closed_on = None
    _moved(row, Status.ACTIVE, "closed_on")
    announce(OrganisationReopened(row.pk), by=by, about=row)
    return row


def _refuse_before_opening(row: Organisation, on: date) -> None:
    if row.opened_on and on < row.opened_on:
        raise RuleBroken(
            _("“%(organisation)s” was opened on %(opened)s and cannot end before. Check the day.")
            % {"organisation": row, "opened": f"{row.opened_on:%d.%m.%Y}"}
        )


def _moved(row: Organisation, status: Status, *fields: str) -> Organisation:
    if status not in MOVES[row.status]:
        raise RuleBroken(
            _("“%(organisation)s” is in the state “%(now)s” and cannot go over to “%(then)s”.")
            % {"organisation": row, "now": row.get_status_display(), "then": status.label}
        )
    row.status = status
    row.version = row.version + 1
    row.save(update_fields=["status", "version", *fields])
    return row
