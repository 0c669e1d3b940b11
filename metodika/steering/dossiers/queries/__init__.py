"""Dossiers to be listed, positions counted today, and the content to be frozen."""

from metodika.steering.dossiers.queries.content import (
    content_of,
    content_shown,
    directions_of,
    open_campaigns,
)
from metodika.steering.dossiers.queries.cycle import Broken, StepSeen, cycle_of
from metodika.steering.dossiers.queries.forms import (
    Filled,
    cells_in,
    cells_of,
    filled_form,
    indicators_to_match,
    moves_of,
    newer_edition,
    region_form_card,
    region_forms,
)
from metodika.steering.dossiers.queries.lists import (
    cycle_places,
    directions_to_choose,
    dossier_card,
    dossiers_for_list,
    part_packed,
    places_to_choose,
    who_began,
)
from metodika.steering.dossiers.queries.publishing import (
    report_of_dossier,
    report_shown,
    reports_for,
    reports_of_year,
)

__all__ = [
    "Broken",
    "Filled",
    "StepSeen",
    "cells_in",
    "cells_of",
    "content_of",
    "content_shown",
    "cycle_of",
    "cycle_places",
    "directions_of",
    "directions_to_choose",
    "dossier_card",
    "part_packed",
    "dossiers_for_list",
    "filled_form",
    "indicators_to_match",
    "moves_of",
    "newer_edition",
    "open_campaigns",
    "places_to_choose",
    "region_form_card",
    "region_forms",
    "report_of_dossier",
    "report_shown",
    "reports_for",
    "reports_of_year",
    "who_began",
]
