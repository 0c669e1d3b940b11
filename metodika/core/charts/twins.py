"""The same values as a table, for those who read and for those who copy."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.charts.figures import figure
from metodika.core.charts.specification import Bars, Chart, Gantt, HeatMap, Lines, Mark, Multiples
from metodika.core.charts.wording import mark_words, span_words, target_word


@dataclass(frozen=True)
class Cell:
    """Words, and where they lead."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Twin:
    """A table: the first cell of a row is its heading."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def chart_twin(chart: Chart) -> Twin:
    """Return the table with everything that the chart shows, links included."""
    if isinstance(chart, Lines):
        return Twin((_("Period"), *_line_heads(chart)), tuple(_line_rows(chart)))
    if isinstance(chart, Bars):
        return _bars_twin(chart)
    if isinstance(chart, HeatMap):
        return Twin(
            (pgettext("chart", "Name"), *chart.columns),
            tuple(
                (Cell(row.label, row.url), *(_cell(one, chart.unit) for one in row.cells))
                for row in chart.rows
            ),
        )
    if isinstance(chart, Gantt):
        return _gantt_twin(chart)
    return _multiples_twin(chart)


def _cell(mark: Mark | None, unit: str) -> Cell:
    return Cell(mark_words(mark, unit), mark.url) if mark else Cell("")


def _line_heads(chart: Lines) -> list[str]:
    return [
        head
        for one in chart.series
        for head in ([one.name, target_word(one)] if one.targets else [one.name])
    ]  # fmt: skip


def _line_rows(chart: Lines) -> list[tuple[Cell, ...]]:
    rows = []
    for number, place in enumerate(chart.places):
        cells = [Cell(place)]
        for one in chart.series:
            cells.append(_cell(one.marks[number], chart.unit))
            if one.targets:
                cells.append(Cell(figure(one.targets[number], chart.unit)))
        rows.append(tuple(cells))
    return rows


def _bars_twin(chart: Bars) -> Twin:
    rows = tuple(
        (Cell(bar.label, bar.mark.url), Cell(mark_words(bar.mark, chart.unit))) for bar in chart.bars
    )  # fmt: skip
    return Twin((pgettext("chart", "Name"), _("Value")), rows)


def _gantt_twin(chart: Gantt) -> Twin:
    rows = tuple(
        (
            Cell(task.label, task.url),
            Cell(span_words(span), span.url) if span else Cell(_("without days")),
        )
        for task in chart.tasks
        for span in task.spans or (None,)
    )
    return Twin((_("What is done"), _("When")), rows)


def _multiples_twin(chart: Multiples) -> Twin:
    heads = (
        (pgettext("chart", "Name"), *_line_heads(chart.charts[0]))
        if chart.charts
        else (pgettext("chart", "Name"),)
    )
    rows = tuple(
        (Cell(f"{one.title}, {row[0].text}", _url(chart, number)), *row[1:])
        for number, one in enumerate(chart.charts)
        for row in _line_rows(one)
    )
    return Twin(heads, rows)


def _url(chart: Multiples, number: int) -> str:
    return chart.urls[number] if number < len(chart.urls) else ""
