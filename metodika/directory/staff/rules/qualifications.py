"""Whether a qualification category holds on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from metodika.directory.staff.lifecycle import QualificationCategory
from metodika.directory.staff.rules.experience import anniversary

TERM_BEFORE_2023 = 5
WITHOUT_TERM_SINCE = date(2023, 9, 1)
COMPLIANCE_TERM = 5
RANK = {
    QualificationCategory.COMPLIANCE: 1,
    QualificationCategory.FIRST: 2,
    QualificationCategory.HIGHEST: 3,
    QualificationCategory.TEACHER_METHODIST: 4,
    QualificationCategory.TEACHER_MENTOR: 4,
}


@dataclass(frozen=True)
class Held:
    """A category with its days; `assigned_on` None means that the day is not known."""

    category: str
    assigned_on: date | None
    valid_until: date | None = None


def usual_end(category: str, assigned_on: date | None) -> date | None:
    """Return the last day of a category when the act names none; None means without a term.

    Categories assigned before 1 September 2023 hold five years, later ones have no term; compliance holds
    five years. Source: order of the Ministry of Education of 24.03.2023 No. 196, clauses 5 and 24.
    """
    if assigned_on is None:
        return None
    if category == QualificationCategory.COMPLIANCE:
        return anniversary(assigned_on, COMPLIANCE_TERM)
    return anniversary(assigned_on, TERM_BEFORE_2023) if assigned_on < WITHOUT_TERM_SINCE else None


def holds_on(held: Held, day: date) -> bool:
    """Tell whether the category holds on the day; the last day is included.

    Source: order of the Ministry of Education of 24.03.2023 No. 196, clause 24.
    """
    if held.assigned_on and day < held.assigned_on:
        return False
    end = held.valid_until or usual_end(held.category, held.assigned_on)
    return end is None or day <= end


def highest(categories: Iterable[Held], day: date) -> Held | None:
    """Return the highest category that holds on the day, the latest among equals.

    Source: order of the Ministry of Education of 24.03.2023 No. 196, clauses 24-26 and 50.
    """
    holding = [one for one in categories if holds_on(one, day)]
    return max(
        holding,
        key=lambda one: (RANK[QualificationCategory(one.category)], one.assigned_on or date.min),
        default=None,
    )
