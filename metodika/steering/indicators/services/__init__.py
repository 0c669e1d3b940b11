"""Everything that is done with indicators, by whichever way it is asked for."""

from metodika.steering.indicators.services.aiming import (
    Aim,
    Entered,
    approve_set,
    enter_values,
    make_set,
    refuse_impossible,
    refuse_wrong_numbers,
    set_target,
    set_targets,
)
from metodika.steering.indicators.services.counting import preview
from metodika.steering.indicators.services.defining import (
    approve_version,
    change_indicator,
    load_indicators,
    make_indicator,
    write_formula,
)
from metodika.steering.indicators.services.running import (
    compute_run,
    give_up_left_runs,
    start_run,
)

__all__ = [
    "Aim",
    "Entered",
    "approve_set",
    "approve_version",
    "change_indicator",
    "compute_run",
    "enter_values",
    "give_up_left_runs",
    "load_indicators",
    "make_indicator",
    "make_set",
    "preview",
    "refuse_impossible",
    "refuse_wrong_numbers",
    "set_target",
    "set_targets",
    "start_run",
    "write_formula",
]
