from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from metodika.core.documents import document_kinds
from metodika.core.search import search
from metodika.directory.records.services import load_template
from metodika.governance.assignments.documents import control_list_file, control_list_places
from metodika.governance.assignments.queries import control_list
from metodika.governance.assignments.services import Post
from tests.factories.accounts import make_administrator, make_user
from tests.factories.assignments import TODAY, given
from tests.factories.directory import PersonFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory(name="Школа у реки", short_name="Школа")


@pytest.fixture
def places(school):
    person, controller = PersonFactory(last_name="Чижова"), PersonFactory(last_name="Орлова")
    given(
        organisation=school, text="Сдать сводку", executor=person, controller=controller,
        given_on=date(2026, 11, 1), due_on=date(2026, 11, 20),
    )  # fmt: skip
    given(
        organisation=school, text="Составить график", controller=controller,
        executor=Post(PositionFactory(title="Методист"), school),
    )  # fmt: skip
    rows = control_list(make_administrator()).order_by("due_on")
    return control_list_places(rows, organisation=school.name, day=TODAY, narrowed="просрочено")


def cells(content):
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[0].rows]


def test_paper_says_what_the_list_shows(places, school):
    word = control_list_file("docx", places, organisation=school)

    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(word)).paragraphs)
    heads, late, vacant = cells(word)
    assert heads == [
        "№", "Что нужно сделать", "Исполнитель", "Кто контролирует", "Срок", "Состояние",
        "Отметка об исполнении",
    ]  # fmt: skip
    assert late == [
        "1/2026", "Сдать сводку", "Чижова\u00a0А.\u00a0И.", "Орлова\u00a0А.\u00a0И.", "20.11.2026",
        "Дано\nпросрочено", "",
    ]  # fmt: skip
    assert vacant == [
        "2/2026", "Составить график", "Методист, Школа", "Орлова\u00a0А.\u00a0И.", "30.11.2026", "Дано", "",
    ]  # fmt: skip
    assert "Школа у реки" in words
    assert "По состоянию на 23 ноября 2026" in words.replace("\u00a0", " ")
    assert control_list_file("pdf", places, organisation=school)[:5] == b"%PDF-"


def test_same_list_gives_the_same_bytes(places, school):
    assert control_list_file("pdf", places, organisation=None) == control_list_file(
        "pdf", places, organisation=school
    )


def test_empty_list_is_a_paper_as_well(school):
    places = control_list_places([], organisation=school.name, day=TODAY)

    word = Document(BytesIO(control_list_file("docx", places, organisation=None)))

    assert "Поручений на контроле нет." in [paragraph.text for paragraph in word.paragraphs]


def test_own_template_of_the_organisation_is_filled(places, school):
    template = Document()
    template.add_paragraph("Список {{ organisation }} на {{ day }}")
    template.add_paragraph("{% for row in rows %}{{ row.number }} {{ row.text }}; {% endfor %}")
    file = BytesIO()
    template.save(file)
    load_template(
        school, kind="assignments.control_list", file=SimpleUploadedFile("own.docx", file.getvalue()), by=None
    )

    word = Document(BytesIO(control_list_file("docx", places, organisation=school)))

    assert [one.text.strip() for one in word.paragraphs][1] == "1/2026 Сдать сводку; 2/2026 Составить график;"
    assert "assignments.control_list" in document_kinds()


def test_assignment_is_found_by_its_words_and_its_number(school):
    made = given(organisation=school, text="Провести семинары для наставников")
    given(text="Провести семинар в другой школе")
    chief = make_user("assignments.*", at=school)

    for words in ("семинар", "1/2026"):
        groups = search(chief, words, kinds=["assignments"])
        assert [(row.title, row.url) for group in groups for row in group.rows] == [
            ("№\u00a01/2026 Провести семинары для наставников", f"/assignments/{made.pk}/")
        ]
