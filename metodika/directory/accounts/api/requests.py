from typing import Any

from django.http import Http404, HttpRequest

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, checked
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.api.own import DataRequestOut, TextOut
from metodika.directory.accounts.forms import AnswerForm, ConsentTextForm, ErasureForm
from metodika.directory.accounts.lifecycle import ConsentPurpose
from metodika.directory.accounts.models import ConsentText, DataRequest
from metodika.directory.accounts.tables import RequestTable

area = Area("data-requests")


@area.list("/data-requests", "accounts.answer_data_request", gives=DataRequestOut, table=RequestTable)
def list_requests(request: HttpRequest, table: Table) -> Any:
    return queries.requests_to_answer(request.user)


@area.get("/data-requests/{int:pk}", "accounts.answer_data_request", DataRequest, gives=DataRequestOut)
def show_request(request: HttpRequest, asked: DataRequest) -> DataRequest:
    return asked


@area.post("/data-requests/{int:pk}/take", "accounts.answer_data_request", DataRequest, gives=DataRequestOut)
def take_request(request: HttpRequest, asked: DataRequest) -> DataRequest:
    return services.take_data_request(asked, by=request.user)


@area.post(
    "/data-requests/{int:pk}/answer", "accounts.answer_data_request", DataRequest,
    form=AnswerForm, gives=DataRequestOut,
)  # fmt: skip
def answer_request(request: HttpRequest, asked: DataRequest) -> DataRequest:
    form = checked(AnswerForm.of(request))
    return services.answer_data_request(asked, **form.values(), by=request.user)


@area.post(
    "/data-requests/{int:pk}/erase", "accounts.answer_data_request", DataRequest,
    form=ErasureForm, gives=DataRequestOut,
)  # fmt: skip
def erase_data(request: HttpRequest, asked: DataRequest) -> DataRequest:
    form = checked(ErasureForm.of(request))
    return services.fulfil_erasure(asked, answer=form.cleaned_data["answer"], by=request.user)


@area.list("/consent-texts", "accounts.publish_consent_text", gives=TextOut)
def list_consent_texts(request: HttpRequest, _table: None) -> list[ConsentText]:
    latest = (queries.current_text(purpose) for purpose in ConsentPurpose)
    return [text for text in latest if text is not None]


@area.post(
    "/consent-texts/{slug:purpose}", "accounts.publish_consent_text",
    form=ConsentTextForm, gives=TextOut, status=201,
)  # fmt: skip
def publish_consent_text(request: HttpRequest, purpose: str) -> ConsentText:
    if purpose not in ConsentPurpose.values:
        raise Http404
    form = checked(ConsentTextForm.of(request))
    return services.publish_consent_text(ConsentPurpose(purpose), **form.values(), by=request.user)
