"""A Gantt chart: tasks over the months, quarters or years of a period."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TypeAlias

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.charts.canvas import SMALL, Canvas
from metodika.core.charts.figures import fitted, width_of
from metodika.core.charts.keys import draw_state_key
from metodika.core.charts.specification import Gantt, Span, Task
from metodika.core.charts.wording import span_words

ROW, HEADING, LABELS, GAP, HEAD, BAR = 34.0, 26.0, 270.0, 12.0, 44.0, 18.0
NARROWEST = 18.0
MONTHS, QUARTER = 12, 3
# From so many days on months would be a smear, and from so many more on quarters.
BY_QUARTERS, BY_YEARS = 550, 2300
ROMAN = ("I", "II", "III", "IV")
# Where a day stands from left to right.
At: TypeAlias = Callable[[date], float]


def draw_gantt(canvas: Canvas, chart: Gantt, width: float) -> tuple[float, float]:
    """Draw the tasks from top to bottom; return width and height."""
    width = max(width, LABELS + 480)
    days = (chart.ends_on - chart.starts_on).days + 1
    share = (width - LABELS - GAP) / days

    def at(day: date) -> float:
        inside = min(max((day - chart.starts_on).days, 0), days)
        return LABELS + inside * share

    states = ((span.tone, span.word) for task in chart.tasks for span in task.spans)
    top = draw_state_key(canvas, states, width)
    groups = [(name, list(tasks)) for name, tasks in groupby(chart.tasks, key=lambda one: one.group)]
    height = top + HEAD + sum(HEADING * bool(name) + ROW * len(tasks) for name, tasks in groups) + GAP
    _months(canvas, chart, at, (top, height))
    y = top + HEAD
    for name, tasks in groups:
        if name:
            (words,) = fitted(name, width - GAP, SMALL)
            canvas.add("rect", None, x=0, y=y + 2, width=width, height=HEADING - 4, fill="neutral-soft")
            canvas.text(6, y + HEADING / 2 + 4, words, size=SMALL, bold=True)
            y += HEADING
        for task in tasks:
            _task(canvas, task, y, at, width)
            y += ROW
    _today(canvas, chart, at, (top, height))
    return width, height


def _months(canvas: Canvas, chart: Gantt, at: At, ends: tuple[float, float]) -> None:
    """Draw years above, and below them months or quarters where there is room for them."""
    top, height = ends
    for first, after in _parts(chart.starts_on, chart.ends_on, MONTHS):
        canvas.line(at(first), top + 4, at(first), height - GAP, stroke="line-strong")
        room = at(after) - at(first)
        if width_of("0000", SMALL) < room:
            canvas.text(at(first) + 5, top + 15, str(first.year), size=SMALL, bold=True)
    days = (chart.ends_on - chart.starts_on).days
    if days > BY_YEARS:
        return
    length = QUARTER if days > BY_QUARTERS else 1
    for first, after in _parts(chart.starts_on, chart.ends_on, length):
        canvas.line(at(first), top + HEAD - 22, at(first), height - GAP, stroke="line")
        words = (
            date_format(first, "M").rstrip(".").lower()
            if length == 1
            else ROMAN[(first.month - 1) // QUARTER]
        )
        if width_of(words, SMALL) < at(after) - at(first):
            canvas.text((at(first) + at(after)) / 2, top + HEAD - 10, words, size=SMALL, fill="ink-soft",
                        text_anchor="middle")  # fmt: skip


def _parts(first: date, last: date, months: int) -> Iterator[tuple[date, date]]:
    """Yield the months, quarters or years of the period: the first day and the day after the last."""
    start = first
    while start <= last:
        next_month = (start.month - 1) // months * months + months
        after = date(start.year + next_month // MONTHS, next_month % MONTHS + 1, 1)
        yield start, min(after, last + timedelta(days=1))
        start = after


def _task(canvas: Canvas, task: Task, y: float, at: At, width: float) -> None:
    middle = y + ROW / 2
    canvas.line(0, y, width, y)
    with canvas.mark(task.url, task.label):
        canvas.label(0, middle, task.label, LABELS - GAP, fill="link" if task.url else "ink")
    for span in task.spans:
        with canvas.mark(span.url or task.url, f"{task.label}: {span_words(span)}"):
            _span(canvas, span, middle, at)


def _span(canvas: Canvas, span: Span, middle: float, at: At) -> None:
    start, end = at(span.starts_on), at(span.ends_on + timedelta(days=1))
    if end - start < NARROWEST:
        # A day is too narrow to be seen or pressed: it gets a mark that ends on it.
        start, end = max(LABELS, end - NARROWEST), max(LABELS + NARROWEST, end)
    canvas.add(
        "rect", None, x=start, y=middle - BAR / 2, width=end - start, height=BAR, rx=4,
        fill=f"{span.tone}-soft", stroke=span.tone, stroke_width=1.5,
    )  # fmt: skip
    canvas.sign(end - NARROWEST / 2, middle, span.tone)


def _today(canvas: Canvas, chart: Gantt, at: At, ends: tuple[float, float]) -> None:
    if chart.today is None or not chart.starts_on <= chart.today <= chart.ends_on:
        return
    top, height = ends
    x = at(chart.today)
    canvas.line(x, top + HEAD - 24, x, height - GAP, stroke="bad", stroke_width=1.5, stroke_dasharray="5 3")
    canvas.text(x, top + HEAD - 30, _("today"), size=SMALL, bold=True, fill="bad", text_anchor="middle")
