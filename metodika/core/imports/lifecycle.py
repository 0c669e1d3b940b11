from django.db import models
from django.utils.translation import gettext_lazy as _

# Under this word others see how far an import has come.
WORK = "import"


class RunStatus(models.TextChoices):
    """How far a file has come."""

    UPLOADED = "uploaded", _("file is loaded")
    COLUMNS = "columns", _("columns are to be chosen")
    CHECKED = "checked", _("checked, not applied yet")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("could not be read")


class OutcomeKind(models.TextChoices):
    """What applying will do with a row."""

    NEW = "new", _("will be added")
    CHANGED = "changed", _("will be changed")
    SAME = "same", _("already so")
    ERROR = "error", _("error")


MOVES = {
    RunStatus.UPLOADED: {RunStatus.COLUMNS, RunStatus.CHECKED, RunStatus.FAILED},
    RunStatus.COLUMNS: {RunStatus.COLUMNS, RunStatus.CHECKED, RunStatus.FAILED},
    RunStatus.CHECKED: {RunStatus.COLUMNS, RunStatus.CHECKED, RunStatus.APPLIED, RunStatus.FAILED},
    RunStatus.APPLIED: set(),
    RunStatus.FAILED: {RunStatus.COLUMNS, RunStatus.CHECKED},
}
