from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeasureKind(TextChoices):
    EVENT = "event", pgettext_lazy("measure", "Event")
    TRAINING = "training", pgettext_lazy("measure", "Training")
    HELP = "help", _("Help on the spot")
    MATERIALS = "materials", _("Materials and recommendations")
    CONDITIONS = "conditions", _("Conditions and resources")
    OTHER = "other", pgettext_lazy("measure", "Something else")


class MeasureStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("measure", "Planned")
    GOING = "going", pgettext_lazy("measure", "Under way")
    DONE = "done", pgettext_lazy("measure", "Done")
    CANCELLED = "cancelled", pgettext_lazy("measure", "Cancelled")


MOVES: dict[str, frozenset[str]] = {
    MeasureStatus.PLANNED: frozenset({MeasureStatus.GOING, MeasureStatus.CANCELLED}),
    MeasureStatus.GOING: frozenset({MeasureStatus.DONE, MeasureStatus.CANCELLED}),
    MeasureStatus.DONE: frozenset(),
    MeasureStatus.CANCELLED: frozenset(),
}


class DecisionKind(TextChoices):
    ORDER = "order", pgettext_lazy("decision", "Order")
    DIRECTIVE = "directive", pgettext_lazy("decision", "Directive")
    ASSIGNMENT = "assignment", pgettext_lazy("decision", "Assignment")
    REWARD = "reward", pgettext_lazy("decision", "Reward")
    RESOURCES = "resources", pgettext_lazy("decision", "Resources")


# These are valid only as a signed document.
BY_ACT = frozenset({DecisionKind.ORDER, DecisionKind.DIRECTIVE})


class DecisionStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "Draft")
    TAKEN = "taken", pgettext_lazy("decision", "Taken")
    CARRIED_OUT = "carried_out", pgettext_lazy("decision", "Carried out")
    CANCELLED = "cancelled", pgettext_lazy("decision", "Cancelled")


DECISION_MOVES: dict[str, frozenset[str]] = {
    DecisionStatus.DRAFT: frozenset({DecisionStatus.TAKEN, DecisionStatus.CANCELLED}),
    DecisionStatus.TAKEN: frozenset({DecisionStatus.CARRIED_OUT, DecisionStatus.CANCELLED}),
    DecisionStatus.CARRIED_OUT: frozenset(),
    DecisionStatus.CANCELLED: frozenset(),
}


class Direction(TextChoices):
    """Which way the indicator should move."""

    UP = "up", pgettext_lazy("indicator", "up")
    DOWN = "down", pgettext_lazy("indicator", "down")


class Verdict(TextChoices):
    """What is seen after the window, in plain words."""

    MOVED = "moved", _("Moved as expected")
    OTHERS = "others", _("Moved, but so did the others")
    ALONE = "alone", _("Moved, but there is nobody to compare with")
    NOT_SEEN = "not_seen", _("No effect is seen")
    AGAINST = "against", _("Moved the other way")
    EARLY = "early", _("Too early")
    LITTLE = "little", _("Too little data")
    PEOPLE = "people", _("The people have changed")
    BROKEN = "broken", _("The definition of the indicator has changed")


# An answer to the question; the rest say why there is none.
ANSWERS = frozenset(
    {Verdict.MOVED, Verdict.OTHERS, Verdict.ALONE, Verdict.NOT_SEEN, Verdict.AGAINST}
)  # fmt: skip


class Reason(TextChoices):
    """Why the verdict is what it is."""

    SEEN = "seen", _("The change is larger than chance explains, and larger than in comparable places.")
    ALONE = "alone", _(
        "The change is larger than chance explains, but without comparable places nobody can say whether it "
        "comes from what was done."
    )  # fmt: skip
    COMMON = "common", _("Comparable places have moved the same way about as much.")
    CHANCE = "chance", _("So small a change happens by chance alone.")
    SPREAD = "spread", _(
        "It moved, but no more than comparable places differ from one another from period to period."
    )  # fmt: skip
    MANY = "many", _(
        "Taken alone the change would stand out, but among so many effects looked at some do so by chance."
    )  # fmt: skip
    HELD = "held", _("It has not moved itself; the others have moved the other way.")
    AGAINST = "against", _("The change to the other side is larger than chance explains.")
    NO_BEFORE = "no_before", _("There is no value before the start.")
    NO_AFTER = "no_after", _("There is no value of the period after the start yet.")
    SMALL = "small", _("There are fewer than five people or rows to count.")
    CONSTANT = "constant", _("The value is the same for all both times: there is nothing that could move.")
    SINGLE = "single", _("There is one number before and one after, and nothing that shows their spread.")
    PEOPLE = "people", _("More than a third of the people counted before are not there after.")
    DEFINITION = "definition", _(
        "The indicator was counted another way before than after: the numbers cannot be compared."
    )  # fmt: skip
    WINDOW = "window", _("The window is not over yet.")


class RoundStatus(TextChoices):
    """All effects of a place and a school year, computed at one press."""

    WAITING = "waiting", pgettext_lazy("effects of a year", "Being computed")
    READY = "ready", pgettext_lazy("effects of a year", "Computed")
    FAILED = "failed", pgettext_lazy("effects of a year", "Cut off")


class NextStep(TextChoices):
    """What follows from an effect."""

    KEEP = "keep", pgettext_lazy("effect", "Go on")
    CHANGE = "change", pgettext_lazy("effect", "Do it differently")
    STOP = "stop", pgettext_lazy("effect", "Stop")
    GOAL = "goal", _("Set a new goal")
