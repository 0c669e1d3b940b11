"""What the operations of the area give."""

from datetime import date, datetime
from typing import Any

from metodika.core.files.signatures import SignerReport
from metodika.core.web.endpoints import Ref, Schema
from metodika.directory.records.models import Rendition, SignatureRequest


class RecordOut(Schema):
    id: int
    version: int
    organisation: Ref
    kind: str
    title: str
    number: str
    dated_on: date
    place: str
    status: str
    cancelled_reason: str
    keep_years: int | None
    keep_until: date | None
    case_file: Ref | None
    legal_hold: bool
    hold_reason: str
    published_on: date | None
    public_code: str

    @staticmethod
    def resolve_number(record: Any) -> str:
        return str(record.number_text)


class ListedRecord(RecordOut):
    missing_signatures: int

    @staticmethod
    def resolve_missing_signatures(record: Any) -> int:
        return int(record.missing_count)


class VersionOut(Schema):
    id: int
    no: int
    sha256: str
    made_at: datetime
    superseded_at: datetime | None
    has_files: bool

    @staticmethod
    def resolve_has_files(version: Rendition) -> bool:
        return version.pdf_id is not None


class SignatureOut(Schema):
    id: int
    person: Ref
    capacity: str
    acting: bool
    order: int
    due_on: date | None
    status: str
    method: str
    signed_at: datetime | None
    signed_hash: str
    note: str
    opinion: str
    refused_because: str
    released_because: str
    version: int

    @staticmethod
    def resolve_version(request: SignatureRequest) -> int:
        return request.rendition.no


class SignerOut(Schema):
    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    signed_at: datetime | None
    algorithm: str
    document: str
    mathematics: str

    @staticmethod
    def resolve_document(signer: SignerReport) -> str:
        return signer.document.value

    @staticmethod
    def resolve_mathematics(signer: SignerReport) -> str:
        return signer.mathematics.value


class ProofOut(Schema):
    """A check of a qualified signature: right, wrong or unchecked for each part."""

    is_attached: bool
    signers: list[SignerOut]


class RecordCardOut(RecordOut):
    versions: list[VersionOut]
    signatures: list[SignatureOut]
    earlier: list[SignatureOut]


class OwnSignature(Schema):
    id: int
    record: Ref
    capacity: str
    due_on: date | None


class DispatchOut(Schema):
    id: int
    title: str
    audience: str
    organisation: Ref
    due_on: date | None
    sent_at: datetime


class ListedDispatch(DispatchOut):
    sent_count: int
    missing_count: int


class AcknowledgementOut(Schema):
    id: int
    person: Ref
    seen_at: datetime | None
    acknowledged_at: datetime | None
    method: str


class DispatchCardOut(DispatchOut):
    people: list[AcknowledgementOut]


class OwnItem(Schema):
    id: int
    title: str
    due_on: date | None
    acknowledged_at: datetime | None

    @staticmethod
    def resolve_title(item: Any) -> str:
        return str(item.dispatch.title)

    @staticmethod
    def resolve_due_on(item: Any) -> date | None:
        due_on: date | None = item.dispatch.due_on
        return due_on


class CaseOut(Schema):
    id: int
    version: int
    organisation: Ref
    index: str
    title: str
    year: int
    keep_years: int | None
    keep_note: str
    closed_on: date | None
    keep_until: date | None
    destroyed_on: date | None


class ListedCase(CaseOut):
    record_count: int


class CaseCardOut(CaseOut):
    records: list[RecordOut]


class SeriesOut(Schema):
    id: int
    organisation: Ref
    kind: str
    line: str
    year: int
    pattern: str
    last: int


class TemplateOut(Schema):
    id: int
    organisation: Ref
    kind: str
    file: str
    missing: list[str]
    uploaded_at: datetime
    retired_at: datetime | None

    @staticmethod
    def resolve_file(template: Any) -> str:
        return str(template.file.name)
