"""The tree of a paper written into the body of a Word file, block after block."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from metodika.core.documents.codes import code_as_png
from metodika.core.documents.packing import packed_alike
from metodika.core.documents.paper import (
    Annex,
    Approval,
    Block,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paper,
    SignatureLine,
    Space,
    Table,
    Text,
    Words,
)
from metodika.core.documents.word_styles import (
    BODY,
    LIST,
    SMALL,
    add_numbering,
    new_list,
    set_pages,
    set_properties,
    set_styles,
)
from metodika.core.documents.word_xml import PLAIN, Look, bordered, paragraph, row, table

CORNER, LABEL, SIGN, NAME, CODE = Mm(75), Mm(50), Mm(45), Mm(55), Mm(22)
NARROW = Mm(120)
EVERYWHERE = ("top", "left", "bottom", "right")


def written(paper: Paper) -> bytes:
    """Return the paper as a .docx."""
    document = docx.Document()
    set_properties(document, paper)
    set_styles(document, paper)
    add_numbering(document)
    writer = Writer(document, paper, set_pages(document, paper))
    with translation.override(paper.language):
        writer.write()
    output = BytesIO()
    document.save(output)
    return packed_alike(output.getvalue())


class Writer:
    """Writes one paper from its head to its last annex."""

    def __init__(self, document: Any, paper: Paper, width: int) -> None:
        self.document, self.paper, self.width = document, paper, width
        self.body = document.element.body
        self.keys = {style.name: style.style_id for style in document.styles}
        self.written: dict[type, Callable[[Any], None]] = {
            Heading: self.heading,
            Text: self.text,
            Numbered: self.numbered,
            Table: self.table,
            Lines: self.lines,
            SignatureLine: lambda line: self.signatures((line,)),
            Space: lambda space: self.add("", "Normal", Look(before=Mm(space.height))),
            PageBreak: lambda _break: self.add("", "Normal", Look(new_page=True)),
        }

    def write(self) -> None:
        self.head()
        self.blocks(self.paper.blocks)
        if self.paper.signatures:
            self.add("", "Normal")
            self.signatures(self.paper.signatures)
        if self.paper.executor:
            self.add(self.paper.executor, "Normal", Look(before=Pt(24), size=10))
        if self.paper.code:
            self.code(self.paper.code)
        for annex in self.paper.annexes:
            self.annex(annex)

    def put(self, made: Any) -> None:
        self.body.insert(len(self.body) - 1, made)  # the last element is the section's page

    def add(self, words: Words, style: str, look: Look = PLAIN) -> None:
        self.put(paragraph(words, self.keys[style], look))

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.written[type(block)](block)

    def head(self) -> None:
        head, middle = self.paper.header, Look("center", after=Pt(4))
        if head.approval:
            self.approval(head.approval)
        self.said(head.over, "Normal", middle)
        self.said(head.organisation, "Normal", replace(middle, bold=True))
        self.said(head.contacts, "Normal", middle)
        if head.addressee:
            self.corner("\n".join(head.addressee))
        self.said(self.paper.kind, "Title", replace(middle, before=Pt(12)))
        if not self.paper.title_aside:
            self.said(self.paper.title, "Title", middle)
        if head.date or head.number:
            number = f"№ {head.number}" if head.number else ""
            self.add(f"{head.date}\t{number}", "Normal", Look(before=Pt(12), tabs=(("right", self.width),)))
        self.said(head.place, "Normal", middle)
        if self.paper.title_aside:
            aside = Look("left", before=Pt(12), right=self.width - NARROW, bold=True)
            self.said(self.paper.title, "Normal", aside)
        self.add("", "Normal")

    def said(self, words: str, style: str, look: Look) -> None:
        if words:
            self.add(words, style, look)

    def corner(self, words: str, *, new_page: bool = False) -> None:
        look = Look("left", left=self.width - CORNER, first=0, after=Pt(12), new_page=new_page)
        self.add(words, "Normal", look)

    def approval(self, approval: Approval) -> None:
        self.corner("\n".join((approval.word, *approval.lines)))

    def heading(self, heading: Heading) -> None:
        self.add(heading.text, f"Heading {min(max(heading.level, 1), 3)}", Look(heading.align))

    def text(self, text: Text) -> None:
        look = Look(text.align, first=None if text.indent else 0, bold=text.bold, keep=text.keep)
        self.add(text.words, BODY, look)

    def numbered(self, numbered: Numbered) -> None:
        key = new_list(self.document, start=numbered.start, dashes=numbered.dashes)
        self.items(numbered.items, key, 0)

    def items(self, items: Iterable[str | Item], key: str, level: int) -> None:
        for one in items:
            item = one if isinstance(one, Item) else Item(one)
            self.add(item.words, LIST, Look(list_key=key, level=level))
            self.items(item.items, key, min(level + 1, 2))

    def table(self, given: Table) -> None:
        if given.caption:
            self.add(given.caption, SMALL, Look(keep=True, before=Pt(6), after=Pt(3)))
        whole = sum(column.width for column in given.columns)
        widths = [int(self.width * column.width / whole) for column in given.columns]
        style, made = self.keys[SMALL], table(widths, framed=True)
        head = [paragraph(column.head, style, Look("center", bold=True)) for column in given.columns]
        made.append(row(head, widths, head=True))
        looks = [Look("" if column.align == "justify" else column.align) for column in given.columns]
        for cells in given.rows:
            if len(cells) == 1:
                look = Look(bold=True, keep=True) if len(widths) > 1 else looks[0]
                made.append(row([paragraph(cells[0], style, look)], widths))
            else:
                pairs = zip(cells, looks, strict=True)
                made.append(row([paragraph(cell, style, look) for cell, look in pairs], widths))
        self.put(made)
        self.add("", SMALL)

    def lines(self, lines: Lines) -> None:
        look = Look("left", left=LABEL, hanging=LABEL, after=Pt(3), tabs=(("left", LABEL),))
        for label, words in lines.pairs:
            said = (words,) if isinstance(words, str) else words
            self.add((f"{label}\t", *said), "Normal", look)

    def signatures(self, lines: Iterable[SignatureLine]) -> None:
        widths = [self.width - SIGN - NAME, SIGN, NAME]
        made, style = table(widths, framed=False), self.keys["Normal"]
        left, right = (
            Look("left", before=Pt(14), right=Mm(4)),
            Look("left", before=Pt(14), left=Mm(4)),
        )
        for line in lines:
            mark = paragraph(line.mark, style, Look("center", size=9, before=Pt(14)))
            cells = [paragraph(line.position, style, left), mark, paragraph(line.name, style, right)]
            signed = row(cells, widths)
            for place, cell in enumerate(signed.findall(qn("w:tc"))):
                sides = EVERYWHERE if line.mark else ("bottom",)
                bordered(cell, *(sides if place == 1 else ()))
            made.append(signed)
            if line.note:
                made.append(row([paragraph(line.note, style, Look(italic=True, size=10))], widths))
        self.put(made)
        self.add("", SMALL)

    def code(self, address: str) -> None:
        self.add(f"{_('Check this document:')}\n{address}", "Normal", Look(before=Pt(18), size=9, keep=True))
        picture = (
            self.document.add_paragraph().add_run().add_picture(BytesIO(code_as_png(address)), width=CODE)
        )
        about = picture._inline.docPr
        about.set("descr", _("Code that leads to the check of the document"))
        about.set("name", "QR")

    def annex(self, annex: Annex) -> None:
        self.corner("\n".join(annex.to), new_page=True)
        if annex.approval:
            self.approval(annex.approval)
        self.add(annex.title, "Heading 1", Look("center"))
        self.blocks(annex.blocks)
