"""Paragraphs and tables of a Word file as elements, since python-docx looks each style and cell up anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from metodika.core.documents.paper import Words
from metodika.core.documents.wording import clean

TWIP = 635
HALVES = 2
JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@dataclass(frozen=True)
class Look:
    """What sets a paragraph apart from its style; lengths in EMU, size in points."""

    align: str = ""
    left: int | None = None
    hanging: int = 0
    right: int = 0
    first: int | None = None
    before: int = 0
    after: int = 0
    bold: bool = False
    italic: bool = False
    size: float = 0
    keep: bool = False
    new_page: bool = False
    tabs: tuple[tuple[str, int], ...] = ()
    list_key: str = ""
    level: int = 0


PLAIN = Look()


def element(tag: str, **attributes: object) -> Any:
    """Return an element of the main namespace with attributes of the same."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def paragraph(words: Words, style: str, look: Look = PLAIN) -> Any:
    """Return a paragraph of the style, given by its key."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style))
    properties.extend(_form(look))
    made.append(properties)
    for one in (words,) if isinstance(words, str) else words:
        text, bold, italic = (one, False, False) if isinstance(one, str) else (one.text, one.bold, one.italic)
        made.append(_run(text, bold=bold or look.bold, italic=italic or look.italic, size=look.size))
    return made


def _form(look: Look) -> Iterable[Any]:
    """Give the properties in the one order that the standard allows (ISO 29500-1, 17.3.1.26)."""
    if look.keep:
        yield element("keepNext")
    if look.new_page:
        yield element("pageBreakBefore")
    if look.list_key:
        listed = element("numPr")
        listed.append(element("ilvl", val=look.level))
        listed.append(element("numId", val=look.list_key))
        yield listed
    if look.tabs:
        tabs = element("tabs")
        tabs.extend(element("tab", val=kind, pos=place // TWIP) for kind, place in look.tabs)
        yield tabs
    if look.before or look.after:
        yield element("spacing", before=look.before // TWIP, after=look.after // TWIP)
    yield from _indents(look)
    if look.align:
        yield element("jc", val=JUSTIFICATION[look.align])


def _indents(look: Look) -> Iterable[Any]:
    indents = {}
    if look.left is not None:
        indents["left"] = look.left // TWIP
    if look.right:
        indents["right"] = look.right // TWIP
    if look.hanging:
        indents["hanging"] = look.hanging // TWIP
    elif look.first is not None:
        indents["firstLine"] = look.first // TWIP
    if indents:
        yield element("ind", **indents)


def _run(text: str, *, bold: bool, italic: bool, size: float) -> Any:
    made = element("r")
    properties = element("rPr")
    properties.extend(element(tag) for tag, wanted in (("b", bold), ("i", italic)) if wanted)
    if size:
        properties.extend(element(tag, val=int(size * HALVES)) for tag in ("sz", "szCs"))
    made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            made.append(_letters(clean(part)))
    return made


def _letters(text: str) -> Any:
    made = OxmlElement("w:t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = text
    return made


def table(widths: Sequence[int], *, framed: bool) -> Any:
    """Return an empty table with columns of fixed widths, EMU."""
    made = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblStyle", val="TableGrid" if framed else "TableNormal"))
    properties.append(element("tblW", w=sum(widths) // TWIP, type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    grid = element("tblGrid")
    grid.extend(element("gridCol", w=width // TWIP) for width in widths)
    made.append(properties)
    made.append(grid)
    return made


def row(cells: Sequence[Any], widths: Sequence[int], *, head: bool = False) -> Any:
    """Return a row of cells, one paragraph each; a single cell spans all columns.

    A head stands again on each page; no row is torn between pages.
    """
    made = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    made.append(properties)
    span = len(widths) if len(cells) == 1 else 1
    for number, content in enumerate(cells):
        cell = element("tc")
        form = element("tcPr")
        form.append(element("tcW", w=(sum(widths) if span > 1 else widths[number]) // TWIP, type="dxa"))
        if span > 1:
            form.append(element("gridSpan", val=span))
        cell.append(form)
        cell.append(content)
        made.append(cell)
    return made


def bordered(cell: Any, *sides: str, at: str = "bottom") -> None:
    """Draw lines at the sides of a cell of a table without a frame; its text stands at the place."""
    form = cell.find(qn("w:tcPr"))
    if sides:
        borders = element("tcBorders")
        borders.extend(element(side, val="single", sz=4, space=0, color="auto") for side in sides)
        form.append(borders)
    form.append(element("vAlign", val=at))
