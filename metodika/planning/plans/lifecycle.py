from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(TextChoices):
    SERVICE = "service", _("Annual plan of the service")
    BODY = "body", _("Plan of a council or an association")
    INSTITUTION = "institution", _("Plan of an institution")
    MONTH = "month", _("Plan of a month")
    ROAD_MAP = "road_map", _("Road map")


class PlanStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("plan", "Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.AGREED, PlanStatus.APPROVED, PlanStatus.WITHDRAWN}),
    PlanStatus.AGREED: frozenset({PlanStatus.DRAFT, PlanStatus.APPROVED, PlanStatus.WITHDRAWN}),
    PlanStatus.APPROVED: frozenset({PlanStatus.CLOSED}),
    PlanStatus.CLOSED: frozenset(),
    PlanStatus.WITHDRAWN: frozenset(),
}
# Whoever prepares the plan may still change it without leaving a trace.
PREPARED = frozenset({PlanStatus.DRAFT, PlanStatus.AGREED})
ALIVE = PREPARED | {PlanStatus.APPROVED}


class OccurrenceStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("plan item", "Planned")
    IN_WORK = "in_work", pgettext_lazy("plan item", "In work")
    DONE = "done", pgettext_lazy("plan item", "Done")
    CANCELLED = "cancelled", pgettext_lazy("plan item", "Cancelled")


OCCURRENCE_MOVES: dict[str, frozenset[str]] = {
    OccurrenceStatus.PLANNED: frozenset(
        {OccurrenceStatus.IN_WORK, OccurrenceStatus.DONE, OccurrenceStatus.CANCELLED}
    ),
    OccurrenceStatus.IN_WORK: frozenset({OccurrenceStatus.DONE, OccurrenceStatus.CANCELLED}),
    OccurrenceStatus.DONE: frozenset({OccurrenceStatus.PLANNED}),
    OccurrenceStatus.CANCELLED: frozenset(),
}
AWAITED = frozenset({OccurrenceStatus.PLANNED, OccurrenceStatus.IN_WORK})


class ScheduleKind(TextChoices):
    """How the term of an item is set."""

    SPANS = "spans", _("on days or in periods")
    REPEATED = "repeated", _("again and again")
    THROUGHOUT = "throughout", _("throughout the year")
    SEPARATE = "separate", _("by a separate schedule")
    OPEN = "open", _("without a last day")
    UNKNOWN = "unknown", _("not understood yet")


class Every(TextChoices):
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")


class ResponsibleKind(TextChoices):
    """How somebody responsible is found; the words of the plan are kept in any case."""

    PERSON = "person", _("person")
    POST = "post", _("post")
    ROLE = "role", _("role")
    BODY = "body", _("council or association")
    WORDS = "words", _("only in words")


class ChangeKind(TextChoices):
    ADDED = "added", _("Item added")
    REWORDED = "reworded", _("Item changed")
    MOVED = "moved", _("Moved to another day")
    CANCELLED = "cancelled", pgettext_lazy("change of a plan", "Cancelled")
    REOPENED = "reopened", _("Mark of execution taken off")
