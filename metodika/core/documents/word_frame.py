"""What all Word files of one format share: styles, pages and numbering, in which a person may write on."""

from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from metodika.core.documents.packing import unpacked

# Every office has it or a free font of the same measures in its place (Liberation Serif, Tinos).
FONT = "Times New Roman"
PLAIN_TEXT, BODY, LIST, SMALL, TITLE, HEADING = (
    "Normal",
    "BodyText",
    "ListNumber",
    "Caption",
    "Title",
    "Heading",
)
NAMES = (
    "Normal",
    "Body Text",
    "List Number",
    "Caption",
    "Title",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Header",
)
FRAMED, UNFRAMED = "TableGrid", "TableNormal"
DECIMAL, DASHES = 9001, 9002
LEVELS = 3
SPACING = 1.15
SHEET = Mm(210), Mm(297)
LANGUAGES = {"ru": "ru-RU", "en": "en-US"}


@cache
def frame(*, size: int, language: str, long_kept: bool, landscape: bool) -> dict[str, str | bytes]:
    """Return the parts of a file without content; those that are XML as text."""
    document = docx.Document()
    _set_styles(document, size, LANGUAGES.get(language, language))
    _set_pages(document, long_kept=long_kept, landscape=landscape)
    for place, dashes in enumerate((False, True)):
        document.part.numbering_part.element.insert(place, parse_xml(_list_manner(dashes=dashes)))
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]  # a picture of somebody else's page
    output = BytesIO()
    document.save(output)
    parts = unpacked(output.getvalue())
    return {name: part.decode() if name.endswith((".xml", ".rels")) else part for name, part in parts.items()}


def text_width(*, long_kept: bool, landscape: bool) -> int:
    """Return the width between the margins, EMU."""
    return int(SHEET[1 if landscape else 0]) - int(_left_margin(long_kept=long_kept)) - int(Mm(10))


def _left_margin(*, long_kept: bool) -> Mm:
    return Mm(30) if long_kept else Mm(20)


def _set_pages(document: Document, *, long_kept: bool, landscape: bool) -> None:
    """Set size, margins and numbers from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = SHEET[::-1] if landscape else SHEET
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = _left_margin(long_kept=long_kept)
    section.right_margin, section.top_margin, section.bottom_margin = Mm(10), Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>2</w:t></w:r>"))
    number._p.append(field)


def _set_styles(document: Document, size: int, language: str) -> None:
    """Give Word's own styles the look of GOST R 7.0.97-2016."""
    styles = document.styles
    for name in NAMES:
        _restyle(styles[name], name, size, language)
    body, listed = styles["Body Text"].paragraph_format, styles["List Number"].paragraph_format
    body.first_line_indent, body.line_spacing, listed.line_spacing = Cm(1.25), SPACING, SPACING
    body.alignment = listed.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _restyle(style: Any, name: str, size: int, language: str) -> None:
    heading = name.startswith("Heading ")
    properties = style.element.get_or_add_pPr()
    for old in list(properties):
        # The outline level makes a heading one; everything else of the look is ours.
        if old.tag not in {qn("w:outlineLvl"), qn("w:keepNext"), qn("w:keepLines")}:
            properties.remove(old)
    style.element._remove_rPr()
    font, form = style.font, style.paragraph_format
    font.name, font.size = FONT, Pt(size - 1 if name == "Caption" else size)
    font.bold, font.color.rgb = heading or name == "Title", RGBColor(0, 0, 0)
    for letters in ("eastAsia", "cs"):
        style.element.rPr.rFonts.set(qn(f"w:{letters}"), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    style.element.rPr.append(spoken)
    form.space_before, form.space_after = Pt(12 if heading else 0), Pt(6 if heading else 0)
    form.line_spacing, form.widow_control = 1.0, True


def _list_manner(*, dashes: bool) -> str:
    """Return 1., 1.1., 1.1.1. or dashes, three levels deep."""
    levels = "".join(_level(level, dashes=dashes) for level in range(LEVELS))
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{DASHES if dashes else DECIMAL}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, *, dashes: bool) -> str:
    text = "–" if dashes else "".join(f"%{number}." for number in range(1, level + 2))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"bullet" if dashes else "decimal"}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{425 * level}" w:firstLine="709"/></w:pPr></w:lvl>'
    )
