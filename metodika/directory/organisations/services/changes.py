"""Changes of a working organisation: its facts, its names, its place."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.language import sort_key
from metodika.directory.organisations.events import (
    OrganisationChanged,
    OrganisationMoved,
    OrganisationRenamed,
)
from metodika.directory.organisations.models import Organisation, OrganisationName
from metodika.directory.organisations.rules.places import lies_inside, path_under
from metodika.directory.organisations.services.creation import (
    municipality_number,
    refuse_taken_inn,
    refuse_wrong_place,
)

# Names and places change by services of their own, since they are dated or move a whole branch.
CHANGEABLE = frozenset({
    "kind", "code", "inn", "ogrn", "address", "website", "email", "phone", "timezone",
    "is_rural", "is_small", "is_branch", "opened_on", "profile",
})  # fmt: skip


def locked(organisation: Organisation) -> Organisation:
    """Return the organisation as it stands in the database, locked until the end of the transaction."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def locked_pair(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Return two organisations locked in the order of their numbers, whichever comes first here."""
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[one.pk], found[other.pk]


@atomic
def change_organisation(
    organisation: Organisation, *, changes: Mapping[str, Any], seen: int | None = None, by: Any
) -> Organisation:
    """Change the facts of an organisation; `seen` is the version that the person had on the screen.

    EditedMeanwhile when somebody saved other values in between; RuleBroken when the INN is taken or
    the organisation would open after it closes; ValueError for a field that is not changed here.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_organisation does not change {', '.join(sorted(unknown))}.")
    row = locked(organisation)
    fields = claim_version(row, seen=seen, changes=changes)
    if not fields:
        return row
    if row.opened_on and row.closed_on and row.opened_on > row.closed_on:
        raise RuleBroken(_("The organisation was closed before this day. Check when it was opened."))
    refuse_taken_inn(row)
    row.save(update_fields=fields)
    announce(OrganisationChanged(row.pk, [name for name in fields if name != "version"]), by=by, about=row)
    return row


@atomic
def rename_organisation(
    organisation: Organisation, *, full: str, short: str = "", on: date | None, by: Any
) -> Organisation:
    """Give a new name from the day on; the old one stays for the days before.

    With the first day of the present name, or without a day, the present name is corrected and nothing
    is closed. RuleBroken when the day lies before the present name began.
    """
    row = locked(organisation)
    before, short = str(row), short or full
    present = row.names.filter(valid_to=None).order_by("-valid_from").first()
    if present is None or on is None or present.valid_from == on:
        _correct(row, present, full=full, short=short)
    else:
        _succeed(row, present, full=full, short=short, on=on)
    row.name, row.short_name, row.sort_key = full, short, sort_key(short)
    row.version = row.version + 1
    row.save(update_fields=["name", "short_name", "sort_key", "version"])
    announce(OrganisationRenamed(row.pk, before, str(row), on.isoformat() if on else ""), by=by, about=row)
    return row


def _correct(row: Organisation, present: OrganisationName | None, *, full: str, short: str) -> None:
    if present is None:
        OrganisationName.objects.create(organisation=row, full=full, short=short)
        return
    present.full, present.short = full, short
    present.save(update_fields=["full", "short"])


def _succeed(row: Organisation, present: OrganisationName, *, full: str, short: str, on: date) -> None:
    if present.valid_from and on < present.valid_from:
        raise RuleBroken(
            _("The present name holds since %(since)s. A new name can begin on this day or later.")
            % {"since": f"{present.valid_from:%d.%m.%Y}"}
        )
    present.valid_to = on - timedelta(days=1)
    present.save(update_fields=["valid_to"])
    OrganisationName.objects.create(organisation=row, full=full, short=short, valid_from=on)


@atomic
def move_organisation(organisation: Organisation, *, parent: Organisation | None, by: Any) -> Organisation:
    """Put an organisation, with everything under it, into another place of the tree.

    RuleBroken when it would stand inside itself or at a level where it may not.
    """
    row, above = locked_pair(organisation, parent) if parent else (locked(organisation), None)
    if above is not None and lies_inside(above.path, row.path):
        raise RuleBroken(
            _("“%(organisation)s” cannot be part of itself. Choose another organisation above it.")
            % {"organisation": row}
        )
    refuse_wrong_place(row.level, above)
    place_under(row, above, by=by)
    return row


@atomic
def place_under(row: Organisation, above: Organisation | None, *, by: Any) -> None:
    """Write the new place of a locked organisation and of everything under it, when it is a new one."""
    old_path = row.path
    row.parent, row.path = above, path_under(above.path if above else "", row.pk)
    if row.path == old_path:
        return
    row.municipality_id = municipality_number(row, above)
    row.version = row.version + 1
    row.save(update_fields=["parent", "path", "municipality", "version"])
    _carry_branch(row, old_path)
    announce(OrganisationMoved(row.pk, old_path, row.path), by=by, about=row)


def _carry_branch(row: Organisation, old_path: str) -> None:
    Organisation.objects.filter(path__startswith=old_path).exclude(pk=row.pk).update(
        path=Concat(Value(row.path), Substr(F("path"), len(old_path) + 1)),
        municipality_id=row.municipality_id,
    )
