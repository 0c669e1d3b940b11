import datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from metodika.core.web import Link, Status
from metodika.core.web.values import getter, plain, shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<b>", "&lt;b&gt;"),
        (True, "да"),
        (False, "нет"),
        (22.5, "22,5"),
        (0, "0"),
        (datetime.date(2026, 11, 22), "22.11.2026"),
        (["первая", "<i>"], "первая<br>&lt;i&gt;"),
        (Link("Школа <3", "/schools/3/"), '<a href="/schools/3/">Школа &lt;3</a>'),
    ],
)
def test_value_is_shown_in_words_and_escaped(value: object, expected: str) -> None:
    with translation.override("ru"):
        assert shown(value) == expected


def test_date_on_a_card_is_long() -> None:
    with translation.override("ru"):
        assert shown(datetime.date(2026, 11, 22), long_dates=True) == "22 ноября 2026 г."


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_is_a_dash_with_words_for_the_ear(value: object) -> None:
    with translation.override("ru"):
        assert "—" in shown(value)
        assert "нет значения" in shown(value)


def test_status_has_icon_word_and_tone() -> None:
    drawn = shown(Status("Просрочено", "bad"))

    assert "m-status-bad" in drawn
    assert "#alert-circle" in drawn
    assert "Просрочено" in drawn


def test_path_is_read_through_relations_and_missing_links() -> None:
    row = SimpleNamespace(person=SimpleNamespace(name="Анна", label=lambda: "А."), school=None)

    assert getter("person.name")(row) == "Анна"
    assert getter("person.label")(row) == "А."
    assert getter("school.name")(row) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 2)),
        (None, None),
        (["а", 2], "а; 2"),
        (Status("Действует"), "Действует"),
        (Link("Школа", "/1/"), "Школа"),
    ],
)
def test_value_goes_plain_into_a_spreadsheet(value: object, expected: object) -> None:
    assert plain(value) == expected
