"""Plans of the demo: last year's plan with its marks, this year's made from it, or a road map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from metodika.core.calendar import Period, dates, school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.regulations.lifecycle import ActKind
from metodika.directory.regulations.models import Clause
from metodika.planning.plans import services
from metodika.planning.plans.lifecycle import AWAITED, PlanKind
from metodika.planning.plans.models import Occurrence, Plan
from metodika.planning.plans.services import Head
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.councils import act_of
from metodika.web.demo.proofs import LEFT_OPEN, PROOFS
from metodika.web.demo.tree import Municipality

TEXTS = Path(__file__).parent / "texts" / "plans"
# Who writes a road map for years does not make a plan of each year besides.
ROAD_MAPS = frozenset({"verkhnyaya-pyshma"})
YEARS_OF_ROAD_MAP = 4
APPROVED_AFTER, MOVED_BY = timedelta(days=7), timedelta(days=10)


@dataclass(frozen=True)
class Desk:
    """Where the plans of a municipality are kept."""

    home: Municipality
    accounts: dict[str, User]
    today: date
    clock: Clock

    @property
    def code(self) -> str:
        """Return the code of the municipality, by which its plan is found."""
        return self.home.node.code

    @property
    def methodist(self) -> User:
        """Return who keeps the plan."""
        return self.accounts["demo-methodist"]


def plan_years(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Make the plans of a municipality that has some, approve them and mark what has been done."""
    if home.node.code not in PROOFS:
        return
    with clock_of(zone_of(home.node)) as clock:
        desk = Desk(home, accounts, today, clock)
        if desk.code in ROAD_MAPS:
            _lead_road_map(desk)
        else:
            _lead_years(desk)


def _lead_road_map(desk: Desk) -> None:
    first = school_year(desk.today).starts_on.year - 1
    period = dates(date(first, 1, 1), date(first + YEARS_OF_ROAD_MAP, 12, 31))
    plan = _drafted(desk, PlanKind.ROAD_MAP, period)
    # By then the bodies of the demo work.
    _approve(desk, plan, on_weekday(date(first, 9, 1) + APPROVED_AFTER))
    _mark(desk, plan, left_open=LEFT_OPEN[desk.code])


def _lead_years(desk: Desk) -> None:
    this = school_year(desk.today)
    last = dates(_year_before(this.starts_on), this.starts_on - timedelta(days=1))
    before = _drafted(desk, PlanKind.SERVICE, last)
    _approve(desk, before, on_weekday(last.starts_on + APPROVED_AFTER))
    _mark(desk, before, left_open=set())
    desk.clock.set(last.ends_on, 15)
    services.close_plan(before, reason="Год закончен, отчёт сдан.", by=desk.accounts["demo-head"])
    desk.clock.set(this.starts_on, 10)
    title = _title(before.title.partition(",")[0], dates(this.starts_on, this.ends_on))
    plan = services.copy_plan(
        before, title=title, starts_on=this.starts_on, ends_on=this.ends_on, by=desk.methodist
    )
    approved_on = on_weekday(this.starts_on + APPROVED_AFTER)
    if approved_on <= desk.today:
        _approve(desk, plan, approved_on)
        _mark(desk, plan, left_open=LEFT_OPEN[desk.code])
        _move_one(desk, plan)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def _title(words: str, period: Period) -> str:
    return f"{words}, {period.starts_on.year}/{period.ends_on.year % 100:02} учебный год"


def _drafted(desk: Desk, kind: PlanKind, period: Period) -> Plan:
    """Read the plan of the municipality as the command does, and say what proves its items."""
    desk.clock.set(period.starts_on, 10)
    years = {"first": period.starts_on.year, "last": period.ends_on.year}
    text = (TEXTS / f"{desk.code}.txt").read_text(encoding="utf-8").format_map(years)
    table = services.imported_from(text.encode(), name=f"план-{desk.code}.txt", by=desk.methodist)
    title = table.reading.title
    head = Head(
        kind, title if kind == PlanKind.ROAD_MAP else _title(title, period), period.starts_on, period.ends_on
    )
    plan = services.import_plan(table, organisation=desk.home.node, head=head, by=desk.methodist)
    clauses = {
        one.ref: one for one in Clause.objects.filter(edition__act__owner=desk.home.node).exclude(ref="")
    }
    for item in plan.items.order_by("order"):
        serves = PROOFS[desk.code].get(item.number)
        if serves is None:
            continue
        if serves.fact:
            services.name_fact(
                item, code=serves.fact, conditions=serves.conditions, needed=serves.needed, by=desk.methodist
            )
        if clause := clauses.get(serves.clause):
            services.change_item(item, changes={"clause": clause}, seen=None, by=desk.methodist)
    return plan


def _approve(desk: Desk, plan: Plan, day: date) -> None:
    desk.clock.set(day, 12)
    act = act_of(desk.home.node, day, kind=ActKind.ORDER, title=_approval_of(plan), number=f"{day:%y}-м")
    services.approve_plan(plan, act=act, by=desk.accounts["demo-head"])


def _approval_of(plan: Plan) -> str:
    first, last = plan.starts_on.year, plan.ends_on.year
    if plan.kind == PlanKind.ROAD_MAP:
        return f"Об утверждении дорожной карты на {first}–{last} годы"
    return f"Об утверждении плана работы на {first}/{last % 100:02} учебный год"


def _mark(desk: Desk, plan: Plan, *, left_open: set[str]) -> None:
    """Let facts mark what they prove by now; the rest that is past is marked by hand on its last day."""
    desk.clock.set(desk.today, 9)
    for item in plan.items.exclude(fact_code=""):
        services.prove_item(item, day=min(desk.today, plan.ends_on))
    waiting = Occurrence.objects.filter(item__plan=plan, status__in=AWAITED).select_related("item__plan")
    for one in waiting.filter(due_on__lt=desk.today, item__fact_code="").order_by("due_on", "pk"):
        if one.item.number not in left_open:
            day = on_weekday(one.due_on)
            desk.clock.set(day, 16)
            services.finish_occurrence(
                one, done_on=day, result=one.item.result, reason="Сделано по плану.",
                proof=f"Справка методиста от {day:%d.%m.%Y}", by=desk.methodist,
            )  # fmt: skip
    desk.clock.set(desk.today, 9)
    for one in _coming(waiting, desk.today)[:1]:
        services.start_occurrence(one, by=desk.methodist)


def _coming(waiting: Iterable[Occurrence], today: date) -> list[Occurrence]:
    """Return what is due after the day and proved by hand, the nearest first."""
    rows = [one for one in waiting if one.due_on >= today and not one.item.fact_code]
    return sorted(rows, key=lambda one: (one.due_on, one.pk))


def _move_one(desk: Desk, plan: Plan) -> None:
    """Move something of spring to a later day, with the reason."""
    waiting = Occurrence.objects.filter(item__plan=plan, status__in=AWAITED).select_related("item__plan")
    for one in _coming(waiting, desk.today)[2:3]:
        to = one.due_on + MOVED_BY
        if to <= plan.ends_on:
            services.move_occurrence(
                one, due_on=to, reason="Совпало с днями пробных экзаменов.", by=desk.methodist
            )
