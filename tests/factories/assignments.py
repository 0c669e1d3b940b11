"""Assignments for tests, given by the same service as in the product."""

from datetime import date, timedelta
from typing import Any

from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Terms, give_assignment
from tests.factories.directory import PersonFactory, SchoolFactory

# A working Monday; tests that need it travel there.
TODAY = date(2026, 11, 23)


def given(*, given_on: date | None = None, **more: Any) -> Assignment:
    """An assignment to a person, due in a week."""
    more.setdefault("text", "Собрать списки")
    for name, make in (("executor", PersonFactory), ("controller", PersonFactory)):
        if name not in more:
            more[name] = make()
    if "organisation" not in more:
        more["organisation"] = SchoolFactory()
    more.setdefault("due_on", (given_on or TODAY) + timedelta(days=7))
    return give_assignment(
        subject=more.pop("subject", None), by=more.pop("by", None), terms=Terms(given_on=given_on), **more
    )
