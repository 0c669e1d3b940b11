"""Leaves with a layout of their own: a certificate in a frame, a sheet to sign with a code on each row."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.documents.codes import code_as_svg
from metodika.core.documents.parting import TITLE, part
from metodika.core.documents.pdf import EPOCH, LAYOUT, STANDARDS
from metodika.core.documents.wording import FONTS, printable, surely_printable

log = logging.getLogger(__name__)
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
    return _made("award", _awards([award], title=_title(award)))


def render_awards(awards: Sequence[Award]) -> list[bytes]:
    """Return a file for each certificate, as render_award does, typeset together: that is much cheaper.

    The bytes of one depend on those beside it: they share the letters of a font.
    """
    if len(awards) > 1:
        content = _made("award", _awards(awards, title=TITLE))
        try:
            return list(part(content, [surely_printable(_title(one)) for one in awards]))
        except ValueError:
            log.info("A certificate needs more than its leaf; they are printed one by one.")
    return [render_award(one) for one in awards]


def render_sheet(sheet: SignSheet) -> bytes:
    """Return the sheet as tagged PDF/A-2a, its heads on each page; the same rows give the same bytes."""
    return _made("sheet", {"leaf": asdict(sheet), "pictures": _pictures(row.code for row in sheet.rows)})


def _title(award: Award) -> str:
    return f"{award.kind} {award.number}"


def _awards(awards: Sequence[Award], *, title: str) -> dict[str, Any]:
    leaves = [asdict(award) for award in awards]
    return {"title": title, "leaves": leaves, "pictures": _pictures(award.code for award in awards)}


def _pictures(codes: Iterable[str]) -> list[str]:
    return [code_as_svg(one) if one else "" for one in codes]


def _made(layout: str, told: dict[str, Any]) -> bytes:
    import typst  # noqa: PLC0415 - 84 MB of machine code that only a process that prints needs

    words = {
        "code": _("Code that leads to the check of the document"),
        "check": _("Check this document:"),
    }
    tree = {**told, "words": words}
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
