"""A frozen content as files: an offline site, tables, one PDF, the documents themselves, a manifest."""

import re
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.charts import Bar, Bars, Mark, chart_svg
from metodika.core.documents import (
    Column,
    Figure,
    Header,
    Heading,
    Paper,
    Table,
    Text,
    render_docx,
    render_pdf,
)
from metodika.core.files.models import StoredFile
from metodika.core.imports.columns import Column as SheetColumn
from metodika.core.imports.exporting import export_rows
from metodika.steering.dossiers.rules import manifest
from metodika.steering.dossiers.rules.contents import (
    Content,
    Evidence,
    Position,
    Sheet,
    day_words,
    documents_of,
    file_name,
    total_of,
)
from metodika.steering.dossiers.rules.reports import Report

# Of this year archives begin to count: the moment of packing must not change the bytes.
OLDEST = (1980, 1, 1, 0, 0, 0)
PIECE = 1024 * 1024
# Where the interval stands after the name and the value; more bars than these are no picture any longer.
INTERVAL, MOST_BARS = 2, 40
NUMBER = re.compile(r"-?\d+(\.\d+)?")
PAPER = "dossier.pdf"
RENDERERS = {"docx": render_docx, "pdf": render_pdf}


def sheet_path(sheet: Sheet) -> str:
    """Return where a table lies in the archive."""
    return f"tables/{file_name(sheet.name, extension='xlsx')}"


def chart_path(sheet: Sheet) -> str:
    """Return where the chart of a table lies in the archive."""
    return f"charts/{file_name(sheet.name, extension='svg')}"


def dossier_pdf(content: Content) -> bytes:
    """Return the dossier on paper as PDF/A: the scores, the index by position, the tables."""
    with translation.override("ru"):
        return render_pdf(_paper(content))


def packed(content: Content, paper: bytes, *, heard: Callable[[int], object] | None = None) -> IO[bytes]:
    """Return an open file with the archive; the same content gives the same bytes.

    It is a small site that opens offline from index.html. `heard` is told how many more documents lie in it
    after each. FileNotFoundError when a document has been lost.
    """
    with translation.override("ru"):
        made = {PAPER: paper, **_site(content), **_tables(content), **_charts(content)}
    sums = {path: sha256(bytes_).hexdigest() for path, bytes_ in made.items()}
    sums |= {one.path: one.sha256 for one in documents_of(content)}
    made[manifest.NAME] = manifest.manifest(sums).encode()
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever takes it closes it
    try:
        with ZipFile(file, "w") as archive:
            for path in sorted(made):
                archive.writestr(_part(path, ZIP_DEFLATED), made[path])
            _add_documents(archive, content, heard)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def report_file(report: Report, kind: str) -> bytes:
    """Return the public report as "pdf" (PDF/A) or "docx"; the same report gives the same bytes."""
    with translation.override("ru"):
        return RENDERERS[kind](_report_paper(report))


def _report_paper(report: Report) -> Paper:
    days = _("From %(first)s to %(last)s") % {
        "first": day_words(report.first), "last": day_words(report.last)
    }  # fmt: skip
    blocks: list[Any] = [Text(days, align="center", indent=False), Text(report.intro)]
    blocks += [Text(mark, bold=True) for mark in report.marks]
    heads = (Column(_("What was done"), 3), Column(_("How many"), 1))
    for number, one in enumerate(report.chapters, start=1):
        blocks.append(Heading(f"{number}. {one.title}"))
        blocks += [Text(one.intro)] if one.intro else []
        blocks.append(Table(heads, one.lines))
    if report.tables:
        blocks.append(Heading(report.tables_title))
        for sheet in report.tables:
            columns = tuple(Column(head, 1 if at else 3) for at, head in enumerate(sheet.heads))
            chart = chart_of(sheet)
            blocks += [Heading(f"{sheet.name}. {sheet.title}", 2), *([Figure(chart)] if chart else [])]
            blocks.append(Table(columns, sheet.rows))
    blocks += [Text(report.closing)] if report.closing else []
    return Paper(
        kind=_("PUBLIC REPORT"), title=report.title,
        header=Header(organisation=report.municipality, date=day_words(report.frozen_on)),
        blocks=tuple(blocks), landscape=True,
    )  # fmt: skip


def chart_of(sheet: Sheet) -> Bars | None:
    """Return a table of the report as bars with their intervals, the longest first; None for one bar.

    It is drawn from the frozen words of the table: what is not told there is not shown here either.
    """
    bars = []
    for name, value, *rest in sheet.rows:
        shown, bounds = _number(value), [_number(one) for one in rest[INTERVAL].split("\u2013")]
        if shown is not None:
            low, high = (bounds[0], bounds[-1]) if bounds[0] is not None else (None, None)
            bars.append(Bar(name, Mark(shown, low=low, high=high)))
    if not 1 < len(bars) <= MOST_BARS:
        return None
    bars.sort(key=lambda one: one.mark.value or 0, reverse=True)
    return Bars(sheet.title, tuple(bars))


def _number(words: str) -> float | None:
    """Read a number as it is written in Russian; None for words."""
    plain = "".join(words.split()).replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else None


def _add_documents(archive: ZipFile, content: Content, heard: Callable[[int], object] | None) -> None:
    listed = list(documents_of(content))
    stored = StoredFile.objects.in_bulk([one.stored for one in listed])
    for one in listed:
        try:
            source = stored[one.stored].content.open("rb")
        except (KeyError, FileNotFoundError) as error:
            raise FileNotFoundError(one.path) from error
        with source, archive.open(_part(one.path, ZIP_STORED), "w") as target:
            for piece in source.chunks(PIECE):
                target.write(piece)
        if heard is not None:
            heard(1)


