"""Plans for tests, made by the same services as in the product."""

from datetime import date
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Plan
from metodika.planning.plans.services import Head, add_item, approve_plan, make_plan
from tests.factories.directory import MunicipalityFactory

# A working Monday; tests that need it travel there.
TODAY = date(2026, 11, 23)
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
ITEM = {"text": "Провести семинар", "term": "октябрь", "number": "1"}


def planned(
    *items: dict[str, Any], at: Organisation | None = None, approved: bool = True, **head: Any
) -> Plan:
    """A plan of the school year, approved on its first day, with the items told or one of October."""
    told: dict[str, Any] = {
        "kind": PlanKind.SERVICE,
        "title": "План службы",
        "starts_on": FIRST,
        "ends_on": LAST,
    } | head
    plan = make_plan(organisation=at or MunicipalityFactory(), head=Head(**told), by=None)
    for one in items or (ITEM,):
        responsible = one.get("responsible", "методист")
        values = {name: value for name, value in one.items() if name != "responsible"}
        add_item(plan, values=values, responsible=responsible, by=None)
    return approve_plan(plan, act=None, approved_on=FIRST, by=None) if approved else plan
