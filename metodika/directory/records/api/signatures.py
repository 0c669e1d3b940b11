from typing import Any

from django.http import Http404, HttpRequest

from metodika.core.files.signatures import SignatureReport
from metodika.core.web import ReasonForm
from metodika.core.web.endpoints import Area, checked
from metodika.directory.accounts.queries import has_codes
from metodika.directory.accounts.services import note_proof_try
from metodika.directory.records import queries, services
from metodika.directory.records.api.shapes import OwnSignature, ProofOut, SignatureOut
from metodika.directory.records.forms import (
    AskForm,
    QualifiedForm,
    RefuseForm,
    ScanForm,
    SignForm,
    SubstituteForm,
)
from metodika.directory.records.models import Record, SignatureRequest

area = Area("signatures")


@area.list("/me/signatures", "records.sign_record", gives=OwnSignature)
def list_own_signatures(request: HttpRequest, _table: None) -> Any:
    return queries.requests_to_sign(request.user)


@area.post(
    "/records/{int:pk}/signatures", "records.collect_signatures", Record, form=AskForm,
    gives=list[SignatureOut], status=201,
)  # fmt: skip
def ask_signature(request: HttpRequest, record: Record) -> list[SignatureRequest]:
    form = checked(AskForm.of(request, user=request.user))
    return services.ask_signatures(record, **form.chosen(), by=request.user)


@area.post(
    "/records/{int:pk}/scan", "records.collect_signatures", Record, form=ScanForm, file=True,
    gives=list[SignatureOut], status=201,
)  # fmt: skip
def load_scan(request: HttpRequest, record: Record) -> list[SignatureRequest]:
    form = checked(ScanForm.of(request, missing=queries.record_card(record).missing))
    return services.sign_on_paper(record, **form.chosen(), by=request.user)


@area.post(
    "/signatures/{int:pk}/qualified", "records.collect_signatures", SignatureRequest, form=QualifiedForm,
    file=True, gives=SignatureOut, status=201,
)  # fmt: skip
def attach_qualified(request: HttpRequest, signature: SignatureRequest) -> SignatureRequest:
    form = checked(QualifiedForm.of(request))
    return services.attach_qualified(signature, **form.values(), by=request.user)


@area.get("/signatures/{int:pk}/check", "records.view_record", SignatureRequest, gives=ProofOut)
def show_proof(request: HttpRequest, signature: SignatureRequest) -> SignatureReport:
    report = queries.qualified_report(signature)
    if report is None:
        raise Http404
    return report


@area.post(
    "/signatures/{int:pk}/release", "records.collect_signatures", SignatureRequest, form=ReasonForm,
    gives=SignatureOut,
)  # fmt: skip
def release_signer(request: HttpRequest, signature: SignatureRequest) -> SignatureRequest:
    return services.release_signer(signature, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post(
    "/signatures/{int:pk}/substitute", "records.collect_signatures", SignatureRequest, form=SubstituteForm,
    gives=SignatureOut, status=201,
)  # fmt: skip
def substitute_signer(request: HttpRequest, signature: SignatureRequest) -> SignatureRequest:
    form = checked(SubstituteForm.of(request, user=request.user))
    return services.substitute_signer(signature, **form.values(), by=request.user)


@area.post(
    "/signatures/{int:pk}/sign", "records.sign_record", SignatureRequest, form=SignForm, gives=SignatureOut
)
def sign_record(request: HttpRequest, signature: SignatureRequest) -> SignatureRequest:
    codes = has_codes(request.user)  # type: ignore[arg-type]  # the door lets nobody else in
    form = checked(SignForm.of(request, has_codes=codes))
    note_proof_try(request.user)  # type: ignore[arg-type]  # as above
    return services.sign_simply(signature, **form.values(), by=request.user)


@area.post(
    "/signatures/{int:pk}/refuse",
    "records.sign_record",
    SignatureRequest,
    form=RefuseForm,
    gives=SignatureOut,
)
def refuse_signature(request: HttpRequest, signature: SignatureRequest) -> SignatureRequest:
    return services.refuse_signature(signature, **checked(RefuseForm.of(request)).values(), by=request.user)
