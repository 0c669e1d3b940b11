"""Sending acts and documents to be read, and who has read them."""

from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.events import story_of
from metodika.core.files.downloads import send, serve
from metodika.core.web import done, page, show_form, show_list, show_panel
from metodika.directory.records import queries, services
from metodika.directory.records.documents import printed_sheet
from metodika.directory.records.forms import SendForm, SheetForm
from metodika.directory.records.models import Acknowledgement, Dispatch, Record
from metodika.directory.records.tables import DispatchTable, dispatch_status
from metodika.directory.records.views.texts import PDF, WORD
from metodika.directory.regulations.models import Act


@page("records.view_dispatch")
def list_dispatches(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request,
        DispatchTable,
        queries.dispatches_for_list(request.user),
        title=_("Acknowledgement"),
        intro=_("What was sent to be read, to whom, and who has not read it yet."),
    )


@page("records.view_dispatch", Dispatch)
def show_dispatch(request: HttpRequest, dispatch: Dispatch) -> HttpResponseBase:
    counted = queries.dispatches_for_list(request.user).get(pk=dispatch.pk)
    context = {
        "dispatch": dispatch,
        "title": dispatch.title,
        "status": dispatch_status(counted),
        "items": queries.items_of(dispatch),
        "heads": [_("Who"), _("Opened at"), _("Acknowledged at"), _("How")],
        "facts": [
            (_("Who is to be acquainted"), dispatch.audience),
            (_("Sent by"), dispatch.organisation),
            (_("Sent at"), dispatch.sent_at),
            (_("Acknowledge by"), dispatch.due_on or _("not limited")),
        ],
        "missing": counted.missing_count,  # type: ignore[attr-defined]  # counted by the query
        "story": story_of(dispatch),
        "breadcrumbs": [(_("Acknowledgement"), reverse("records:list-dispatches"))],
    }
    return render(request, "records/dispatch_card.html", context)


@page("records.send_dispatch", Record)
def send_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    back = reverse("records:show-record", args=[record.pk])
    return _send(request, record, title=str(record), url="", back=back)


@page("records.send_dispatch", Act)
def send_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    back = reverse("regulations:show-act", args=[act.pk])
    return _send(request, act, title=str(act), url=back, back=back)


def _send(
    request: HttpRequest, subject: models.Model, *, title: str, url: str, back: str
) -> HttpResponseBase:
    form = SendForm.of(request, user=request.user, day=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            dispatch = services.send_for_acknowledgement(
                subject, **form.chosen(), title=title, url=url, by=request.user
            )
            return done(request, _("It is sent to be read."), "records:show-dispatch", dispatch.pk)
    return show_form(
        request, form, title=_("Send to be read"), intro=title, submit=_("Send"), back=back
    )  # fmt: skip


@page("records.send_dispatch", Dispatch)
def note_sheet(request: HttpRequest, dispatch: Dispatch) -> HttpResponseBase:
    form = SheetForm.of(request, missing=queries.missing_items(dispatch))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.acknowledge_on_paper(dispatch, **form.chosen(), by=request.user)
            return done(
                request, _("The signatures of the sheet are noted."), "records:show-dispatch", dispatch.pk
            )
    return show_form(
        request, form, title=_("Signatures of the paper sheet"), intro=dispatch.title, submit=_("Note them"),
        back=reverse("records:show-dispatch", args=[dispatch.pk]),
    )  # fmt: skip


@page("records.view_dispatch", Dispatch)
def print_sheet(request: HttpRequest, dispatch: Dispatch) -> HttpResponseBase:
    blank, word = "all" not in request.GET, "word" in request.GET
    content = printed_sheet(dispatch, day=timezone.localdate(), blank=blank, word=word)
    name, kind = ("sheet.docx", WORD) if word else ("sheet.pdf", PDF)
    return send([content], name=name, content_type=kind)


@page("records.view_dispatch", Dispatch)
def download_read(request: HttpRequest, dispatch: Dispatch) -> HttpResponseBase:
    if dispatch.file is None:
        raise Http404
    return serve(dispatch.file)


@page("records.view_dispatch", Acknowledgement)
def download_sheet(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    if item.file is None:
        raise Http404
    return serve(item.file)


@page("records.view_dispatch", Act)
def show_dispatches_of_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    sent = [(one, dispatch_status(one)) for one in queries.dispatches_of(act, request.user)]
    return show_panel(request, "records/act_panel.html", title=_("Who has read it"), sent=sent, act=act)
