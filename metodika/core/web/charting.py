"""A chart made ready for a page."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from metodika.core.charts import Chart, Twin, chart_svg, chart_twin, chart_words, is_empty


@dataclass(frozen=True)
class ChartParts:
    """What a page shows of a chart."""

    picture: SafeString
    words: str
    twin: Twin
    is_empty: bool


def parts_of(chart: Chart) -> ChartParts:
    """Return the picture, what it says, and the same as a table."""
    # Every word and address in the picture is escaped where it is drawn (core/charts/canvas.py).
    picture = mark_safe(chart_svg(chart))
    words = chart_words(chart).removeprefix(f"{chart.title}. ")
    return ChartParts(picture, words, chart_twin(chart), is_empty=is_empty(chart))
