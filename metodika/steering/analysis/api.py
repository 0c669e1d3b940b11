from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Body, Ref, Schema, checked
from metodika.steering.analysis import queries, services
from metodika.steering.analysis.documents import KINDS_OF_FILE, note_file
from metodika.steering.analysis.forms import AllNotesForm, JudgeForm, NoteForm, ObserveForm, RunForm
from metodika.steering.analysis.models import Batch, Finding, Note
from metodika.steering.analysis.tables import FindingsTable, NotesTable

area = Area("analysis")


class FindingOut(Schema):
    id: int
    organisation: Ref
    about: Ref
    body: Ref | None
    scope: str
    category: str
    kind: str
    severity: str
    status: str
    indicator: Ref | None
    starts_on: date
    ends_on: date
    value: Decimal | None
    before: Decimal | None
    target: Decimal | None
    chance: float | None
    text: str
    cause: Ref | None
    reason: str
    version: int


class DraftedOut(Schema):
    drafted: int


class NoteOut(Schema):
    id: int
    organisation: Ref
    about: Ref
    title: str
    status: str
    starts_on: date
    ends_on: date
    made_at: datetime
    sealed_at: datetime | None
    published_at: datetime | None
    digest: str
    version: int


class NoteTextOut(NoteOut):
    content: dict[str, Any]
    removed: list[str]


class NoteTextIn(Body):
    """The title and the texts of sections by their codes; those left out stay as they are."""

    version: int
    title: str | None = None
    texts: dict[str, str] = {}


class NoteBatchOut(Schema):
    id: int
    organisation: Ref
    status: str
    done: int
    wanted: int
    finished_at: datetime | None


@area.list("/analysis/findings", "analysis.list_findings", gives=FindingOut, table=FindingsTable)
def list_findings(request: HttpRequest, table: Table) -> Any:
    return queries.findings_for_list(request.user)


@area.post("/analysis/findings", "analysis.judge_finding", form=ObserveForm, gives=FindingOut, status=201)
def observe(request: HttpRequest) -> Finding:
    form = checked(ObserveForm.of(request, user=request.user))
    place, cause = form.cleaned_data["organisation"], form.cleaned_data["cause"]
    return services.observe(place, values=form.told(), cause=cause, by=request.user)


@area.post("/analysis/findings/draft", "analysis.judge_finding", form=RunForm, gives=DraftedOut)
def draft_findings(request: HttpRequest) -> Any:
    told = checked(RunForm.of(request, user=request.user)).cleaned_data
    return {"drafted": services.draft_findings(told["organisation"], told["run"], by=request.user)}


@area.get("/analysis/findings/{int:pk}", "analysis.view_finding", Finding, gives=FindingOut)
def show_finding(request: HttpRequest, finding: Finding) -> Finding:
    return queries.finding_card(finding)


@area.post(
    "/analysis/findings/{int:pk}/judge", "analysis.judge_finding", Finding, form=JudgeForm, gives=FindingOut
)
def judge_finding(request: HttpRequest, finding: Finding) -> Finding:
    form = checked(JudgeForm.of(request, finding=finding, initial=JudgeForm.initial_of(finding)))
    return services.judge_finding(finding, **form.values(), seen=form.seen, by=request.user)


@area.post(
    "/analysis/findings/{int:pk}/dismiss", "analysis.judge_finding", Finding, form=ReasonForm,
    gives=FindingOut,
)  # fmt: skip
def dismiss_finding(request: HttpRequest, finding: Finding) -> Finding:
    return services.dismiss_finding(finding, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.list("/analysis/notes", "analysis.list_notes", gives=NoteOut, table=NotesTable)
def list_notes(request: HttpRequest, table: Table) -> Any:
    return queries.notes_for_list(request.user)


@area.post("/analysis/notes", "analysis.make_note", form=NoteForm, gives=NoteTextOut, status=201)
def make_note(request: HttpRequest) -> Note:
    told = checked(NoteForm.of(request, user=request.user)).cleaned_data
    return services.make_note(told["organisation"], told["run"], about=told["about"], by=request.user)


@area.get("/analysis/notes/{int:pk}", "analysis.view_note", Note, gives=NoteTextOut)
def show_note(request: HttpRequest, note: Note) -> Note:
    return queries.note_card(note)


@area.patch("/analysis/notes/{int:pk}", "analysis.make_note", Note, takes=NoteTextIn, gives=NoteTextOut)
def edit_note(request: HttpRequest, note: Note) -> Note:
    sent: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # what was sent
    title = note.title if sent.get("title") is None else sent["title"]
    texts = sent.get("texts") or {}
    return services.edit_note(note, title=title, texts=texts, seen=sent["version"], by=request.user)


@area.post("/analysis/notes/{int:pk}/remake", "analysis.make_note", Note, gives=NoteTextOut)
def remake_note(request: HttpRequest, note: Note) -> Note:
    return services.remake_note(note, by=request.user)


@area.post("/analysis/notes/{int:pk}/seal", "analysis.seal_note", Note, gives=NoteTextOut)
def seal_note(request: HttpRequest, note: Note) -> Note:
    return services.seal_note(note, by=request.user)


@area.post("/analysis/notes/{int:pk}/register", "analysis.seal_note", Note, gives=NoteTextOut)
def register_note(request: HttpRequest, note: Note) -> Note:
    return services.register_note(note, by=request.user)


@area.post("/analysis/notes/{int:pk}/publish", "analysis.seal_note", Note, gives=NoteTextOut)
def publish_note(request: HttpRequest, note: Note) -> Note:
    return services.publish_note(note, by=request.user)


@area.download(
    "/analysis/notes/{int:pk}/file/{kind}", "analysis.view_note", Note,
    kinds=[KINDS[one].content_type for one in KINDS_OF_FILE],
)  # fmt: skip
def print_note(request: HttpRequest, note: Note, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    content = note_file(queries.note_card(note), kind)
    return send([content], name=f"note-{note.pk}.{kind}", content_type=KINDS[kind].content_type)


@area.post("/analysis/batches", "analysis.make_note", form=AllNotesForm, gives=NoteBatchOut, status=201)
def ask_notes(request: HttpRequest) -> Batch:
    told = checked(AllNotesForm.of(request, user=request.user)).cleaned_data
    return services.ask_notes(told["organisation"], told["run"], by=request.user)


@area.get("/analysis/batches/{int:pk}", "analysis.make_note", Batch, gives=NoteBatchOut)
def show_batch(request: HttpRequest, batch: Batch) -> Batch:
    return queries.batch_card(batch)
