"""Word files: python-docx opens them, here every word of theirs becomes a block."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from django.utils.translation import gettext_lazy as _
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from metodika.core.files.text.archive import check_archive
from metodika.core.files.text.blocks import Block, TextUnreadable
from metodika.core.files.text.word_numbering import Numbering, read_numbering

BROKEN = (
    OpcError,
    KeyError,
    ValueError,
    SyntaxError,
    IndexError,
    TypeError,
    AttributeError,
    OSError,
    struct.error,
)
# Struck-out and moved-away text, the old form of a drawing kept beside the new one, field codes.
SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "txbxContent", "tbl"})
BREAKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
NOTES = {"footnoteReference": "/footnotes", "endnoteReference": "/endnotes"}
DEEPEST_HEADING = 6
MOST_COLUMNS = 63


@dataclass
class Word:
    """One opened document with what its paragraphs refer to."""

    body: Any
    numbering: Numbering
    headings: dict[str, int]
    notes: dict[str, dict[str, Any]]
    headers: list[Any]
    footers: list[Any]


def read_word(content: bytes) -> list[Block]:
    """Read a .docx: page headers, body with its tables, notes after their paragraphs, page footers.

    Raises TextUnreadable for what is broken, too large or has pictures instead of text.
    """
    has_pictures = check_archive(content)
    try:
        word = open_word(content)
        blocks = [*_edges(word, word.headers), *_blocks(word, word.body), *_edges(word, word.footers)]
    except BROKEN as error:  # a foreign file may be wrong in any place, and none of them can be mended here
        raise TextUnreadable(
            _("The Word file is damaged. Open it in Word, save it again as .docx and choose it.")
        ) from error
    if has_pictures and not any(sign.isalnum() for block in blocks for sign in block.text):
        raise TextUnreadable(
            _("The file holds a scan without text. Recognise the text, save it as .docx and choose it.")
        )
    return blocks


def open_word(content: bytes) -> Word:
    """Open the document and its parts: numbering, styles, notes, page headers and footers."""
    document = docx.Document(BytesIO(content))
    parts: dict[str, list[Any]] = {}
    for relation in document.part.rels.values():
        if not relation.is_external:
            kind = "/" + relation.reltype.rpartition("/")[2]
            parts.setdefault(kind, []).append(_root(relation.target_part))
    styles = document.styles.element
    notes = {
        kind: {note.get(qn("w:id"), ""): note for root in parts.get(kind, []) for note in root}
        for kind in NOTES.values()
    }
    numbering = read_numbering(next(iter(parts.get("/numbering", [])), None), styles)
    headers, footers = parts.get("/header", []), parts.get("/footer", [])
    return Word(document.element.body, numbering, _headings(styles), notes, headers, footers)


def _root(part: Any) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return parse_xml(part.blob) if part.content_type.endswith("xml") else ()


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _headings(styles: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        title = "" if name is None else str(name.get(qn("w:val"), "")).lower()
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if title == "title":
            found[style.get(qn("w:styleId"), "")] = 1
        elif title.startswith(("heading ", "заголовок ")) and title[-1].isdigit():
            found[style.get(qn("w:styleId"), "")] = int(title[-1])
        elif outline is not None and int(outline.get(qn("w:val"), "9")) < DEEPEST_HEADING:
            found[style.get(qn("w:styleId"), "")] = int(outline.get(qn("w:val"), "0")) + 1
    return found


def _edges(word: Word, parts: list[Any]) -> list[Block]:
    """Read page headers or footers once each; a bare page number is no text."""
    seen: dict[str, Block] = {}
    for part in parts:
        for block in _blocks(word, part):
            if any(sign.isalpha() for sign in block.text):
                seen.setdefault(block.text, block)
    return list(seen.values())


def _blocks(word: Word, container: Any) -> Iterator[Block]:
    for child in container:
        name = _local(child)
        if name == "p":
            yield from _paragraph(word, child)
        elif name == "tbl":
            yield from _table(word, child)
        elif name in WRAPPERS:
            yield from _blocks(word, child)


def _paragraph(word: Word, paragraph: Any) -> Iterator[Block]:
    text = " ".join("".join(_text(paragraph)).split())
    properties = paragraph.find(qn("w:pPr"))
    style_element = None if properties is None else properties.find(qn("w:pStyle"))
    style = "" if style_element is None else style_element.get(qn("w:val"), "")
    item = word.numbering.item(paragraph, style) if text else None
    level = word.headings.get(style, 0)
    label, depth = (item.label, item.depth) if item else ("", 0)
    if text and item and item.bullet:
        yield Block(text, "bullet", depth, label=label, gap=True)
    elif text and level:
        yield Block(text, "heading", level, label=label, strong=True, gap=True)
    elif text:
        yield Block(text, level=depth, label=label, strong=_is_strong(paragraph), gap=True)
    for box in _outermost(paragraph, "txbxContent"):
        yield from _blocks(word, box)
    for reference, kind in NOTES.items():
        for mark in paragraph.iter(qn(f"w:{reference}")):
            note = word.notes.get(kind, {}).get(mark.get(qn("w:id"), ""))
            if note is not None:
                yield from _blocks(word, note)


def _text(element: Any) -> Iterator[str]:
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "sym":
            yield "•"
        elif name not in SKIPPED:
            yield from _text(child)


def _outermost(element: Any, name: str) -> Iterator[Any]:
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) != "Fallback":
            yield from _outermost(child, name)


def _is_strong(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(_text(run)).strip()]
    flags = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(flags) and all(
        flag is not None and flag.get(qn("w:val"), "1") not in {"0", "false", "off"} for flag in flags
    )


def _children(element: Any, name: str) -> Iterator[Any]:
    """Walk through the wrappers of inserted rows, cells and content controls, not into other tables."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in WRAPPERS:
            yield from _children(child, name)


def _table(word: Word, table: Any) -> Iterator[Block]:
    rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
    if all(len(row) <= 1 for row in rows):
        # One column is no table but a frame around paragraphs, usual for the head of an act.
        for row in rows:
            for cell in row:
                yield from _blocks(word, cell)
        return
    for row in rows:
        cells: list[str] = []
        goes_on: set[int] = set()
        for cell in row:
            if _goes_on(cell):
                goes_on.add(len(cells))
            cells += _cell(word, cell)
        if any(cells):
            joined = " ".join(" ".join(filter(None, cells)).split())
            yield Block(joined, "table_row", cells=tuple(cells), goes_on=frozenset(goes_on), gap=True)


def _goes_on(cell: Any) -> bool:
    """Tell whether a cell is the lower part of one that is merged over several rows."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _cell(word: Word, cell: Any) -> list[str]:
    """Give the text of a cell, a line a paragraph, and an empty text for each column more that it spans."""
    lines = [" ".join(filter(None, (block.label, block.text))) for block in _blocks(word, cell)]
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    width = int(span.get(qn("w:val"), "1")) if span is not None else 1
    return ["\n".join(lines), *[""] * (min(width, MOST_COLUMNS) - 1)]
