from metodika.core.events import later
from metodika.steering.turnover.events import RolloverAsked, RolloverUndoAsked
from metodika.steering.turnover.services import apply_rollover, undo_rollover


def carry_out(event: RolloverAsked) -> None:
    apply_rollover(event.rollover_id)


def take_back(event: RolloverUndoAsked) -> None:
    undo_rollover(event.rollover_id)


REACTIONS = {RolloverAsked: [later(carry_out)], RolloverUndoAsked: [later(take_back)]}
