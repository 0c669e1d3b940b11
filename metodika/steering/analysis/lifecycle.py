from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What is wrong, the order in which notes tell it."""

    BELOW_TARGET = "below_target", _("below the target")
    WORSE = "worse", _("worse than a year before")
    GAP = "gap", _("gap between institutions")
    NO_DATA = "no_data", _("no data")
    OBSERVED = "observed", _("noticed by a person")


class Scope(TextChoices):
    """About whom a finding is."""

    WHOLE = "whole", _("the whole municipality")
    INSTITUTION = "institution", _("an institution")
    BODY = "body", _("a council or an association")
    CATEGORY = "category", _("a category of people")


class Severity(TextChoices):
    LOW = "low", pgettext_lazy("finding", "Slight")
    MEDIUM = "medium", pgettext_lazy("finding", "Considerable")
    HIGH = "high", pgettext_lazy("finding", "Grave")


# The gravest first.
GRAVITY: tuple[str, ...] = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


class FindingStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("finding", "Draft")
    CONFIRMED = "confirmed", pgettext_lazy("finding", "Confirmed")
    REWORDED = "reworded", pgettext_lazy("finding", "Reworded")
    DISMISSED = "dismissed", pgettext_lazy("finding", "Dismissed")


FINDING_MOVES: dict[str, frozenset[str]] = {
    FindingStatus.DRAFT: frozenset(
        {FindingStatus.CONFIRMED, FindingStatus.REWORDED, FindingStatus.DISMISSED}
    ),
    FindingStatus.CONFIRMED: frozenset({FindingStatus.REWORDED, FindingStatus.DISMISSED}),
    FindingStatus.REWORDED: frozenset({FindingStatus.REWORDED, FindingStatus.DISMISSED}),
    FindingStatus.DISMISSED: frozenset({FindingStatus.CONFIRMED}),
}
# What a person stands for: only these are told in notes and lead to recommendations, measures and decisions.
STANDING = frozenset({FindingStatus.CONFIRMED, FindingStatus.REWORDED})


class NoteStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("note", "Drafted by the system")
    EDITED = "edited", pgettext_lazy("note", "Edited")
    SEALED = "sealed", pgettext_lazy("note", "Sealed")
    PUBLISHED = "published", pgettext_lazy("note", "Published")


MOVES: dict[str, frozenset[str]] = {
    NoteStatus.DRAFT: frozenset({NoteStatus.EDITED, NoteStatus.SEALED}),
    NoteStatus.EDITED: frozenset({NoteStatus.EDITED, NoteStatus.DRAFT, NoteStatus.SEALED}),
    NoteStatus.SEALED: frozenset({NoteStatus.PUBLISHED}),
    NoteStatus.PUBLISHED: frozenset(),
}
# May be changed, and made anew from the values.
OPEN = frozenset({NoteStatus.DRAFT, NoteStatus.EDITED})
FINAL = frozenset({NoteStatus.SEALED, NoteStatus.PUBLISHED})


class BatchStatus(TextChoices):
    """Notes of all institutions at once."""

    WAITING = "waiting", pgettext_lazy("notes at once", "Waiting")
    WORKING = "working", pgettext_lazy("notes at once", "In work")
    READY = "ready", pgettext_lazy("notes at once", "Ready")
    FAILED = "failed", pgettext_lazy("notes at once", "Failed")


BATCH_ALIVE = frozenset({BatchStatus.WAITING, BatchStatus.WORKING})
