"""Everything that the card of an organisation shows, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from metodika.directory.organisations.models import (
    Guest,
    Organisation,
    OrganisationAlias,
    OrganisationName,
    Succession,
)
from metodika.directory.organisations.queries.kinds import kind_labels


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation with its names (newest first), relations, units and the words of its kind."""

    organisation: Organisation
    kind: str
    names: list[OrganisationName]
    aliases: list[OrganisationAlias]
    successors: list[Succession]
    predecessors: list[Succession]
    guests: list[Guest]
    hubs: list[Guest]
    units: list[Organisation]
    kinds: dict[str, str]
    name_on_day: str


def organisation_card(organisation: Organisation, *, day: date) -> OrganisationCard:
    """Gather the card as of the day."""
    kinds = kind_labels()
    names = list(organisation.names.order_by("-valid_from", "-pk"))
    held = (name.short for name in names if _holds(name, day))
    return OrganisationCard(
        organisation=organisation,
        kind=kinds.get(organisation.kind, organisation.kind),
        names=names,
        aliases=list(organisation.aliases.order_by("text")),
        successors=list(organisation.successions.select_related("successor").order_by("happened_on")),
        predecessors=list(organisation.inheritances.select_related("predecessor").order_by("happened_on")),
        guests=list(organisation.guests.select_related("organisation").order_by("-valid_from", "pk")),
        hubs=list(organisation.visits.select_related("hub").order_by("-valid_from", "pk")),
        units=list(Organisation.objects.filter(parent=organisation).order_by("sort_key", "pk")[:500]),
        kinds=kinds,
        name_on_day=next(held, str(organisation)),
    )


def _holds(name: OrganisationName, day: date) -> bool:
    return (not name.valid_from or name.valid_from <= day) and (not name.valid_to or name.valid_to >= day)
