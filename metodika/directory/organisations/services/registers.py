"""Institutions from a list: what is new is added, what differs is changed, in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.transaction import atomic

from metodika.core.database.bulk import update_rows
from metodika.core.events import announce
from metodika.directory.organisations.events import OrganisationsLoaded
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services.changes import CHANGEABLE, rename_organisation
from metodika.directory.organisations.services.creation import NewOrganisation, create_organisations

NAMES = frozenset({"name", "short_name"})


@dataclass(frozen=True)
class OrganisationChange:
    """New values of one organisation, by the names of its fields."""

    organisation_id: int
    values: dict[str, Any]


@atomic
def apply_register(
    new: Sequence[NewOrganisation], changed: Sequence[OrganisationChange], *, by: Any
) -> list[Organisation]:
    """Add and change many organisations; return the added ones. A changed name is taken as a correction.

    ValueError for a field that a list may not change.
    """
    made = create_organisations(new, by=by) if new else []
    rows = Organisation.objects.select_for_update(of=("self",)).in_bulk([one.organisation_id for one in changed])
    facts = sorted({name for one in changed for name in one.values if name not in NAMES})
    if unknown := set(facts) - CHANGEABLE:
        raise ValueError(f"apply_register does not change {', '.join(sorted(unknown))}.")
    for one in changed:
        row = rows[one.organisation_id]
        if NAMES & one.values.keys():
            full = one.values.get("name", row.name)
            rename_organisation(row, full=full, short=one.values.get("short_name", row.short_name), on=None, by=by)
        for name in facts:
            setattr(row, name, one.values.get(name, getattr(row, name)))
    if facts:
        update_rows(
            Organisation, facts, ([row.pk, *(getattr(row, name) for name in facts)] for row in rows.values())
        )
    if changed:
        announce(OrganisationsLoaded(created_ids=[], changed_ids=sorted(rows)), by=by)
    return made
