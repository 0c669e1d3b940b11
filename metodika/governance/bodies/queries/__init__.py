"""Reading bodies for pages, meetings and other areas."""

from metodika.governance.bodies.queries.compositions import (
    composition_on,
    compositions_of,
    facts_of,
    members_of_bodies,
    members_on,
    seats_of,
    strength_on,
    vacancies_on,
)
from metodika.governance.bodies.queries.kinds import (
    clause_gists,
    kind_choices,
    kinds_of,
    rules_of,
    stored_rules,
)

__all__ = [
    "clause_gists",
    "composition_on",
    "compositions_of",
    "facts_of",
    "kind_choices",
    "kinds_of",
    "members_of_bodies",
    "members_on",
    "rules_of",
    "seats_of",
    "stored_rules",
    "strength_on",
    "vacancies_on",
]
