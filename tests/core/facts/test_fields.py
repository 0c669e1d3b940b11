import json
from datetime import date
from decimal import Decimal

from django import forms

from metodika.core.facts.conditions import choice, day, flag, number, text
from metodika.core.facts.fields import conditions_of, fields_of, values_of

PARAMETERS = (
    choice("kind", "kind", "kind", [("a", "A"), ("b", "B"), ("c", "C")]), flag("own", "own", "own"),
    number("hours", "hours", "hours"), day("on", "on", "on"), text("words", "words", "words"),
)  # fmt: skip


def test_stored_conditions_come_back_from_the_fields_as_they_were():
    stored = [
        {"code": "kind", "is": "not_in", "value": ["b"]}, {"code": "own", "is": "no"},
        {"code": "hours", "is": "at_least", "value": 2}, {"code": "on", "is": "from", "value": "2026-09-01"},
        {"code": "words", "is": "contains", "value": "съезд"}, {"code": "gone", "is": "yes"},
    ]  # fmt: skip

    shown = values_of(PARAMETERS, stored)

    keys = [field.key for one in PARAMETERS for field in fields_of(one, many=True)]
    assert keys == ["p_kind", "p_own", "p_hours_least", "p_hours_most", "p_on", "p_words"]
    assert [one.data for parameter in PARAMETERS for one in conditions_of(parameter, shown.get)] == [
        {"code": "kind", "is": "in", "value": ["a", "c"]}, {"code": "own", "is": "no"},
        {"code": "hours", "is": "at_least", "value": 2},
        {"code": "on", "is": "from", "value": "2026-09-01"},
        {"code": "words", "is": "contains", "value": "съезд"},
    ]  # fmt: skip


def test_several_values_of_a_choice_may_be_ticked_only_where_asked():
    kinds = [type(fields_of(PARAMETERS[0], many=many)[0].field()) for many in (False, True)]

    assert kinds == [forms.ChoiceField, forms.MultipleChoiceField]


def test_numbers_and_days_of_a_form_are_kept_as_json_keeps_them():
    given = {"p_hours_least": Decimal("2.50"), "p_hours_most": Decimal("8"), "p_on": (None, date(2026, 9, 1))}

    told = [one.data["value"] for parameter in PARAMETERS for one in conditions_of(parameter, given.get)]

    assert json.dumps(told) == '[2.5, 8, "2026-09-01"]'
