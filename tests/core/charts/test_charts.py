from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation
from PIL import Image

from metodika.core.charts import (
    Bar,
    Bars,
    Cell,
    Chart,
    Gantt,
    HeatMap,
    HeatRow,
    Lines,
    Mark,
    Multiples,
    Series,
    Span,
    Task,
    chart_size,
    chart_svg,
    chart_twin,
    chart_words,
)
from metodika.core.charts.figures import figure, fitted, scale_of, width_of
from metodika.core.documents import Figure, Paper, chart_png, render_docx, render_pdf

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Муниципальное бюджетное общеобразовательное учреждение «Основная школа посёлка Ключевой» <№ 3 & К>"
LINES = Lines(
    "Доля", ("2024", "2025", "2026"),
    (Series("Округ", (Mark(40, "/1/", 35, 45), Mark(), Mark(52.5, "/3/", is_new=True)), (50, 50, 60)),), "%",
)  # fmt: skip
BARS = Bars(
    "Охват", (Bar(LONG, Mark(30, "/a/", 20, 41, note="12 из 40")), Bar("Б", Mark(70, "/b/"))), "%", 60
)
HEAT = HeatMap(
    "Пункты", ("4.1", "4.2"),
    (
        HeatRow("А", (Mark(tone="good", word="выполнено", url="/a1/"), None), "/a/"),
        HeatRow("Б", (Mark(3), Mark(5))),
    ),
)  # fmt: skip
GANTT = Gantt(
    "План", date(2026, 9, 1), date(2027, 8, 31),
    (
        Task("Провести", (Span(date(2026, 10, 5), date(2026, 10, 5), "просрочено", "bad"),), "/1/", "Раздел"),
        Task("Без дат", (), "/2/", "Раздел"),
    ), date(2026, 11, 22),
)  # fmt: skip
SMALL = Multiples("По школам", (LINES, LINES), ("/s1/", "/s2/"))
ALL = [LINES, BARS, HEAT, GANTT, SMALL]


@pytest.fixture(autouse=True)
def _russian() -> Any:
    with translation.override("ru"):
        yield


def plain(words: str | None) -> str:
    return (words or "").replace("\N{NO-BREAK SPACE}", " ")


def parsed(chart: Chart, **how: bool) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart, **how))


def links(chart: Chart) -> list[tuple[str | None, str]]:
    return [(one.get("href"), plain(one.findtext(f"{SVG}title"))) for one in parsed(chart).iter(f"{SVG}a")]


def words(chart: Chart) -> list[str]:
    return [plain(one.text) for one in parsed(chart).iter(f"{SVG}text")]


def test_marks_lead_to_their_rows_and_tell_their_values() -> None:
    assert links(LINES) == [("/1/", "2024, Округ: 40 % (от 35 % до 45 %)"), ("/3/", "2026, Округ: 52,5 %")]
    assert links(BARS) == [("/a/", f"{LONG}: 30 % (от 20 % до 41 %), 12 из 40"), ("/b/", "Б: 70 %")]
    assert links(HEAT) == [("/a/", "А"), ("/a1/", "А, 4.1: выполнено")]
    assert links(GANTT) == [
        ("/1/", "Провести"), ("/1/", "Провести: 05.10.2026, просрочено"), ("/2/", "Без дат"),
    ]  # fmt: skip
    assert [url for url, _title in links(SMALL)] == ["/s1/", "/1/", "/3/", "/s2/", "/1/", "/3/"]


def test_line_breaks_at_a_gap_and_at_a_new_definition() -> None:
    whole = Lines("Доля", ("1", "2", "3"), (Series("А", (Mark(1), Mark(2), Mark(3))),))
    changed = Lines("Доля", ("1", "2", "3"), (Series("А", (Mark(1), Mark(2), Mark(3, is_new=True))),))

    def path(chart: Chart) -> str:
        drawn = [
            one.get("d", "") for one in parsed(chart).iter(f"{SVG}path") if one.get("stroke-width") == "2"
        ]
        return "".join(sign for sign in drawn[0] if sign.isalpha())

    assert [path(whole), path(changed)] == ["MLL", "MLM"]


