"""Paragraphs and tables of a Word file (ISO 29500-1) as text of XML.

Written as text: with an object for each run and each cell a long protocol takes twenty times as long, and
python-docx leaves its trees to the collector of garbage, tens of megabytes at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from metodika.core.documents.paper import Words
from metodika.core.documents.wording import clean

TWIP = 635
HALVES = 2
JUSTIFICATION = {"left": "left", "center": "center", "right": "right", "justify": "both"}
LETTERS, END = '<w:t xml:space="preserve">', "</w:t>"


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
    list_key: int = 0
    level: int = 0


PLAIN = Look()


def paragraph(words: Words, style: str, look: Look = PLAIN) -> str:
    """Return a paragraph of the style, given by its key."""
    runs = []
    for one in (words,) if isinstance(words, str) else words:
        text, bold, italic = (one, False, False) if isinstance(one, str) else (one.text, one.bold, one.italic)
        runs.append(run(text, bold=bold or look.bold, italic=italic or look.italic, size=look.size))
    form = "".join(_form(look))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{form}</w:pPr>{"".join(runs)}</w:p>'


def _form(look: Look) -> Iterator[str]:
    """Give the properties in the one order that the standard allows (17.3.1.26)."""
    if look.keep:
        yield "<w:keepNext/>"
    if look.new_page:
        yield "<w:pageBreakBefore/>"
    if look.list_key:
        yield f'<w:numPr><w:ilvl w:val="{look.level}"/><w:numId w:val="{look.list_key}"/></w:numPr>'
    if look.tabs:
        tabs = (f'<w:tab w:val="{kind}" w:pos="{place // TWIP}"/>' for kind, place in look.tabs)
        yield f"<w:tabs>{''.join(tabs)}</w:tabs>"
    if look.before or look.after:
        yield f'<w:spacing w:before="{look.before // TWIP}" w:after="{look.after // TWIP}"/>'
    yield from _indents(look)
    if look.align:
        yield f'<w:jc w:val="{JUSTIFICATION[look.align]}"/>'


def _indents(look: Look) -> Iterator[str]:
    first = None if look.hanging else look.first
    indents = {
        "left": look.left,
        "right": look.right or None,
        "hanging": look.hanging or None,
        "firstLine": first,
    }
    told = "".join(f' w:{side}="{length // TWIP}"' for side, length in indents.items() if length is not None)
    if told:
        yield f"<w:ind{told}/>"


def run(text: str, *, bold: bool = False, italic: bool = False, size: float = 0) -> str:
    """Return a run; a line feed breaks the line, a tab goes to the next stop."""
    form = "<w:b/>" * bold + "<w:i/>" * italic
    if size:
        form += f'<w:sz w:val="{int(size * HALVES)}"/><w:szCs w:val="{int(size * HALVES)}"/>'
    letters = escape(clean(text)).replace("\n", f"{END}<w:br/>{LETTERS}")
    return (
        f"<w:r><w:rPr>{form}</w:rPr>{LETTERS}{letters}{END}</w:r>"
        if form
        else f"<w:r>{LETTERS}{letters}{END}</w:r>"
    )


def table(rows: Sequence[str], widths: Sequence[int], *, style: str) -> str:
    """Return a table of rows with columns of fixed widths, EMU."""
    columns = "".join(f'<w:gridCol w:w="{width // TWIP}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths) // TWIP}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def row(cells: Sequence[str], *, head: bool = False) -> str:
    """Return a row; a head stands again on each page, and no row is torn between pages."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, width: int, *, span: int = 1, sides: Sequence[str] = (), at: str = "top") -> str:
    """Return a cell of one paragraph; `sides` are those with a line where the table has no frame."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = f"<w:tcBorders>{lines}</w:tcBorders>" if sides else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width // TWIP}" w:type="dxa"/>{spanned}{borders}'
        f'<w:vAlign w:val="{at}"/></w:tcPr>{content}</w:tc>'
    )


def picture(relation: str, size: tuple[int, int], about: str, *, number: int = 1) -> str:
    """Return a run with a picture, `about` being read aloud in its place; width and height in EMU."""
    told, (wide, high) = quoteattr(about), size
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="{relation}" descr={told}/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{relation}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def list_start(key: int, manner: int, start: int | None) -> str:
    """Return the numbers of one list: its manner, and where it starts when it counts."""
    override = (
        ""
        if start is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{manner}"/>{override}</w:num>'
