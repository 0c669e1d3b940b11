"""Leaves with a layout of their own: a certificate in a frame, a sheet to sign with a code on each row."""

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.documents.codes import code_as_svg
from metodika.core.documents.pdf import EPOCH, LAYOUT, STANDARDS
from metodika.core.documents.wording import FONTS, printable, surely_printable

_at_work = Lock()


@dataclass(frozen=True)
class Award:
    """What stands on a certificate, from top to bottom; what is empty takes no room.

    `name` is in the case that the words before it ask for. `code` is the address where it can be checked.
    """

    kind: str
    name: str
    words: str
    organisation: str = ""
    before: str = ""
    note: str = ""
    details: str = ""
    number: str = ""
    date: str = ""
    position: str = ""
    signer: str = ""
    code: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One person of a sheet; `code` is what the square picture of the row says, none when empty."""

    name: str
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class SignSheet:
    """A sheet to be signed: who is expected, and empty lines for those who come besides."""

    title: str
    lead: str
    heads: tuple[str, str, str, str, str]
    rows: tuple[SheetRow, ...] = ()
    empty: int = 0
    footer: str = ""
    lines: tuple[str, ...] = field(default=())


def render_award(award: Award) -> bytes:
    """Return the certificate as tagged PDF/A-2a on one leaf; the same words give the same bytes."""
    return _made("award", award, pictures=[award.code])


def render_sheet(sheet: SignSheet) -> bytes:
    """Return the sheet as tagged PDF/A-2a, its heads on each page; the same rows give the same bytes."""
    return _made("sheet", sheet, pictures=[row.code for row in sheet.rows])


def _made(layout: str, leaf: Award | SignSheet, *, pictures: list[str]) -> bytes:
    import typst  # noqa: PLC0415 - 84 MB of machine code that only a process that prints needs

    tree = {
        "leaf": asdict(leaf),
        "pictures": [code_as_svg(one) if one else "" for one in pictures],
        "words": {
            "code": _("Code that leads to the check of the document"),
            "check": _("Check this document:"),
        },
    }
    try:
        return _compiled(layout, _fit(tree, printable))
    except typst.TypstError:
        return _compiled(layout, _fit(tree, surely_printable))


def _fit(value: Any, fit: Any) -> Any:
    if isinstance(value, str):
        return value if value.startswith("<svg") else fit(value)
    if isinstance(value, dict):
        return {key: _fit(one, fit) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(one, fit) for one in value]
    return value


def _compiled(layout: str, tree: dict[str, Any]) -> bytes:
    inputs = {"leaf": json.dumps(tree, ensure_ascii=False)}
    with _at_work:  # a compiler keeps the inputs of its last run
        return bytes(_compiler(layout).compile(sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=EPOCH))


@cache
def _compiler(layout: str) -> Any:
    import typst  # noqa: PLC0415 - see above

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(LAYOUT / f"{layout}.typ"), root=str(LAYOUT), font_paths=fonts)
