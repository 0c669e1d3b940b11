from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.web import Column, Empty, Table


class FailedJobTable(Table):
    """Background jobs that gave up."""

    columns: ClassVar[Sequence[Column]] = (
        Column("id", _("Number"), sort="id", numeric=True),
        Column("task_name", _("What it does"), sort="task_name"),
        Column("attempts", _("Tries"), numeric=True),
        Column("scheduled_at", _("Last planned for")),
        Column("args", _("Parameters"), lambda row: str(row.args)),
        Column("retry", _("What can be done"), lambda row: _("Try again"), url="jobs:retry"),
    )
    order = "-id"
    export_name = "failed-jobs"
    empty = Empty(
        _("Nothing has failed"), _("Background work that gave up appears here and can be tried again.")
    )
