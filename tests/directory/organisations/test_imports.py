import pytest
from django.utils.translation import override

from metodika.core.imports.command import run_import
from metodika.core.imports.exporting import export_rows
from metodika.core.imports.outcomes import ImportContext, Row
from metodika.directory.organisations import queries
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.tables import INSTITUTIONS, exported_rows
from metodika.directory.organisations.tables.register import InstitutionImporter
from tests.factories.directory import MunicipalityFactory, ProfileFactory, SchoolFactory

pytestmark = pytest.mark.django_db
HEAD = "Полное наименование;Краткое наименование;Вид;ИНН;Адрес;Сельская"
LINE = "Муниципальная школа № 5;МБОУ СОШ № 5;Средняя школа;7707083893;ул. Мира, 1;да"


@pytest.fixture(autouse=True)
def _russian():
    ProfileFactory()
    with override("ru"):
        yield


@pytest.fixture
def load(tmp_path):
    def write(*lines):
        path = tmp_path / "schools.csv"
        path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
        return run_import(INSTITUTIONS, path)

    return write


def plan(**values):
    return InstitutionImporter(ImportContext()).plan([Row(2, {"name": "Школа № 5", **values})])[0]


def test_list_of_institutions_comes_in_and_a_second_time_changes_nothing(load):
    district = MunicipalityFactory()

    first, again = load(LINE), load(LINE)

    made = Organisation.objects.get(inn="7707083893")
    assert (first.counts["new"], again.counts["same"]) == (1, 1)
    assert (made.parent, made.kind, made.is_rural, made.short_name) == (
        district, "secondary_school", True, "МБОУ СОШ № 5",
    )  # fmt: skip


def test_changed_cell_changes_the_institution(load):
    MunicipalityFactory()
    load(LINE)

    report = load(LINE.replace("ул. Мира, 1", "ул. Мира, 2"))

    assert report.counts["changed"] == 1
    assert Organisation.objects.get(inn="7707083893").address == "ул. Мира, 2"


def test_wrong_check_digit_warns_and_does_not_block():
    MunicipalityFactory()

    outcome = plan(kind="secondary_school", inn="7707083894")

    assert (outcome.kind, [one.column for one in outcome.problems]) == ("new", ["inn"])


@pytest.mark.parametrize(
    ("values", "column"),
    [({}, "kind"), ({"kind": "secondary_school", "municipality": "Нигде"}, "municipality")],
)
def test_line_that_cannot_be_loaded_says_why(values, column):
    MunicipalityFactory()

    outcome = plan(**values)

    assert (outcome.kind, outcome.problems[0].column) == ("error", column)


def test_two_schools_of_one_name_are_told_apart_by_the_inn():
    district = MunicipalityFactory()
    for inn in ("7707083893", "7736050003"):
        SchoolFactory(parent=district, name="Школа № 5", short_name="Школа № 5", inn=inn)

    assert plan().kind == "error"
    assert plan(inn="7707083893").kind == "same"


def test_exported_list_can_be_loaded_again(load, tmp_path):
    MunicipalityFactory()
    load(LINE)
    path = tmp_path / "export.xlsx"
    rows = exported_rows(queries.organisations_for_export(("/",)))
    path.write_bytes(b"".join(export_rows(INSTITUTIONS.columns, rows, form="xlsx")))

    assert run_import(INSTITUTIONS, path).counts["same"] == 1
