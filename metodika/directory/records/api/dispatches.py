from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from metodika.core.files.downloads import send, serve
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, With, checked
from metodika.directory.records import queries, services
from metodika.directory.records.api.shapes import (
    AcknowledgementOut,
    DispatchCardOut,
    DispatchOut,
    ListedDispatch,
    OwnItem,
)
from metodika.directory.records.documents import printed_sheet
from metodika.directory.records.forms import SendForm, SheetForm
from metodika.directory.records.models import Acknowledgement, Dispatch, Record
from metodika.directory.records.tables import DispatchTable
from metodika.directory.regulations.models import Act

area = Area("acknowledgements")
PDF = "application/pdf"


@area.list("/dispatches", "records.view_dispatch", gives=ListedDispatch, table=DispatchTable)
def list_dispatches(request: HttpRequest, table: Table) -> Any:
    return queries.dispatches_for_list(request.user)


@area.get("/dispatches/{int:pk}", "records.view_dispatch", Dispatch, gives=DispatchCardOut)
def show_dispatch(request: HttpRequest, dispatch: Dispatch) -> With:
    return With(dispatch, people=queries.items_of(dispatch))


@area.list("/acts/{int:pk}/dispatches", "records.view_dispatch", Act, gives=ListedDispatch)
def list_dispatches_of_act(request: HttpRequest, act: Act, _table: None) -> Any:
    return queries.dispatches_of(act, request.user)


@area.post(
    "/records/{int:pk}/dispatches",
    "records.send_dispatch",
    Record,
    form=SendForm,
    gives=DispatchOut,
    status=201,
)
def send_record(request: HttpRequest, record: Record) -> Dispatch:
    form = checked(SendForm.of(request, user=request.user, day=timezone.localdate()))
    return services.send_for_acknowledgement(record, **form.chosen(), title=str(record), by=request.user)


@area.post(
    "/acts/{int:pk}/dispatches", "records.send_dispatch", Act, form=SendForm, gives=DispatchOut, status=201
)
def send_act(request: HttpRequest, act: Act) -> Dispatch:
    form = checked(SendForm.of(request, user=request.user, day=timezone.localdate()))
    url = reverse("regulations:show-act", args=[act.pk])
    return services.send_for_acknowledgement(act, **form.chosen(), title=str(act), url=url, by=request.user)


@area.post(
    "/dispatches/{int:pk}/sheet", "records.send_dispatch", Dispatch, form=SheetForm, file=True,
    gives=list[AcknowledgementOut], status=201,
)  # fmt: skip
def note_sheet(request: HttpRequest, dispatch: Dispatch) -> list[Acknowledgement]:
    form = checked(SheetForm.of(request, missing=queries.missing_items(dispatch)))
    return services.acknowledge_on_paper(dispatch, **form.chosen(), by=request.user)


@area.download("/dispatches/{int:pk}/sheet", "records.view_dispatch", Dispatch, kinds=[PDF])
def print_sheet(request: HttpRequest, dispatch: Dispatch) -> HttpResponseBase:
    content = printed_sheet(dispatch, day=timezone.localdate(), blank=False)
    return send([content], name="sheet.pdf", content_type=PDF)


@area.list("/me/acknowledgements", "records.acknowledge", gives=OwnItem)
def list_own_items(request: HttpRequest, _table: None) -> Any:
    return queries.items_to_acknowledge(request.user)


@area.download("/acknowledgements/{int:pk}/file", "records.acknowledge", Acknowledgement, kinds=[PDF])
def read_item(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    if item.dispatch.file is None:
        raise Http404
    services.note_seen(item)
    return serve(item.dispatch.file)


@area.post("/acknowledgements/{int:pk}", "records.acknowledge", Acknowledgement, gives=OwnItem)
def acknowledge(request: HttpRequest, item: Acknowledgement) -> Acknowledgement:
    return services.acknowledge(item, by=request.user)
