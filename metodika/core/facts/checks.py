"""The startup check: a fact that could not be counted is told before anybody asks for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import EmptyResultSet, FieldError, ImproperlyConfigured
from django.db.models import F

from metodika.core.facts.conditions import ParameterKind
from metodika.core.facts.declared import Fact
from metodika.core.facts.registry import facts

SOME_DAY = date(2000, 1, 1)


@register()
def every_fact_can_be_counted(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each fact that lacks a column, and for two facts of one code."""
    try:
        known = facts()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="facts.E001")]
    return list(fact_errors(known.values(), set(known)))


def fact_errors(declared: Iterable[Fact], codes: set[str]) -> Iterator[CheckMessage]:
    """Yield what is wrong with the declarations; asks the database nothing."""
    for one in declared:
        for problem in [*_missing(one, codes), *_unreadable(one)]:
            yield Error(f"{one.code}: {problem}", id="facts.E002")


def _missing(one: Fact, codes: set[str]) -> Iterator[str]:
    if not one.about:
        yield "concerns nobody: name a person, an organisation or a body."
    if not one.by_day and bool(one.on) == bool(one.since or one.until):
        yield "says either on which day it happens, or from when to when it lasts."
    if one.placed_by and one.placed_by not in codes:
        yield f"is placed by {one.placed_by}, which no area declares."
    if not one.seen_through and not hasattr(one.model, "row_scope"):
        yield "has rows without rights: say through what they are seen."
    if len(one.parameter_table) != len(one.parameters):
        yield "has two parameters of one code."
    for parameter in one.parameters:
        if (
            parameter.kind == ParameterKind.CHOICE
            and not callable(parameter.choices)
            and not parameter.choices
        ):
            yield f"has no values for {parameter.code}."


def _unreadable(one: Fact) -> Iterator[str]:
    if one.by_day:
        # Its rows may ask the database for words of profiles; a test asks them.
        return
    try:
        rows = one.timed(one.queryset(SOME_DAY))
        columns = {
            f"c{number}": parameter.expression(SOME_DAY) or F(str(parameter.column))
            for number, parameter in enumerate(one.parameters)
        }
        rows.annotate(**columns).values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return
    except (FieldError, ValueError) as error:
        yield str(error)
