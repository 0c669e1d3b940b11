from metodika.core.events import later
from metodika.steering.decisions.events import EffectsAsked
from metodika.steering.decisions.services import compute_round


def compute_asked(event: EffectsAsked) -> None:
    compute_round(event.round_id)


REACTIONS = {EffectsAsked: [later(compute_asked)]}
