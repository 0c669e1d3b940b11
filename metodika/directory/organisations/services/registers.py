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
    facts = sorted({name for one in changed for name in one.values if name not in NAMES})
    if unknown := set(facts) - CHANGEABLE:
        raise ValueError(f"apply_register does not change {', '.join(sorted(unknown))}.")
    made = create_organisations(new, by=by) if new else []
    _correct_names(changed, by=by)
    _correct_facts(changed, facts)
    if changed:
        announce(
            OrganisationsLoaded(created_ids=[], changed_ids=[one.organisation_id for one in changed]), by=by
        )
    return made


def _correct_names(changed: Sequence[OrganisationChange], *, by: Any) -> None:
    named = {one.organisation_id: one.values for one in changed if NAMES & one.values.keys()}
    for row in Organisation.objects.filter(pk__in=named):
        values = named[row.pk]
        full, short = values.get("name", row.name), values.get("short_name", row.short_name)
        rename_organisation(row, full=full, short=short, on=None, by=by)


def _correct_facts(changed: Sequence[OrganisationChange], facts: Sequence[str]) -> None:
    told = {one.organisation_id: one.values for one in changed if one.values.keys() - NAMES}
    staged = [
        [row.pk, row.version + 1, *(told[row.pk].get(name, getattr(row, name)) for name in facts)]
        for row in Organisation.objects.select_for_update(of=("self",)).filter(pk__in=told)
    ]
    if staged:
        update_rows(Organisation, ["version", *facts], staged)
