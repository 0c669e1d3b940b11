"""Whether a counting tells of people, so that its small groups are hidden from those who may not see them."""

from collections.abc import Mapping
from typing import Any

from metodika.core.facts.countings import Of
from metodika.core.facts.registry import facts


def counts_people(counting: Mapping[str, Any] | None) -> bool:
    """Tell of a counting as kept in JSON whether it counts people, rows about people, or adds up people.

    Of what is added up its fact decides: numbers of people that were typed into a form are people as well.
    Source: domain cycle, calculation rules (suppression for groups under five); 152-FZ, art. 3.
    """
    if not counting:
        return False
    of, declared = Of(counting.get("of", Of.ROWS)), facts().get(counting.get("fact", ""))
    if of == Of.PEOPLE or declared is None:
        return of == Of.PEOPLE
    if of == Of.SUM:
        return declared.adds_people is not None and declared.adds_people(counting)
    return of == Of.ROWS and bool(declared.person)
