"""Every fact of every area can be counted and listed; every model is counted or says why not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metodika.core.audit.marks import histories
from metodika.core.calendar import school_year
from metodika.core.facts import (
    Counting,
    Of,
    Parameter,
    ParameterKind,
    Question,
    Scope,
    columns_read,
    count,
    count_everywhere,
    facts,
    rows,
)
from metodika.core.facts.checks import every_fact_can_be_counted, fact_errors
from metodika.core.facts.declared import Fact
from metodika.core.facts.registry import excused_models
from metodika.core.facts.tables import condition_from_text
from metodika.steering.indicators.services.refreshing import ALWAYS
from tests.factories.accounts import make_administrator
from tests.factories.world import World

pytestmark = pytest.mark.django_db
YEAR = school_year(date(2026, 10, 1))
ALL = sorted(facts())
# What keeps the house itself, and the old states of rows.
COUNTED_STOREYS = ("metodika.directory.", "metodika.governance.", "metodika.planning.",
                   "metodika.professional_growth.", "metodika.steering.")  # fmt: skip


def conditions_for(parameter: Parameter) -> list[str]:
    values = {
        ParameterKind.CHOICE: [code for code, _title in parameter.options[:2]],
        ParameterKind.NUMBER: ["1.5"], ParameterKind.DAY: ["2026-09-01"], ParameterKind.TEXT: ["план"],
    }  # fmt: skip
    if parameter.kind == ParameterKind.FLAG:
        return [f"{parameter.code}:yes", f"{parameter.code}:no"]
    told = values[parameter.kind]
    return [
        f"{parameter.code}:{operator}:{','.join(told)}"
        for operator in {"choice": ("in", "not_in"), "number": ("at_least", "at_most"), "day": ("from", "to"),
                         "text": ("contains",)}[parameter.kind]
        if told
    ]  # fmt: skip


def test_every_model_of_the_areas_is_counted_or_says_why_not() -> None:
    models = {
        f"{model._meta.app_label}.{model._meta.model_name}"
        for config in apps.get_app_configs() if config.name.startswith(COUNTED_STOREYS)
        for model in config.get_models()
        if not model.__name__.endswith("Version")
    }  # fmt: skip
    counted = {f"{one.model._meta.app_label}.{one.model._meta.model_name}" for one in facts().values()}
    counted |= {
        f"{above._meta.app_label}.{above._meta.model_name}"
        for one in facts().values() for above in one.model._meta.get_parent_list()
    }  # fmt: skip

    assert models - counted - set(excused_models()) == set()
    assert set(excused_models()) - models == set()
    assert counted & set(excused_models()) == set()


def test_startup_finds_nothing_to_mend() -> None:
    assert every_fact_can_be_counted() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"person": "", "organisation": "", "body": ""}, "concerns nobody"),
        ({"on": "held_on", "since": "planned_on"}, "either on which day"),
        ({"on": ""}, "either on which day"),
        ({"placed_by": "staff.nothing"}, "which no area declares"),
        ({"organisation": "body__house"}, "Cannot resolve keyword 'house'"),
        ({"parameters": facts()["meetings.held_session"].parameters[:1] * 2}, "two parameters of one code"),
        ({"parameters": (Parameter("x", "X", ParameterKind.CHOICE, "kind"),)}, "no values for x"),
        ({"parameters": (Parameter("x", "X", ParameterKind.FLAG, "kindness"),)}, "Cannot resolve keyword"),
    ],
)
def test_startup_refuses_a_fact_that_lacks_something(changes: dict[str, Any], problem: str) -> None:
    broken: Fact = replace(facts()["meetings.held_session"], **changes)

    found = [str(one.msg) for one in fact_errors([broken], set(facts()))]

    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize("code", ALL)
def test_every_fact_answers_with_each_of_its_parameters(code: str) -> None:
    one = facts()[code]
    told = [condition_from_text(text) for parameter in one.parameters for text in conditions_for(parameter)]
    of = [Of.ROWS, *([Of.PEOPLE] if one.person else [])]
    countings = [Counting(code, (condition,), of=kind) for condition in told for kind in of]

    found = count_everywhere([Question(counting, YEAR) for counting in countings or [Counting(code)]])

    assert {None: 0} in found or found


@pytest.mark.parametrize("code", [code for code in ALL if facts()[code].made_of])
def test_a_fact_names_all_that_its_rows_are_made_of(code: str) -> None:
    one = facts()[code]
    told = [condition_from_text(text) for parameter in one.parameters for text in conditions_for(parameter)]
    # Of profiles and places a run counts everything anew; what has no history is never put right.
    named = [one, *([facts()[one.placed_by]] if one.placed_by else [])]
    known = {model._meta.db_table for fact in named for model, _way in fact.made_of} | set(ALWAYS)

    read = {
        table
        for condition in told
        for table in columns_read(Question(Counting(code, (condition,)), YEAR))
        if table in histories()
    }

    assert read - known == set()


@pytest.mark.parametrize("code", ALL)
def test_rows_of_a_fact_name_themselves_without_asking_again(code: str, shared_world: World, db: Any) -> None:
    chief = make_administrator("counter")
    one = facts()[code]
    counting = Counting(code, when="any_day" if one.is_state else "ever")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = [
            (str(row), one.address.format(row), [_named(row, getattr(one, about)) for about in one.about])
            for row in rows(counting, YEAR, viewer=chief)
        ]  # fmt: skip

    assert len(asked) <= (2 if one.by_day else 1)
    assert all(address.startswith("/") for _title, address, _whom in shown)


def _named(row: Any, path: str) -> str:
    for part in path.split("__") if path not in {"", "pk"} else []:
        row = getattr(row, part) if row is not None else None
    return str(row)


def test_a_scope_of_a_body_and_of_a_person_narrow_to_them() -> None:
    counting = Counting("meetings.attendance")

    assert [rows(counting, YEAR, scope).count() for scope in (Scope.body(0), Scope.person(0))] == [0, 0]


def test_row_about_somebody_names_him_without_asking_again(shared_world: World) -> None:
    named = set()
    for code in ALL:
        fact = facts()[code]
        found = list(rows(Counting(code), YEAR)[:2]) if fact.person not in {"", "pk"} else []
        with CaptureQueriesContext(connection) as asked:
            told = [(fact.words_of(one), getattr(one, fact.person, None)) for one in found]
        assert len(asked) == 0, code
        named |= {code for words, person in told if person is not None and str(person) in words}
        assert all(str(person) in words for words, person in told if person is not None), code

    assert "staff.employment" in named
    assert len(named) > 5


@pytest.mark.parametrize("code", ALL)
def test_whoever_sees_everything_may_ask_by_every_parameter(code: str, shared_world: World, db: Any) -> None:
    told = facts()[code].parameters
    asked = [condition_from_text(text) for one in told for text in conditions_for(one)[:1]]

    for one in asked:
        assert count(Counting(code, (one,)), YEAR, viewer=shared_world.administrator) >= 0
