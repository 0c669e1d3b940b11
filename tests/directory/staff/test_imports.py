from datetime import date
from decimal import Decimal

import pytest
import time_machine
import xlwt
from django.utils.translation import override

from metodika.core.imports.command import run_import
from metodika.core.imports.exporting import export_rows
from metodika.core.imports.outcomes import ImportContext, Row
from metodika.directory.organisations.services import add_alias
from metodika.directory.staff import queries
from metodika.directory.staff.lifecycle import EmploymentKind
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.tables import STAFF_LIST, exported_rows
from metodika.directory.staff.tables.roster import RosterImporter
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    ProfileFactory,
    SchoolFactory,
    next_snils,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
HEAD = "ФИО;Д.р.;СНИЛС;Должность;ОУ;Предметы;Нагрузка;Ставка;Категория;Дата аттестации;Пед. стаж;Принят"
ANNA = "Иванова Анна Петровна;15.05.1985;112-233-445 95;учитель;Школа № 1;Физика; 18;1;первая;25.03.2024;12;"


@pytest.fixture(autouse=True)
def _russian():
    with override("ru"):
        yield


@pytest.fixture
def school():
    ProfileFactory()
    return SchoolFactory(name="МБОУ «Школа № 1»", short_name="МБОУ «Школа № 1»")


@pytest.fixture
def load(tmp_path):
    def write(*lines, head=HEAD, **options):
        path = tmp_path / "list.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return run_import(STAFF_LIST, path, **options)

    return write


def counts(report):
    return {kind: number for kind, number in report.counts.items() if number}


def plan(importer=None, **values):
    importer = importer or RosterImporter(ImportContext())
    row = Row(2, {"full_name": "Иванова Анна Петровна", "position": "учитель", **values})
    return importer.plan([row])[0]


def test_usual_staff_list_comes_in_and_a_second_time_changes_nothing(school, load):
    first = load(ANNA)
    again = load(ANNA)

    person = Person.objects.get()
    job = person.employments.get()
    assert (first.applied, first.problems[:1] and first.counts["new"]) == (True, 1)
    assert (again.counts["same"], again.counts.get("new", 0), again.counts.get("changed", 0)) == (1, 0, 0)
    assert (person.full_name, person.born_on, person.snils) == (
        "Иванова Анна Петровна", date(1985, 5, 15), "11223344595",
    )  # fmt: skip
    assert (job.position.title, job.organisation, job.hours, job.load) == ("Учитель", school, 18, 1)
    assert [one.title for one in job.subjects.all()] == ["Физика"]
    assert person.qualifications.get().assigned_on == date(2024, 3, 25)


def test_changed_cells_change_the_person_and_the_job(school, load):
    load(ANNA)

    report = load(ANNA.replace("Физика", "Химия").replace(";1;первая", ";0,5;высшая"))

    person = Person.objects.get()
    assert report.counts["changed"] == 1
    assert [one.title for one in person.employments.get().subjects.all()] == ["Химия"]
    assert float(person.employments.get().load) == 0.5
    assert person.qualifications.count() == 2


def test_dry_run_writes_nothing(school, load):
    report = load(ANNA, dry_run=True)

    assert (report.counts["new"], report.applied) == (1, False)
    assert not Person.objects.exists()


def test_name_in_three_columns_and_a_second_job_make_one_person(school, load):
    other = SchoolFactory(short_name="МБОУ «Школа № 2»")
    head = "Фамилия;Имя;Отчество;Дата рождения;Организация;Должность;Совместитель"

    load(
        f"Иванова;Анна;Петровна;15.05.1985;{school.short_name};учитель;нет",
        f"Иванова;Анна;Петровна;15.05.1985;{other.short_name};учитель;да",
        head=head,
    )

    person = Person.objects.get()
    kinds = {job.organisation_id: job.kind for job in person.employments.all()}
    assert kinds == {school.pk: EmploymentKind.MAIN, other.pk: EmploymentKind.EXTERNAL}


def test_same_line_twice_is_refused_the_second_time(school, load):
    report = load(ANNA, ANNA)

    assert (report.counts["new"], report.counts["error"]) == (1, 1)
    assert Employment.objects.count() == 1


