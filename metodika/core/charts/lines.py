"""Lines over periods: several on one picture, or small ones side by side."""

from collections.abc import Iterator, Sequence
from math import ceil

from metodika.core.charts.canvas import DASHES, SERIES, SMALL, Canvas
from metodika.core.charts.figures import Scale, figure, fitted, scale_of, width_of
from metodika.core.charts.specification import Lines, Mark, Multiples, Series
from metodika.core.charts.wording import mark_words, target_word

HEIGHT, TOP, FOOT, GAP, KEY_LINE = 300.0, 14.0, 34.0, 8.0, 20.0
SMALL_HEIGHT, SMALL_TITLE, ACROSS, BETWEEN = 120.0, 36.0, 3, 24.0
POINTS_AT_MOST, TOLD_AT_MOST = 150, 8
LABEL = 64.0
Frame = tuple[float, float, float, float]


def draw_lines(canvas: Canvas, chart: Lines, width: float) -> tuple[float, float]:
    """Draw the lines with their key above them; return width and height."""
    top = TOP + _key(canvas, chart, width)
    vertical = _scale(chart.series, chart.from_zero, top, top + HEIGHT)
    left = max(width_of(figure(tick, chart.unit), SMALL) for tick in vertical.ticks) + GAP
    frame = (left, top, width - 2 * GAP, top + HEIGHT)
    _axes(canvas, chart, frame, vertical)
    _series(canvas, chart, frame, vertical)
    return width, top + HEIGHT + FOOT


def _scale(series: Sequence[Series], from_zero: bool, top: float, bottom: float) -> Scale:
    told = (
        value
        for one in series
        for value in (
            *one.targets, *(part for mark in one.marks for part in (mark.value, mark.low, mark.high))
        )
    )  # fmt: skip
    return scale_of(
        (value for value in told if value is not None), start=bottom, end=top, from_zero=from_zero
    )


def _key(canvas: Canvas, chart: Lines, width: float) -> float:
    """Draw which line is which; return the height that it takes."""
    keys = [(one.name, number, False) for number, one in enumerate(chart.series)]
    keys += [(target_word(one), number, True) for number, one in enumerate(chart.series) if one.targets]
    if len(chart.series) == 1 and not chart.series[0].targets:
        return 0
    x, y = 0.0, KEY_LINE / 2
    for name, number, is_target in keys:
        (words,) = fitted(name, width - 60, SMALL)
        room = 34 + width_of(words, SMALL) + 18
        if x and x + room > width:
            x, y = 0.0, y + KEY_LINE
        if is_target:
            canvas.line(x, y, x + 26, y, stroke="ink-soft", stroke_width=1.5, stroke_dasharray="4 4")
        else:
            _stroke(canvas, f"M{x:.1f} {y:.1f} H{x + 26:.1f}", number)
            canvas.point(x + 13, y, number)
        canvas.text(x + 32, y + 4, words, size=SMALL)
        x += room
    return y + KEY_LINE / 2


def _stroke(canvas: Canvas, path: str, number: int) -> None:
    number %= SERIES
    canvas.add(
        "path", None, d=path, fill="none", stroke=f"chart-{number + 1}", stroke_width=2,
        stroke_dasharray=DASHES[number], stroke_linejoin="round",
    )  # fmt: skip


def _axes(canvas: Canvas, chart: Lines, frame: Frame, vertical: Scale, *, every: int = 1) -> None:
    left, _top, right, bottom = frame
    for tick in vertical.ticks[::every]:
        y = vertical.at(tick)
        canvas.line(left, y, right, y, stroke="line-strong" if tick == 0 else "line")
        canvas.text(left - 6, y + 4, figure(tick, chart.unit), size=SMALL, fill="ink-soft", text_anchor="end")
    xs = list(_places(len(chart.places), left, right))
    widest = max((min(width_of(place, SMALL), LABEL) for place in chart.places), default=1.0)
    step = max(1, ceil((widest + 8) * len(xs) / (right - left)))
    for place, x in list(zip(chart.places, xs, strict=True))[::step]:
        room = max(widest + 4, (right - left) / len(xs) * step - 6)
        for number, line in enumerate(fitted(place, room, SMALL, lines=2)):
            canvas.text(x, bottom + 16 + 13 * number, line, size=SMALL, fill="ink-soft", text_anchor="middle")


def _places(count: int, left: float, right: float) -> Iterator[float]:
    share = (right - left) / count
    return (left + share * (number + 0.5) for number in range(count))


