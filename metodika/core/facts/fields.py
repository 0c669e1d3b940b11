"""The parameters of a fact as fields of a form or of a list, and the conditions that they put."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.facts.conditions import Condition, Parameter, ParameterKind, conditions_from
from metodika.core.web import Choice, Search
from metodika.core.web.filters import Filter
from metodika.core.web.filters import Period as DaysFilter


def as_told(rows: Any, value: Any) -> Any:
    """Leave the rows: the question itself has read the value."""
    return rows


@dataclass(frozen=True)
class Typed(Filter):
    """A number or another value in a box of its own."""

    kind: Callable[..., forms.Field] = forms.IntegerField

    def field(self) -> forms.Field:
        """Return the box."""
        return self.kind(label=self.label, required=False)


def fields_of(parameter: Parameter, *, aside: bool = False, many: bool = False) -> list[Filter]:
    """Return the fields by which a parameter is asked; `many` lets several values of a choice be ticked."""
    key, title = f"p_{parameter.code}", capfirst(str(parameter.title))
    yes_no = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
    match parameter.kind:
        case ParameterKind.CHOICE:
            return [Choice(key, title, as_told, choices=lambda: parameter.options, aside=aside, many=many)]
        case ParameterKind.FLAG:
            return [Choice(key, title, as_told, choices=yes_no, aside=aside)]
        case ParameterKind.DAY:
            return [DaysFilter(key, title, as_told, aside=aside)]
        case ParameterKind.TEXT:
            return [Search(key, title, as_told, aside=aside)]
    least = _("%(parameter)s, at least") % {"parameter": title}
    most = _("%(parameter)s, at most") % {"parameter": title}
    return [
        Typed(f"{key}_least", least, as_told, kind=forms.DecimalField, aside=aside),
        Typed(f"{key}_most", most, as_told, kind=forms.DecimalField, aside=aside),
    ]


def conditions_of(parameter: Parameter, told: Callable[[str], Any]) -> list[Condition]:
    """Return the conditions that the fields of a parameter put."""
    key, code = f"p_{parameter.code}", parameter.code
    if parameter.kind == ParameterKind.NUMBER:
        asked = {"at_least": told(f"{key}_least"), "at_most": told(f"{key}_most")}
    elif parameter.kind == ParameterKind.DAY:
        since, until = told(key) or (None, None)
        asked = {"from": since, "to": until}
    elif parameter.kind == ParameterKind.FLAG:
        return [Condition(code, told(key))] if told(key) else []
    else:
        value = told(key)
        operator = "in" if parameter.kind == ParameterKind.CHOICE else "contains"
        if operator == "in" and value:
            value = tuple(value) if isinstance(value, list) else (value,)
        asked = {operator: value or None}
    return [Condition(code, operator, value) for operator, value in asked.items() if value is not None]


def values_of(parameters: Iterable[Parameter], conditions: Iterable[Any]) -> dict[str, Any]:
    """Return what stands in the fields of `fields_of` (with `many`) for stored conditions, by their keys.

    A condition on a parameter that is gone has no field; "none of these" is shown as all the others.
    """
    known = {one.code: one for one in parameters}
    found: dict[str, Any] = {}
    for one in conditions_from(conditions):
        key = f"p_{one.code}"
        if one.code not in known:
            continue
        match known[one.code].kind:
            case ParameterKind.NUMBER:
                found[f"{key}_{'least' if one.operator == 'at_least' else 'most'}"] = one.value
            case ParameterKind.DAY:
                since, until = found.get(key) or (None, None)
                told = date.fromisoformat(str(one.value))
                found[key] = (told, until) if one.operator == "from" else (since, told)
            case ParameterKind.FLAG:
                found[key] = one.operator
            case ParameterKind.CHOICE:
                found[key] = _chosen(known[one.code], one)
            case ParameterKind.TEXT:
                found[key] = one.value
    return found


def _chosen(parameter: Parameter, condition: Condition) -> list[str]:
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    named = {str(one) for one in given}
    return [value for value, _title in parameter.options if (value in named) == (condition.operator == "in")]
