import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from metodika.core.access import RuleBroken
from metodika.core.database import Difference, EditedMeanwhile
from metodika.core.web import Form, Group


class CardForm(Form):
    versioned = True
    groups = (Group("Work", ["load"]),)
    load = forms.IntegerField(label="Load", max_value=54)
    name = forms.CharField(label="Name")
    born_on = forms.DateField(label="Born", required=False)


def sent(**data: object) -> CardForm:
    return CardForm.of(RequestFactory().post("/", {"load": 18, "name": "Anna", "version": 3, **data}))


def test_form_is_bound_only_to_what_was_sent() -> None:
    assert CardForm.of(RequestFactory().get("/?load=3")).is_bound is False
    assert CardForm.of(RequestFactory().post("/")).is_bound is True


def test_values_come_without_the_version() -> None:
    form = sent()

    assert form.is_valid()
    assert form.values() == {"load": 18, "name": "Anna", "born_on": None}
    assert form.values("load") == {"load": 18}
    assert form.seen == 3


def test_fields_without_a_group_come_first() -> None:
    arranged = [
        (group and group.title, [bound.name for bound in bounds]) for group, bounds in CardForm().arranged
    ]

    assert arranged == [(None, ["name", "born_on"]), ("Work", ["load"])]


def test_refusal_of_a_service_becomes_a_sentence_of_the_form() -> None:
    form = sent()
    assert form.is_valid()

    with form.refusals():
        raise RuleBroken("The school is closed.")

    assert form.faults() == [("", "", "The school is closed.")]


def test_edit_meanwhile_shows_both_values_and_takes_the_new_version() -> None:
    form = sent()
    assert form.is_valid()

    with form.refusals():
        raise EditedMeanwhile([Difference("load", "Load", 20, 18)], current=4)

    assert [(one.label, one.entered, one.stored) for one in form.disagreements] == [("Load", "18", "20")]
    assert form["version"].value() == "4"
    assert form["load"].value() == "18"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Заполните это поле."),
        ({"load": 80}, "Введите число не больше 54."),
        ({"load": "много"}, "Введите целое число цифрами."),
        ({"born_on": "31.02.1980"}, "Введите существующую дату, например 31.08.2026."),
    ],
)
def test_mistake_is_answered_by_what_to_do(data: dict[str, object], sentence: str) -> None:
    with translation.override("ru"):
        assert [fault[2] for fault in sent(**data).faults()] == [sentence]
