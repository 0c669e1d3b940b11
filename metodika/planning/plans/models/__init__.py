"""Plans with their sections, items and occurrences; changes of approved plans."""

from metodika.planning.plans.models.changes import Change
from metodika.planning.plans.models.plans import (
    Item,
    ItemQuerySet,
    Occurrence,
    OccurrenceQuerySet,
    Plan,
    PlanQuerySet,
    Responsible,
    Section,
)

__all__ = [
    "Change",
    "Item",
    "ItemQuerySet",
    "Occurrence",
    "OccurrenceQuerySet",
    "Plan",
    "PlanQuerySet",
    "Responsible",
    "Section",
]
