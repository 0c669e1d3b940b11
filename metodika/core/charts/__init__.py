"""Charts: one specification as plain data becomes SVG in a page and on paper, a sentence and a table.

Terms: chart (the specification), mark (one value that leads to its rows), span (days of a task), tone, twin
(the same values as a table).
Governing clauses: WCAG 2.1, 1.1.1 and 1.4.1 (GOST R 52872-2019).
"""

from metodika.core.charts.drawing import chart_size, chart_svg
from metodika.core.charts.specification import (
    Bar,
    Bars,
    Chart,
    Gantt,
    HeatMap,
    HeatRow,
    Lines,
    Mark,
    Multiples,
    Series,
    Span,
    Task,
    Tone,
)
from metodika.core.charts.twins import Cell, Twin, chart_twin
from metodika.core.charts.wording import chart_words, is_empty

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Gantt",
    "HeatMap",
    "HeatRow",
    "Lines",
    "Mark",
    "Multiples",
    "Series",
    "Span",
    "Task",
    "Tone",
    "Twin",
    "chart_size",
    "chart_svg",
    "chart_twin",
    "chart_words",
    "is_empty",
]
