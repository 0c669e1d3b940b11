from datetime import date
from pathlib import Path

import pytest

from metodika.core.calendar import dates
from metodika.core.files.text import read_text
from metodika.planning.plans.lifecycle import Every, OccurrenceStatus, PlanStatus, ScheduleKind
from metodika.planning.plans.rules import execution, people, road_maps
from metodika.planning.plans.rules.schedule import (
    UNKNOWN,
    Schedule,
    divided,
    moved_by_years,
    occurrences,
    whole_years_between,
)
from metodika.planning.plans.rules.terms import read_term

YEAR = dates(date(2026, 9, 1), date(2027, 8, 31))
FIVE = dates(date(2026, 1, 1), date(2030, 12, 31))
TERMS = [
    dates(date(2026, 9, 1), date(2026, 10, 31)), dates(date(2026, 11, 9), date(2026, 12, 29)),
    dates(date(2027, 1, 10), date(2027, 3, 24)), dates(date(2027, 4, 1), date(2027, 5, 26)),
]  # fmt: skip
TEXT = Path(__file__).parent / "texts" / "road-map.txt"


def laid_out(term, period=YEAR, **more):
    return [
        f"{one.starts_on:%d.%m.%y}-{one.ends_on:%d.%m.%y}"
        for one in occurrences(read_term(term), period, **more)
    ]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("01.10.2026", ["01.10.26-01.10.26"]),
        ("1 октября 2026 г.", ["01.10.26-01.10.26"]),
        ("До 1 декабря", ["01.09.26-01.12.26"]),
        ("не позднее 20 мая 2027 года", ["01.09.26-20.05.27"]),
        ("с 1 по 15 сентября 2026 г.", ["01.09.26-15.09.26"]),
        ("15.10 – 20.11.2026", ["15.10.26-20.11.26"]),
        ("1 сентября - 10 октября", ["01.09.26-10.10.26"]),
        ("сентябрь", ["01.09.26-30.09.26"]),
        ("в мае 2027", ["01.05.27-31.05.27"]),
        ("сентябрь, январь", ["01.09.26-30.09.26", "01.01.27-31.01.27"]),
        ("октябрь и март 2027 года", ["01.03.27-31.03.27", "01.10.27-31.10.27"]),
        ("август 2026, май 2027", ["01.08.26-31.08.26", "01.05.27-31.05.27"]),
        ("5, 12 и 19 октября", ["05.10.26-05.10.26", "12.10.26-12.10.26", "19.10.26-19.10.26"]),
        ("ноябрь - февраль", ["01.11.26-28.02.27"]),
        ("с сентября по май", ["01.09.26-31.05.27"]),
        ("декабрь 2026 г. - январь 2027 г.", ["01.12.26-31.01.27"]),
        ("до мая", ["01.09.26-30.04.27"]),
        ("до конца мая", ["01.09.26-31.05.27"]),
        ("I квартал", ["01.01.27-31.03.27"]),
        ("II–III кварталы 2027 года", ["01.04.27-30.09.27"]),
        ("первое полугодие", ["01.01.27-30.06.27"]),
        ("2026/2027 учебный год", ["01.09.26-31.08.27"]),
        ("2026-27 уч. год", ["01.09.26-31.08.27"]),
        ("2027 год", ["01.01.27-31.12.27"]),
        ("2026 - 2027 годы", ["01.01.26-31.12.27"]),
        ("до 2027 года", ["01.09.26-31.12.26"]),
        ("до конца 2027 года", ["01.09.26-31.12.27"]),
        ("ежегодно", ["01.09.26-31.08.27"]),
        ("ежегодно, август", ["01.08.27-31.08.27"]),
        ("Ежегодно до 1 октября", ["01.09.26-01.10.26"]),
        ("2 раза в год", ["01.09.26-28.02.27", "01.03.27-31.08.27"]),
        ("не реже двух раз в год", ["01.09.26-28.02.27", "01.03.27-31.08.27"]),
        ("в течение учебного года", ["01.09.26-31.08.27"]),
        ("Постоянно", ["01.09.26-31.08.27"]),
        ("раз в полугодие", ["01.09.26-31.12.26", "01.01.27-30.06.27", "01.07.27-31.08.27"]),
        ("по отдельному графику", []),
        ("согласно плану", []),
        ("до особого распоряжения", []),
        ("по мере необходимости", []),
        ("", []),
        ("когда получится", []),
        ("31 февраля", []),
        ("31.02.2027", []),
        ("V квартал", []),
        ("12.13.2026", []),
    ],
)
def test_term_in_the_words_of_plans_gives_its_days(term, expected):
    assert laid_out(term) == expected


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("По отдельному графику", ScheduleKind.SEPARATE),
        ("согласно плану", ScheduleKind.SEPARATE),
        ("до особого распоряжения", ScheduleKind.OPEN),
        ("по мере необходимости", ScheduleKind.OPEN),
        ("В течение года", ScheduleKind.THROUGHOUT),
        ("ежегодно", ScheduleKind.REPEATED),
        ("2020 год", ScheduleKind.SPANS),
        ("ежегодно и ещё как-нибудь", ScheduleKind.UNKNOWN),
        ("сентябрь или октябрь", ScheduleKind.UNKNOWN),
        ("   ", ScheduleKind.UNKNOWN),
    ],
)
def test_words_that_are_not_understood_are_never_guessed(term, kind):
    assert read_term(term).kind == kind


