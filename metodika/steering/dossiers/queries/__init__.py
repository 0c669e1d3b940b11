"""Dossiers to be listed, positions counted today, and the content to be frozen."""

from metodika.steering.dossiers.queries.content import (
    content_of,
    content_shown,
    directions_of,
    open_campaigns,
)
from metodika.steering.dossiers.queries.cycle import Broken, StepSeen, cycle_of
from metodika.steering.dossiers.queries.lists import (
    cycle_places,
    directions_to_choose,
    dossier_card,
    dossiers_for_list,
    places_to_choose,
    who_began,
)

__all__ = [
    "Broken",
    "StepSeen",
    "content_of",
    "content_shown",
    "cycle_of",
    "cycle_places",
    "directions_of",
    "directions_to_choose",
    "dossier_card",
    "dossiers_for_list",
    "open_campaigns",
    "places_to_choose",
    "who_began",
]
