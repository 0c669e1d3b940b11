"""Everything that the card of an organisation shows, in a constant number of queries."""

from dataclasses import dataclass
from functools import cached_property

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
    """An organisation with all that belongs to it; each page reads the part that it shows."""

    organisation: Organisation

    @cached_property
    def kind(self) -> str:
        """Return the kind in words."""
        return kind_labels().get(self.organisation.kind, self.organisation.kind)

    @cached_property
    def names(self) -> list[OrganisationName]:
        """Return the names, the newest first."""
        return list(self.organisation.names.order_by("-valid_from", "-pk"))

    @cached_property
    def aliases(self) -> list[OrganisationAlias]:
        """Return the other spellings by which it is found."""
        return list(self.organisation.aliases.order_by("text"))

    @cached_property
    def successors(self) -> list[Succession]:
        """Return what it became."""
        return list(self.organisation.successions.select_related("successor").order_by("happened_on"))

    @cached_property
    def predecessors(self) -> list[Succession]:
        """Return what it was made of."""
        return list(self.organisation.inheritances.select_related("predecessor").order_by("happened_on"))

    @cached_property
    def guests(self) -> list[Guest]:
        """Return the organisations of others that it serves, the latest first."""
        return list(self.organisation.guests.select_related("organisation").order_by("-valid_from", "pk"))

    @cached_property
    def hubs(self) -> list[Guest]:
        """Return the organisations of others that serve it, the latest first."""
        return list(self.organisation.visits.select_related("hub").order_by("-valid_from", "pk"))

    @cached_property
    def units(self) -> list[Organisation]:
        """Return its parts by name."""
        return list(Organisation.objects.filter(parent=self.organisation).order_by("sort_key", "pk")[:500])


def organisation_card(organisation: Organisation) -> OrganisationCard:
    """Return the card; what it shows is read when it is asked for, each part by one query."""
    return OrganisationCard(organisation)
