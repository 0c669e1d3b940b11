from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import send, serve
from metodika.core.files.kinds import KINDS
from metodika.core.web import Link, page, show_list
from metodika.core.web.pages import may_open
from metodika.steering.analysis import queries
from metodika.steering.analysis.documents import KINDS_OF_FILE, chart_of, note_file
from metodika.steering.analysis.models import Batch, Note
from metodika.steering.analysis.rules.footnotes import figures_without_source
from metodika.steering.analysis.tables import NotesTable, note_status

LIST, CARD = "analysis:list-notes", "analysis:show-note"


@page("analysis.list_notes")
def list_notes(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "analysis.make_note"):
        actions = [
            {"title": _("Make a note"), "url": reverse("analysis:make-note"), "icon": "plus"},
            {
                "title": _("Notes of all institutions"), "url": reverse("analysis:ask-notes"),
                "icon": "files", "look": "plain",
            },
        ]  # fmt: skip
    rows = queries.notes_for_list(request.user)
    return show_list(request, NotesTable, rows, title=_("Analytic notes"), actions=actions)


@page("analysis.view_note", Note)
def show_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    note = queries.note_card(note)
    may_make = can(request.user, "analysis.make_note", note)
    context = {
        "note": note, "status": note_status(note), "facts": _facts(note, request.user),
        "sections": shown_sections(note.content), "sources": _sources(note.content, request.user),
        "loose": _loose(note) if may_make and note.is_open else [],
        "may_make": may_make and note.is_open,
        "may_seal": note.is_open and can(request.user, "analysis.seal_note", note),
        "may_register": not note.is_open and note.record_id is None
        and can(request.user, "analysis.seal_note", note),
        "may_publish": note.status == "sealed" and can(request.user, "analysis.seal_note", note),
        "history": story_of(note) if may_make else [],
        "crumbs": [(_("Analytic notes"), reverse(LIST))],
    }  # fmt: skip
    return render(request, "analysis/note_card.html", context)


def _loose(note: Note) -> list[str]:
    return [text for one in note.content["sections"] for text in figures_without_source(one["text"])]


def _facts(note: Note, user: Any) -> list[tuple[str, Any]]:
    address = reverse("indicators:show-run", args=[note.run_id])
    run = Link(str(note.run), address) if may_open(user, address) else str(note.run)
    told: list[tuple[str, Any]] = [
        (_("About whom"), note.about), (_("Period"), note.period.label), (_("Computing of indicators"), run),
        (_("Drafted"), note.made_at), (_("Sealed"), note.sealed_at), (_("Sealed by"), note.sealed_by),
        (_("Registered as"), _record(note)), (_("Fingerprint"), note.digest[:16]),
    ]  # fmt: skip
    if note.published_at:
        address = reverse("analysis:show-published", args=[note.pk])
        told.append((_("Published"), Link(_("the version without people"), address)))
    told += [(_("Taken out of it"), "; ".join(note.removed))] if note.removed else []
    return [(label, value) for label, value in told if value]


def _record(note: Note) -> Link | None:
    if note.record is None:
        return None
    return Link(str(note.record), reverse("records:show-record", args=[note.record_id]))


def shown_sections(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sections with their charts as charts."""
    return [
        {
            "title": one["title"], "paragraphs": one["text"].splitlines(), "tables": one["tables"],
            "charts": [chart_of(each) for each in one["charts"]], "code": one["code"],
        }
        for one in content["sections"]
    ]  # fmt: skip


def _sources(content: Mapping[str, Any], user: Any) -> list[Any]:
    return [
        Link(one["text"], one["url"]) if one["url"] and may_open(user, one["url"]) else one["text"]
        for one in content["sources"]
    ]


@page("analysis.view_note", Note)
def print_note(request: HttpRequest, note: Note, kind: str) -> HttpResponseBase:
    return file_of(queries.note_card(note), kind)


def file_of(note: Note, kind: str, *, public: bool = False) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE:
        raise Http404
    content = note_file(note, kind, public=public)
    return send([content], name=f"note-{note.pk}.{kind}", content_type=KINDS[kind].content_type)


@page("analysis.view_published", Note, anonymous=True)
def show_published(request: HttpRequest, note: Note) -> HttpResponseBase:
    note = queries.note_card(note)
    context = {
        "note": note, "sections": shown_sections(note.public),
        "sources": [one["text"] for one in note.public["sources"]],
    }  # fmt: skip
    return render(request, "analysis/note_published.html", context)


@page("analysis.view_published", Note, anonymous=True)
def print_published(request: HttpRequest, note: Note, kind: str) -> HttpResponseBase:
    return file_of(queries.note_card(note), kind, public=True)


@page("analysis.make_note", Batch)
def show_batch(request: HttpRequest, batch: Batch) -> HttpResponseBase:
    context = {
        "batch": queries.batch_card(batch), "crumbs": [(_("Analytic notes"), reverse(LIST))],
    }  # fmt: skip
    return render(request, "analysis/batch_card.html", context)


@page("analysis.make_note", Batch)
def download_batch(request: HttpRequest, batch: Batch) -> HttpResponseBase:
    batch = queries.batch_card(batch)
    if batch.file is None:
        raise Http404
    return serve(batch.file)
