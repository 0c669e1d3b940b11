from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from metodika.core.web.endpoints import Body, Ref, Schema
from metodika.steering.collection import queries
from metodika.steering.collection.models import Submission
from metodika.steering.collection.rules import answers as rules


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
    standing: str
    is_complete: bool
    version: int

    @staticmethod
    def resolve_standing(row: Submission) -> str:
        return row.standing(timezone.now())


class AnswersOut(SubmissionOut):
    content: dict[str, Any]
    answers: dict[str, Any]
    held: dict[str, Any]
    reasons: dict[str, Any]
    remarks: dict[str, Any]
    explanation: str
    returned_because: str
    warnings: list[str]
    last_campaign: str
    last: dict[str, str]

    @staticmethod
    def resolve_warnings(row: Submission) -> list[str]:
        spec = row.spec
        values = rules.effective(spec, row.answers, row.held)
        return (
            [queries.sentence_of(one, spec) for one in rules.warnings_of(spec, values)] if row.edition else []
        )

    @staticmethod
    def resolve_last_campaign(row: Submission) -> str:
        before, _words = queries.last_answers(row)
        return str(before.campaign) if before else ""

    @staticmethod
    def resolve_last(row: Submission) -> dict[str, str]:
        return queries.last_answers(row)[1]

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


class CampaignFiguresOut(Schema):
    """How complete a campaign is."""

    asked: int
    answered: int
    accepted: int
    returned: int
    late: int
    silent: int
    complete: int


class AskedFormOut(Schema):
    """A form of a month: how many were asked, and which of its fields the system held already."""

    title: str
    institutions: int
    fields: int
    held: list[str]


class BurdenOut(Schema):
    organisation: Ref
    forms: int
    asked: int
    held: int
    minutes: Decimal
