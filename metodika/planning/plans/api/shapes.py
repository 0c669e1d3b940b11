from datetime import date, datetime
from typing import Any

from metodika.core.web.endpoints import Ref, Schema
from metodika.planning.plans.models import Occurrence, Plan, Responsible


class PlanOut(Schema):
    id: int
    organisation: Ref
    body: Ref | None
    kind: str
    title: str
    starts_on: date
    ends_on: date
    status: str
    by_terms: bool
    agreed_on: date | None
    approved_on: date | None
    closed_on: date | None
    closed_because: str
    version: int


class PlanListedOut(PlanOut):
    all_count: int
    done_count: int
    late_count: int


class OccurrenceOut(Schema):
    id: int
    starts_on: date
    due_on: date
    first_due_on: date
    status: str
    done_on: date | None
    by_fact: bool
    result: str
    reason: str
    proof: str
    proof_address: str


class OccurrenceListedOut(OccurrenceOut):
    item: Ref
    plan: Ref

    @staticmethod
    def resolve_plan(row: Occurrence) -> Plan:
        return row.item.plan


class ResponsibleOut(Schema):
    id: int
    text: str
    kind: str
    reports: bool
    vacant_since: date | None


class PlanItemOut(Schema):
    id: int
    number: str
    text: str
    term: str
    schedule_kind: str
    result: str
    funding: str
    audience: str
    basis: str
    note: str
    fact_code: str
    fact_conditions: list[Any]
    fact_needed: int
    cancelled_on: date | None
    cancelled_because: str
    version: int


class ItemCardOut(PlanItemOut):
    responsible: list[ResponsibleOut]
    occurrences: list[OccurrenceOut]

    @staticmethod
    def resolve_responsible(item: Any) -> list[Responsible]:
        found: list[Responsible] = item.named
        return found

    @staticmethod
    def resolve_occurrences(item: Any) -> list[Occurrence]:
        found: list[Occurrence] = item.times
        return found


class SectionOut(Schema):
    id: int
    number: str
    title: str
    order: int
    goal: Ref | None


class PartOut(Schema):
    section: SectionOut | None
    items: list[ItemCardOut]


class FiguresOut(Schema):
    all: int
    done: int
    done_late: int
    overdue: int
    ahead: int
    before_plan: int
    cancelled: int
    without_days: int


class PlanCardOut(Schema):
    plan: PlanOut
    preface: str
    figures: FiguresOut
    parts: list[PartOut]


class PlanChangeOut(Schema):
    id: int
    kind: str
    item: Ref | None
    before: str
    after: str
    reason: str
    made_at: datetime


class ClashOut(Schema):
    day: date
    audience: str
    one: Ref
    two: Ref
