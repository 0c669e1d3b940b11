"""Goals and priorities for tests, made by the same services as in the product."""

from datetime import date
from decimal import Decimal
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.planning.goals.models import Goal, Priority
from metodika.planning.goals.services import Figure, add_priority, approve_goal, propose_goal, set_target
from tests.factories.directory import MunicipalityFactory, SubjectFactory

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
FIGURE = Figure("Доля педагогов с маршрутом", FIRST, LAST, Decimal(50), code="ПК-1", unit="%")


def wanted(at: Organisation | None = None, *, approved: bool = True, **card: Any) -> Goal:
    """A goal of the school year with one target, approved on its first day."""
    told = {
        "text": "Каждый молодой педагог работает с наставником", "starts_on": FIRST, "ends_on": LAST,
        "reason": "Треть молодых педагогов ушла за два года",
    } | card  # fmt: skip
    goal = propose_goal(organisation=at or MunicipalityFactory(), card=told, by=None)
    set_target(goal, figure=FIGURE, by=None)
    goal.refresh_from_db()
    return approve_goal(goal, approved_on=FIRST, by=None) if approved else goal


def concept(at: Organisation | None = None, **card: Any) -> Priority:
    """A subject concept in force since the school year before the last one."""
    told = {
        "kind": "concept", "title": "Концепция преподавания технологии", "starts_on": date(2024, 9, 1),
        "subject": SubjectFactory(title="Технология"),
    } | card  # fmt: skip
    return add_priority(organisation=at or MunicipalityFactory(), card=told, by=None)