def test_yearly_item_of_a_five_year_road_map_comes_five_times():
    assert laid_out("ежегодно", FIVE) == [f"01.01.{year}-31.12.{year}" for year in range(26, 31)]
    assert laid_out("в течение года", FIVE) == laid_out("ежегодно", FIVE)
    assert laid_out("сентябрь", FIVE) == [f"01.09.{year}-30.09.{year}" for year in range(26, 31)]


def test_road_map_that_begins_with_a_school_year_counts_school_years():
    found = laid_out("ежегодно", dates(date(2025, 9, 1), date(2028, 8, 31)))

    assert found == ["01.09.25-31.08.26", "01.09.26-31.08.27", "01.09.27-31.08.28"]


def test_item_of_every_31st_falls_on_the_last_day_of_each_month():
    found = [one.ends_on for one in occurrences(read_term("ежемесячно 31 числа"), YEAR)]

    assert [(day.month, day.day) for day in found] == [
        (9, 30), (10, 31), (11, 30), (12, 31), (1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31),
        (8, 31),
    ]  # fmt: skip
    leap = dates(date(2028, 2, 1), date(2028, 2, 29))
    assert [one.ends_on for one in occurrences(read_term("ежемесячно 31 числа"), leap)] == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    "words", ["каждое 31-е число", "31 числа каждого месяца", "до 31-го числа каждого месяца"]
)
def test_day_of_every_month_is_understood_in_any_words(words):
    assert read_term(words) == read_term("ежемесячно, 31 числа")
    assert read_term(words.replace("31", "32")).kind == "unknown"
    assert read_term("31 числа").kind == "unknown"


def test_once_a_quarter_follows_the_calendar_or_the_school():
    assert laid_out("1 раз в квартал") == [
        "01.09.26-30.09.26", "01.10.26-31.12.26", "01.01.27-31.03.27", "01.04.27-30.06.27",
        "01.07.27-31.08.27",
    ]  # fmt: skip
    assert laid_out("1 раз в квартал", terms=TERMS) == [
        "01.09.26-31.10.26", "09.11.26-29.12.26", "10.01.27-24.03.27", "01.04.27-26.05.27",
    ]  # fmt: skip


def test_weeks_run_from_monday_and_are_cut_by_the_plan():
    found = laid_out("еженедельно", dates(date(2026, 9, 3), date(2026, 9, 15)))

    assert found == ["03.09.26-06.09.26", "07.09.26-13.09.26", "14.09.26-15.09.26"]


@pytest.mark.parametrize("times", [0, 1, 3, 5, 400])
def test_parts_cover_a_unit_without_gaps(times):
    found = divided(YEAR, times)

    assert len(found) == max(1, min(times, 365))
    assert (found[0].starts_on, found[-1].ends_on) == (YEAR.starts_on, YEAR.ends_on)
    assert sum(one.days for one in found) == YEAR.days


