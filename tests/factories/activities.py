"""Events for tests, made by the same services as in the product."""

from datetime import date, time
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import services
from metodika.planning.activities.models import Event
from metodika.planning.activities.rules.seats import Limits
from tests.factories.directory import EmploymentFactory, MunicipalityFactory

TODAY = date(2026, 11, 23)
DAY = date(2026, 12, 1)


def announced(
    *,
    at: Organisation | None = None,
    seats: int | None = None,
    per_institution: int | None = None,
    **card: Any,
) -> Event:
    """A seminar of the municipality to which people may register."""
    event = drafted(at=at, seats=seats, per_institution=per_institution, **card)
    return services.announce_event(event, by=None)


def drafted(
    *,
    at: Organisation | None = None,
    seats: int | None = None,
    per_institution: int | None = None,
    **card: Any,
) -> Event:
    """A seminar that is planned."""
    told: dict[str, Any] = {
        "kind": "seminar", "title": "Функциональная грамотность", "starts_on": DAY, "begins": time(14),
        "place": "Актовый зал", "hours": 4,
    } | card  # fmt: skip
    limits = Limits(seats, per_institution)
    return services.plan_event(at or MunicipalityFactory(), values=told, limits=limits, by=None)


def teachers(school: Organisation, count: int) -> list[Person]:
    """People who work in the school."""
    return [EmploymentFactory(organisation=school).person for _number in range(count)]