def test_two_people_with_one_snils_in_one_file_are_refused(school, load):
    load(ANNA, ANNA.replace("Иванова Анна", "Петрова Мария").replace("1985", "1970"))

    assert Person.objects.filter(last_name="Петрова").count() == 0


def test_snils_of_somebody_else_is_refused(school):
    holder = PersonFactory(last_name="Петрова", born_on=date(1970, 1, 1), snils=next_snils())

    outcome = plan(organisation=school.short_name, snils=holder.snils, born_on=date(1985, 5, 15))

    assert outcome.kind == "error"
    assert "Петрова" in str(outcome.problems[0].text)


def test_changed_surname_is_recognised_by_snils_and_birth(school):
    job = EmploymentFactory(person=PersonFactory(last_name="Белова", snils=next_snils()), organisation=school)

    outcome = plan(organisation=school.short_name, snils=job.person.snils, born_on=job.person.born_on)

    assert (outcome.kind, outcome.subject) == ("changed", job.person_id)
    assert outcome.payload.person["last_name"] == "Иванова"


def test_name_alone_is_recognised_within_the_organisation(school):
    person = PersonFactory(last_name="Иванова", first_name="Анна", patronymic="Петровна")
    EmploymentFactory(person=person, organisation=school)

    assert plan(organisation=school.short_name).subject == person.pk


def test_same_name_elsewhere_is_a_new_person_with_a_warning(school):
    EmploymentFactory(person=PersonFactory(last_name="Иванова", first_name="Анна", patronymic="Петровна"))

    outcome = plan(organisation=school.short_name)

    assert (outcome.kind, [one.column for one in outcome.problems]) == ("new", ["full_name"])


def test_two_of_the_same_name_in_one_school_cannot_be_told_apart(school):
    for born in (date(1980, 1, 1), date(1990, 1, 1)):
        person = PersonFactory(last_name="Иванова", first_name="Анна", patronymic="Петровна", born_on=born)
        EmploymentFactory(person=person, organisation=school)

    outcome = plan(organisation=school.short_name)

    assert (outcome.kind, outcome.problems[0].column) == ("error", "full_name")


@pytest.mark.parametrize("text", ["Школа №1", "МБОУ Школа N 1", "На горе"])
def test_organisation_is_found_by_spelling_or_alias(school, text):
    add_alias(school, text="На горе", by=None)

    assert plan(organisation=text).payload.organisation_id == school.pk


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"organisation": "Неизвестная школа"}, "organisation"),
        ({"full_name": "Иванова"}, "full_name"),
        ({"started_on": date(2026, 9, 1), "ended_on": date(2026, 8, 1)}, "ended_on"),
    ],
)
def test_line_that_cannot_be_loaded_says_which_cell_is_wrong(school, values, column):
    outcome = plan(**{"organisation": school.short_name, **values})

    assert (outcome.kind, [one.column for one in outcome.problems]) == ("error", [column])


def test_empty_organisation_means_the_only_one_of_the_person_who_loads(school):
    SchoolFactory()
    importer = RosterImporter(ImportContext(paths=(school.path,)))

    assert plan(importer, organisation=None).payload.organisation_id == school.pk
    assert plan(organisation=None).kind == "error"


def test_school_of_others_is_out_of_reach(school):
    stranger = SchoolFactory()
    importer = RosterImporter(ImportContext(paths=(school.path,)))

    assert plan(importer, organisation=stranger.short_name).kind == "error"


def test_person_of_another_school_gets_a_job_but_keeps_private_facts(school):
    snils = next_snils()
    person = PersonFactory(
        last_name="Иванова", first_name="Анна", patronymic="Петровна", snils=snils, phone="1"
    )
    EmploymentFactory(person=person)
    importer = RosterImporter(ImportContext(paths=(school.path,)))

    outcome = plan(importer, organisation=school.short_name, snils=snils, phone="2")

    assert (outcome.kind, outcome.payload.person_id, outcome.payload.person) == ("new", person.pk, {})


def test_new_position_and_subject_are_warned_about(school):
    outcome = plan(organisation=school.short_name, position="тьютор-волшебник", subjects=["магия"])

    assert [one.column for one in outcome.problems] == ["position", "subjects"]
    assert (outcome.payload.position, outcome.payload.subjects) == ("Тьютор-волшебник", ("Магия",))


