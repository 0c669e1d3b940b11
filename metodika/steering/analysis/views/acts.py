from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import ConfirmForm, confirm, done, page, show_form
from metodika.steering.analysis import queries, services
from metodika.steering.analysis.forms import AllNotesForm, NoteForm, NoteTextForm
from metodika.steering.analysis.models import Note
from metodika.steering.analysis.views.notes import CARD, LIST


def _card(note: Note) -> str:
    return reverse(CARD, args=[note.pk])


@page("analysis.make_note")
def make_note(request: HttpRequest) -> HttpResponseBase:
    form = NoteForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            made = services.make_note(told["organisation"], told["run"], about=told["about"], by=request.user)
            return done(request, _("The note is drafted. Read it, edit it and seal it."), CARD, made.pk)
    return show_form(
        request, form, title=_("Make a note"), submit=_("Draft the note"), back=reverse(LIST),
        intro=_("The text, the tables and the charts are made of the values and of the confirmed findings."),
    )  # fmt: skip


@page("analysis.make_note")
def ask_notes(request: HttpRequest) -> HttpResponseBase:
    form = AllNotesForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            place, run = form.cleaned_data["organisation"], form.cleaned_data["run"]
            batch = services.ask_notes(place, run, by=request.user)
            return done(request, _("The notes are being made."), "analysis:show-batch", batch.pk)
    return show_form(
        request, form, title=_("Notes of all institutions"), submit=_("Make the notes"), back=reverse(LIST),
        intro=_("One note of the whole and one of each institution, as .docx and PDF in one archive."),
    )  # fmt: skip


@page("analysis.make_note", Note)
def edit_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    form = NoteTextForm.of(request, note=note, initial=NoteTextForm.initial_of(note))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.edit_note(
                note, title=form.cleaned_data["title"], texts=form.texts(), seen=form.seen, by=request.user
            )
            return done(request, _("The note is saved."), CARD, note.pk)
    return show_form(
        request, form, title=_("Edit the note"), back=_card(note), draft="note",
        intro=_("Numbers in square brackets lead to the sources: each sentence with a figure keeps its own."),
    )  # fmt: skip


@page("analysis.make_note", Note)
def remake_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.remake_note(note, by=request.user)
            return done(request, _("The note is made anew."), CARD, note.pk)
    return confirm(
        request, form, title=_("Make the note anew?"), submit=_("Make anew"), back=_card(note),
        consequences=[_("What people have edited in it goes away; it stays in the history.")],
    )  # fmt: skip


@page("analysis.seal_note", Note)
def seal_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.seal_note(note, by=request.user)
            return done(request, _("The note is sealed."), CARD, note.pk)
    return confirm(
        request, form, title=_("Seal the note?"), submit=_("Seal"), back=_card(note), dangerous=False,
        consequences=[
            _("Nobody changes it any longer: recommendations and decisions rest on it."),
            _("A new note needs a new computing of indicators."),
        ],
    )  # fmt: skip


@page("analysis.seal_note", Note)
def publish_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.publish_note(note, by=request.user)
            return done(request, _("The note is published."), CARD, note.pk)
    _public, removed = queries.public_of(note.content)
    told = [_("Taken out: %(what)s.") % {"what": one} for one in removed]
    return confirm(
        request, form, title=_("Publish the note?"), submit=_("Publish"), back=_card(note), dangerous=False,
        consequences=[_("Everybody may read the version without people."), *told],
    )  # fmt: skip


@page("analysis.seal_note", Note)
def register_note(request: HttpRequest, note: Note) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.register_note(note, by=request.user)
            return done(request, _("The note is registered."), CARD, note.pk)
    return confirm(
        request, form, title=_("Register the note?"), submit=_("Register"), back=_card(note),
        dangerous=False,
        consequences=[_("It gets the next number of the register of documents and is printed with it.")],
    )  # fmt: skip
