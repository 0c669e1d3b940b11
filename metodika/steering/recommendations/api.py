from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.steering.recommendations import queries, services
from metodika.steering.recommendations.forms import (
    AnswerForm,
    RecommendationChangeForm,
    RecommendationForm,
    ReportForm,
)
from metodika.steering.recommendations.models import Receipt, Recommendation
from metodika.steering.recommendations.tables import (
    OwnTable,
    ReceiptsTable,
    RecommendationsTable,
    UnansweredTable,
)

area = Area("recommendations")


class RecommendationOut(Schema):
    id: int
    organisation: Ref
    addressed_to: str
    category: str
    title: str
    text: str
    help: str
    links: list[str]
    indicator: Ref | None
    change: Decimal | None
    due_on: date
    status: str
    sent_at: datetime | None
    version: int


class ReceiptOut(Schema):
    id: int
    recommendation: Ref
    organisation: Ref
    body: Ref | None
    name: str
    text: str
    status: str
    sent_at: datetime
    answer_due_on: date
    read_at: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None
    answer: str
    fulfilled_at: datetime | None
    report: str
    verdict: str
    is_unreachable: bool
    version: int


PLAIN, ONE = "/recommendations", "/recommendations/{int:pk}"


@area.list(PLAIN, "recommendations.list_recommendations", gives=RecommendationOut, table=RecommendationsTable)
def list_recommendations(request: HttpRequest, table: Table) -> Any:
    return queries.recommendations_for_list(request.user)


@area.post(
    PLAIN, "recommendations.make_recommendation", form=RecommendationForm, gives=RecommendationOut, status=201
)
def make_recommendation(request: HttpRequest) -> Recommendation:
    form = checked(RecommendationForm.of(request, user=request.user))
    place = form.cleaned_data["organisation"]
    return services.make_recommendation(place, values=form.told(), **form.several(), by=request.user)


@area.get(ONE, "recommendations.view_recommendation", Recommendation, gives=RecommendationOut)
def show_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    return queries.recommendation_card(row)


@area.patch(
    ONE, "recommendations.make_recommendation", Recommendation, form=RecommendationChangeForm,
    gives=RecommendationOut,
)  # fmt: skip
def change_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    initial = RecommendationForm.initial_of(row)
    form = checked(RecommendationChangeForm.of(request, user=request.user, initial=initial))
    return services.change_recommendation(
        row, changes=form.told(), **form.several(), seen=form.seen, by=request.user
    )


@area.list(
    f"{ONE}/receipts", "recommendations.view_recommendation", Recommendation, gives=ReceiptOut,
    table=ReceiptsTable,
)  # fmt: skip
def list_receipts(request: HttpRequest, row: Recommendation, table: Table) -> Any:
    return queries.receipts_of(row)


@area.post(
    f"{ONE}/approve", "recommendations.approve_recommendation", Recommendation, gives=RecommendationOut
)
def approve_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    return services.approve_recommendation(row, by=request.user)


@area.post(f"{ONE}/return", "recommendations.approve_recommendation", Recommendation, gives=RecommendationOut)
def return_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    return services.return_recommendation(row, by=request.user)


@area.post(
    f"{ONE}/withdraw", "recommendations.approve_recommendation", Recommendation, form=ReasonForm,
    gives=RecommendationOut,
)  # fmt: skip
def withdraw_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    told = checked(ReasonForm.of(request)).values()
    return services.withdraw_recommendation(row, **told, by=request.user)


@area.post(f"{ONE}/send", "recommendations.send_recommendation", Recommendation, gives=RecommendationOut)
def send_recommendation(request: HttpRequest, row: Recommendation) -> Recommendation:
    return services.send_recommendation(row, by=request.user)


@area.post(f"{ONE}/register", "recommendations.send_recommendation", Recommendation, gives=Ref)
def register_recommendation(request: HttpRequest, row: Recommendation) -> Any:
    return services.register_recommendation(row, by=request.user)


@area.list(
    "/recommendations-unanswered", "recommendations.list_recommendations", gives=ReceiptOut,
    table=UnansweredTable,
)  # fmt: skip
def list_unanswered(request: HttpRequest, table: Table) -> Any:
    return queries.unanswered_for(request.user)


@area.list("/recommendations-own", "recommendations.list_own", gives=ReceiptOut, table=OwnTable)
def list_own(request: HttpRequest, table: Table) -> Any:
    return queries.own_receipts(request.user)


RECEIPT = "/recommendation-receipts/{int:pk}"


@area.get(RECEIPT, "recommendations.view_receipt", Receipt, gives=ReceiptOut)
def show_receipt(request: HttpRequest, receipt: Receipt) -> Receipt:
    return queries.receipt_card(receipt)


@area.post(f"{RECEIPT}/acknowledge", "recommendations.answer_receipt", Receipt, gives=ReceiptOut)
def acknowledge(request: HttpRequest, receipt: Receipt) -> Receipt:
    return services.acknowledge(receipt, by=request.user)


@area.post(f"{RECEIPT}/answer", "recommendations.answer_receipt", Receipt, form=AnswerForm, gives=ReceiptOut)
def answer_receipt(request: HttpRequest, receipt: Receipt) -> Receipt:
    told = checked(AnswerForm.of(request, receipt=receipt)).told()
    return services.answer_receipt(receipt, **told, by=request.user)


@area.post(f"{RECEIPT}/report", "recommendations.answer_receipt", Receipt, form=ReportForm, gives=ReceiptOut)
def report_fulfilled(request: HttpRequest, receipt: Receipt) -> Receipt:
    return services.report_fulfilled(receipt, **checked(ReportForm.of(request)).values(), by=request.user)


@area.post(f"{RECEIPT}/check", "recommendations.check_receipt", Receipt, gives=ReceiptOut)
def check_receipt(request: HttpRequest, receipt: Receipt) -> Receipt:
    return services.check_receipt(receipt, by=request.user)