def _part(path: str, how: int) -> ZipInfo:
    part = ZipInfo(path, OLDEST)
    part.compress_type = how
    return part


def _site(content: Content) -> dict[str, bytes]:
    total, most = total_of(content.positions)
    told: dict[str, Any] = {
        "content": content, "total": total, "most": most, "paper": PAPER,
        "first": day_words(content.first), "last": day_words(content.last),
        "frozen_on": day_words(content.frozen_on),
        "tables": [
            (sheet.name, sheet.title, sheet_path(sheet), chart_path(sheet) if chart_of(sheet) else "")
            for sheet in content.sheets
        ],
        "manifest": manifest.NAME,
    }  # fmt: skip
    pages = {"index.html": render_to_string("dossiers/site_index.html", told)}
    for order, position in enumerate(content.positions, start=1):
        shown = [
            (proof, [_told(row) for row in proof.listed], proof.count - len(proof.listed))
            for proof in position.proofs
        ]
        words = {**told, "position": position, "order": order, "proofs": shown}
        pages[f"position-{order}.html"] = render_to_string("dossiers/site_position.html", words)
    pages["style.css"] = render_to_string("dossiers/site.css")
    return {path: page.encode() for path, page in pages.items()}


def _told(row: Evidence) -> tuple[str, str, list[tuple[str, ...]]]:
    """Return a row of the index for the site; where the paper lies in the archive, its address is a link."""
    lines: list[tuple[str, ...]] = [
        (kind, number_words(number, dated_on), address if row.documents else "", address, page)
        for kind, number, dated_on, address, page in row.lines
    ]
    return day_words(row.on), row.title, lines


def _tables(content: Content) -> dict[str, bytes]:
    return {sheet_path(sheet): _table(sheet) for sheet in content.sheets}


def _charts(content: Content) -> dict[str, bytes]:
    drawn = ((sheet, chart_of(sheet)) for sheet in content.sheets)
    return {chart_path(sheet): chart_svg(chart, paper=True).encode() for sheet, chart in drawn if chart}


def _table(sheet: Sheet) -> bytes:
    columns = [SheetColumn(key=f"c{at}", title=head) for at, head in enumerate(sheet.heads)]
    rows = [{f"c{at}": cell for at, cell in enumerate(cells)} for cells in sheet.rows]
    return b"".join(export_rows(columns, rows, form="xlsx"))


def _paper(content: Content) -> Paper:
    days = _("From %(first)s to %(last)s") % {
        "first": day_words(content.first), "last": day_words(content.last)
    }  # fmt: skip
    blocks: list[Any] = [Text(days, align="center", indent=False)]
    blocks += [Text(mark, bold=True) for mark in content.marks]
    blocks += [Heading(_("Self-assessment")), _scores(content)]
    for order, position in enumerate(content.positions, start=1):
        blocks += [Heading(f"{order}. {position.title}"), *_index(position)]
    for sheet in content.sheets:
        columns = tuple(Column(head) for head in sheet.heads)
        chart = chart_of(sheet)
        blocks += [Heading(f"{sheet.name}. {sheet.title}", 2), *([Figure(chart)] if chart else [])]
        blocks.append(Table(columns, sheet.rows))
    if content.withheld:
        heads = (Column(_("What"), 3), Column(_("Why"), 4), Column(_("How many"), 1))
        rows = tuple((what, why, str(many)) for what, why, many in content.withheld)
        blocks += [Heading(_("What is not shown")), Table(heads, rows)]
    return Paper(
        kind=_("DOSSIER"), title=content.title, header=Header(organisation=content.municipality),
        blocks=tuple(blocks), landscape=True,
    )  # fmt: skip


def _scores(content: Content) -> Table:
    total, most = total_of(content.positions)
    rows = tuple(
        (
            one.title,
            "" if one.score is None else str(one.score),
            "" if one.score is None else one.scores[one.score],
            one.note,
        )
        for one in content.positions
    )
    heads = (
        Column(pgettext("dossier", "Position"), 2), Column(_("Score"), 1), Column(_("What it means"), 3),
        Column(_("Note"), 3),
    )  # fmt: skip
    whole = _("In all: %(total)s of %(most)s") % {"total": total, "most": most}
    return Table(heads, (*rows, (whole,)))


def _index(position: Position) -> Iterator[Any]:
    if position.asks:
        yield Text(position.asks)
    heads = (
        Column(_("What it proves"), 3), Column(_("Document"), 3), Column(_("Number and date"), 2),
        Column(_("Address"), 3), Column(pgettext("document", "Page"), 1), Column(_("For which date"), 1.5),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for proof in position.proofs:
        rows.append((_counted(proof.say, proof.count, proof.waits, proof.withheld),))
        rows += [cells for row in proof.listed for cells in _rows(row)]
    if rows:
        yield Table(heads, tuple(rows))


def _counted(say: str, count: int, waits: tuple[str, ...], withheld: str) -> str:
    if waits:
        return _("%(say)s: not counted yet") % {"say": say}
    words = _("%(say)s: %(count)s") % {"say": say, "count": count}
    return f"{words}. {withheld}" if withheld else words


def _rows(row: Evidence) -> Iterator[tuple[str, ...]]:
    for kind, number, dated_on, address, page in row.lines:
        yield row.title, kind, number_words(number, dated_on), address, page, day_words(row.on)


def number_words(number: str, dated_on: str) -> str:
    """Return the number and the day of a document as they stand in an index; empty without a day."""
    if not dated_on:
        return ""
    return _("No. %(number)s of %(day)s") % {"number": number, "day": day_words(dated_on)}
