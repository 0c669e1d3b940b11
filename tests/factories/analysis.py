"""Runs with values as they were counted, without counting, and the municipality that they tell of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from metodika.core.calendar import school_year
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.steering.analysis import services
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.indicators.models import Indicator, Run, Target, Value
from tests.factories.directory import MunicipalityFactory, SchoolFactory
from tests.factories.indicators import measured

DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
Counts = Mapping[Organisation, tuple[int, int]]


def run_on(day: date = DAY) -> Run:
    """A run that is finished on its day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Run.objects.create(day=day, status="finished", finished_at=moment)


def counted(indicator: Indicator, counts: Counts, run: Run, **more: Any) -> list[Value]:
    """Values of an indicator by place, as a run leaves them."""
    version = indicator.versions.get(status="in_force")
    period = school_year(run.day)
    Value.objects.filter(version=version, starts_on=period.starts_on, organisation__in=counts).update(
        is_latest=False
    )
    return Value.objects.bulk_create(
        Value(
            version=version, organisation=place, run=run, period_kind="school_year",
            starts_on=period.starts_on, ends_on=period.ends_on, numerator=Decimal(part),
            denominator=Decimal(whole), computed_at=run.finished_at, change="first", **more,
        )
        for place, (part, whole) in counts.items()
    )  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A municipality with schools, an indicator with values of two years, and the run of the later one."""

    place: Organisation
    schools: list[Organisation]
    indicator: Indicator
    run: Run


def town(*, profile: bool = True, target: int | None = 50) -> Town:
    """Four schools: the second lags far behind, the last has three people; the whole has fallen."""
    told = {"profile": load_profile("verkhnyaya-pyshma", by=None)} if profile else {}
    place = MunicipalityFactory(**told)
    schools = [SchoolFactory(parent=place) for _one in range(4)]
    indicator = measured(place)
    before, run = run_on(date(2025, 6, 1)), run_on()
    last = [(60, 100), (50, 80), (40, 60), (2, 3)]
    now = [(58, 100), (10, 80), (38, 60), (1, 3)]
    for counts, each in ((last, before), (now, run)):
        whole = (sum(part for part, _all in counts), sum(every for _part, every in counts))
        counted(indicator, {place: whole, **dict(zip(schools, counts, strict=True))}, each)
    if target is not None:
        period = school_year(DAY)
        Target.objects.create(
            indicator=indicator, organisation=place, period_kind="school_year", starts_on=period.starts_on,
            ends_on=period.ends_on, value=target, reason="Так решил совет",
        )  # fmt: skip
    return Town(place, schools, indicator, run)


def finding_of(made: Town, *, about: Organisation | None = None, kind: str = "below_target") -> Finding:
    """A confirmed finding of the town, drafted by the rules."""
    services.draft_findings(made.place, made.run, by=None)
    drafted = Finding.objects.get(about=about or made.place, kind=kind)
    return services.confirm_finding(drafted, by=None)


def note_of(made: Town, *, about: Organisation | None = None) -> Note:
    """A note of the town, or of a school of it."""
    return services.make_note(made.place, made.run, about=about, by=None)
