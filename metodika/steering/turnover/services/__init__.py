"""Everything that is done with handing a year over."""

from metodika.steering.turnover.services.preparing import (
    begin_rollover,
    choose_for_register,
    choose_for_rows,
    drop_rollover,
    refresh_rollover,
)
from metodika.steering.turnover.services.turning import apply_rollover, ask_rollover, ask_undo, undo_rollover

__all__ = [
    "apply_rollover",
    "ask_rollover",
    "ask_undo",
    "begin_rollover",
    "choose_for_register",
    "choose_for_rows",
    "drop_rollover",
    "refresh_rollover",
    "undo_rollover",
]
