from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.test import RequestFactory
from django.utils import translation

from metodika.core.web import Form, OneOf, PickField, show_form
from metodika.web.gallery.samples import Rows, people


def field(**options: Any) -> PickField:
    return PickField(
        rows=lambda: Rows(people()),
        found=lambda rows, words: rows.filter(name__icontains=words),
        **options,
    )


class HeadForm(Form):
    head = field(label="Head")


def test_number_behind_the_name_chooses_one_of_namesakes() -> None:
    chosen = field().clean("Ёлкина Мария Викторовна · № 3")

    assert (chosen.pk, chosen.name) == (3, "Ёлкина Мария Викторовна")


@pytest.mark.parametrize(
    ("typed", "code"), [("Ёлкина", "several"), ("Никто", "unknown"), ("№ 9999", "unknown"), ("", "required")]
)
def test_words_that_name_no_single_row_are_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        field().clean(typed)

    assert refusal.value.code == code


def test_empty_choice_is_none_when_it_may_be() -> None:
    assert field(required=False).clean(" ") is None


def test_several_fitting_rows_are_suggested_on_the_page() -> None:
    form = HeadForm({"head": "Ёлкина"})

    with translation.override("ru"):
        assert form.errors["head"] == ["Подходят несколько. Выберите одну из подсказок."]
    assert '<option value="Ёлкина Мария Викторовна · № 3"></option>' in str(form["head"])


def test_form_page_answers_with_suggestions() -> None:
    request = RequestFactory().get("/change/", {"pick": "head", "head": "Белоусов Иван"})

    answer = show_form(request, HeadForm(), title="Head")

    assert answer.content.decode().startswith('<option value="Белоусов Иван Петрович · № 2"></option>')
    assert "<html" not in answer.content.decode()


def test_bare_number_names_a_row_only_where_links_carry_one() -> None:
    assert field(numbers=True).clean("3").pk == 3
    assert field(numbers=True).prepare_value("3") == "Ёлкина Мария Викторовна · № 3"
    with pytest.raises(ValidationError):
        field().clean("3")


@pytest.mark.parametrize(("longest", "kind"), [(1, PickField), (1000, ChoiceField)])
def test_filter_by_a_row_lists_few_and_suggests_many(longest: int, kind: type) -> None:
    rows = Rows(people())
    one = OneOf(
        "head",
        "Head",
        "pk",
        rows=lambda: rows,
        found=lambda few, words: few.filter(name=words),
        longest=longest,
    )

    assert type(one.field()) is kind
    chosen = one.field().clean("3")
    assert [row.name for row in one.narrow(rows, chosen)] == ["Ёлкина Мария Викторовна"]