@pytest.mark.parametrize(
    "term", ["ежегодно, август", "2020 год", "5 и 12 октября", "1 раз в квартал", "", "до мая"]
)
def test_schedule_is_stored_and_read_back(term):
    schedule = read_term(term)

    assert Schedule.from_data(schedule.as_data()) == schedule
    assert Schedule.from_data({}) == UNKNOWN


def test_years_of_a_schedule_move_along_with_the_plan():
    before = read_term("с 1 по 15 сентября 2026 г.")

    assert moved_by_years(before, 1) == read_term("с 1 по 15 сентября 2027 г.")
    assert moved_by_years(read_term("сентябрь"), 1) == read_term("сентябрь")
    assert whole_years_between(YEAR, dates(date(2028, 9, 1), date(2029, 8, 31))) == 2
    assert read_term("ежеквартально").every == Every.QUARTER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- начальник отдела; - методист", ["начальник отдела", "методист"]),
        ("- начальник отдела, - методист,", ["начальник отдела", "методист"]),
        ("Методист\nзаместитель директора\nМетодист", ["Методист", "заместитель директора"]),
        ("специалист по кадрам, учёту и аттестации", ["специалист по кадрам, учёту и аттестации"]),
        ("Иванова А. А., Петрова Б.Б.", ["Иванова А. А.", "Петрова Б.Б."]),
        ("1) методист; 2) директор школы.", ["методист", "директор школы"]),
        ("заместители по учебно-\nметодической работе", ["заместители по учебно-методической работе"]),
        (" ; - \n", []),
    ],
)  # fmt: skip
def test_everybody_named_is_kept_word_for_word(text, expected):
    assert people.split_responsible(text) == expected


def test_words_mean_the_post_whose_every_word_they_hold():
    known = {1: "Методист", 2: "Заместитель директора", 3: "Директор", 4: "Начальник отдела"}

    assert people.named_alike("заместители директора по УВР", known) == 2
    assert people.named_alike("начальник отдела образования", known) == 4
    assert people.named_alike("специалисты отдела", known) is None
    assert people.named_alike("методист и директор", {1: "Методист", 3: "Директор"}) is None
    assert people.named_alike("", known) is None
    assert people.person_named("Сидорова А. И.") == ("Сидорова", "А", "И")
    assert people.person_named("Методист отдела") is None


def read(*lines):
    return road_maps.read_road_map(lines)


def test_road_map_of_a_text_comes_whole():
    found = read(*[block.cells or block.text for block in read_text(TEXT.read_bytes(), TEXT.name)])

    assert [(one.number, one.title) for one in found.sections] == [
        ("1", "Что мы хотим"), ("2", "Как мы это узнаем"), ("3", "Что мы делаем"),
    ]  # fmt: skip
    assert [(one.number, one.section, one.term) for one in found.items] == [
        ("1.1", 0, "2026 год"), ("1.2", 0, "Ежегодно"), ("2.1", 1, "до 1 октября"),
        ("3.1", 2, "1 раз в квартал"),
        ("3.2", 2, "по отдельному графику"), ("3.3", 2, "ежемесячно, 31 числа"),
        ("3.4", 2, "до особого распоряжения"), ("3.4", 2, "когда будет готова"),
    ]  # fmt: skip
    assert found.items[2].text.endswith("- о молодых учителях")
    assert found.items[2].responsible == [
        "методист", "заместители директора по учебно-воспитательной работе", "специалисты отдела",
    ]  # fmt: skip
    assert found.title.startswith("План мероприятий")
    assert len(found.preface) == 3
    assert [(one.code, one.place, one.words) for one in found.doubts] == [
        ("term_separate", 4, "по отдельному графику"), ("no_responsible", 5, ""),
        ("term_open", 6, "до особого распоряжения"), ("term_unknown", 7, "когда будет готова"),
        ("number_twice", None, "3.4"),
    ]  # fmt: skip
    assert road_maps.years_told(found) == (2026, 2030)
    assert not road_maps.is_school_year(found)


