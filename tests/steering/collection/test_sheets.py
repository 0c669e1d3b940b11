from io import BytesIO

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from metodika.core.imports.spreadsheets import read_workbook
from metodika.steering.collection import services
from metodika.steering.collection.models import Campaign, Submission
from tests.factories.accounts import make_user
from tests.factories.collection import NOW, asked, make_form, opened, submitted
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db
HEADS = [
    "Организация",
    "Молодых педагогов",
    "Вакансии: часть",
    "Вакансии: целое",
    "Свой мониторинг",
    "Чем помочь",
]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory(timezone="Asia/Vladivostok")


@pytest.fixture
def schools(place):
    teacher = PositionFactory(category="teaching")
    made = [SchoolFactory(parent=place, short_name=name) for name in ("Школа 1", "Школа 2", "Школа 3")]
    for one in made:
        EmploymentFactory(organisation=one, position=teacher)
    return made


@pytest.fixture
def chief(client, place):
    user = make_user("collection.*", at=place)
    client.force_login(user)
    return user


def sheet(rows, heads=HEADS):
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate([["Сведения за год"], heads, *rows]):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("ответы.xlsx", content.getvalue())


def load(client: Client, campaign: Campaign, file):
    answer = client.post(f"/collection/{campaign.pk}/load/", {"file": file})
    return answer.status_code, answer.content.decode()


def test_table_goes_out_with_the_silent_and_comes_back_with_text_in_numbers(client, chief, place, schools):
    campaign = opened(make_form(place))
    submitted(asked(campaign, schools[2]), young="0", i_56="нет")
    services.save_answers(asked(campaign, schools[1]), answers={"young": "1"}, seen=None, by=None)

    answer = client.get(f"/collection/{campaign.pk}/table/")
    grid = next(iter(read_workbook(BytesIO(b"".join(answer.streaming_content)), kind="xlsx")))
    assert [list(row) for row in grid.rows] == [
        HEADS,
        ["Школа 1", "", "", "", "", ""],
        ["Школа 2", "1", "", "", "", ""],
    ]

    told = [["школа  1", " 1 ", "1,5", 12.0, "да", "Наставники"], ["«Школа 2»", 2, "", "", False, ""]]
    assert load(client, campaign, sheet(told))[0] == 302
    rows = [asked(campaign, one) for one in schools]
    assert [(one.status, one.answers) for one in rows[:2]] == [
        (
            "draft",
            {"young": "1", "i_64": {"part": "1.5", "of": "12"}, "i_56": "yes", "note": "Наставники"},
        ),
        ("draft", {"young": "2", "i_56": "no"}),
    ]
    assert "Загрузить ответы из таблицы" in client.get(f"/collection/{campaign.pk}/").content.decode()


def test_bad_cells_rows_and_columns_are_named_and_nothing_is_loaded(client, chief, place, schools):
    campaign = opened(make_form(place))
    submitted(asked(campaign, schools[2]), young="0", i_56="нет")
    before = list(Submission.objects.values("pk", "status", "version").order_by("pk"))

    bad = [["Школа 1", "пять", 1, "", "возможно"], ["Школа 9", 1], ["Школа 2", 1], ["школа 2", 2]]
    status, text = load(client, campaign, sheet(bad))
    assert status == 422
    for told in (
        "Ячейка B3: «пять» — не число",
        "Ячейка C3: Для доли нужны оба числа",
        "Ячейка E3: «возможно»",
        "Строка 4: «Школа 9» не участвует в этом сборе",
        "встречается в таблице дважды",
    ):
        assert told in text, told
    assert "Строка 3: Ответы уже отправлены" in load(client, campaign, sheet([["Школа 3", 1]]))[1]
    strange = sheet([["Школа 1", 1]], heads=["Организация", "Сколько детей"])
    assert "нет таких граф: B («Сколько детей»)" in load(client, campaign, strange)[1]
    assert "нет графы «Организация»" in load(client, campaign, sheet([], heads=["Что", "Сколько"]))[1]
    assert "В таблице нет ответов" in load(client, campaign, sheet([]))[1]
    text = SimpleUploadedFile("ответы.xlsx", b"Just words, no sheet.")
    assert load(client, campaign, text)[0] == 422
    assert list(Submission.objects.values("pk", "status", "version").order_by("pk")) == before

    services.close_campaign(campaign, by=None)
    assert "пока сбор открыт" in load(client, campaign, sheet([["Школа 1", 1]]))[1]
    told = client.post(
        f"/api/v1/collection/campaigns/{campaign.pk}/table/load", {"file": sheet([["Школа 1", 1]])}
    )
    assert told.status_code == 409


def test_addressees_of_a_region_are_named_in_lines(client, chief, place):
    # One more than are offered to be ticked; «Школа 7» shall not be there.
    for number in (1, 2, 3, *range(10, 48)):
        SchoolFactory(parent=place, short_name=f"Школа {number}", name=f"Муниципальная школа {number}")
    form = make_form(place)
    told = {
        "form": form.pk, "title": "Год", "starts_on": "2026-01-01", "ends_on": "2026-12-31",
        "as_of": "2026-11-20", "due_on": "2026-11-30", "due_time": "18:00", "remind_before": "",
    }  # fmt: skip

    wrong = client.post("/collection/make/", told | {"institutions": "Школа 1\nШкола 7"})
    assert "не подходит ни одна организация или подходят несколько: Школа 7" in wrong.content.decode()
    answer = client.post("/collection/make/", told | {"institutions": "школа 1\n«Муниципальная школа 3»\n"})

    assert answer.status_code == 302
    campaign = Campaign.objects.get()
    chosen = campaign.institutions.order_by("short_name").values_list("short_name", flat=True)
    assert list(chosen) == ["Школа 1", "Школа 3"]
    page = client.get(f"/collection/{campaign.pk}/change/").content.decode()
    assert "<option" not in page.partition('name="institutions"')[2].partition("</textarea>")[0]
    assert client.post(f"/collection/{campaign.pk}/open/").status_code == 302
    assert campaign.submissions.count() == 2  # noqa: PLR2004 - the two that were named
