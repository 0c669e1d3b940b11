"""A heat map: states with a sign of their own, or values in shades of one colour."""

from metodika.core.charts.canvas import SMALL, Canvas
from metodika.core.charts.figures import figure, fitted, width_of
from metodika.core.charts.keys import draw_state_key
from metodika.core.charts.specification import HeatMap, HeatRow, Mark
from metodika.core.charts.wording import mark_words

ROW, LABELS, GAP, NARROWEST, WIDEST, HEAD, TILTED = 32.0, 230.0, 10.0, 24.0, 72.0, 22.0, 90.0
# Shades of the colour, and from which of them on the words on it are light.
SHADES, LIGHT_FROM = (0.08, 0.22, 0.36, 0.8, 1.0), 3


def draw_heat_map(canvas: Canvas, chart: HeatMap, width: float) -> tuple[float, float]:
    """Draw the cells; return width and height. Many columns make it wider than asked for."""
    widest = max(width_of(row.label, SMALL) for row in chart.rows)
    left = min(LABELS, widest) + GAP
    cell = min(max((width - left) / len(chart.columns), NARROWEST), WIDEST)
    is_tilted = any(width_of(words, SMALL) > cell - 4 for words in chart.columns)
    cells = [one for row in chart.rows for one in row.cells if one]
    key = draw_state_key(canvas, ((one.tone, one.word) for one in cells), width)
    top = key + (TILTED if is_tilted else HEAD)
    for number, words in enumerate(chart.columns):
        x = left + cell * (number + 0.5)
        if is_tilted:
            (line,) = fitted(words, TILTED * 1.3, SMALL)
            turned = f"translate({x + 4:.1f} {top - 6:.1f}) rotate(-45)"
            canvas.text(0, 0, line, size=SMALL, fill="ink-soft", transform=turned)
        else:
            canvas.text(x, top - 8, words, size=SMALL, fill="ink-soft", text_anchor="middle")
    values = [one.value for one in cells if one.value is not None]
    ends = (min(values), max(values)) if values else (0.0, 1.0)
    for number, row in enumerate(chart.rows):
        _row(canvas, chart, row, (left, top + ROW * number), cell=cell, ends=ends)
    beyond = TILTED * 0.8 if is_tilted else GAP
    return max(width, left + cell * len(chart.columns) + beyond), top + ROW * len(chart.rows) + GAP


def _row(
    canvas: Canvas, chart: HeatMap, row: HeatRow, at: tuple[float, float], *, cell: float,
    ends: tuple[float, float],
) -> None:  # fmt: skip
    left, y = at
    with canvas.mark(row.url, row.label):
        colour = "link" if row.url else "ink"
        canvas.label(left - GAP, y + ROW / 2, row.label, LABELS, fill=colour, text_anchor="end")
    for column, words in enumerate(chart.columns):
        mark = row.cells[column]
        if mark is not None:
            place = f"{row.label}, {words}"
            with canvas.mark(mark.url, mark_words(mark, chart.unit, place=place)):
                _cell(canvas, mark, left + cell * column, y, cell=cell, ends=ends)


def _cell(canvas: Canvas, mark: Mark, x: float, y: float, *, cell: float, ends: tuple[float, float]) -> None:
    box = {"x": x + 1, "y": y + 1, "width": cell - 2, "height": ROW - 2, "rx": 3}
    middle_x, middle_y = x + cell / 2, y + ROW / 2
    if mark.tone:
        canvas.add("rect", None, **box, fill=f"{mark.tone}-soft", stroke=mark.tone, stroke_width=1)
        canvas.sign(middle_x, middle_y, mark.tone)
    elif mark.value is None:
        canvas.add("rect", None, **box, fill="none", stroke="line")
    else:
        low, high = ends
        share = (mark.value - low) / (high - low) if high > low else 0.5
        shade = min(int(share * len(SHADES)), len(SHADES) - 1)
        canvas.add("rect", None, **box, fill="chart-1", fill_opacity=SHADES[shade], stroke="line")
        words = figure(mark.value)
        if width_of(words, SMALL) <= cell - 4:
            colour = "on-accent" if shade >= LIGHT_FROM else "ink"
            canvas.text(middle_x, middle_y + 4, words, size=SMALL, fill=colour, text_anchor="middle")
