"""A plan as a cyclogram: items down, months (quarters or years of a long plan) across."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.calendar import Period, calendar_year, dates, month, quarter
from metodika.core.web.values import Text, Tone
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.planning.plans.queries.lists import PlanPart
from metodika.planning.plans.queries.timeline import state_words

MOST_MONTHS, MOST_QUARTERS = 18, 20
LONGEST_MONTH, LONGEST_QUARTER = 31, 92


@dataclass(frozen=True)
class Cell:
    """What an item has in a column: the tone of what is due there, None where it only goes on, and words."""

    words: str
    tone: Tone | None = None


@dataclass(frozen=True)
class CyclogramRow:
    """An item with a cell for each column, empty ones None; a section has no item."""

    title: str
    item: Item | None = None
    cells: tuple[Cell | None, ...] = ()


def cyclogram(
    plan: Plan, parts: Iterable[PlanPart], *, day: date
) -> tuple[tuple[str, ...], list[CyclogramRow]]:
    """Return the titles of the columns and the rows of `parts_of`, cancelled items left out."""
    columns = columns_of(plan.period)
    rows: list[CyclogramRow] = []
    for part in parts:
        if part.section:
            rows.append(CyclogramRow(str(part.section)))
        rows += [
            CyclogramRow(str(item), item, tuple(_cells(item, plan, columns, day)))
            for item in part.items
            if not item.is_cancelled
        ]
    return tuple(_title(one) for one in columns), rows


def columns_of(period: Period) -> list[Period]:
    """Return the months of a period, of a longer one its quarters, of a very long one its years."""
    for of_day, most in ((month, MOST_MONTHS), (quarter, MOST_QUARTERS), (calendar_year, period.days)):
        found = [of_day(period.starts_on)]
        while found[-1].ends_on < period.ends_on:
            found.append(found[-1].next())
        if len(found) <= most:
            return found
    return [dates(period.starts_on, period.ends_on)]


def _title(period: Period) -> str:
    if period.days <= LONGEST_MONTH:
        return date_format(period.starts_on, "M y")
    if period.days <= LONGEST_QUARTER:
        return f"{(period.starts_on.month + 2) // 3} / {period.starts_on:%y}"
    return f"{period.starts_on:%Y}"


def _cells(item: Item, plan: Plan, columns: Sequence[Period], day: date) -> Iterable[Cell | None]:
    times: Sequence[Occurrence] = item.times  # type: ignore[attr-defined]  # prefetched by parts_of
    shown = [(one, state_words(one, plan, day)) for one in times]
    for column in columns:
        due: list[tuple[Text, Tone]] = [state for one, state in shown if one.due_on in column]
        if due:
            words, tone = min(due, key=lambda state: state[1] != "bad")
            yield Cell(str(words), tone)
        elif any(one.starts_on <= column.ends_on and column.starts_on <= one.due_on for one, _state in shown):
            yield Cell(_("goes on"))
        else:
            yield None
