"""The preview as a list: what will become of each row, in words."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from metodika.core.imports import columns as declared
from metodika.core.imports.columns import Register
from metodika.core.imports.exporting import shown
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.queries import outcome_titles
from metodika.core.imports.runs import columns_of
from metodika.core.web import Choice, Column, Status, Table
from metodika.core.web.filters import Filter

TONES = {"new": "good", "changed": "info", "same": "neutral", "error": "bad"}
# More columns than this make a preview that nobody reads; the file itself has the rest.
WIDTH = 5


class PreviewTable(Table):
    """Rows of one preview with their remarks."""

    key: ClassVar[str] = "preview"
    page_size: ClassVar[int] = 100

    def __init__(
        self, request: HttpRequest, rows: QuerySet[ImportRow], *, run: ImportRun, register: Register
    ) -> None:
        super().__init__(request, rows)
        self.kept = columns_of(run, register)
        self.titles = {column.key: column for column in self.kept}

    @cached_property
    def all_columns(self) -> list[Column]:
        chosen = sorted(range(len(self.kept)), key=lambda at: not self.kept[at].required)[:WIDTH]
        return [
            Column("number", _("Row"), numeric=True),
            Column("outcome", _("What will happen"), _outcome),
            Column("details", _("Remarks and changes"), self._details),
            *(Column(f"value_{at}", str(self.kept[at].title), self._value(at)) for at in sorted(chosen)),
        ]

    def _value(self, at: int) -> Any:
        column = self.kept[at]
        return lambda row: display(column, row.values[at])

    def _details(self, row: ImportRow) -> SafeString | str:
        problems = format_html_join("", "<div>{}</div>", ((problem[1],) for problem in row.problems))
        changes = format_html_join(
            "",
            "<div>{}: <del>{}</del> → <ins>{}</ins></div>",
            (
                (column.title, display(column, before) or "—", display(column, after) or "—")
                for key, (before, after) in row.changes.items()
                for column in [self.titles[key]]
            ),
        )
        return format_html("{}{}", problems, changes) if problems or changes else ""


def _outcomes() -> list[tuple[str, str]]:
    return list(outcome_titles().items())


def _outcome(row: ImportRow) -> Status:
    return Status(row.get_outcome_display(), TONES.get(row.outcome, "neutral"))  # type: ignore[arg-type]  # tones of the kit


def display(column: declared.Column, value: Any) -> str:
    """Return a stored value as a person reads it."""
    if column.kind is declared.Kind.DATE and isinstance(value, str):
        day = parse_date(value)
        return f"{day:%d.%m.%Y}" if day else value
    return str(shown(column, value))


class RowsTable(Table):
    """The rows of a preview as a program asks for them."""

    filters: ClassVar[Sequence[Filter]] = (
        # The query narrows by it: a warning is no outcome of its own.
        Choice("outcome", _("What will happen"), lambda rows, _outcome: rows, choices=_outcomes),
    )
