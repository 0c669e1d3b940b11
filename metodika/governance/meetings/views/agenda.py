from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.files.uploads import store_upload
from metodika.core.web import done, page, show_form
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.agenda import PAPERS, ItemForm, MaterialForm, SendOnForm
from metodika.governance.meetings.forms.sessions import FillForm
from metodika.governance.meetings.lifecycle import BEFORE
from metodika.governance.meetings.models import AgendaItem, Material, Session
from metodika.governance.meetings.queries.items import agenda_rows
from metodika.governance.meetings.tables import title_of
from metodika.governance.meetings.views.shared import CARD, card_of, crumbs_of, shown

AGENDA = "meetings:edit-agenda"


@page("meetings.plan_session", Session)
def edit_agenda(request: HttpRequest, session: Session) -> HttpResponseBase:
    card = queries.session_card(session)
    context = {
        "title": _("Agenda"),
        "over": f"{session.body}: {title_of(session)}",
        "session": session,
        "items": agenda_rows(card, viewer=request.user),
        "is_before": session.status in BEFORE,
        "waiting": list(queries.items_waiting_for(session.body)),
        "warned": queries.agenda_warnings(session, today=timezone.localdate()),
        "fill": FillForm(initial={"sources": ["usual", "unfinished", "sent", "assignments"]}),
        "breadcrumbs": crumbs_of(session, (_("Agenda"), "")),
    }
    return render(request, "meetings/session_agenda.html", context)


@page("meetings.plan_session", Session, method="POST")
def fill_agenda(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = FillForm.of(request)
    sources = form.cleaned_data["sources"] if form.is_valid() else ()
    made = services.fill_agenda(session, sources=sources, by=request.user)
    words = ngettext("%(count)d item is added.", "%(count)d items are added.", len(made))
    said = words % {"count": len(made)} if made else _("There was nothing to add.")
    return done(request, said, AGENDA, session.pk)


@page("meetings.plan_session", Session)
def add_item(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = ItemForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            said = form.values()
            services.add_item(
                session, question=said.pop("question"), co_rapporteurs=said.pop("co_rapporteurs"), card=said,
                by=request.user,
            )  # fmt: skip
            return done(request, _("The item is on the agenda."), AGENDA, session.pk)
    return _shown(request, form, session, title=_("Add an item"), submit=_("Add"))


def _shown(request: HttpRequest, form: Any, session: Session, **said: Any) -> HttpResponseBase:
    return shown(request, form, session, back=reverse(AGENDA, args=[session.pk]), **said)


def _back(item: AgendaItem) -> tuple[str, int]:
    if item.session_id:
        return AGENDA, item.session_id
    return "bodies:show-body", item.body_id


@page("meetings.plan_session", AgendaItem)
def change_item(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    form = ItemForm.of(request, user=request.user, initial=ItemForm.said(item))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_item(item, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The item is saved."), *_back(item))
    name, number = _back(item)
    return show_form(request, form, title=_("Change the item"), back=reverse(name, args=[number]))


@page("meetings.plan_session", AgendaItem, method="POST")
def remove_item(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    back = _back(item)
    services.remove_item(item, by=request.user)
    return done(request, _("The item is off the agenda."), *back)


@page("meetings.plan_session", AgendaItem, method="POST")
def move_item(request: HttpRequest, item: AgendaItem, way: str) -> HttpResponseBase:
    session = item.session
    if session is None:
        return done(request, _("The question waits for a session."), *_back(item))
    numbers = list(session.items.order_by("order").values_list("pk", flat=True))
    place = numbers.index(item.pk)
    other = place - 1 if way == "up" else place + 1
    if 0 <= other < len(numbers):
        numbers[place], numbers[other] = numbers[other], numbers[place]
        services.order_items(session, items=numbers, by=request.user)
    return done(request, _("The order is changed."), AGENDA, session.pk)


@page("meetings.plan_session", AgendaItem, method="POST")
def take_item(request: HttpRequest, item: AgendaItem, session_pk: int) -> HttpResponseBase:
    services.take_item(item, session=queries.session_of(item.body, session_pk), by=request.user)
    return done(request, _("The question is on the agenda."), AGENDA, session_pk)


@page("meetings.plan_session", AgendaItem)
def add_material(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    form = MaterialForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            file = store_upload(form.cleaned_data["file"], allowed=PAPERS, by=request.user)
            title = form.cleaned_data["title"] or file.name
            services.add_material(item, title=title, file=file, by=request.user)
            return done(request, _("The paper is laid to the item."), *_back(item))
    name, number = _back(item)
    return show_form(
        request, form, title=_("Add a paper"), submit=_("Add"), back=reverse(name, args=[number]),
        intro=item.question,
    )  # fmt: skip


@page("meetings.plan_session", Material, method="POST")
def remove_material(request: HttpRequest, material: Material) -> HttpResponseBase:
    back = _back(material.item)
    services.remove_material(material, by=request.user)
    return done(request, _("The paper is taken away."), *back)


@page("meetings.send_item_on", AgendaItem)
def send_item_on(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    parent = item.body.parent
    form = SendOnForm.of(
        request, user=request.user, source=item.body, initial={"body": parent} if parent else {}
    )
    session = item.session
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.send_item_on(item, **form.values(), by=request.user)
            said = _("The question is sent. Its answer will be seen here.")
            return done(request, said, CARD, session.pk) if session else done(request, said, *_back(item))
    back = card_of(session) if session else reverse("bodies:show-body", args=[item.body_id])
    return show_form(
        request, form, title=_("Send the question on"), submit=_("Send"), back=back, intro=item.question
    )


@page("meetings.print_minutes", AgendaItem, method="POST")
def print_extract(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    record = services.print_extract(item, by=request.user)
    return done(request, _("The extract is printed."), CARD, item.session_id or record.pk)
