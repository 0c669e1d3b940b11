from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken, can
from metodika.core.language import normalise
from metodika.core.web import Choice, Column, Empty, Flag, Period, Search, Status, Table
from metodika.core.web.filters import Filter
from metodika.core.web.values import Tone
from metodika.directory.records.lifecycle import RecordStatus, SignatureStatus
from metodika.directory.records.models import CaseFile, Dispatch, Record, SignatureRequest
from metodika.directory.records.queries import found_records, kind_choices

REGISTER_AT_MOST = 2000
TONES: dict[str, Tone] = {
    RecordStatus.DRAFT: "neutral",
    RecordStatus.REGISTERED: "info",
    RecordStatus.PRINTED: "waiting",
    RecordStatus.SIGNED: "good",
    RecordStatus.FILED: "good",
    RecordStatus.CANCELLED: "neutral",
    RecordStatus.DESTROYED: "neutral",
}
SIGNATURE_TONES: dict[str, Tone] = {
    SignatureStatus.WAITING: "waiting",
    SignatureStatus.SIGNED: "good",
    SignatureStatus.REFUSED: "bad",
    SignatureStatus.VOIDED: "neutral",
    SignatureStatus.SUBSTITUTED: "neutral",
}


def status_of(record: Record) -> Status:
    return Status(record.get_status_display(), TONES[record.status])


def signature_status(request: SignatureRequest) -> Status:
    if request.released_because:
        return Status(_("Not waited for"), "neutral")
    return Status(request.get_status_display(), SIGNATURE_TONES[request.status])


def case_status(case: CaseFile) -> Status:
    if case.destroyed_on is not None:
        return Status(_("Destroyed by act"), "neutral")
    return Status(_("Closed"), "info") if case.closed_on else Status(_("Open"), "good")


def dispatch_status(dispatch: Any) -> Status:
    if dispatch.missing_count == 0:
        return Status(_("Everybody has read it"), "good")
    words = gettext("%(missing)d of %(all)d have not") % {
        "missing": dispatch.missing_count,
        "all": dispatch.sent_count,
    }
    return Status(words, "waiting")


def missing_signatures(record: Any) -> int | None:
    return record.missing_count or None


def keeping(case: CaseFile) -> str:
    return str(case.keep_years) if case.keep_years is not None else gettext("for ever")


def found_cases(rows: QuerySet[CaseFile], words: str) -> QuerySet[CaseFile]:
    for word in words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(index__icontains=word)
    return rows


def found_dispatches(rows: QuerySet[Dispatch], words: str) -> QuerySet[Dispatch]:
    for word in normalise(words).split():
        rows = rows.filter(title__icontains=word)
    return rows


def rows_to_print(table: Table) -> list[Record]:
    """Return the rows of the register that fit its filters. Raises RuleBroken for none and for too many."""
    records = list(table.rows[: REGISTER_AT_MOST + 1])
    if not records:
        raise RuleBroken(_("There is nothing to print: no document fits the filters."))
    if len(records) > REGISTER_AT_MOST:
        raise RuleBroken(
            gettext("More than %(limit)s documents fit the filters. Narrow them by date or kind.")
            % {"limit": REGISTER_AT_MOST}
        )
    return records


class RecordTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("Number"), "number_text", sort=("dated_on", "number")),
        Column("dated_on", _("Date"), sort="dated_on"),
        Column("kind", _("Kind"), "kind_title", sort="kind"),
        Column("title", _("Title"), url="records:show-record", sort="title"),
        Column("organisation", _("Organisation"), sort="organisation__sort_key"),
        Column("status", _("State"), status_of, sort="status"),
        Column("missing", _("Signatures missing"), missing_signatures, numeric=True, sort="missing_count"),
        Column("case_file", _("Case"), "case_file.index", sort="case_file__index", shown=False),
        Column("keep_until", _("Kept until"), sort="keep_until", shown=False),
        Column("cancelled_reason", _("Why it was cancelled"), shown=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(apply=found_records, hint=_("Number or words of the title")),
        Choice("kind", _("Kind"), "kind", choices=kind_choices),
        Choice("status", _("State"), "status", choices=RecordStatus.choices),
        Period("dated", _("Date"), "dated_on", aside=True),
        Flag("held", _("Must not be destroyed"), "legal_hold", aside=True),
    )
    order = "-dated_on"
    key = "records"
    export_name = "records"
    empty = Empty(
        _("No documents yet"),
        _("Here stand minutes, orders and other papers with their numbers, signatures and terms of keeping."),
        _("Write an order"),
        "/records/write/",
    )


class CaseTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column("index", _("Index"), url="records:show-case", sort=("year", "index")),
        Column("title", _("Title of the case"), sort="title"),
        Column("year", _("Year"), lambda case: str(case.year), sort="year"),
        Column("organisation", _("Organisation"), sort="organisation__sort_key"),
        Column("keep_years", _("Kept for, years"), keeping, sort="keep_years"),
        Column("record_count", _("Documents"), numeric=True, sort="record_count"),
        Column("status", _("State"), case_status),
        Column("keep_until", _("Kept until"), sort="keep_until"),
        Column("keep_note", _("Note"), shown=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(apply=found_cases),
        Flag("open", _("Open cases only"), lambda rows, _on: rows.filter(closed_on=None)),
    )
    order = "-index"
    key = "cases"
    export_name = "cases"
    empty = Empty(
        _("No cases yet"),
        _("The file plan lists the cases of a year: what is put into which, and how long it is kept."),
        _("Open a case"),
        "/records/cases/open/",
    )


class SeriesTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column(
            "kind", _("Kind"), lambda series: dict(kind_choices()).get(series.kind, series.kind), sort="kind"
        ),
        Column("line", _("Line"), sort="line"),
        Column("year", _("Year"), lambda series: str(series.year), url="records:change-series", sort="year"),
        Column("organisation", _("Organisation"), sort="organisation__sort_key"),
        Column("pattern", _("Pattern")),
        Column("last", _("Last number"), numeric=True, sort="last"),
    )
    order = "-year"
    key = "series"
    export_name = "series"
    empty = Empty(
        _("No numbers have been given yet"),
        _("A line of numbers begins with the first document of its kind in a year."),
    )

    @property
    def all_columns(self) -> Sequence[Column]:
        # Who only reads the lines has nothing to open.
        if can(self.request.user, "records.change_series"):
            return self.columns
        return [replace(column, url="") for column in self.columns]


class DispatchTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column("title", _("What is to be read"), url="records:show-dispatch", sort="title"),
        Column("audience", _("Who is to be acquainted"), sort="audience"),
        Column("organisation", _("Sent by"), sort="organisation__sort_key"),
        Column("sent_at", _("Sent at"), sort="sent_at"),
        Column("due_on", _("Acknowledge by"), sort="due_on"),
        Column("sent_count", _("People"), numeric=True, sort="sent_count"),
        Column("state", _("State"), dispatch_status, sort="missing_count"),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(apply=found_dispatches),
        Flag("missing", _("Somebody has not read it"), lambda rows, _on: rows.filter(missing_count__gt=0)),
    )
    order = "-sent_at"
    key = "dispatches"
    export_name = "acknowledgements"
    empty = Empty(
        _("Nothing has been sent for acknowledgement"),
        _("Open an act or a document and send it: here it is seen who has read it and who has not."),
    )


class TemplateTable(Table):
    columns: ClassVar[Sequence[Column]] = (
        Column("kind", _("Kind"), str, url="records:show-template", sort="kind"),
        Column("organisation", _("Organisation"), sort="organisation__sort_key"),
        Column("file", _("File"), "file.name"),
        Column("uploaded_at", _("Loaded at"), sort="uploaded_at"),
        Column("uploaded_by", _("Loaded by")),
    )
    order = "kind"
    key = "templates"
    export_name = "templates"
    empty = Empty(
        _("No own templates"),
        _("Documents are made by the usual layout. Load a Word file of your own to have them look your way."),
        _("Load a template"),
        "/records/templates/load/",
    )