def test_other_spelling_of_a_position_is_known_from_the_profile(school):
    outcome = plan(organisation=school.short_name, position="учитель-предметник")

    assert (outcome.payload.position, outcome.problems) == ("Учитель", [])


def test_person_hired_again_on_an_unknown_day_begins_after_the_old_job(school):
    job = EmploymentFactory(
        person=PersonFactory(last_name="Иванова", first_name="Анна", patronymic="Петровна"),
        organisation=school, ended_on=date(2024, 6, 1),
    )  # fmt: skip

    outcome = plan(organisation=school.short_name, born_on=job.person.born_on)

    assert outcome.payload.employment["started_on"] == date(2024, 6, 2)


def test_plan_asks_as_often_for_one_line_as_for_thirty(school, django_assert_num_queries):
    importer = RosterImporter(ImportContext())
    for person in [PersonFactory(last_name="Иванова", born_on=date(1960 + n, 1, 1)) for n in range(5)]:
        EmploymentFactory(person=person, organisation=school)

    for count in (1, 30):
        rows = [
            Row(n, {"full_name": "Иванова Анна Ивановна", "position": "Учитель",
                    "organisation": school.short_name, "born_on": date(1960 + n, 1, 1)})
            for n in range(count)
        ]  # fmt: skip
        with django_assert_num_queries(5):
            importer.plan(rows)


@time_machine.travel("2026-11-22T09:00:00Z", tick=False)
def test_exported_list_can_be_loaded_again(school, tmp_path, load):
    load(ANNA, ANNA.replace("Иванова Анна Петровна;15.05.1985;112-233-445 95", "Ли Чен;01.01.1990;"))
    people = queries.people_for_export(("/",), day=TODAY)
    path = tmp_path / "export.xlsx"
    path.write_bytes(b"".join(export_rows(
        STAFF_LIST.columns, exported_rows(people, today=TODAY, private=True), form="xlsx")))  # fmt: skip

    report = run_import(STAFF_LIST, path)

    assert counts(report) == {"same": 2}


def test_old_excel_workbook_with_a_title_dates_and_numbers_comes_in(school, tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Педагоги")
    sheet.write_merge(0, 0, 0, 6, "Сведения о педагогах на 1 сентября")
    head = ("ФИО", "Д.р.", "СНИЛС", "Должность", "ОУ", "Нагрузка", "Предметы")
    rows = (
        ("Ёлкина Анна Петровна", date(1985, 5, 15), "112-233-445 95", "учитель", "Школа № 1", 18, "Физика"),
        ("Ли Чен", date(1990, 1, 1), "", "педагог-психолог", "Школа № 1", 13.5, ""),
        ("Белова Вера Ильинична", "31.02.1980", "", "учитель", "Школа № 1", 18, ""),
    )
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for number, row in enumerate((head, *rows), start=2):
        for place, value in enumerate(row):
            sheet.write(number, place, value, *([day] if isinstance(value, date) else []))
    path = tmp_path / "Педагоги.xls"
    book.save(str(path))

    report = run_import(STAFF_LIST, path)

    assert (counts(report), [number for number, _problem in report.problems]) == (
        {"new": 2, "error": 1, "warned": 2}, [4, 5, 6],
    )  # fmt: skip
    assert [
        (job.person.full_name, job.person.born_on, job.person.snils, job.position.title, job.hours)
        for job in Employment.objects.select_related("person", "position").order_by("person__last_name")
    ] == [
        ("Ёлкина Анна Петровна", date(1985, 5, 15), "11223344595", "Учитель", 18),
        ("Ли Чен", date(1990, 1, 1), "", "Педагог-психолог", Decimal("13.5")),
    ]
    assert counts(run_import(STAFF_LIST, path)) == {"same": 2, "error": 1}


def test_export_without_private_facts_has_none(school, load):
    load(ANNA)

    rows = list(
        exported_rows(queries.people_for_export((school.path,), day=TODAY), today=TODAY, private=False)
    )

    assert {"snils", "born_on", "phone", "email"} & rows[0].keys() == set()
    assert list(queries.people_for_export((MunicipalityFactory().path,), day=TODAY)) == []
