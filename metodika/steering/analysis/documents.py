"""An analytic note on paper: .docx and PDF/A, the whole of it or the version without people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.charts import Bar, Bars, Chart, Lines, Mark, Series
from metodika.core.documents import (
    Block,
    Column,
    DocumentKind,
    Figure,
    Header,
    Heading,
    Numbered,
    Paper,
    Places,
    SignatureLine,
    Table,
    Text,
    render_docx,
    render_pdf,
)
from metodika.core.language import russian_date
from metodika.steering.analysis.models import Note

KINDS_OF_FILE = ("docx", "pdf")
RENDERERS = {"docx": render_docx, "pdf": render_pdf}


def chart_of(data: Mapping[str, Any]) -> Chart:
    """Return the chart that the contents of a note describe."""
    if data["kind"] == "bars":
        bars = tuple(Bar(one["label"], _mark(one)) for one in data["bars"])
        less = bool(data.get("less_is_better"))
        return Bars(data["title"], bars, unit=data["unit"], target=data["target"], less_is_better=less)
    marks = data["marks"]
    targets = (*[None] * (len(marks) - 1), data["target"]) if data["target"] is not None else ()
    line = Series(data["name"], tuple(_mark(one) for one in marks), targets)
    return Lines(data["title"], tuple(one["place"] for one in marks), (line,), unit=data["unit"])


def _mark(data: Mapping[str, Any]) -> Mark:
    return Mark(
        data["value"], data.get("url", ""), data.get("low"), data.get("high"),
        is_new=bool(data.get("is_new")),
    )  # fmt: skip


def note_paper(note: Note, content: Mapping[str, Any]) -> Paper:
    """Return the note as a paper."""
    return paper_of(note_places(note, content))


def note_places(note: Note, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain values of which a note is printed."""
    signed = note.sealed_by or note.made_by
    return {
        "title": note.title, "organisation": note.organisation.name, "number": "",
        "date": russian_date((note.sealed_at or note.made_at).date()),
        "signer": str(signed.person or signed) if signed else "",
        "position": _("Sealed by") if note.sealed_at else _("Drafted by"),
        "sections": content["sections"], "sources": content["sources"],
    }  # fmt: skip


def paper_of(places: Places) -> Paper:
    """Return a note as a paper, from plain values."""
    blocks: list[Block] = []
    for number, section in enumerate(places["sections"], start=1):
        blocks.append(Heading(f"{number}. {section['title']}"))
        blocks += _of_section(section)
    blocks.append(Heading(_("Sources")))
    blocks.append(Numbered(tuple(one["text"] for one in places["sources"]) or ("—",)))
    signature = SignatureLine(places["position"], places["signer"])
    return Paper(
        kind=_("ANALYTIC NOTE"), title=places["title"],
        header=Header(organisation=places["organisation"], date=places["date"], number=places["number"]),
        blocks=tuple(blocks), signatures=(signature,) if places["signer"] else (),
    )  # fmt: skip


def _of_section(section: Mapping[str, Any]) -> Iterator[Block]:
    for paragraph in section["text"].splitlines():
        if paragraph.strip():
            yield Text(paragraph)
    for table in section["tables"]:
        if table["rows"]:
            yield _table(table)
    for chart in section["charts"]:
        yield Figure(chart_of(chart))


def _table(data: Mapping[str, Any]) -> Table:
    columns = tuple(Column(head, width) for head, width in zip(data["heads"], data["widths"], strict=True))
    return Table(columns, tuple(tuple(row["cells"]) for row in data["rows"]), caption=data["title"])


NOTE = "analysis.note"
DOCUMENTS = (
    DocumentKind(
        NOTE, gettext_lazy("Analytic note"),
        {
            "title": gettext_lazy("title"), "organisation": gettext_lazy("organisation"),
            "number": gettext_lazy("number"), "date": gettext_lazy("date"),
            "signer": gettext_lazy("name"), "position": gettext_lazy("position"),
            "sections.title": gettext_lazy("title of the section"),
            "sections.text": gettext_lazy("text of the section"),
            "sources.text": gettext_lazy("source"),
        },
        paper_of,
    ),
)  # fmt: skip


def note_file(note: Note, kind: str, *, public: bool = False) -> bytes:
    """Return a note as a file in Russian: "docx" or "pdf"; the version without people when `public`."""
    with translation.override("ru"):
        paper = note_paper(note, note.public if public else note.content)
        return RENDERERS[kind](paper)


def write_archive(folder: Path, notes: Iterable[Note], told: Callable[[int], object]) -> Path:
    """Write notes as .docx and PDF files into one archive; `told` hears how many are done."""
    path = folder / "notes.zip"
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for done, note in enumerate(notes, start=1):
            place = note.about.short_name or note.about.name
            name = f"{done:03d} {place}"[:120].replace("/", "-").replace("\\", "-")
            for kind in KINDS_OF_FILE:
                archive.writestr(f"{name}.{kind}", note_file(note, kind))
            told(done)
    return path
