from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.imports.background import apply_soon, check_soon
from metodika.core.imports.registry import registers
from metodika.core.imports.runs import create_run
from metodika.steering.indicators.models import Target, Value
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory
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


def loaded(code, text, place):
    user = make_user("indicators.*", "imports.*", "organisations.*", at=place)
    run = create_run(registers()[code], SimpleUploadedFile("list.csv", text.encode()), by=user)
    return check_soon(run, by=user), user


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
