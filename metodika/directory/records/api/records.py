from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import send, serve
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, With, checked
from metodika.directory.records import queries, services
from metodika.directory.records.api.shapes import ListedRecord, RecordCardOut, RecordOut, VersionOut
from metodika.directory.records.documents import printed_register, printed_signatures
from metodika.directory.records.forms import ChangeForm, TermForm, TextForm, WriteForm
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.tables import RecordTable, rows_to_print

area = Area("records")
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@area.list("/records", "records.list_records", gives=ListedRecord, table=RecordTable)
def list_records(request: HttpRequest, table: Table) -> Any:
    return queries.records_for_list(request.user)


@area.post("/records", "records.write_record", form=WriteForm, gives=RecordOut, status=201)
def write_record(request: HttpRequest) -> Record:
    form = checked(WriteForm.of(request, user=request.user))
    return services.write_order(draft=form.draft(), **form.text(), by=request.user)


def _card(record: Record) -> With:
    card = queries.record_card(record)
    return With(record, versions=card.versions, signatures=card.signatures, earlier=card.earlier)


@area.get("/records/{int:pk}", "records.view_record", Record, gives=RecordCardOut)
def show_record(request: HttpRequest, record: Record) -> With:
    return _card(record)


@area.patch("/records/{int:pk}", "records.write_record", Record, form=ChangeForm, gives=RecordOut)
def change_record(request: HttpRequest, record: Record) -> Record:
    kind = ChangeForm if record.status == RecordStatus.DRAFT else TermForm
    form = checked(kind.of(request, initial={name: getattr(record, name) for name in kind.base_fields}))
    return services.change_record(record, changes=form.values(), seen=form.seen, by=request.user)


@area.post(
    "/records/{int:pk}/text", "records.write_record", Record, form=TextForm, gives=VersionOut, status=201
)
def write_text(request: HttpRequest, record: Record) -> Rendition:
    form = checked(TextForm.of(request, initial=TextForm.of_record(record), user=request.user))
    return services.write_text(record, **form.text(), by=request.user)


@area.post("/records/{int:pk}/number", "records.register_record", Record, gives=RecordOut)
def register_record(request: HttpRequest, record: Record) -> Record:
    return services.register_record(record, by=request.user)


@area.post("/records/{int:pk}/cancel", "records.register_record", Record, form=ReasonForm, gives=RecordOut)
def cancel_number(request: HttpRequest, record: Record) -> Record:
    return services.cancel_number(record, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post("/records/{int:pk}/publication", "records.publish_record", Record, gives=RecordOut)
def publish_record(request: HttpRequest, record: Record) -> Record:
    return services.publish_record(record, by=request.user)


@area.post("/records/{int:pk}/hold", "records.hold_record", Record, form=ReasonForm, gives=RecordOut)
def hold_record(request: HttpRequest, record: Record) -> Record:
    return services.hold_record(record, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post("/records/{int:pk}/release", "records.hold_record", Record, form=ReasonForm, gives=RecordOut)
def release_record(request: HttpRequest, record: Record) -> Record:
    return services.release_record(record, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.download("/record-versions/{int:pk}/pdf", "records.view_record", Rendition, kinds=[PDF])
def download_pdf(request: HttpRequest, version: Rendition) -> HttpResponseBase:
    if version.pdf is None:
        raise Http404
    return serve(version.pdf)


@area.download("/record-versions/{int:pk}/word", "records.view_record", Rendition, kinds=[WORD])
def download_word(request: HttpRequest, version: Rendition) -> HttpResponseBase:
    if version.docx is None:
        raise Http404
    return serve(version.docx)


@area.download("/records/{int:pk}/signature-sheet", "records.view_record", Record, kinds=[PDF])
def print_signatures(request: HttpRequest, record: Record) -> HttpResponseBase:
    content = printed_signatures(record, day=timezone.localdate())
    return send([content], name="signatures.pdf", content_type=PDF)


@area.download("/register-of-records", "records.list_records", kinds=[PDF])
def print_register(request: HttpRequest) -> HttpResponseBase:
    records = rows_to_print(RecordTable(request, queries.records_for_list(request.user)))
    content = printed_register(records, day=timezone.localdate())
    return send([content], name="register.pdf", content_type=PDF)
