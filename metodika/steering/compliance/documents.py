"""The regulation with its states, by owner, by month and by institution, as .docx, .pdf and .xlsx."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.charts import HeatMap, HeatRow, Mark
from metodika.core.documents import Column, Figure, Header, Paper, Table, Text, render_docx, render_pdf
from metodika.core.imports.columns import Column as SheetColumn
from metodika.core.imports.exporting import export_rows
from metodika.directory.organisations.models import Organisation
from metodika.steering.compliance import queries
from metodika.steering.compliance.lifecycle import TONES, State
from metodika.steering.compliance.models import PlaceResult, Standing

KINDS_OF_FILE = ("docx", "pdf", "xlsx")
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table to be printed: its title, its heads with their widths, its rows."""

    title: str
    heads: Cells
    widths: tuple[float, ...]
    rows: Sequence[Cells]
    chart: HeatMap | None = None


def _day(day: Any) -> str:
    return date_format(day, "d.m.Y") if day else ""


def _cells(one: Standing) -> Cells:
    owners = "\n".join(str(person) for person in one.owners.all())
    return one.code, one.gist, str(State(one.state).label), _day(one.since), _day(one.due_on), owners


def _state(one: Standing) -> str:
    return f"{one.code}: {State(one.state).label}, {_day(one.since)}"


def _text(place: Organisation) -> Sheet:
    read = queries.read_text(place)
    rows = [
        (line.clause.label, line.clause.text or line.clause.gist, "\n".join(map(_state, line.standings)))
        for line in read.lines
    ] + [(one.code, one.gist, _state(one)) for one in read.rest]
    heads = _("Clause"), _("Text"), _("What daily work proves")
    return Sheet(_("The regulation and what proves its clauses"), heads, (1.6, 9, 4), rows)


def _sheet(title: str, rows: Sequence[Cells]) -> Sheet:
    heads = (
        _("Clause"), _("What it is about"), _("State"), _("Since"), _("Next day"),
        pgettext("clause", "Answers for it"),
    )  # fmt: skip
    return Sheet(title, heads, (1.6, 5, 2, 1.6, 1.6, 3), rows)


def _owners(place: Organisation) -> Sheet:
    rows = sorted((_cells(one) for one in queries.standings(place)), key=lambda cells: cells[-1])
    return _sheet(_("Clauses by those who answer for them"), rows)


def _months(place: Organisation) -> Sheet:
    rows = [_cells(one) for month in queries.months(place) for one in month.standings]
    return _sheet(_("What falls due, by month"), rows)


def _places(place: Organisation) -> Sheet:
    found = queries.heat_map(place)
    rows = [
        (str(node), rule.standing.code, rule.say, f"{cell.has} / {cell.needs}", str(State(cell.state).label))
        for node, cells in found.rows
        for rule, cell in zip(found.rules, cells, strict=True)
        if cell is not None
    ]
    heads = (_("Institution"), _("Clause"), _("Rule"), _("There are / needed"), _("State"))
    chart = heat_chart(found) if rows else None
    return Sheet(_("Institutions by clause"), heads, (3, 1.6, 5, 2, 2), rows, chart)


def heat_chart(found: queries.HeatMap, addresses: Mapping[int, str] = MappingProxyType({})) -> HeatMap:
    """Return the institutions by rules as a chart; `addresses` are those of the rules by their keys."""
    return HeatMap(
        _("How the rules about everybody stand in each institution"),
        tuple(f"{rule.standing.code} ({rule.order + 1})" for rule in found.rules),
        tuple(
            HeatRow(
                str(node),
                tuple(
                    _mark(cell, addresses.get(rule.pk, "")) if cell else None
                    for rule, cell in zip(found.rules, cells, strict=True)
                ),
            )
            for node, cells in found.rows
        ),
    )


def _mark(cell: PlaceResult, url: str) -> Mark:
    return Mark(
        url=url, tone=TONES[cell.state], word=str(State(cell.state).label), note=f"{cell.has} / {cell.needs}"
    )


SHEETS = {"clauses": _text, "owners": _owners, "months": _months, "institutions": _places}


def sheet_file(place: Organisation, sheet: str, kind: str) -> bytes:
    """Return one of the tables as a file, in Russian, as the last assessment has it."""
    with translation.override("ru"):
        told = SHEETS[sheet](place)
        if kind == "xlsx":
            columns = [SheetColumn(key=f"c{at}", title=head) for at, head in enumerate(told.heads)]
            rows = [{f"c{at}": cell for at, cell in enumerate(cells)} for cells in told.rows]
            return b"".join(export_rows(columns, rows, form="xlsx"))
        paper = _paper(place, told)
        return render_pdf(paper) if kind == "pdf" else render_docx(paper)


def _paper(place: Organisation, told: Sheet) -> Paper:
    snapshot = queries.snapshot_of(place)
    as_of = _("As of %(day)s") % {"day": _day(snapshot.day)} if snapshot else ""
    columns = tuple(Column(head, width) for head, width in zip(told.heads, told.widths, strict=True))
    table = Table(columns, tuple(told.rows)) if told.rows else Text(_("Nothing to show."), align="center")
    figure = (Figure(told.chart),) if told.chart else ()
    return Paper(
        kind=_("STATEMENT ON THE REGULATION"), title=told.title, header=Header(organisation=place.name),
        blocks=(Text(as_of, align="center", indent=False), *figure, table), landscape=True,
    )  # fmt: skip
