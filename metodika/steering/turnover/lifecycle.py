from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RolloverStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("roll-over", "Being prepared")
    APPLYING = "applying", pgettext_lazy("roll-over", "Being carried out")
    APPLIED = "applied", pgettext_lazy("roll-over", "Carried out")
    UNDOING = "undoing", pgettext_lazy("roll-over", "Being taken back")
    UNDONE = "undone", pgettext_lazy("roll-over", "Taken back")


MOVES: dict[str, frozenset[str]] = {
    RolloverStatus.DRAFT: frozenset({RolloverStatus.APPLYING}),
    RolloverStatus.APPLYING: frozenset({RolloverStatus.APPLIED}),
    RolloverStatus.APPLIED: frozenset({RolloverStatus.UNDOING}),
    RolloverStatus.UNDOING: frozenset({RolloverStatus.UNDONE}),
    RolloverStatus.UNDONE: frozenset(),
}
# Not finished: a municipality has one of them at most.
GOING = frozenset({RolloverStatus.DRAFT, RolloverStatus.APPLYING, RolloverStatus.UNDOING})


class Register(TextChoices):
    """What is handed over, in the order in which it is done."""

    GOALS = "goals", _("Goals")
    PLANS = "plans", _("Plans")
    BODIES = "bodies", _("Councils, associations and groups")
    CAMPAIGNS = "campaigns", _("Collection of data")
    INDICATORS = "indicators", _("Versions of indicators")
    SETS = "sets", _("Sets of indicators")
    ASSIGNMENTS = "assignments", _("Assignments")
    FINDINGS = "findings", _("Findings not judged")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    MEASURES = "measures", _("Measures")
    DECISIONS = "decisions", _("Managerial decisions")


class Choice(TextChoices):
    KEEP = "keep", pgettext_lazy("roll-over", "Keep")
    COPY = "copy", pgettext_lazy("roll-over", "Copy")
    CLOSE = "close", pgettext_lazy("roll-over", "Close")


class Mark(TextChoices):
    """What is known of a row besides its state and its term."""

    HAS_NEXT = "has_next"
    OF_MONTH = "of_month"
    REACHED = "reached"
    MISSED = "missed"
    COMPOSITION_ENDS = "composition_ends"
    DEADLINE_PASSED = "deadline_passed"


class Reason(TextChoices):
    """Why the system proposes what it proposes."""

    YEAR_ENDS = "year_ends", _("Ends with the year; the next year needs one of its own.")
    GOES_ON = "goes_on", _("Goes on into the next year.")
    HAS_NEXT = "has_next", _("There is one for the next year already.")
    NEVER_APPROVED = "never_approved", _("Was never approved, and its time is over.")
    MONTH_OVER = "month_over", _("The month is over.")
    REACHED = "reached", _("All its targets are reached.")
    MISSED = "missed", _("A target is not reached: set the goal again.")
    TERM_ENDS = "term_ends", _("Its term ends with the year.")
    STANDING = "standing", _("Works without a last day.")
    COMPOSITION_ENDS = "composition_ends", _("The term of its composition ends: prepare a new one.")
    PROPOSED = "proposed", _("Has not begun yet.")
    DEADLINE_PASSED = "deadline_passed", _("The deadline has passed: nobody is asked any longer.")
    NOT_FROZEN = "not_frozen", _("Closed but not frozen: its values may still change.")
    HELD_YEARLY = "held_yearly", _("Was held this year: ask again next year.")
    NOT_OPENED = "not_opened", _("Was prepared and never opened.")
    IN_FORCE = "in_force", _("In force until it is replaced.")
    DRAFT = "draft", _("A draft: approve it before the next year is counted.")
    NOT_APPROVED = "not_approved", _("Not approved by an act yet.")
    EXECUTED = "executed", _("Executed: nothing is left to control.")
    TO_CHECK = "to_check", _("The report waits for the controller.")
    NOT_DONE = "not_done", _("Its term is over and it is not done: it goes over as it is.")
    NOT_BEGUN = "not_begun", _("Was never begun, and its term is over.")
    NOT_JUDGED = "not_judged", _("Nobody has judged it: it waits for a person.")
    UNANSWERED = "unanswered", _("Somebody has not answered yet: the answer is still due.")
    NOT_SENT = "not_sent", _("Was never sent, and its time is over.")


# What deserves a look before the press.
WARNED = frozenset(
    {Reason.COMPOSITION_ENDS, Reason.DRAFT, Reason.NOT_APPROVED, Reason.NOT_DONE, Reason.NOT_JUDGED,
     Reason.UNANSWERED, Reason.TO_CHECK}
)  # fmt: skip


class Advice(TextChoices):
    """What the effects suggest for the target of the next year."""

    RAISE = "raise", _("The measures worked and the target is reached: raise the target.")
    GO_ON = "go_on", _("The measures worked: keep the target and go on.")
    REVISE = "revise", _("What was done has shown no effect: revise the target or the measures.")
    WAIT = "wait", _("No effect can be judged yet: leave the target as it is.")


class Outcome(TextChoices):
    """What became of a row."""

    WAITING = "waiting", pgettext_lazy("row of a roll-over", "Not yet")
    KEPT = "kept", pgettext_lazy("row of a roll-over", "Kept")
    COPIED = "copied", pgettext_lazy("row of a roll-over", "Copied")
    CLOSED = "closed", pgettext_lazy("row of a roll-over", "Closed")
    REFUSED = "refused", pgettext_lazy("row of a roll-over", "Not possible")
    TAKEN_BACK = "taken_back", pgettext_lazy("row of a roll-over", "Taken back")
    STAYED = "stayed", pgettext_lazy("row of a roll-over", "Stays: it was worked on")


DONE = frozenset({Outcome.COPIED, Outcome.CLOSED})
