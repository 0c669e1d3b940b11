"""What a chart says in words: of each mark, and of the whole for those who do not see it."""

from collections import Counter
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.charts.figures import figure
from metodika.core.charts.specification import (
    Bars,
    Chart,
    Gantt,
    HeatMap,
    Lines,
    Mark,
    Multiples,
    Series,
    Span,
)

MULTIPLES_TOLD = 12


def is_empty(chart: Chart) -> bool:
    """Tell whether there is nothing to draw."""
    if isinstance(chart, Lines):
        return not any(mark.value is not None for one in chart.series for mark in one.marks)
    if isinstance(chart, Bars):
        return not any(bar.mark.value is not None for bar in chart.bars)
    if isinstance(chart, HeatMap):
        return not (chart.columns and chart.rows)
    if isinstance(chart, Gantt):
        return not chart.tasks
    return all(is_empty(one) for one in chart.charts)


def mark_words(mark: Mark, unit: str, *, name: str = "", place: str = "") -> str:
    """Return what one mark says: «Школа № 3, 2025: 45 % (от 38 % до 52 %), 12 из 40»."""
    head = ", ".join(part for part in (place, name) if part)
    told = mark.word or figure(mark.value, unit)
    if mark.low is not None and mark.high is not None:
        ends = {"low": figure(mark.low, unit), "high": figure(mark.high, unit)}
        interval = _("from %(low)s to %(high)s") % ends
        told = f"{told} ({interval})"
    words = ", ".join(part for part in (told, mark.note) if part)
    return f"{head}: {words}" if head else words


def span_words(span: Span) -> str:
    """Return the days of a span and what has become of it."""
    last = date_format(span.ends_on, "SHORT_DATE_FORMAT")
    if span.starts_on == span.ends_on:
        return f"{last}, {span.word}"
    return f"{date_format(span.starts_on, 'SHORT_DATE_FORMAT')} – {last}, {span.word}"


def target_word(series: Series) -> str:
    """Return how the dashed line of a target is called."""
    return _("%(name)s: target") % {"name": series.name}


def chart_words(chart: Chart) -> str:
    """Return the chart in a few sentences: what a person sees at a glance."""
    if is_empty(chart):
        return _("%(title)s. No values yet.") % {"title": chart.title}
    if isinstance(chart, Lines):
        told = [_line_words(one, chart) for one in chart.series]
    elif isinstance(chart, Bars):
        told = _bars_words(chart)
    elif isinstance(chart, HeatMap):
        told = _heat_words(chart)
    elif isinstance(chart, Gantt):
        told = _gantt_words(chart)
    else:
        told = _multiples_words(chart)
    return " ".join([f"{chart.title}.", *told])


def _line_words(series: Series, chart: Lines) -> str:
    known = [
        (place, mark.value)
        for place, mark in zip(chart.places, series.marks, strict=True)
        if mark.value is not None
    ]
    if not known:
        return _("%(name)s: no values yet.") % {"name": series.name}
    told = {
        "name": series.name, "first": known[0][0], "from": figure(known[0][1], chart.unit),
        "last": known[-1][0], "to": figure(known[-1][1], chart.unit),
    }  # fmt: skip
    if len(known) == 1:
        sentence = _("%(name)s: %(last)s — %(to)s") % told
    else:
        sentence = _("%(name)s: %(first)s — %(from)s, %(last)s — %(to)s") % told
    target = next((one for one in reversed(series.targets) if one is not None), None)
    if target is not None:
        sentence += ", " + _("target %(value)s") % {"value": figure(target, chart.unit)}
    return sentence + "." + _break_words(series, chart)


def _break_words(series: Series, chart: Lines) -> str:
    places = [place for place, mark in zip(chart.places, series.marks, strict=True) if mark.is_new]
    if not places:
        return ""
    return " " + _("The definition was changed: %(places)s.") % {"places": ", ".join(places)}


def _bars_words(chart: Bars) -> list[str]:
    known = [(bar.mark.value, bar.label) for bar in chart.bars if bar.mark.value is not None]
    least, most = min(known), max(known)
    told = [
        ngettext("%(count)d value.", "%(count)d values.", len(known)) % {"count": len(known)},
        _("Greatest: %(value)s, %(label)s.") % {"value": figure(most[0], chart.unit), "label": most[1]},
    ]
    if len(known) > 1:
        words = {"value": figure(least[0], chart.unit), "label": least[1]}
        told.append(_("Least: %(value)s, %(label)s.") % words)
    if chart.target is not None:
        sign = -1 if chart.less_is_better else 1
        reached = sum(sign * value >= sign * chart.target for value, _label in known)
        words = {"count": f"{reached}", "all": f"{len(known)}", "target": figure(chart.target, chart.unit)}
        told.append(_("%(count)s of %(all)s reach %(target)s.") % words)
    return told


def _heat_words(chart: HeatMap) -> list[str]:
    sizes = {"rows": len(chart.rows), "columns": len(chart.columns)}
    told = [_("Rows: %(rows)d, columns: %(columns)d.") % sizes]
    cells = [one for row in chart.rows for one in row.cells if one is not None]
    states = Counter(one.word for one in cells if one.word)
    if states:
        told.append(_counted(states))
    values = [one.value for one in cells if one.value is not None]
    if values:
        ends = {"low": figure(min(values), chart.unit), "high": figure(max(values), chart.unit)}
        told.append(_("Values from %(low)s to %(high)s.") % ends)
    return told


def _counted(states: Counter[str]) -> str:
    return capfirst(", ".join(f"{word} — {times}" for word, times in states.most_common())) + "."


def _gantt_words(chart: Gantt) -> list[str]:
    first, last = (date_format(day, "DATE_FORMAT") for day in (chart.starts_on, chart.ends_on))
    count = len(chart.tasks)
    tasks = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    told = [_("%(first)s – %(last)s: %(tasks)s.") % {"tasks": tasks, "first": first, "last": last}]
    states = Counter(span.word for task in chart.tasks for span in task.spans)
    if states:
        told.append(_counted(states))
    return told


def _multiples_words(chart: Multiples) -> list[str]:
    told = [sentence for one in chart.charts[:MULTIPLES_TOLD] for sentence in _small_words(one)]
    left = len(chart.charts) - MULTIPLES_TOLD
    if left > 0:
        told.append(ngettext("And %(count)d more.", "And %(count)d more.", left) % {"count": left})
    return told


def _small_words(chart: Lines) -> Sequence[str]:
    return [f"{chart.title}.", *(_line_words(one, chart) for one in chart.series)]
