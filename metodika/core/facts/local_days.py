"""The day on which a thing happened, by the clock of the place where it happened."""

from typing import Any

from django.db.models import DateField, F, Func, Value
from django.db.models.functions import Coalesce, NullIf

from metodika.core.calendar import USUAL_ZONE


def local_day(moment: str, zone: str) -> Func:
    """Return the calendar day of a moment in the zone of its place; both are paths from the row.

    Where no zone is told, Moscow's holds. Source: Civil Code of the Russian Federation, art. 194; domain
    capabilities, C28 (deadlines in local time).
    """
    place: Any = Coalesce(NullIf(F(zone), Value("")), Value(USUAL_ZONE))
    return Func(place, F(moment), template="(timezone(%(expressions)s))::date", output_field=DateField())
