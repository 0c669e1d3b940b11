"""Indicators of the demo: sets approved by an act, targets with reasons, and the runs of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from metodika.core.calendar import school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.regulations.lifecycle import ActKind
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.models import Indicator, Version
from metodika.steering.indicators.services import Aim
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.councils import act_of
from metodika.web.demo.tree import Municipality

APPROVED_AFTER = timedelta(days=12)
# What comes first in the set, by groups of the shared list; a municipality's own stand before them.
SET = (
    "I-30", "I-33", "I-34", "I-35", "I-36", "I-37", "I-38", "I-55", "I-61", "I-62", "I-63", "I-64",
)  # fmt: skip
TARGETS = (
    ("I-33", 45, 60, "Годом раньше на мероприятиях побывала треть педагогов."),
    ("I-34", 2, 3, "Область даёт городу не больше двадцати мест в год."),
    ("I-36", 30, 50, "Треть мероприятий прошлых лет отвечала дефицитам."),
    ("I-38", 3, 5, "Опыт показывают одни и те же люди."),
    ("I-55", 90, 100, "Мониторинг обязателен для всех."),
    ("I-61", 60, 75, "Проверка сайтов весной нашла шесть пунктов из десяти."),
    ("I-63", 80, 90, "Годовой план выполнен на 78 %."),
)


def approve_indicators(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Approve the set of indicators of each year by an act, and set targets of both years."""
    this = school_year(today)
    last = school_year(this.starts_on - timedelta(days=1))
    chosen = _chosen(home)
    head, methodist = accounts["demo-head"], accounts["demo-methodist"]
    with clock_of(zone_of(home.node)) as clock:
        for year in (last, this):
            day = on_weekday(year.starts_on + APPROVED_AFTER)
            if day > today:
                continue
            clock.set(day, 12)
            title = f"Показатели методической работы, {year.label}"
            act = act_of(home.node, day, kind=ActKind.ORDER, title=title, number=f"{day:%y}-пк")
            made = services.make_set(owner=home.node, title=title, indicators=chosen, by=methodist)
            services.approve_set(made, act=act, by=head)
            services.set_targets(
                [
                    Aim(one, home.node, year, Decimal(before if year == last else now), reason)
                    for code, before, now, reason in TARGETS
                    for one in chosen
                    if one.code == code
                ],
                by=methodist,
            )


def _chosen(home: Municipality) -> Sequence[Indicator]:
    """Return the indicators of the set that compute: the municipality's own ones, then the shared ones."""
    mine = Q(owner=home.node) | Q(owner=None, profile=home.node.profile_id)
    shared = Q(owner=None, profile=None, code__in=SET)
    rows = Indicator.objects.filter(mine | shared, is_dropped=False).order_by("-owner", "-profile", "code")
    versions = Version.objects.filter(indicator__in=rows).exclude(formula=None).order_by("number")
    latest = {one.indicator_id: one for one in versions}
    return [one for one in rows if queries.state_of(latest.get(one.pk)).computes]


def measure(today: date, *, zone: str) -> None:
    """Compute all indicators as they were in last school year, and as they are."""
    this = school_year(today)
    first = this.starts_on.year - 1
    ends = (date(first, 12, 31), date(first + 1, 6, 30), date(first + 1, 8, 31))
    with clock_of(zone) as clock:
        for number, day in enumerate((*ends, today)):
            _measure_on(clock, day, full=number == 0)


def _measure_on(clock: Clock, day: date, *, full: bool) -> None:
    clock.set(day, 20)
    run = services.start_run(day=day, full=full, by=None)
    services.compute_run(run.pk)
