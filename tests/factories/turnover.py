"""What a school year leaves: one row of each register, made by the services of their areas."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import time_machine

from metodika.core.calendar import school_year
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.services import start_body
from metodika.planning.goals.models import Goal
from metodika.planning.goals.services import Figure, approve_goal, propose_goal, set_target
from metodika.planning.plans.models import Plan
from metodika.planning.plans.services import approve_plan
from metodika.steering.analysis.lifecycle import FindingStatus
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.services import observe
from metodika.steering.collection.models import Campaign
from metodika.steering.collection.services import close_campaign
from metodika.steering.turnover.models import Rollover
from metodika.steering.turnover.services import begin_rollover
from tests.factories.assignments import given
from tests.factories.bodies import make_body, make_composition, make_kind
from tests.factories.collection import make_form, opened
from tests.factories.decisions import meant, ordered
from tests.factories.directory import SchoolFactory
from tests.factories.indicators import measured
from tests.factories.plans import planned
from tests.factories.recommendations import advised

FIRST, LAST = date(2025, 9, 1), date(2026, 8, 31)
YEAR = school_year(FIRST)


@dataclass(frozen=True)
class Left:
    """The rows that a year has left, by register."""

    place: Organisation
    rows: dict[str, Any]


def plan_left(place: Organisation, title: str = "План службы на 2025/26 учебный год", **head: Any) -> Plan:
    """An approved plan of the ending year with one item that nobody has done."""
    items = ({"text": "Провести семинар", "term": "октябрь 2025", "number": "1"},)
    plan = planned(
        *items, at=place, approved=False, title=title, **{"starts_on": FIRST, "ends_on": LAST} | head
    )
    return approve_plan(plan, act=None, approved_on=FIRST, by=None)


def goal_left(place: Organisation, code: str = "") -> Goal:
    """An approved goal of the ending year with one target."""
    card = {
        "text": "Каждый молодой педагог с наставником",
        "starts_on": FIRST,
        "ends_on": LAST,
        "reason": "Уходят",
    }
    goal = propose_goal(organisation=place, card=card, by=None)
    figure = Figure("Доля с маршрутом", FIRST, LAST, Decimal(50), code=code, unit="%")
    set_target(goal, figure=figure, by=None)
    goal.refresh_from_db()
    return approve_goal(goal, approved_on=FIRST, by=None)


def group_left(place: Organisation) -> Body:
    """A group whose term ends with the year, with a composition."""
    body = make_body(make_kind(family="group"), host=place, name="Группа", starts_on=FIRST, ends_on=LAST)
    body = start_body(body, on=FIRST, by=None) if body.status == "proposed" else body
    make_composition(body, 3, on=FIRST, act=None)
    return body


def campaign_left(place: Organisation, **values: Any) -> Campaign:
    """A campaign that was held in May and closed."""
    told = {
        "title": "Мониторинг 2026", "starts_on": FIRST, "ends_on": LAST, "as_of": date(2026, 5, 1),
        "due_at": datetime(2026, 5, 20, 12, tzinfo=UTC),
    } | values  # fmt: skip
    return close_campaign(opened(make_form(place), **told), by=None)


def year_left(place: Organisation) -> Left:
    """One row of each register that is still open when the year ends."""
    with time_machine.travel("2026-05-04T09:00:00Z", tick=False):
        school = SchoolFactory(parent=place)
        days = {"starts_on": FIRST, "ends_on": LAST}
        told = {"scope": "whole", "text": "Мало наставников", "period_kind": "school_year", **days}
        standing = observe(place, values=told, by=None)
        draft = Finding.objects.create(
            organisation=place, about=place, kind="worse", status=FindingStatus.DRAFT, text="Упало", **days,
            period_kind="school_year",
        )  # fmt: skip
        return Left(place, {
            "goals": goal_left(place), "plans": plan_left(place), "bodies": group_left(place),
            "campaigns": campaign_left(place), "indicators": measured(place).versions.get(),
            "assignments": given(organisation=place, given_on=date(2026, 5, 4)), "findings": draft,
            "recommendations": advised(standing, due_on=date(2026, 6, 1), institutions=[school]),
            "measures": meant(place, starts_on=FIRST), "decisions": ordered(place),
        })  # fmt: skip


def begun(place: Organisation, *, by: Any) -> Rollover:
    """A roll-over of that year into the next."""
    return begin_rollover(place, ending=YEAR, coming=YEAR.next(), by=by)
