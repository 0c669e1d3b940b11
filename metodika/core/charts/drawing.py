"""One door for all kinds of charts."""

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from metodika.core.charts.bars import draw_bars
from metodika.core.charts.canvas import KEYS_AT_MOST, LETTERS, Canvas
from metodika.core.charts.gantt import draw_gantt
from metodika.core.charts.heat import draw_heat_map
from metodika.core.charts.lines import draw_lines, draw_multiples
from metodika.core.charts.specification import Bars, Chart, Gantt, HeatMap, Lines, Multiples
from metodika.core.charts.wording import is_empty

WIDTH = 720
EMPTY_HEIGHT = 60
Drawn = Callable[[Canvas, Any, float], tuple[float, float]]
BY_KIND: dict[type, Drawn] = {
    Lines: draw_lines, Bars: draw_bars, HeatMap: draw_heat_map, Gantt: draw_gantt, Multiples: draw_multiples,
}  # fmt: skip


def chart_svg(chart: Chart, *, paper: bool = False) -> str:
    """Return the chart as SVG: for a page with links and variables for colours, or for paper."""
    return _drawn(chart, paper=paper)[0]


def chart_size(chart: Chart) -> tuple[float, float]:
    """Return width and height of the chart on paper, in its own units."""
    return _drawn(chart, paper=True)[1]


def _drawn(chart: Chart, *, paper: bool) -> tuple[str, tuple[float, float]]:
    canvas = Canvas(paper=paper)
    canvas.many_links = _marks(chart) > KEYS_AT_MOST
    if is_empty(chart):
        width, height = float(WIDTH), float(EMPTY_HEIGHT)
        canvas.text(
            width / 2, height / 2 + LETTERS / 3, _("No values yet"), fill="ink-soft", text_anchor="middle"
        )
    else:
        width, height = BY_KIND[type(chart)](canvas, chart, WIDTH)
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    about = "" if paper else f' role="group" aria-label={quoteattr(chart.title)}'
    face = ' font-family="Tinos, DejaVu Sans"' if paper else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}{about}{face} font-size="{LETTERS}">'
    return f"{head}{''.join(canvas.parts)}</svg>", (width, height)


def _marks(chart: Chart) -> int:
    if isinstance(chart, Multiples):
        return sum(_marks(one) for one in chart.charts)
    if isinstance(chart, Lines):
        return sum(len(one.marks) for one in chart.series)
    if isinstance(chart, Bars):
        return len(chart.bars)
    if isinstance(chart, Gantt):
        return sum(1 + len(task.spans) for task in chart.tasks)
    return sum(len(row.cells) for row in chart.rows)
