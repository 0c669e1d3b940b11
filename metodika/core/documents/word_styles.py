"""Styles, numbering and pages of a Word file, so that a person may go on writing in it."""

from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from metodika.core.documents.paper import Paper
from metodika.core.documents.wording import clean

# Every office has it or a free font of the same measures in its place (Liberation Serif, Tinos).
FONT = "Times New Roman"
BODY, LIST, SMALL = "Body Text", "List Number", "Caption"
DECIMAL, DASHES = "9001", "9002"
LEVELS = 3
INDENT = Cm(1.25)
SPACING = 1.15
PAGE = Mm(210), Mm(297)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LANGUAGES = {"ru": "ru-RU", "en": "en-US"}


def set_pages(document: Document, paper: Paper) -> int:
    """Set size, margins and numbers from the second page on; return the width of the text, EMU."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE[::-1] if paper.landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = Mm(30) if paper.long_kept else Mm(20)
    section.right_margin, section.top_margin, section.bottom_margin = Mm(10), Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>2</w:t></w:r>"))
    number._p.append(field)
    return int(section.page_width - section.left_margin - section.right_margin)


def set_properties(document: Document, paper: Paper) -> None:
    """Tell the title, and nothing that depends on the moment or the machine."""
    about = document.core_properties
    about.title = clean(paper.title or paper.kind)[:255].replace("\n", " ")
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = paper.language
    about.created = about.modified = EPOCH
    about.revision = 1


def set_styles(document: Document, paper: Paper) -> None:
    """Give Word's own styles the look of GOST R 7.0.97-2016."""
    styles = document.styles
    for name in ("Normal", BODY, LIST, SMALL, "Title", "Heading 1", "Heading 2", "Heading 3", "Header"):
        _restyle(styles[name], name, paper)
    body, listed = styles[BODY].paragraph_format, styles[LIST].paragraph_format
    body.first_line_indent, body.line_spacing = INDENT, SPACING
    listed.line_spacing = SPACING
    body.alignment = listed.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _restyle(style: Any, name: str, paper: Paper) -> None:
    heading = name.startswith("Heading ")
    properties = style.element.get_or_add_pPr()
    for old in list(properties):
        # The outline level makes a heading one; everything else of the look is ours.
        if old.tag not in {qn("w:outlineLvl"), qn("w:keepNext"), qn("w:keepLines")}:
            properties.remove(old)
    style.element._remove_rPr()
    font, form = style.font, style.paragraph_format
    font.name, font.size = FONT, Pt(paper.size - 1 if name == SMALL else paper.size)
    font.bold, font.color.rgb = heading or name == "Title", RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for letters in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{letters}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES.get(paper.language, paper.language))
    style.element.rPr.append(language)
    form.space_before, form.space_after = Pt(12 if heading else 0), Pt(6 if heading else 0)
    form.line_spacing, form.widow_control = 1.0, True


def add_numbering(document: Document) -> None:
    """Add the two manners of lists: 1., 1.1., 1.1.1. and dashes, each three levels deep."""
    numbering = document.part.numbering_part.element
    for place, (key, dashes) in enumerate(((DECIMAL, False), (DASHES, True))):
        numbering.insert(place, parse_xml(_list_manner(key, dashes=dashes)))


def _list_manner(key: str, *, dashes: bool) -> str:
    levels = "".join(_level(level, dashes=dashes) for level in range(LEVELS))
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, *, dashes: bool) -> str:
    text = "–" if dashes else "".join(f"%{number}." for number in range(1, level + 2))
    left = 709 + 425 * level
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"bullet" if dashes else "decimal"}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left - 709}" w:firstLine="709"/></w:pPr></w:lvl>'
    )


def new_list(document: Document, *, start: int, dashes: bool) -> str:
    """Begin a list with numbers of its own; return its key for paragraphs."""
    numbering = document.part.numbering_part.element
    number = numbering.add_num(int(DASHES if dashes else DECIMAL))
    if not dashes:
        for level in range(LEVELS):
            number.add_lvlOverride(level).add_startOverride(start if level == 0 else 1)
    return str(number.numId)
