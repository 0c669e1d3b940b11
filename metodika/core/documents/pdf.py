"""A paper as PDF/A: one Typst layout for all papers, the paper itself given to it as data."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from metodika.core.documents.codes import code_as_svg
from metodika.core.documents.paper import Paper
from metodika.core.documents.wording import FONTS, printable

LAYOUT = Path(__file__).parent / "layout"
STANDARDS = ["a-2a", "ua-1"]
# A file tells no moment of its making: the same paper has the same bytes and the same hash on any day.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_at_work = Lock()


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2a with embedded fonts; the same paper gives the same bytes."""
    tree = _plain(paper)
    with translation.override(paper.language):
        words = {
            "check": _("Check this document:"),
            "code": _("Code that leads to the check of the document"),
        }
    if paper.code:
        tree["code_picture"] = code_as_svg(paper.code)
    inputs = {"paper": json.dumps({**tree, "words": words}, ensure_ascii=False)}
    with _at_work:  # a compiler keeps the inputs of its last run
        return bytes(_compiler().compile(sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=EPOCH))


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - 84 MB of machine code that only a process that prints needs

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(LAYOUT / "paper.typ"), root=str(LAYOUT), font_paths=fonts)


def _plain(value: Any) -> Any:
    """Turn a tree of dataclasses into dictionaries that name their kind, with every text made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return told | {"is": type(value).__name__}
    return value
