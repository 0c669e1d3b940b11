"""Bars from top to bottom: their words may be as long as the name of a school."""

from metodika.core.charts.canvas import SMALL, Canvas
from metodika.core.charts.figures import Scale, figure, scale_of, width_of
from metodika.core.charts.specification import Bar, Bars, Mark
from metodika.core.charts.wording import mark_words

ROW, BAR, LABELS, GAP, TOP, FOOT = 32.0, 16.0, 230.0, 10.0, 24.0, 22.0
# Beyond so many bars words would be a smear: the bars stand close and their names are in the table.
NAMED_AT_MOST, THIN_ROW = 100, 4.0


def draw_bars(canvas: Canvas, chart: Bars, width: float) -> tuple[float, float]:
    """Draw the bars with intervals and the target; return width and height."""
    is_named = len(chart.bars) <= NAMED_AT_MOST
    row = ROW if is_named else THIN_ROW
    widest = max(width_of(bar.label, SMALL) for bar in chart.bars)
    left = min(LABELS, widest) + GAP if is_named else GAP
    values = [part for bar in chart.bars for part in (bar.mark.value, bar.mark.low, bar.mark.high)]
    known = [value for value in (*values, chart.target) if value is not None]
    room = max(width_of(figure(bar.mark.value, chart.unit), SMALL) for bar in chart.bars) + 2 * GAP
    across = scale_of(known, start=left, end=width - room)
    bottom = TOP + row * len(chart.bars)
    for tick in across.ticks:
        canvas.line(
            across.at(tick), TOP, across.at(tick), bottom, stroke="line-strong" if tick == 0 else "line"
        )
        canvas.text(
            across.at(tick), bottom + 15, figure(tick, chart.unit), size=SMALL, fill="ink-soft",
            text_anchor="middle",
        )  # fmt: skip
    for number, bar in enumerate(chart.bars):
        _bar(canvas, bar, chart.unit, across, TOP + row * (number + 0.5), is_named=is_named)
    if chart.target is not None:
        _target(canvas, chart.target, chart.unit, across, bottom)
    return width, bottom + FOOT


def _bar(canvas: Canvas, bar: Bar, unit: str, across: Scale, middle: float, *, is_named: bool) -> None:
    mark, height = bar.mark, BAR if is_named else THIN_ROW - 1
    with canvas.mark(mark.url, mark_words(mark, unit, place=bar.label)):
        if is_named:
            canvas.label(across.start - GAP, middle, bar.label, LABELS, fill="ink", text_anchor="end")
        if mark.value is not None:
            zero, end = across.at(0), across.at(mark.value)
            canvas.add(
                "rect", None, x=min(zero, end), y=middle - height / 2, width=max(abs(end - zero), 1.0),
                height=height, fill=mark.tone or "chart-1",
            )  # fmt: skip
            _interval(canvas, mark, across, middle)
        if is_named:
            edge = max(across.at(part) for part in (mark.value or 0, mark.high or 0, 0))
            canvas.text(edge + 6, middle + 4, figure(mark.value, unit), size=SMALL)


def _interval(canvas: Canvas, mark: Mark, across: Scale, middle: float) -> None:
    if mark.low is None or mark.high is None:
        return
    low, high = across.at(mark.low), across.at(mark.high)
    path = f"M{low:.1f} {middle:.1f}H{high:.1f}M{low:.1f} {middle - 4:.1f}v8M{high:.1f} {middle - 4:.1f}v8"
    # A light edge keeps the dark line visible upon the bar.
    canvas.add("path", None, d=path, fill="none", stroke="surface", stroke_width=4)
    canvas.add("path", None, d=path, fill="none", stroke="ink", stroke_width=1.5)


def _target(canvas: Canvas, target: float, unit: str, across: Scale, bottom: float) -> None:
    x = across.at(target)
    canvas.line(x, TOP - 4, x, bottom, stroke="ink", stroke_width=1.5, stroke_dasharray="4 4")
    canvas.text(x, TOP - 8, figure(target, unit), size=SMALL, bold=True, text_anchor="middle")