def test_table_without_headings_and_terms_is_kept_and_said():
    found = read(
        ("1", "Провести слёт", "", "методист"), ("Раздел общий",) * 4,
        ("", "Открыть выставку", "май", ""), ("2", "", "июнь", ""), "Примечание после таблицы",
    )  # fmt: skip

    assert [(one.number, one.text, one.section) for one in found.items] == [
        ("1", "Провести слёт", None), ("", "Открыть выставку", 0),
    ]  # fmt: skip
    assert found.left_over == ["2 | июнь", "Примечание после таблицы"]
    assert sorted({one.code for one in found.doubts}) == [
        "left_over", "no_heads", "no_number", "no_responsible", "no_term", "row_without_text",
    ]  # fmt: skip


def test_columns_in_another_order_and_unknown_ones_are_kept():
    found = read(
        ("Содержание работы", "Ответственные", "Ожидаемый результат", "Сроки", "Уровень"),
        ("1. Провести семинар", "методист", "Памятка", "май", "район"),
    )

    item = found.items[0]
    assert (item.number, item.text, item.term, item.result) == ("1", "Провести семинар", "май", "Памятка")
    assert (item.responsible, item.notes) == (["методист"], ["Уровень: район"])
    assert road_maps.doubts_of(item, FIVE) == []
    assert [
        one.code for one in road_maps.doubts_of(road_maps.ReadItem(0, None, "1", "А", "2019 год", "Б"), FIVE)
    ] == ["year_outside"]


def test_nothing_read_is_said():
    assert [one.code for one in read("Только слова").doubts] == ["no_items"]


@pytest.mark.parametrize(
    ("status", "due_on", "since", "expected"),
    [
        (OccurrenceStatus.PLANNED, date(2026, 11, 22), date(2026, 9, 1), True),
        (OccurrenceStatus.IN_WORK, date(2026, 11, 22), date(2026, 9, 1), True),
        (OccurrenceStatus.PLANNED, date(2026, 11, 23), date(2026, 9, 1), False),
        (OccurrenceStatus.DONE, date(2026, 11, 22), date(2026, 9, 1), False),
        (OccurrenceStatus.CANCELLED, date(2026, 11, 22), date(2026, 9, 1), False),
        (OccurrenceStatus.PLANNED, date(2026, 8, 31), date(2026, 9, 1), False),
        (OccurrenceStatus.PLANNED, date(2026, 11, 22), None, False),
    ],
)
def test_late_is_what_is_not_done_after_its_last_day_in_a_plan_in_force(status, due_on, since, expected):
    today = date(2026, 11, 23)

    assert execution.is_overdue(status, due_on=due_on, today=today, in_force_since=since) is expected


def test_execution_is_judged_by_its_days_and_proofs():
    day = date(2026, 9, 1)

    assert execution.is_before_plan(due_on=date(2026, 8, 31), in_force_since=day)
    assert not execution.is_before_plan(due_on=day, in_force_since=None)
    assert execution.was_late(OccurrenceStatus.DONE, due_on=day, done_on=date(2026, 9, 2))
    assert not execution.was_late(OccurrenceStatus.DONE, due_on=day, done_on=day)
    assert execution.is_proved(reason="Провели", proof="Приказ", files=0)
    assert execution.is_proved(reason="Провели", proof="", files=1)
    assert not execution.is_proved(reason="Провели", proof=" ", files=0)
    assert not execution.is_proved(reason=" ", proof="Приказ", files=1)
    assert execution.may_move(PlanStatus.DRAFT, PlanStatus.APPROVED)
    assert not execution.may_move(PlanStatus.CLOSED, PlanStatus.DRAFT)
    assert not execution.may_become(OccurrenceStatus.CANCELLED, OccurrenceStatus.DONE)


def test_two_things_of_one_day_for_the_same_people_clash():
    day, next_day = date(2026, 9, 1), date(2026, 9, 2)
    held = [
        execution.Held(1, day, day, "Учителя  химии"), execution.Held(2, day, day, "учителя химии"),
        execution.Held(3, next_day, next_day, "учителя химии"),
        execution.Held(4, day, next_day, "учителя химии"),
        execution.Held(5, day, day, ""),
    ]  # fmt: skip

    assert execution.clashes(held) == [(1, 2)]
