"""New organisations, one by one and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.bulk import next_ids
from metodika.core.events import announce
from metodika.core.language import sort_key
from metodika.directory.organisations.events import OrganisationCreated, OrganisationsLoaded
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationName
from metodika.directory.organisations.rules.places import may_stand_under, path_under
from metodika.directory.profiles.models import Profile


class Details(TypedDict, total=False):
    """What may be told of an organisation besides its names and its place."""

    code: str
    profile: Profile | None
    inn: str
    ogrn: str
    address: str
    website: str
    email: str
    phone: str
    timezone: str
    is_rural: bool
    is_small: bool
    is_branch: bool


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """One organisation of many: the same words as `create_organisation` takes."""

    level: str
    kind: str
    name: str
    short_name: str = ""
    parent: Organisation | None = None
    opened_on: date | None = None
    details: Details = field(default_factory=Details)


@atomic
def create_organisation(
    *,
    level: str,
    kind: str,
    name: str,
    parent: Organisation | None,
    by: Any,
    short_name: str = "",
    opened_on: date | None = None,
    **details: Unpack[Details],
) -> Organisation:
    """Add an organisation under its parent, with its first dated name.

    RuleBroken when the level may not stand under the parent, the parent no longer works, or the
    INN already belongs to another organisation of the municipality.
    """
    organisation = _built(
        NewOrganisation(
            level=level, kind=kind, name=name, short_name=short_name,
            parent=parent, opened_on=opened_on, details=details,
        ),
        next_ids(Organisation, 1)[0],
    )  # fmt: skip
    refuse_taken_inn(organisation)
    organisation.save(force_insert=True)
    OrganisationName.objects.create(
        organisation=organisation,
        full=organisation.name,
        short=organisation.short_name,
        valid_from=opened_on,
    )
    announce(OrganisationCreated(organisation.pk, str(organisation)), by=by, about=organisation)
    return organisation


@atomic
def create_organisations(rows: Sequence[NewOrganisation], *, by: Any) -> list[Organisation]:
    """Add many organisations with three statements; return them in the order of the rows.

    Parents have to exist already: call once a level. RuleBroken as for one organisation.
    """
    numbers = next_ids(Organisation, len(rows))
    made = [_built(row, number) for row, number in zip(rows, numbers, strict=True)]
    Organisation.objects.bulk_create(made, batch_size=2000)
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(organisation=one, full=one.name, short=one.short_name, valid_from=one.opened_on)
            for one in made
        ],
        batch_size=2000,
    )
    if made:
        announce(OrganisationsLoaded(created_ids=numbers, changed_ids=[]), by=by)
    return made


@atomic
def make_partner(
    *, name: str, municipality: Organisation, by: Any, short_name: str = "", kind: str = "partner"
) -> Organisation:
    """Add a partner organisation beside the institutions of a municipality or a region."""
    return create_organisation(
        level=Level.PARTNER, kind=kind, name=name, short_name=short_name, parent=municipality, by=by
    )


def _built(row: NewOrganisation, number: int) -> Organisation:
    refuse_wrong_place(row.level, row.parent)
    short = row.short_name or row.name
    parent = row.parent
    organisation = Organisation(
        pk=number,
        level=row.level,
        kind=row.kind,
        name=row.name,
        short_name=short[:200],
        sort_key=sort_key(short),
        parent=parent,
        path=path_under(parent.path if parent else "", number),
        opened_on=row.opened_on,
        **row.details,
    )
    organisation.municipality_id = municipality_number(organisation, parent)
    return organisation


def municipality_number(organisation: Organisation, parent: Organisation | None) -> int | None:
    """Return the nearest municipality: itself, or the parent's one, or None under a region."""
    if organisation.level == Level.MUNICIPALITY:
        return organisation.pk
    return parent.municipality_id if parent else None


def refuse_wrong_place(level: str, parent: Organisation | None) -> None:
    """Raise RuleBroken when an organisation of the level may not stand under the parent."""
    if not may_stand_under(level, parent.level if parent else None):
        raise RuleBroken(
            _(
                "An organisation of the level “%(level)s” cannot be part of “%(parent)s”. "
                "Choose another one above it."
            )
            % {"level": Level(level).label, "parent": parent or _("the top of the tree")}
        )
    if parent is not None and not parent.is_working:
        raise RuleBroken(
            _("“%(parent)s” no longer works, so nothing can be added to it. Choose a working organisation.")
            % {"parent": parent}
        )


def refuse_taken_inn(organisation: Organisation) -> None:
    """Raise RuleBroken when another organisation of the municipality already has the INN."""
    if not organisation.inn or organisation.is_branch:
        return
    holder = (
        Organisation.objects.filter(
            municipality_id=organisation.municipality_id, inn=organisation.inn, is_branch=False
        )
        .exclude(pk=organisation.pk)
        .first()
    )
    if holder:
        raise RuleBroken(
            _(
                "The INN %(inn)s already belongs to “%(holder)s”. "
                "Correct the INN, or mark the new one as a branch."
            )
            % {"inn": organisation.inn, "holder": holder}
        )
