"""Reading organisations for pages, lists and other areas."""

from metodika.directory.organisations.queries.cards import OrganisationCard, organisation_card
from metodika.directory.organisations.queries.found import SEARCHED
from metodika.directory.organisations.queries.history import (
    as_it_is_now,
    as_it_was,
    name_as_of,
    names_as_of,
)
from metodika.directory.organisations.queries.kinds import kind_choices, kind_labels
from metodika.directory.organisations.queries.lists import (
    municipalities,
    no_organisations,
    organisations_for_choice,
    organisations_for_export,
    organisations_for_list,
    organisations_for_tree,
    own_municipality,
    strangers_to,
    working_units,
)
from metodika.directory.organisations.queries.matching import OrganisationFinder, organisation_finder
from metodika.directory.organisations.queries.trees import Node, organisation_tree

__all__ = [
    "SEARCHED",
    "Node",
    "OrganisationCard",
    "OrganisationFinder",
    "as_it_is_now",
    "as_it_was",
    "kind_choices",
    "kind_labels",
    "municipalities",
    "name_as_of",
    "names_as_of",
    "no_organisations",
    "organisation_card",
    "organisation_finder",
    "organisation_tree",
    "organisations_for_choice",
    "organisations_for_export",
    "organisations_for_list",
    "organisations_for_tree",
    "own_municipality",
    "strangers_to",
    "working_units",
]
