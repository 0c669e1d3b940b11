"""Ask once: what the system holds already is counted, shown and not asked."""

from collections.abc import Mapping
from typing import Any

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, dates
from metodika.core.facts import Counting, Question, Scope, count_within
from metodika.steering.collection.lifecycle import FieldKind
from metodika.steering.collection.models import Campaign
from metodika.steering.collection.rules.forms import FieldSpec, FormSpec


def known_counting(data: Mapping[str, Any] | None) -> Counting | None:
    """Return a counting that can be computed now, None for one that waits for its fact or has gone wrong."""
    if not data:
        return None
    try:
        counting = Counting.from_data(data)
        counting.check()
    except RuleBroken:
        return None
    return counting


def held_codes(form: FormSpec) -> list[str]:
    """Return the codes of the fields whose values the system holds."""
    return [one.code for one in form.fields if _countings(one)]


def _countings(spec: FieldSpec) -> list[Counting]:
    """Return what must be counted for a field: a number, or a part and a whole; else nothing."""
    wanted = [spec.counting, spec.of_counting] if spec.kind == FieldKind.SHARE else [spec.counting]
    found = [known_counting(one) for one in wanted]
    return [] if None in found else [one for one in found if one]


def held_values(form: FormSpec, campaign: Campaign, institution_id: int) -> dict[str, Any]:
    """Return what the system holds for an institution by field, counted in one go.

    States are taken on the as-of day, events over the period. Kept in the shape of answers.
    """
    asked = {one.code: _countings(one) for one in form.fields}
    questions = [
        Question(counting, _when(counting, campaign))
        for countings in asked.values()
        for counting in countings
    ]
    if not questions:
        return {}
    numbers = iter(count_within(questions, Scope.organisation(institution_id)))
    found: dict[str, Any] = {}
    for code, countings in asked.items():
        told = [_plain(next(numbers)) for _one in countings]
        if len(told) > 1:
            found[code] = {"part": told[0], "of": told[1]}
        elif told:
            found[code] = told[0]
    return found


def _when(counting: Counting, campaign: Campaign) -> Period:
    if counting.declared.is_state and not counting.when:
        return dates(campaign.as_of, campaign.as_of)
    return campaign.period


def _plain(number: Any) -> str:
    text = f"{number:f}" if not isinstance(number, int) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
