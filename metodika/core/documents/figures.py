"""A chart as a picture for a Word file, drawn by the same program and in the same face as the PDF."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from metodika.core.charts import Chart, chart_size, chart_svg
from metodika.core.documents.wording import FONTS

LAYOUT = Path(__file__).parent / "layout"
DOTS_PER_INCH = 144
_at_work = Lock()


def chart_png(chart: Chart) -> bytes:
    """Return the chart as PNG for paper, 144 dots an inch; the same chart gives the same bytes."""
    width, height = chart_size(chart)
    inputs = {"svg": chart_svg(chart, paper=True), "width": f"{width:.0f}", "height": f"{height:.0f}"}
    with _at_work:  # a compiler keeps the inputs of its last run
        return bytes(_compiler().compile(sys_inputs=inputs, format="png", ppi=DOTS_PER_INCH))


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - 84 MB of machine code that only a process that prints needs

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(LAYOUT / "picture.typ"), root=str(LAYOUT), font_paths=fonts)
