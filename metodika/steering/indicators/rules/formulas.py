"""A formula as data: a numerator, a denominator, the scale and the period."""

from collections.abc import Iterator, Mapping
from typing import Any

PERIODS = ("school_year", "calendar_year", "half_year", "quarter", "month")
HUNDRED = 100


def expanded(said: Mapping[str, Any], populations: Mapping[str, Any]) -> dict[str, Any]:
    """Return a formula of a profile in full: named populations are put in, a part gets what it is a part of.

    A numerator without a fact of its own is the denominator with more asked. KeyError for an unknown name.
    Source: docs/profile.ru.md, «Показатели».
    """
    whole = _counting(said.get("denominator"), populations)
    part = said.get("numerator")
    if isinstance(part, Mapping) and "fact" not in part and whole is not None:
        joined = {**whole, **{key: part[key] for key in part if key not in {"where", "having"}}}
        for key in ("where", "having"):
            told = [*whole.get(key, ()), *part.get(key, ())]
            if told:
                joined[key] = told
        part = joined
    return {
        "numerator": _counting(part, populations),
        "denominator": whole,
        "scale": said.get("scale", HUNDRED if whole is not None else 1),
        "period": said.get("period", PERIODS[0]),
    }


def _counting(told: Any, populations: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a counting, by its name or as it is said.

    Source: docs/profile.ru.md, «Показатели».
    """
    if told is None:
        return None
    return dict(populations[told] if isinstance(told, str) else told)


SAME_OF_A_PART = {"fact": "", "when": "", "of": "rows", "placed_by": None, "measure": ""}


def is_share(formula: Mapping[str, Any] | None) -> bool:
    """Tell whether a value is a share in percent: the numerator is the denominator with more asked.

    What counts other rows or at another time is a ratio: it may exceed 100 % and has no interval.
    Source: domain cycle, calculation rules.
    """
    part, whole = (formula or {}).get("numerator"), (formula or {}).get("denominator")
    if not part or not whole or (formula or {}).get("scale") != HUNDRED:
        return False
    same = all(
        (part.get(name) or usual) == (whole.get(name) or usual) for name, usual in SAME_OF_A_PART.items()
    )
    return same and all(
        one in (part.get(name) or ()) for name in ("where", "having") for one in whole.get(name) or ()
    )


def fact_codes(formula: Mapping[str, Any] | None) -> list[str]:
    """Return the codes of all facts that a formula counts, each once, in the order of their coming.

    Source: docs/facts.md, «Count».
    """
    found = dict.fromkeys(
        code for part in ("numerator", "denominator") for code in _codes((formula or {}).get(part))
    )
    return list(found)


def _codes(counting: Any) -> Iterator[str]:
    """Give the codes of the facts of a counting and of all that hangs on it.

    Source: docs/facts.md, «Count».
    """
    if not isinstance(counting, Mapping):
        return
    if isinstance(counting.get("fact"), str):
        yield counting["fact"]
    yield from _codes(counting.get("placed_by"))
    for one in (*(counting.get("having") or ()), *(counting.get("or") or ())):
        yield from _codes(one)


def faults_of_shape(formula: Mapping[str, Any]) -> list[str]:
    """Return what keeps data from being a formula: an indicator inside it, no numerator, a wrong period.

    Formulas name facts only, and facts are code: so no indicator can come to itself in a circle.
    Source: capabilities C27 (a draft without a formula never computes).
    """
    found = []
    if _names_indicator(formula):
        found.append("indicator")
    if not isinstance(formula.get("numerator"), Mapping):
        found.append("numerator")
    if formula.get("period") not in PERIODS:
        found.append("period")
    if formula.get("scale") not in (1, HUNDRED):
        found.append("scale")
    return found


def _names_indicator(data: Any) -> bool:
    """Tell whether an indicator is named anywhere inside.

    Source: capabilities C27 (numerator and denominator are facts).
    """
    if isinstance(data, Mapping):
        return "indicator" in data or any(map(_names_indicator, data.values()))
    return isinstance(data, list | tuple) and any(map(_names_indicator, data))
