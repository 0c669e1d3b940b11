from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.imports.background import apply_soon, check_soon
from metodika.core.imports.registry import registers
from metodika.core.imports.runs import create_run
from metodika.steering.indicators.models import Target, Value
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory, RegionFactory
from tests.factories.indicators import measured

pytestmark = pytest.mark.django_db
WAITING = {
    "numerator": {"fact": "quality.review", "of": "rows"},
    "denominator": None,
    "scale": 1,
    "period": "month",
}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


def loaded(code, text, place, *, user=None):
    user = user or make_user("indicators.*", "imports.*", "organisations.*", at=place)
    file = text if isinstance(text, SimpleUploadedFile) else SimpleUploadedFile("list.csv", text.encode())
    run = create_run(registers()[code], file, by=user)
    return check_soon(run, by=user), user


def workbook(*rows):
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("значения.xlsx", content.getvalue())


def test_targets_come_from_a_table_and_text_in_numbers_and_120_percent_are_told():
    place = MunicipalityFactory()
    measured(place)
    head = "Показатель;Организация;Любой день периода;Целевое значение;Почему столько\n"
    rows = [f"Ж-1;{place.name};01.10.2026;{value};Так решил совет\n" for value in ("70", "много", "120")]

    run, _user = loaded("indicators-targets", head + "".join(rows), place)

    told = {row.number: (row.outcome, str(row.problems)) for row in run.rows.order_by("number")}
    assert [kind for kind, _problems in told.values()] == ["new", "error", "error"]
    assert "много" in told[3][1]
    assert "между 0 и 100" in told[4][1]


def test_values_counted_elsewhere_come_from_a_table():
    place = MunicipalityFactory()
    measured(place, formula=WAITING, code="Ф-1")
    text = "Показатель;Организация;Любой день периода;Числитель;Знаменатель\n"
    text += f"Ф-1;{place.name};01.10.2026;12;40\n"

    run, user = loaded("indicators-values", text, place)
    apply_soon(run, by=user)

    value = Value.objects.get()
    assert (value.numerator, value.denominator, value.change, value.run) == (
        Decimal(12),
        Decimal(40),
        "entered",
        None,
    )
    assert Target.objects.count() == 0


HEADS = ["Показатель", "Организация", "Любой день периода", "Числитель", "Знаменатель"]
OF_POSTS = {
    "numerator": {"fact": "quality.vacant", "of": "rows"}, "scale": 100, "period": "school_year",
    "denominator": {"fact": "quality.post", "of": "rows"},
}  # fmt: skip


def test_values_from_a_workbook_with_text_in_numbers_are_told_by_their_cells_and_the_rest_is_kept():
    place = MunicipalityFactory()
    measured(place, formula=OF_POSTS, code="Ф-1")

    def row(part, whole, day="01.10.2026"):
        return ["Ф-1", place.name, day, part, whole]

    book = workbook(
        HEADS,
        row(" 12 ", "40"),
        row("двенадцать", 40),
        row(50, 40),
        row(-1, 40),
        row(3, 40),
        row(5, 8, "01.10.2025"),
    )

    run, user = loaded("indicators-values", book, place)
    told = [(one.outcome, str(one.problems)) for one in run.rows.order_by("number")]
    apply_soon(run, by=user)

    assert [kind for kind, _problems in told] == ["new", "error", "error", "error", "error", "new"]
    assert "двенадцать" in told[1][1]
    assert "Числитель 50 — не часть знаменателя 40" in told[2][1]
    assert "меньше нуля" in told[3][1]
    assert "таблице дважды" in told[4][1]
    kept = Value.objects.order_by("ends_on").values_list("numerator", "denominator")
    assert list(kept) == [(5, 8), (12, 40)]


def test_value_goes_to_the_own_indicator_of_its_place_and_to_no_other():
    region = RegionFactory()
    places = [MunicipalityFactory(parent=region) for _one in range(2)]
    for place in places:
        measured(place, formula=WAITING, code="Ф-1")
    rows = [["Ф-1", one.name, "01.10.2026", number, ""] for number, one in enumerate(places, 7)]
    chief = make_user("indicators.*", "imports.*", "organisations.*", at=region)

    run, user = loaded("indicators-values", workbook(HEADS, *rows), region, user=chief)
    apply_soon(run, by=user)

    kept = Value.objects.order_by("numerator").values_list("organisation", "version__indicator__owner")
    assert list(kept) == [(one.pk, one.pk) for one in places]