def _series(canvas: Canvas, chart: Lines, frame: Frame, vertical: Scale) -> None:
    xs = list(_places(len(chart.places), frame[0], frame[2]))
    for one in chart.series:
        _targets(canvas, one, xs, vertical)
    _breaks(canvas, chart, xs, frame)
    for number, one in enumerate(chart.series):
        _stroke(canvas, _path(one.marks, xs, vertical), number)
        for place, x, mark in zip(chart.places, xs, one.marks, strict=True):
            if mark.value is None:
                continue
            with canvas.mark(mark.url, mark_words(mark, chart.unit, name=one.name, place=place)):
                _interval(canvas, mark, x, vertical, number)
                if len(xs) <= POINTS_AT_MOST:
                    canvas.point(x, vertical.at(mark.value), number)
                if len(xs) <= TOLD_AT_MOST and len(chart.series) == 1:
                    edge = vertical.at(mark.value if mark.high is None else max(mark.high, mark.value))
                    words = figure(mark.value, chart.unit)
                    canvas.text(x, edge - 9, words, size=SMALL, text_anchor="middle")


def _targets(canvas: Canvas, series: Series, xs: Sequence[float], vertical: Scale) -> None:
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 40.0
    for x, target in zip(xs, series.targets, strict=False):
        if target is not None:
            y = vertical.at(target)
            canvas.line(x - half, y, x + half, y, stroke="ink-soft", stroke_width=1.5, stroke_dasharray="4 4")


def _breaks(canvas: Canvas, chart: Lines, xs: Sequence[float], frame: Frame) -> None:
    """Draw where a definition was changed: values on both sides are not of one kind."""
    places = zip(*(one.marks for one in chart.series), strict=True)
    for number, marks in enumerate(places):
        if number and any(mark.is_new for mark in marks):
            x = (xs[number - 1] + xs[number]) / 2
            canvas.line(
                x, frame[1], x, frame[3], stroke="line-strong", stroke_dasharray="1 4", stroke_width=2
            )


def _path(marks: Sequence[Mark], xs: Sequence[float], vertical: Scale) -> str:
    """Return the line through the values; it stops at a gap and at a new definition."""
    path, is_open = [], False
    for mark, x in zip(marks, xs, strict=True):
        if mark.value is None:
            is_open = False
            continue
        goes_on = is_open and not mark.is_new
        path.append(f"{'L' if goes_on else 'M'}{x:.1f} {vertical.at(mark.value):.1f}")
        is_open = True
    return "".join(path)


def _interval(canvas: Canvas, mark: Mark, x: float, vertical: Scale, number: int) -> None:
    if mark.low is None or mark.high is None:
        return
    low, high = vertical.at(mark.low), vertical.at(mark.high)
    path = f"M{x:.1f} {low:.1f}V{high:.1f}M{x - 4:.1f} {low:.1f}h8M{x - 4:.1f} {high:.1f}h8"
    canvas.add("path", None, d=path, fill="none", stroke=f"chart-{number % SERIES + 1}", stroke_width=1)


def draw_multiples(canvas: Canvas, chart: Multiples, width: float) -> tuple[float, float]:
    """Draw small charts in rows of three, those of one measure on one scale; return width and height."""
    across = min(ACROSS, len(chart.charts))
    room = (width - BETWEEN * (across - 1)) / across
    height = SMALL_TITLE + SMALL_HEIGHT + FOOT
    for number, one in enumerate(chart.charts):
        x, y = (number % across) * (room + BETWEEN), number // across * height
        url = chart.urls[number] if number < len(chart.urls) else ""
        with canvas.mark(url, one.title):
            for line, words in enumerate(fitted(one.title, room, SMALL, lines=2)):
                canvas.text(
                    x, y + 12 + 13 * line, words, size=SMALL, bold=True, fill="link" if url else "ink"
                )
        alike = [other for other in chart.charts if _measured(other) == _measured(one)]
        series = [line for other in alike for line in other.series]
        from_zero = all(other.from_zero for other in alike)
        vertical = _scale(series, from_zero, y + SMALL_TITLE, y + SMALL_TITLE + SMALL_HEIGHT)
        left = x + max(width_of(figure(tick, one.unit), SMALL) for tick in vertical.ticks) + GAP
        frame = (left, y + SMALL_TITLE, x + room - 2 * GAP, y + SMALL_TITLE + SMALL_HEIGHT)
        _axes(canvas, one, frame, vertical, every=2)
        _series(canvas, one, frame, vertical)
    return width, -(-len(chart.charts) // across) * height


def _measured(chart: Lines) -> tuple[str, str]:
    return chart.unit, chart.measure
