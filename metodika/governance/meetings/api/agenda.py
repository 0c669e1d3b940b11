from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.downloads import content_types, serve
from metodika.core.files.uploads import store_upload
from metodika.core.web.endpoints import Area, Body, Id, checked
from metodika.directory.records.models import Record
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.api.shapes import ItemOut, MaterialOut, OpinionOut, RecordRef, RecusalOut
from metodika.governance.meetings.forms.agenda import PAPERS, ItemForm, MaterialForm, SendOnForm
from metodika.governance.meetings.forms.desk import OpinionForm, RecusalForm, WhyForm
from metodika.governance.meetings.models import (
    AgendaItem,
    Material,
    Recusal,
    Session,
    SpecialOpinion,
)
from metodika.governance.meetings.queries.live import people_at

area = Area("meetings")
PLAN, RUN = "meetings.plan_session", "meetings.run_session"


class AddItemForm(ItemForm):
    versioned = False


class OrderIn(Body):
    items: list[Id]


class ByVote(Body):
    """The vote by which the members agreed to change the agenda; nothing before the session."""

    vote: Id | None = None


@area.post("/sessions/{int:pk}/items", PLAN, Session, form=AddItemForm, gives=ItemOut, status=201)
def add_item(request: HttpRequest, session: Session) -> AgendaItem:
    said = checked(AddItemForm.of(request, user=request.user)).values()
    return services.add_item(
        session, question=said.pop("question"), co_rapporteurs=said.pop("co_rapporteurs"), card=said,
        by=request.user,
    )  # fmt: skip


@area.post("/sessions/{int:pk}/items/order", PLAN, Session, takes=OrderIn, gives=list[ItemOut])
def order_items(request: HttpRequest, session: Session) -> Any:
    wanted = request.entered["items"]  # type: ignore[attr-defined]  # put there by the guard
    services.order_items(session, items=wanted, by=request.user)
    return list(session.items.select_related("rapporteur").order_by("order"))


@area.patch("/agenda-items/{int:pk}", PLAN, AgendaItem, form=ItemForm, gives=ItemOut)
def change_item(request: HttpRequest, item: AgendaItem) -> AgendaItem:
    form = checked(ItemForm.of(request, user=request.user, initial=ItemForm.said(item)))
    return services.change_item(item, changes=form.values(), seen=form.seen, by=request.user)


@area.post("/agenda-items/{int:pk}/remove", PLAN, AgendaItem, takes=ByVote, gives=None, status=204)
def remove_item(request: HttpRequest, item: AgendaItem) -> None:
    number = request.entered.get("vote")  # type: ignore[attr-defined]  # put there by the guard
    agreed = get_object_or_404(item.session.votes, pk=number) if number and item.session else None
    services.remove_item(item, agreed=agreed, by=request.user)


@area.post("/agenda-items/{int:pk}/take-up", RUN, AgendaItem, gives=ItemOut)
def open_item(request: HttpRequest, item: AgendaItem) -> AgendaItem:
    return services.open_item(item, by=request.user)


@area.post("/agenda-items/{int:pk}/finish", RUN, AgendaItem, gives=ItemOut)
def close_item(request: HttpRequest, item: AgendaItem) -> AgendaItem:
    return services.close_item(item, by=request.user)


@area.post("/agenda-items/{int:pk}/put-off", RUN, AgendaItem, form=WhyForm, gives=ItemOut)
def defer_item(request: HttpRequest, item: AgendaItem) -> AgendaItem:
    form = checked(WhyForm.of(request, session=_session_of(item), user=request.user))
    return services.defer_item(item, **form.values(), by=request.user)


@area.post(
    "/agenda-items/{int:pk}/send-on", "meetings.send_item_on", AgendaItem, form=SendOnForm, gives=ItemOut,
    status=201,
)  # fmt: skip
def send_item_on(request: HttpRequest, item: AgendaItem) -> AgendaItem:
    form = checked(SendOnForm.of(request, user=request.user, source=item.body))
    return services.send_item_on(item, **form.values(), by=request.user)


@area.post("/sessions/{int:pk}/items/{int:item_pk}/take", PLAN, Session, gives=ItemOut)
def take_item(request: HttpRequest, session: Session, item_pk: int) -> AgendaItem:
    item = get_object_or_404(queries.items_waiting_for(session.body), pk=item_pk)
    return services.take_item(item, session=session, by=request.user)


@area.post("/agenda-items/{int:pk}/recusals", RUN, AgendaItem, form=RecusalForm, gives=RecusalOut, status=201)
def recuse_member(request: HttpRequest, item: AgendaItem) -> Recusal:
    form = checked(RecusalForm.of(request, session=_session_of(item), user=request.user))
    return services.recuse_member(item, **form.values(), by=request.user)


@area.remove("/agenda-items/{int:pk}/recusals/{int:person_pk}", RUN, AgendaItem)
def withdraw_recusal(request: HttpRequest, item: AgendaItem, person_pk: int) -> None:
    services.withdraw_recusal(get_object_or_404(item.recusals, person=person_pk), by=request.user)


@area.post("/agenda-items/{int:pk}/opinions", RUN, AgendaItem, form=OpinionForm, gives=OpinionOut, status=201)
def write_opinion(request: HttpRequest, item: AgendaItem) -> SpecialOpinion:
    form = checked(OpinionForm.of(request, session=_session_of(item), user=request.user))
    return services.write_opinion(item, **form.values(), by=request.user)


def _session_of(item: AgendaItem) -> Session:
    if item.session is None:
        raise RuleBroken(_("The item stands on no agenda."))
    return item.session


class OwnOpinionIn(Body):
    text: str


@area.post(
    "/agenda-items/{int:pk}/own-opinion", "meetings.give_opinion", AgendaItem, takes=OwnOpinionIn,
    gives=OpinionOut, status=201,
)  # fmt: skip
def give_opinion(request: HttpRequest, item: AgendaItem) -> SpecialOpinion:
    person = get_object_or_404(people_at(_session_of(item)), user=request.user.pk)
    text = request.entered["text"]  # type: ignore[attr-defined]  # put there by the guard
    return services.write_opinion(item, person=person, text=text, by=request.user)


@area.post(
    "/agenda-items/{int:pk}/materials", PLAN, AgendaItem, form=MaterialForm, file=True, gives=MaterialOut,
    status=201,
)  # fmt: skip
def add_material(request: HttpRequest, item: AgendaItem) -> Material:
    form = checked(MaterialForm.of(request))
    file = store_upload(form.cleaned_data["file"], allowed=PAPERS, by=request.user)
    return services.add_material(
        item, title=form.cleaned_data["title"] or file.name, file=file, by=request.user
    )


@area.remove("/materials/{int:pk}", PLAN, Material)
def remove_material(request: HttpRequest, material: Material) -> None:
    services.remove_material(material, by=request.user)


@area.download("/materials/{int:pk}/file", "meetings.view_session", Material, kinds=content_types(PAPERS))
def download_material(request: HttpRequest, material: Material) -> HttpResponseBase:
    return serve(material.file)


@area.post(
    "/agenda-items/{int:pk}/extract", "meetings.print_minutes", AgendaItem, gives=RecordRef, status=201
)
def print_extract(request: HttpRequest, item: AgendaItem) -> Record:
    return services.print_extract(item, by=request.user)
