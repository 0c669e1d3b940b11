import pytest

from metodika.directory.regulations.rules.lists import split_enumeration, split_parallel
from metodika.directory.regulations.rules.numbering import parse_label, roman_value
from metodika.directory.regulations.rules.tables import cell_parts


@pytest.mark.parametrize(
    ("line", "text", "style", "numbers", "rest"),
    [
        ("1. Общее", "1.", "number", (1,), "Общее"),
        ("4.10.2. Ход", "4.10.2.", "number", (4, 10, 2), "Ход"),
        ("1.2 Школа", "1.2", "number", (1, 2), "Школа"),
        ("2.Директорам", "2.", "number", (2,), "Директорам"),
        ("5.", "5.", "number", (5,), ""),
        ("1) первое", "1)", "paren", (1,), "первое"),
        ("(3) третье", "(3)", "paren", (3,), "третье"),
        ("в) третье", "в)", "letter", (3,), "третье"),
        ("IV. Итоги", "IV.", "roman", (4,), "Итоги"),
        ("Раздел II. Права", "Раздел II.", "worded", (2,), "Права"),
        ("Статья 5 Слово", "Статья 5", "worded", (5,), "Слово"),
        ("§ 7. Слово", "§ 7.", "worded", (7,), "Слово"),
    ],
)
def test_a_label_is_read_as_written(line, text, style, numbers, rest):
    label, found = parse_label(line)

    assert (label.text, label.style, label.numbers, found) == (text, style, numbers, rest)


@pytest.mark.parametrize(
    "line",
    [
        "20.10. 2021 года",
        "27.07.2021",
        "1.5 ставки",
        "9 человек",
        "2020 год",
        "г. Город",
        "Часть работы",
        "Глава района",
    ],
)
def test_dates_quantities_and_words_are_no_labels(line):
    assert parse_label(line) == (None, line)


@pytest.mark.parametrize(("figures", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XXIV", 24), ("XC", 90)])
def test_roman_figures_are_counted(figures, value):
    assert roman_value(figures) == value


def test_an_item_that_lost_its_sign_is_divided_by_its_repeated_word():
    assert split_parallel("доля школ; доля садов; и прочих") == ["доля школ;", "доля садов; и прочих"]
    assert split_parallel("решает одно; развивает другое") == ["решает одно; развивает другое"]


def test_an_enumeration_is_divided_when_all_its_items_begin_small():
    assert split_enumeration("Способы: опрос; беседа.") == ("Способы:", ["опрос;", "беседа."])
    assert split_enumeration("Способы: опрос; Беседа.") == ("Способы: опрос; Беседа.", [])
    assert split_enumeration("Способы: опрос.") == ("Способы: опрос.", [])


def test_a_cell_is_divided_into_its_lead_and_its_items():
    assert cell_parts("Темы на 2020 - 2024 годы: - чтение; - счёт") == [
        ("", "Темы на 2020 - 2024 годы:"),
        ("-", "чтение;"),
        ("-", "счёт"),
    ]
    assert cell_parts("Дела:\n1) раз\n- два") == [("", "Дела:"), ("1)", "раз"), ("-", "два")]
