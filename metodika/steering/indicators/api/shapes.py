from datetime import date, datetime
from decimal import Decimal
from typing import Any

from metodika.core.web.endpoints import Ref, Schema
from metodika.steering.indicators import queries
from metodika.steering.indicators.models import Version
from metodika.steering.indicators.tables import aim_here, here, version_of


class IndicatorOut(Schema):
    id: int
    code: str
    name: str
    group: str
    unit: str
    levels: list[str]
    source: str
    more_is_better: bool
    basis: str
    owner: Ref | None
    version: int


class IndicatorLineOut(IndicatorOut):
    """An indicator with its newest value in the place of the list; one that is kept back has no number."""

    state: str
    value: Decimal | None
    value_id: int | None
    is_hidden: bool
    starts_on: date | None
    ends_on: date | None
    target: Decimal | None

    @staticmethod
    def resolve_state(row: Any) -> str:
        return queries.state_of(version_of(row)).code

    @staticmethod
    def resolve_value(row: Any) -> Decimal | None:
        value: Any = here(row)
        return None if value is None or value.is_kept_back else value.shown

    @staticmethod
    def resolve_value_id(row: Any) -> int | None:
        value = here(row)
        return value.pk if value else None

    @staticmethod
    def resolve_is_hidden(row: Any) -> bool:
        value: Any = here(row)
        return value is not None and value.is_kept_back

    @staticmethod
    def resolve_starts_on(row: Any) -> date | None:
        value = here(row)
        return value.starts_on if value else None

    @staticmethod
    def resolve_ends_on(row: Any) -> date | None:
        value = here(row)
        return value.ends_on if value else None

    @staticmethod
    def resolve_target(row: Any) -> Decimal | None:
        aim = aim_here(row)
        return aim.value if aim else None


class IndicatorVersionOut(Schema):
    id: int
    number: int
    status: str
    formula: dict[str, Any] | None
    period_kind: str
    places: int
    thresholds: dict[str, Any]
    method: str
    starts_on: date | None
    ends_on: date | None
    state: str
    sentence: str

    @staticmethod
    def resolve_state(row: Version) -> str:
        return queries.state_of(row).code

    @staticmethod
    def resolve_sentence(row: Version) -> str:
        return queries.state_of(row).sentence


class ValueOut(Schema):
    id: int
    organisation: Ref
    version_number: int
    starts_on: date
    ends_on: date
    is_hidden: bool
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    low: float | None
    high: float | None
    best_rank: int | None
    worst_rank: int | None
    covered: int | None
    expected: int | None
    change: str
    computed_at: datetime
    fingerprint: str


class IndicatorCardOut(Schema):
    indicator: IndicatorOut
    versions: list[IndicatorVersionOut]
    values: list[ValueOut]


class TrendOut(ValueOut):
    target: Decimal | None
    is_reached: bool | None
    is_break: bool


class WhyOut(Schema):
    """Why a number is what it is: `trouble` says why its formula cannot be read or its rows not shown."""

    value: ValueOut
    indicator: Ref
    unit: str
    words: list[list[str]]
    trouble: str
    method: str
    sources: list[str]
    holds_from: date | None
    act: Ref | None
    approved_by: Ref | None
    approved_sets: list[Ref]
    as_of: date | None
    note: str
    parts: list[str]
    earlier: list[ValueOut]


class PreviewOut(Schema):
    starts_on: date
    ends_on: date
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    words: list[list[str]]
    warning: str


class ReachedOut(Schema):
    target: str
    code: str
    starts_on: date
    ends_on: date
    direction: str
    wanted: Decimal
    value: Decimal | None
    value_id: int | None
    is_hidden: bool
    is_reached: bool | None


class TargetOut(Schema):
    id: int
    indicator: Ref
    organisation: Ref
    starts_on: date
    ends_on: date
    value: Decimal
    reason: str


class SetOut(Schema):
    id: int
    title: str
    owner: Ref
    act: Ref | None
    approved_on: date | None


class SetValueOut(ValueOut):
    code: str


class SetCardOut(Schema):
    set: SetOut
    indicators: list[Ref]
    values: list[SetValueOut]


class IndicatorRunOut(Schema):
    id: int
    day: date
    is_full: bool
    status: str
    started_at: datetime
    finished_at: datetime | None
    asked: int
    narrowed: int
    kept: int
    written: int
    trouble: str
