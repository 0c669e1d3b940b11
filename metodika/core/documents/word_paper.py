"""The tree of a paper written into the body of a Word file, block after block."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.translation import gettext as _
from docx.shared import Mm, Pt

from metodika.core.charts import chart_size, chart_words
from metodika.core.documents import word_frame as frames
from metodika.core.documents.codes import code_as_png
from metodika.core.documents.figures import chart_png
from metodika.core.documents.packing import packed
from metodika.core.documents.paper import (
    Annex,
    Approval,
    Block,
    Figure,
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
from metodika.core.documents.word_frame import BODY, HEADING, LEVELS, LIST, PLAIN_TEXT, SMALL, TITLE
from metodika.core.documents.word_xml import (
    PLAIN,
    Look,
    cell,
    list_start,
    paragraph,
    picture,
    row,
    run,
    table,
)
from metodika.core.documents.wording import clean

CORNER, LABEL, SIGN, NAME, CODE, NARROW = (int(Mm(length)) for length in (75, 50, 45, 55, 22, 120))
MIDDLE = Look("center", after=Pt(4))
EVERYWHERE = ("top", "left", "bottom", "right")
CODE_PICTURE, FIGURE = "rIdCode", "rIdFigure{}"
PICTURES = '<Default Extension="png" ContentType="image/png"/>'
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    '<dc:language>{language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z'
    "</dcterms:created></cp:coreProperties>"
)


def written(paper: Paper) -> bytes:
    """Return the paper as a .docx."""
    page = {"long_kept": paper.long_kept, "landscape": paper.landscape}
    writer = Writer(paper, frames.text_width(**page))
    with translation.override(paper.language):
        writer.write()
    parts = dict(frames.frame(size=paper.size, language=paper.language, **page))

    def put(name: str, before: str, words: str) -> None:
        start, found, rest = str(parts[name]).rpartition(before)
        parts[name] = f"{start}{words}{found}{rest}"

    put("word/document.xml", "<w:sectPr", "".join(writer.body))
    put("word/numbering.xml", "</w:numbering>", "".join(writer.lists))
    title = " ".join(clean(paper.title or paper.kind).split())
    parts["docProps/core.xml"] = PROPERTIES.format(title=escape(title), language=escape(paper.language))
    for relation, content in writer.pictures.items():
        link = f'<Relationship Id="{relation}" Type="{IMAGE}" Target="media/{relation}.png"/>'
        put("word/_rels/document.xml.rels", "</Relationships>", link)
        parts[f"word/media/{relation}.png"] = content
    if writer.pictures:
        put("[Content_Types].xml", "</Types>", PICTURES)
    return packed({name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})


class Writer:
    """Writes one paper from its head to its last annex."""

    def __init__(self, paper: Paper, width: int) -> None:
        self.paper, self.width = paper, width
        self.body: list[str] = []
        self.lists: list[str] = []
        self.pictures: dict[str, bytes] = {}
        self.written: dict[type, Callable[[Any], None]] = {
            Heading: self.heading,
            Text: self.text,
            Numbered: self.numbered,
            Table: self.table,
            Lines: self.lines,
            SignatureLine: lambda line: self.signatures((line,)),
            Figure: self.figure,
            Space: lambda space: self.add("", PLAIN_TEXT, Look(before=Mm(space.height))),
            PageBreak: lambda _break: self.add("", PLAIN_TEXT, Look(new_page=True)),
        }

    def write(self) -> None:
        self.head()
        self.blocks(self.paper.blocks)
        if self.paper.signatures:
            self.add("")
            self.signatures(self.paper.signatures)
        self.said(self.paper.executor, PLAIN_TEXT, Look(before=Pt(24), size=10))
        if self.paper.code:
            self.code(self.paper.code)
        for annex in self.paper.annexes:
            self.annex(annex)

    def add(self, words: Words, style: str = PLAIN_TEXT, look: Look = PLAIN) -> None:
        self.body.append(paragraph(words, style, look))

    def said(self, words: str, style: str, look: Look) -> None:
        if words:
            self.add(words, style, look)

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.written[type(block)](block)

    def head(self) -> None:
        head = self.paper.header
        if head.approval:
            self.approval(head.approval)
        self.said(head.over, PLAIN_TEXT, MIDDLE)
        self.said(head.organisation, PLAIN_TEXT, replace(MIDDLE, bold=True))
        self.said(head.contacts, PLAIN_TEXT, MIDDLE)
        if head.addressee:
            self.corner("\n".join(head.addressee))
        self.said(self.paper.kind, TITLE, replace(MIDDLE, before=Pt(12)))
        if not self.paper.title_aside:
            self.said(self.paper.title, TITLE, MIDDLE)
        if head.date or head.number:
            self.date_and_number(head.date, head.number)
        self.said(head.place, PLAIN_TEXT, MIDDLE)
        if self.paper.title_aside:
            aside = Look("left", before=Pt(12), right=self.width - NARROW, bold=True)
            self.said(self.paper.title, PLAIN_TEXT, aside)
        self.add("")

    def date_and_number(self, date: str, number: str) -> None:
        form = paragraph("", PLAIN_TEXT, Look(before=Pt(12), tabs=(("right", self.width),)))
        runs = run(date) + "<w:r><w:tab/></w:r>" + (run(f"№ {number}") if number else "")
        self.body.append(form.replace("</w:pPr>", f"</w:pPr>{runs}"))

    def corner(self, words: str, *, new_page: bool = False) -> None:
        look = Look("left", left=self.width - CORNER, first=0, after=Pt(12), new_page=new_page)
        self.add(words, PLAIN_TEXT, look)

    def approval(self, approval: Approval) -> None:
        self.corner("\n".join((approval.word, *approval.lines)))

    def heading(self, heading: Heading) -> None:
        self.add(heading.text, f"{HEADING}{min(max(heading.level, 1), LEVELS)}", Look(heading.align))

    def text(self, text: Text) -> None:
        look = Look(text.align, first=None if text.indent else 0, bold=text.bold, keep=text.keep)
        self.add(text.words, BODY, look)

    def numbered(self, numbered: Numbered) -> None:
        key = frames.DECIMAL + len(self.lists)
        manner = frames.DASHES if numbered.dashes else frames.DECIMAL
        self.lists.append(list_start(key, manner, None if numbered.dashes else numbered.start))
        self.items(numbered.items, key, 0)

    def items(self, items: Iterable[str | Item], key: int, level: int) -> None:
        for one in items:
            item = one if isinstance(one, Item) else Item(one)
            self.add(item.words, LIST, Look(list_key=key, level=level))
            self.items(item.items, key, min(level + 1, LEVELS - 1))

    def table(self, given: Table) -> None:
        self.said(given.caption, SMALL, Look(keep=True, before=Pt(6), after=Pt(3)))
        whole, columns = sum(column.width for column in given.columns), len(given.columns)
        widths = [int(self.width * column.width / whole) for column in given.columns]
        looks = [Look("" if column.align == "justify" else column.align) for column in given.columns]
        heads = [paragraph(column.head, SMALL, Look("center", bold=True)) for column in given.columns]
        rows = [row([cell(*pair) for pair in zip(heads, widths, strict=True)], head=True)]
        for cells in given.rows:
            if len(cells) < columns:
                content = paragraph(cells[0], SMALL, Look(bold=True, keep=True))
                rows.append(row([cell(content, sum(widths), span=columns)]))
            else:
                said = (paragraph(words, SMALL, look) for words, look in zip(cells, looks, strict=True))
                rows.append(row([cell(*pair) for pair in zip(said, widths, strict=True)]))
        self.body.append(table(rows, widths, style=frames.FRAMED))
        self.add("", SMALL)

    def lines(self, lines: Lines) -> None:
        widths = [LABEL, self.width - LABEL]
        look = Look("left", after=Pt(3))
        rows = [
            row(
                [
                    cell(paragraph(words, PLAIN_TEXT, look), width)
                    for words, width in zip(pair, widths, strict=True)
                ]
            )
            for pair in lines.pairs
        ]
        self.body.append(table(rows, widths, style=frames.UNFRAMED))
        self.add("", SMALL)

    def signatures(self, lines: Iterable[SignatureLine]) -> None:
        widths = [self.width - SIGN - NAME, SIGN, NAME]
        left, right = Look("left", before=Pt(14), right=Mm(4)), Look("left", before=Pt(14), left=Mm(4))
        rows = []
        for line in lines:
            mark = paragraph(line.mark, PLAIN_TEXT, Look("center", size=9, before=Pt(14)))
            sides = EVERYWHERE if line.mark else ("bottom",)
            position, name = (
                paragraph(line.position, PLAIN_TEXT, left),
                paragraph(line.name, PLAIN_TEXT, right),
            )
            rows.append(row([
                cell(position, widths[0], at="bottom"),
                cell(mark, widths[1], sides=sides, at="bottom"),
                cell(name, widths[2], at="bottom"),
            ]))  # fmt: skip
            if line.note:
                note = paragraph(line.note, PLAIN_TEXT, Look(italic=True, size=10))
                rows.append(row([cell(note, sum(widths), span=len(widths))]))
        self.body.append(table(rows, widths, style=frames.UNFRAMED))
        self.add("", SMALL)

    def code(self, address: str) -> None:
        words = f"{_('Check this document:')}\n{address}"
        self.add(words, PLAIN_TEXT, Look(before=Pt(18), size=9, keep=True))
        self.pictures[CODE_PICTURE] = code_as_png(address)
        drawn = picture(CODE_PICTURE, (CODE, CODE), _("Code that leads to the check of the document"))
        self.body.append(f"<w:p>{drawn}</w:p>")

    def figure(self, figure: Figure) -> None:
        number = len(self.pictures) + 1
        relation = FIGURE.format(number)
        self.pictures[relation] = chart_png(figure.chart)
        wide, high = chart_size(figure.chart)
        size = (self.width, int(self.width * high / wide))
        drawn = picture(relation, size, chart_words(figure.chart), number=number)
        self.body.append(f"<w:p><w:pPr><w:keepNext/></w:pPr>{drawn}</w:p>")
        self.add(figure.chart.title, SMALL, Look("center", after=Pt(6)))

    def annex(self, annex: Annex) -> None:
        self.corner("\n".join(annex.to), new_page=True)
        if annex.approval:
            self.approval(annex.approval)
        self.add(annex.title, f"{HEADING}1", Look("center"))
        self.blocks(annex.blocks)
