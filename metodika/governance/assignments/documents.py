"""The control list on paper."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.documents import (
    Column,
    DocumentKind,
    Header,
    Paper,
    Places,
    Table,
    Text,
    render_docx,
    render_pdf,
    render_template,
)
from metodika.core.language import initials
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.queries import template_for
from metodika.directory.staff.models import Person
from metodika.governance.assignments import rules
from metodika.governance.assignments.models import Assignment

WIDTHS = (1.2, 4.6, 2.2, 1.9, 1.3, 1.9, 1.9)


def control_list_places(
    rows: Iterable[Assignment], *, organisation: str, day: date, narrowed: str = ""
) -> dict[str, Any]:
    """Return what the paper says: the rows in their order, numbered, as of the day."""
    with translation.override("ru"):
        return {
            "organisation": organisation,
            "day": date_format(day, "DATE_FORMAT"),
            "narrowed": narrowed,
            "rows": [_row(place, row, day) for place, row in enumerate(rows, start=1)],
        }


def _short(person: Person) -> str:
    return initials(person.last_name, person.first_name, person.patronymic)


def _row(place: int, row: Any, day: date) -> dict[str, str]:
    late = rules.is_overdue(row.status, due_on=row.due_on, reported_on=row.reported_on, today=day)
    state = str(row.get_status_display())
    return {
        "place": str(place),
        "number": row.number,
        "text": row.text,
        "executors": "\n".join(_short(one.person) if one.person else one.title for one in row.doing),
        "controller": _short(row.controller),
        "due": f"{row.due_on:%d.%m.%Y}",
        "state": "\n".join([state, _("overdue")]) if late else state,
    }


def _paper(places: Places) -> Paper:
    with translation.override("ru"):
        heads = (
            _("No."), _("What is to be done"), _("Who does it"), _("Controller"), _("Due on"), _("State"),
            _("Note on the execution"),
        )  # fmt: skip
        rows = tuple(
            (row["number"], row["text"], row["executors"], row["controller"], row["due"], row["state"], "")
            for row in places["rows"]
        )
        said = _("As of %(day)s") % {"day": places["day"]}
        columns = tuple(Column(head, width) for head, width in zip(heads, WIDTHS, strict=True))
        nothing = Text(_("Nothing is under control."), align="center")
        return Paper(
            kind=_("CONTROL LIST"),
            title=_("of assignments"),
            header=Header(organisation=places["organisation"]),
            blocks=(
                Text(f"{said}{', ' if places['narrowed'] else ''}{places['narrowed']}", indent=False),
                Table(columns, rows) if rows else nothing,
            ),
            landscape=True,
        )


DOCUMENTS = (
    DocumentKind(
        code="assignments.control_list",
        title=gettext_lazy("Control list of assignments"),
        places={
            "organisation": gettext_lazy("In whose name"),
            "day": gettext_lazy("As of which day"),
            "narrowed": gettext_lazy("Which filters are set"),
            "rows.place": gettext_lazy("Place in the list"),
            "rows.number": gettext_lazy("Number of the assignment"),
            "rows.text": gettext_lazy("What is to be done"),
            "rows.executors": gettext_lazy("Who does it"),
            "rows.controller": gettext_lazy("Controller"),
            "rows.due": gettext_lazy("Due on"),
            "rows.state": gettext_lazy("State"),
        },
        paper=_paper,
    ),
)  # fmt: skip


def control_list_file(kind: str, places: Places, *, organisation: Organisation | None) -> bytes:
    """Return the list as a file: "pdf", or "docx" after the organisation's own template where it has one."""
    document = DOCUMENTS[0]
    if kind == "pdf":
        return render_pdf(document.paper(places))
    template = template_for(organisation, document.code) if organisation else None
    if template is None:
        return render_docx(document.paper(places))
    with template.file.content.open("rb") as file:
        return render_template(file.read(), places)
