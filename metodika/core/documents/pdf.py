"""A paper as PDF/A: one Typst layout for all papers, the paper itself given to it as data."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from metodika.core.charts import chart_svg, chart_words
from metodika.core.documents.codes import code_as_svg
from metodika.core.documents.paper import Block, Figure, Heading, Paper
from metodika.core.documents.wording import FONTS, is_blank, printable, surely_printable

log = logging.getLogger(__name__)
LAYOUT = Path(__file__).parent / "layout"
STANDARDS = ["a-2a", "ua-1"]
# A file tells no moment of its making: the same paper has the same bytes and the same hash on any day.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
DEEPEST = 3
_at_work = Lock()


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2a with embedded fonts; the same paper gives the same bytes."""
    import typst  # noqa: PLC0415 - 84 MB of machine code that only a process that prints needs

    stepped = _stepped(paper)
    try:
        return _compiled(stepped, printable)
    except typst.TypstError:
        log.info("Signs of several fonts stand together; printed with boxes: %s", paper.title)
        return _compiled(stepped, surely_printable)


def _compiled(paper: Paper, fit: Callable[[str], str]) -> bytes:
    tree = _plain(paper, fit)
    with translation.override(paper.language):
        tree["words"] = {
            "check": _("Check this document:"),
            "code": _("Code that leads to the check of the document"),
            "untitled": _("Untitled"),
        }
    if paper.code:
        tree["code_picture"] = code_as_svg(paper.code)
    inputs = {"paper": json.dumps(tree, ensure_ascii=False)}
    with _at_work:  # a compiler keeps the inputs of its last run
        return bytes(_compiler().compile(sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=EPOCH))


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - see above

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(LAYOUT / "paper.typ"), root=str(LAYOUT), font_paths=fonts)


def _stepped(paper: Paper) -> Paper:
    """Return the paper without empty headings, the others going down one step at a time.

    Readers of the screen walk by headings (ISO 14289-1, 7.4.2); Typst refuses a file that leads them astray.
    """
    annexes = (
        replace(
            annex,
            title="" if is_blank(annex.title) else annex.title,
            blocks=tuple(_steps(annex.blocks, above=0 if is_blank(annex.title) else 1)),
        )
        for annex in paper.annexes
    )
    return replace(paper, blocks=tuple(_steps(paper.blocks, above=0)), annexes=tuple(annexes))


def _steps(blocks: Iterable[Block], *, above: int) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif not is_blank(block.text):
            above = min(max(block.level, 1), above + 1, DEEPEST)
            yield replace(block, level=above)


def _plain(value: Any, fit: Callable[[str], str]) -> Any:
    """Turn a tree of dataclasses into dictionaries that name their kind, each text fit for print."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, tuple):
        return [_plain(one, fit) for one in value]
    if isinstance(value, Figure):
        chart = value.chart
        told = {
            "title": fit(chart.title),
            "alt": fit(chart_words(chart)),
            "svg": chart_svg(chart, paper=True),
        }
        return told | {"is": "Figure"}
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name), fit) for field in fields(value)}
        return told | {"is": type(value).__name__}
    return value
