from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.imports.filling import TemplateRefused
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.models import RegionForm
from metodika.steering.dossiers.rules.forms import Cell, carried, moves_between, proposed
from metodika.steering.indicators.models import Value
from tests.factories.accounts import make_administrator
from tests.factories.clock import today_there
from tests.factories.compliance import governed
from tests.factories.directory import EmploymentFactory, SchoolFactory
from tests.factories.dossiers import SHEET, region_spreadsheet
from tests.factories.indicators import computed, measured


def cell(name, label, head=""):
    return Cell(SHEET, name, (SHEET, label, head))


def test_new_edition_moves_drops_and_adds_cells_by_their_words():
    old = [cell("B2", "Доля"), cell("B3", "Число"), cell("B4", "Прочее"), cell("B5", "Прочее")]
    new = [cell("C2", "Доля"), cell("B3", "Сумма"), cell("B4", "Прочее")]

    moves = moves_between(old, new)

    assert moves.moved == ((old[0], new[0]),)
    assert moves.gone == (old[1],)
    assert moves.added == (new[1], new[2])
    matches = [{"sheet": SHEET, "cell": name, "indicator": "I"} for name in ("B2", "B3", "B4")]
    kept, lost = carried(matches, old, new)
    assert kept == [{**matches[0], "cell": "C2"}]
    assert lost == matches[1:]


def test_indicator_is_proposed_where_its_code_or_whole_name_stands():
    cells = [cell("B2", "I-01. Доля педагогов"), cell("B3", "Число школ"), cell("B4", "I-01 и I-02")]
    assert proposed(cells, {"I-01": "Доля", "I-02": "Число школ"}) == {
        (SHEET, "B2"): "I-01", (SHEET, "B3"): "I-02",
    }  # fmt: skip


@pytest.fixture
def chief(db):
    return make_administrator()


@pytest.fixture
def place(db):
    return governed()[0]


def test_form_is_matched_filled_and_renewed(place, chief):
    indicator = measured(place)
    EmploymentFactory(organisation=SchoolFactory(parent=place), position__category="teaching")
    computed(day=today_there())
    form = services.load_region_form(
        place, title="Сведения", file=region_spreadsheet(indicator.name, "Нечто"), by=chief
    )
    services.match_cell(
        form,
        sheet=SHEET,
        cell="B3",
        indicator=indicator.code,
        part="denominator",
        seen=form.version,
        by=chief,
    )
    card = queries.region_form_card(RegionForm.objects.get())

    filled = queries.filled_form(card, school_year(today_there()), viewer=chief)
    before = queries.filled_form(card, school_year(today_there()).previous(), viewer=chief)

    sheet = load_workbook(BytesIO(filled.content)).active
    value = Value.objects.newest().get(version__indicator=indicator, organisation=place)
    assert (Decimal(str(sheet["B2"].value)), sheet["B3"].value) == (value.shown, value.denominator)
    assert (filled.filled, list(filled.missing)) == (2, [])
    assert [one["cell"] for one in before.missing] == ["B2", "B3"]
    newer, lost = services.renew_region_form(card, file=region_spreadsheet("Новое", indicator.name), by=chief)
    assert [(one["cell"], one["indicator"]) for one in newer.cells] == [("B3", indicator.code)]
    assert [one["cell"] for one in lost] == ["B3"]
    with pytest.raises(RuleBroken, match="новая редакция"):
        services.renew_region_form(card, file=region_spreadsheet("x"), by=chief)


def test_bad_form_and_bad_cell_are_refused_and_nothing_is_kept(place, chief):
    with pytest.raises(TemplateRefused, match="xlsx"):
        services.load_region_form(place, title="Не то", file=ContentFile(b"MZ", name="a.xlsx"), by=chief)
    assert not RegionForm.objects.exists()
    form = services.load_region_form(place, title="Сведения", file=region_spreadsheet("Доля"), by=chief)
    for told, word in (({"cell": "Z9", "indicator": ""}, "Z9"), ({"cell": "B2", "indicator": "НЕТ"}, "НЕТ")):
        with pytest.raises(RuleBroken, match=word):
            services.match_cell(form, sheet=SHEET, **told, part="value", seen=None, by=chief)
    assert RegionForm.objects.get().cells == []


def test_form_is_loaded_and_filled_on_pages(client, place, chief):
    client.force_login(chief)
    told = {"municipality": place.pk, "title": "Сведения", "file": region_spreadsheet("Доля")}
    card = client.post("/dossiers/forms/load/", told, follow=True).content.decode()
    form = RegionForm.objects.get()
    assert "Доля" in card
    told = {"sheet": SHEET, "cell": "B2", "indicator": "I-01", "part": "value", "version": form.version}
    assert "I-01" in client.post(f"/dossiers/forms/{form.pk}/match/", told, follow=True).content.decode()
    assert "I-01" in client.get(f"/dossiers/forms/{form.pk}/fill/?show=1").content.decode()
    assert b"".join(client.get(f"/dossiers/forms/{form.pk}/fill/").streaming_content)[:2] == b"PK"
    assert client.get(f"/api/v1/region-forms/{form.pk}").json()["cells"][0]["indicator"] == "I-01"


def test_form_is_loaded_and_renewed_by_a_program(client, place, chief):
    indicator = measured(place)
    client.force_login(chief)
    told = {
        "municipality": place.pk,
        "title": "Сведения",
        "file": region_spreadsheet(indicator.name, "Нечто"),
    }
    loaded = client.post("/api/v1/region-forms", told)
    here = f"/api/v1/region-forms/{loaded.json()['id']}"
    newer = client.post(f"{here}/renew", {"file": region_spreadsheet("Новое", indicator.name)})
    again = client.post(f"{here}/renew", {"file": region_spreadsheet("x")})

    assert (loaded.status_code, [one["cell"] for one in loaded.json()["cells"]]) == (201, ["B2"])
    assert (newer.status_code, [one["cell"] for one in newer.json()["cells"]]) == (201, ["B3"])
    assert again.status_code == 409
    refused = client.post("/api/v1/region-forms", told | {"file": ContentFile(b"MZ", name="a.xlsx")})
    assert refused.status_code == 409
    assert RegionForm.objects.count() == 2
