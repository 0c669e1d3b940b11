from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web.values import Tone


class State(TextChoices):
    """What can be said of a rule or a clause, the gravest first."""

    FAILED = "failed", pgettext_lazy("clause", "Failed")
    AT_RISK = "at_risk", pgettext_lazy("clause", "At risk")
    BROKEN = "broken", pgettext_lazy("clause", "The rule cannot be computed")
    WAITS = "waits", pgettext_lazy("clause", "Waits for its facts")
    ON_TRACK = "on_track", pgettext_lazy("clause", "On track")
    NOT_DUE = "not_due", pgettext_lazy("clause", "Not due yet")
    MET = "met", pgettext_lazy("clause", "Met")
    WAIVED = "waived", pgettext_lazy("clause", "Waived")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("clause", "Concerns nobody here")
    DEFINITION = "definition", pgettext_lazy("clause", "Nothing to prove")


class RuleKind(TextChoices):
    AT_LEAST = "at_least", _("at least so many")
    EVERY = "every", _("everybody has it")
    SHARE = "share", _("a share has it")
    NONE = "none", _("not more than so many")
    IN_ORDER = "in_order", _("dates in order")
    PROOF = "proof", _("a proof by hand")


# What a computed rule may come to be, the gravest first; the order decides a clause of several rules.
GRAVITY = tuple(state.value for state in State)
WORSE = (State.FAILED, State.AT_RISK)
# States that say nothing of the work itself.
SILENT = frozenset({State.WAITS, State.BROKEN, State.DEFINITION, State.WAIVED, State.NOT_APPLICABLE})
# Records move between states only by being assessed anew: any state may follow any.
MOVES: dict[State, frozenset[State]] = {state: frozenset(State) - {state} for state in State}

# How a state looks.
TONES: dict[str, Tone] = {
    State.FAILED: "bad", State.AT_RISK: "warning", State.BROKEN: "warning", State.WAITS: "neutral",
    State.ON_TRACK: "info", State.NOT_DUE: "waiting", State.MET: "good", State.WAIVED: "neutral",
    State.NOT_APPLICABLE: "neutral", State.DEFINITION: "neutral",
}  # fmt: skip
