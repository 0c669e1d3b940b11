"""Records that may be one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from metodika.core.language import similar
from metodika.directory.staff.models import DifferentPeople, Person
from metodika.directory.staff.rules.likeness import Likeness, Traits, likeness

ALIKE = 0.5
MOST_PAIRS = 500
ORDER = list(Likeness)
# Joins by equal values only; likeness of names is asked within one birthday,
# where the surname begins alike or the first name is the same (a changed surname), not all by all.
PAIRS = """
    SELECT one_id, other_id FROM (
    SELECT one.id AS one_id, other.id AS other_id FROM staff_person one
    JOIN staff_person other ON other.id > one.id AND other.merged_into_id IS NULL
        AND other.born_on = one.born_on
        AND (left(other.sort_key, 3) = left(one.sort_key, 3)
            OR split_part(other.sort_key, ' ', 2) = split_part(one.sort_key, ' ', 2))
        AND similarity(other.sort_key, one.sort_key) >= %(alike)s
    WHERE one.merged_into_id IS NULL
    UNION
    SELECT one.id, other.id FROM staff_person one
    JOIN staff_person other ON other.id > one.id AND other.merged_into_id IS NULL
        AND other.sort_key = one.sort_key AND (other.born_on IS NULL OR one.born_on IS NULL)
    WHERE one.merged_into_id IS NULL
    UNION
    SELECT one.id, other.id FROM staff_person one
    JOIN staff_person other ON other.id > one.id AND other.merged_into_id IS NULL
        AND other.email = one.email AND one.email <> ''
    WHERE one.merged_into_id IS NULL
    ) pairs
    WHERE NOT EXISTS (
        SELECT FROM staff_differentpeople told
        WHERE told.one_id = pairs.one_id AND told.other_id = pairs.other_id
    )
    LIMIT %(most)s
"""

# Asked for each card: equal values only, so that indexes answer.
NEAR = """
    SELECT person.* FROM staff_person AS person
    WHERE person.merged_into_id IS NULL AND person.id IS DISTINCT FROM %(number)s
        AND (person.sort_key = %(name)s OR person.born_on = %(born)s
            OR %(email)s <> '' AND upper(person.email) = upper(%(email)s)
            OR %(snils)s <> '' AND person.snils = %(snils)s)
        AND NOT EXISTS (
            SELECT FROM staff_differentpeople AS told
            WHERE told.one_id = least(person.id, %(number)s)
                AND told.other_id = greatest(person.id, %(number)s)
        )
    ORDER BY person.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Duplicate:
    """A record that may be the asked person, and why."""

    person: Person
    why: Likeness


@dataclass(frozen=True)
class DuplicatePair:
    """Two records that may be one person."""

    one: Person
    other: Person
    why: Likeness


def possible_duplicates(person: Person) -> list[Duplicate]:
    """Return the records that may be the same person, the surest first; an unsaved one may be asked.

    Those of whom somebody has said that they are another person are left out.
    """
    asked = {
        "number": person.pk, "name": person.sort_key, "born": person.born_on, "email": person.email,
        "snils": person.snils, "most": MOST_PAIRS,
    }  # fmt: skip
    found = []
    for other in Person.objects.raw(NEAR, asked):
        why = _why(person, other)
        if why:
            found.append(Duplicate(other, why))
    return sorted(found, key=lambda one: ORDER.index(one.why))


def duplicate_pairs(user: Any, *, permission: str = "staff.merge_people") -> list[DuplicatePair]:
    """Return pairs of records among the people for whom the user holds the permission, the surest first.

    At most MOST_PAIRS; the rest appear when the first are merged or told apart.
    """
    mine = Person.objects.present().visible_to(user, permission)
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"alike": ALIKE, "most": MOST_PAIRS * 10})
        numbers = cursor.fetchall()
    known = _loaded(mine, numbers)
    pairs = []
    for first, second in numbers:
        if first in known and second in known and (why := _why(known[first], known[second])):
            pairs.append(DuplicatePair(known[first], known[second], why))
    return sorted(pairs, key=lambda pair: (ORDER.index(pair.why), pair.one.sort_key))[:MOST_PAIRS]


def pairs_told_apart(user: Any, *, permission: str = "staff.merge_people") -> list[DifferentPeople]:
    """Return the pairs that were told apart among the people for whom the user holds the permission.

    The latest first, at most MOST_PAIRS.
    """
    mine = Person.objects.present().visible_to(user, permission).values("pk")
    told = DifferentPeople.objects.filter(one__in=mine, other__in=mine).select_related("one", "other")
    return list(told.order_by("-told_at", "-pk")[:MOST_PAIRS])


def _loaded(mine: Any, numbers: Iterable[tuple[int, int]]) -> dict[int, Person]:
    wanted = {number for pair in numbers for number in pair}
    return {one.pk: one for one in mine.filter(pk__in=wanted)}


def _why(one: Person, other: Person) -> Likeness | None:
    alike = similar(one.sort_key, other.sort_key, at_least=ALIKE)
    return likeness(_traits(one), _traits(other), alike=alike)


def _traits(person: Person) -> Traits:
    return Traits(person.sort_key, person.born_on, person.snils, person.email)