def test_small_charts_of_one_measure_stand_on_one_scale_and_others_on_their_own() -> None:
    def small(value: float, measure: str, unit: str = "%") -> Lines:
        return Lines("Доля", ("2026",), (Series("А", (Mark(value),)),), unit, measure=measure)

    def ticks(*charts: Lines) -> set[str]:
        return {one for one in words(Multiples("Вместе", charts)) if one[:1].isdigit()} - {"2026", "90 %"}

    assert ticks(small(90, ""), small(3, "")) == {"0 %", "40 %", "80 %", "3 %"}
    assert ticks(small(90, ""), small(3, "days", "")) == {"0 %", "40 %", "80 %", "0", "2", "3"}
    assert ticks(small(90, "", ""), small(3, "", "")) == {"0", "40", "80", "90", "3"}


def test_target_is_reached_from_the_side_that_is_better() -> None:
    bars = tuple(Bar(name, Mark(value)) for name, value in (("А", 5), ("Б", 10), ("В", 20)))

    few = [Bars("Вакансии", bars, "%", 6, less_is_better=less) for less in (True, False)]
    assert [plain(chart_words(one)).partition("Достигают ")[2] for one in few] == [
        "6 %: 1 из 3.", "6 %: 2 из 3."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "chart",
    [
        Lines("Пусто", ("2026",), (Series("А", (Mark(),)),)), Lines("Пусто", (), ()), Bars("Пусто", ()),
        HeatMap("Пусто", (), ()), Multiples("Пусто", ()),
        Gantt("Пусто", date(2026, 1, 1), date(2026, 1, 1), ()),
    ],
)  # fmt: skip
def test_chart_without_values_says_so(chart: Chart) -> None:
    assert words(chart) == ["Значений пока нет"]
    assert chart_words(chart) == "Пусто. Значений пока нет."
    assert chart_twin(chart).heads


@pytest.mark.parametrize("value", [0, 7, -3, 0.004, 1e9])
def test_single_value_has_an_axis_that_holds_it(value: float) -> None:
    lines, bars = (
        Lines("Одно", ("2026",), (Series("А", (Mark(value),)),)),
        Bars("Одно", (Bar("А", Mark(value)),)),
    )

    scale = scale_of([value], start=0, end=100)
    assert scale.low <= value <= scale.high
    assert parsed(lines) is not None
    assert parsed(bars) is not None


def test_thousand_values_stay_one_small_picture() -> None:
    marks = tuple(Mark(number % 97, f"/{number}/") for number in range(1000))
    lines = Lines("Много", tuple(f"день {n}" for n in range(1000)), (Series("А", marks),))
    bars = Bars("Много", tuple(Bar(f"Школа {n}", mark) for n, mark in enumerate(marks)))

    for chart in (lines, bars):
        picture = parsed(chart)
        assert sum(1 for _one in picture.iter(f"{SVG}a")) == 1000
        # The keyboard walks the table: a thousand stops on one picture would be a trap.
        assert {one.get("tabindex") for one in picture.iter(f"{SVG}a")} == {"-1"}
        assert sum(1 for _one in picture.iter(f"{SVG}text")) < 40
        assert len(chart_twin(chart).rows) == 1000


def test_long_words_are_cut_in_the_picture_and_whole_beside_it() -> None:
    drawn = [line for line in words(BARS) if line.startswith(("Муниципальное", "общеобразовательное"))]

    assert len(drawn) == 2
    assert drawn[-1].endswith("…")
    assert all(width_of(line, 11.5) <= 230 for line in drawn)
    assert chart_twin(BARS).rows[0][0] == Cell(LONG, "/a/")


