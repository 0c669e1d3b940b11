from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    PERCENT = "percent", _("percent")
    UNITS = "units", _("pieces")
    POINTS = "points", _("points")
    LEVEL = "level", _("level")
    DAYS = "days", _("days")


class Source(TextChoices):
    """Where the number comes from."""

    COMPUTED = "computed", _("counted from daily work")
    FORM = "form", _("a form of the institution")
    VISIT = "visit", _("a check of a site")
    DOCUMENT = "document", _("a study of documents")


class Every(TextChoices):
    """The period of a value."""

    SCHOOL_YEAR = "school_year", _("school year")
    CALENDAR_YEAR = "calendar_year", _("calendar year")
    HALF_YEAR = "half_year", _("half-year")
    QUARTER = "quarter", _("quarter")
    MONTH = "month", _("month")


class VersionStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("indicator", "Draft")
    IN_FORCE = "in_force", pgettext_lazy("indicator", "In force")
    CLOSED = "closed", pgettext_lazy("indicator", "Closed")


MOVES: dict[str, frozenset[str]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.IN_FORCE}),
    VersionStatus.IN_FORCE: frozenset({VersionStatus.CLOSED}),
    VersionStatus.CLOSED: frozenset(),
}


class RunStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("run", "Waiting")
    FINISHED = "finished", pgettext_lazy("run", "Finished")
    FAILED = "failed", pgettext_lazy("run", "Failed")


class Change(TextChoices):
    """Why a snapshot differs from the one before it."""

    FIRST = "first", _("the first value of the period")
    DEFINITION = "definition", _("the definition has changed")
    ROWS = "rows", _("rows were added, changed or taken away")
    LATE = "late", _("rows of the period were entered after its end")
    ENTERED = "entered", _("entered from a table")
