from datetime import date, datetime
from decimal import Decimal
from typing import Any

from metodika.core.web.endpoints import Body, Ref, Schema
from metodika.steering.collection.models import Submission


class FormOut(Schema):
    id: int
    organisation: Ref
    code: str
    kind: str
    title: str
    purpose: str
    edition_number: int
    content: dict[str, Any]
    version: int


class CampaignOut(Schema):
    id: int
    organisation: Ref
    form: Ref
    title: str
    ground: str
    starts_on: date
    ends_on: date
    as_of: date
    due_at: datetime
    remind_before: list[int]
    kinds: list[str]
    status: str
    reopened_because: str
    version: int


class SubmissionOut(Schema):
    id: int
    campaign: Ref
    organisation: Ref
    status: str
    asked_on: date
    submitted_at: datetime | None
    returns: int
    fields_asked: int
    fields_held: int
    minutes: Decimal
    version: int


class AnswersOut(SubmissionOut):
    content: dict[str, Any]
    answers: dict[str, Any]
    held: dict[str, Any]
    reasons: dict[str, Any]
    remarks: dict[str, Any]
    explanation: str
    returned_because: str

    @staticmethod
    def resolve_content(row: Submission) -> dict[str, Any]:
        return row.spec.data


class AnswersIn(Body):
    """Answers and reasons by the codes of the fields; those left out stay as they are."""

    version: int
    answers: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    explanation: str | None = None


class RemarksIn(Body):
    remarks: dict[str, str] = {}
    because: str = ""


class ReminderOut(Schema):
    reminded_on: date
    institutions: int


class BurdenOut(Schema):
    organisation: Ref
    forms: int
    asked: int
    held: int
    minutes: Decimal