def test_colours_follow_the_theme_on_a_page_and_are_plain_on_paper() -> None:
    for chart in ALL:
        page, paper = chart_svg(chart), chart_svg(chart, paper=True)
        assert "var(--" in page
        assert "#0" not in page
        assert "var(" not in paper
        assert "<a " not in paper


def test_state_is_told_by_a_sign_and_a_word_besides_the_colour() -> None:
    assert "выполнено" in words(HEAT)
    assert "просрочено" in words(GANTT)
    signs = {one.get("d") for one in parsed(HEAT).iter(f"{SVG}path")}
    assert len(signs) == 1


def test_sentence_says_what_is_seen() -> None:
    assert [plain(chart_words(chart)) for chart in ALL[:4]] == [
        "Доля. Округ: 2024 — 40 %, 2026 — 52,5 %, цель 60 %. Определение показателя менялось: 2026.",
        f"Охват. 2 значения. Наибольшее: 70 %, Б. Наименьшее: 30 %, {LONG}. Достигают 60 %: 1 из 2.",
        "Пункты. Строк: 2, столбцов: 2. Выполнено — 1. Значения от 3 до 5.",
        "План. 1 сентября 2026 г. – 31 августа 2027 г.: 2 строки. Просрочено — 1.",
    ]


def test_twin_holds_every_value_with_its_link() -> None:
    lines, gantt = chart_twin(LINES), chart_twin(GANTT)

    assert lines.heads == ("Период", "Округ", "Округ: цель")
    assert [[plain(cell.text) for cell in row] for row in lines.rows] == [
        ["2024", "40 % (от 35 % до 45 %)", "50 %"], ["2025", "—", "50 %"], ["2026", "52,5 %", "60 %"],
    ]  # fmt: skip
    assert gantt.rows == (
        (Cell("Провести", "/1/"), Cell("05.10.2026, просрочено")), (Cell("Без дат", "/2/"), Cell("без дат")),
    )  # fmt: skip


def test_gantt_keeps_days_beyond_the_period_at_its_edge() -> None:
    span = Span(date(2020, 1, 1), date(2030, 1, 1), "идёт", "info")
    chart = Gantt("План", date(2026, 1, 1), date(2026, 12, 31), (Task("А", (span,)),))

    right = float(parsed(chart).get("viewBox", "").split()[2])
    boxes = [one for one in parsed(chart).iter(f"{SVG}rect") if one.get("height") == "18"]
    assert all(0 <= float(one.get("x", -1)) <= right for one in boxes)
    assert max(float(one.get("x", 0)) + float(one.get("width", 0)) for one in boxes) <= right


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, "0"), (0.5, "0,5"), (12.3456, "12,35"), (1240, "1240"), (80000, "80 000"), (None, "—")],
)
def test_figure_is_read_as_a_person_writes_it(value: float | None, told: str) -> None:
    assert plain(figure(value)) == told


def test_words_are_broken_and_cut_to_their_room() -> None:
    assert fitted("одно слово", 500, 10) == ["одно слово"]
    assert fitted("", 50, 10) == []
    assert [width_of(line, 10) <= 60 for line in fitted("оченьдлинноесловобезпробелов", 60, 10, lines=2)] == [
        True
    ]


def test_wrong_shape_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="mark"):
        Lines("Доля", ("2026",), (Series("А", ()),))
    with pytest.raises(ValueError, match="cell"):
        HeatMap("Пункты", ("4.1",), (HeatRow("А", ()),))
    with pytest.raises(ValueError, match="ends"):
        Gantt("План", date(2026, 2, 1), date(2026, 1, 1), ())


def test_chart_is_printed_in_both_files_with_its_words() -> None:
    paper = Paper("Отчёт", blocks=(Figure(LINES), Figure(GANTT)))

    picture = Image.open(BytesIO(chart_png(GANTT)))
    width, height = chart_size(GANTT)
    assert abs(picture.width / picture.height - width / height) < 0.05
    docx = render_docx(paper)
    assert docx.count(b"word/media/rIdFigure") == 4
    assert render_pdf(paper) == render_pdf(paper)
