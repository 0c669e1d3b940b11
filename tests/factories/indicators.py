"""Indicators for tests, made by the same services as in the product."""

from datetime import date
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.steering.indicators.models import Indicator, Run
from metodika.steering.indicators.services import (
    approve_version,
    compute_run,
    make_indicator,
    start_run,
    write_formula,
)

TODAY = date(2026, 11, 23)
TEACHERS = {
    "fact": "staff.employment", "of": "people",
    "where": [{"code": "category", "is": "in", "value": ["teaching"]}],
}  # fmt: skip
WOMEN = {**TEACHERS, "where": [*TEACHERS["where"], {"code": "gender", "is": "in", "value": ["female"]}]}
SHARE = {"numerator": WOMEN, "denominator": TEACHERS, "scale": 100, "period": "school_year"}


def measured(
    owner: Organisation,
    *,
    formula: dict[str, Any] | None = None,
    code: str = "Ж-1",
    since: date = date(2020, 1, 1),
) -> Indicator:
    """An indicator of the organisation whose version is in force."""
    values = {"code": code, "name": "Доля женщин", "levels": ["institution", "municipality", "region"]}
    made = make_indicator(owner=owner, values=values, by=None)
    approve_version(write_formula(made, formula=formula or SHARE, by=None), starts_on=since, by=None)
    return made


def computed(*, full: bool = True, day: date = TODAY) -> Run:
    """A run that is finished."""
    return compute_run(start_run(day=day, full=full, by=None).pk)
