"""Measures, decisions and values for tests; the values stand in for runs of two school years."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.models import Decision, Expectation, Measure
from metodika.steering.decisions.services import (
    Said,
    draft_decision,
    plan_measure,
    say_expectation,
    take_decision,
)
from metodika.steering.indicators.models import Indicator, Value, Version

BEFORE = (date(2024, 9, 1), date(2025, 8, 31))
AFTER = (date(2025, 9, 1), date(2026, 8, 31))
STARTS, LOOK = date(2025, 10, 1), date(2026, 9, 1)
Numbers = Mapping[Organisation, tuple[float, float | None]]


def valued(version: Version, days: tuple[date, date], numbers: Numbers) -> None:
    """Keep what a run would have counted of places in a school year: (part, whole) by place."""
    Value.objects.bulk_create(
        Value(
            version=version, organisation=place, period_kind="school_year", starts_on=days[0],
            ends_on=days[1], numerator=Decimal(part), denominator=None if whole is None else Decimal(whole),
            fingerprint="1:1", computed_at=timezone.now(), change="first",
        )
        for place, (part, whole) in numbers.items()
    )  # fmt: skip


def meant(
    at: Organisation, *places: Organisation, indicator: Indicator | None = None, size: int = 10, **card: Any
) -> Measure:
    """A measure that began in October a year ago and, with an indicator, says that it shall rise."""
    told = {"text": "Провести серию практикумов", "starts_on": STARTS, "ends_on": date(2026, 3, 1)} | card
    made = plan_measure(organisation=at, card=told, places=places, by=None)
    if indicator is not None:
        expected(made, indicator, size=size)
    return made


def expected(subject: Measure | Decision, indicator: Indicator, *, size: int = 10) -> Expectation:
    """What is said beforehand: the indicator shall rise by so much until September."""
    said = Said(indicator, LOOK, size=Decimal(size))
    return say_expectation(subject, said=said, by=None)


def ordered(at: Organisation, **card: Any) -> Decision:
    """A decision that was taken by an order signed elsewhere."""
    told = {"text": "Закрепить наставников за молодыми педагогами"} | card
    made = draft_decision(organisation=at, card=told, by=None)
    return take_decision(made, taken_on=STARTS, act_words="Приказ от 01.10.2025 № 112", by=None)
