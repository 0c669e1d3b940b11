from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.governance.assignments import services
from metodika.governance.assignments.lifecycle import AssignmentStatus
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Group, Post
from tests.factories.accounts import make_user
from tests.factories.assignments import TODAY, given
from tests.factories.directory import EmploymentFactory, PersonFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db
ALL = ("assignments.*", "staff.*", "organisations.*")


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def chief(client, school):
    user = make_user(*ALL, at=school)
    client.force_login(user)
    return user


@pytest.fixture
def worker(school):
    """Somebody without any role: his own assignments are all that he may touch."""
    job = EmploymentFactory(organisation=school)
    return make_user(person=job.person)


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def rows_of(answer):
    return list(answer.context["table"].rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_control_list_costs_the_same_however_many_rows(
    client, school, chief, rows, django_assert_num_queries
):
    for _number in range(rows):
        given(organisation=school, executor=Group("Все", [PersonFactory(), PersonFactory()]), subject=school)

    with django_assert_num_queries(12):
        answer = client.get("/assignments/control/")

    assert answer.status_code == 200
    assert answer.context["table"].count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_own_list_costs_the_same_however_many_rows(client, worker, rows, django_assert_num_queries):
    client.force_login(worker)
    for _number in range(rows):
        given(executor=worker.person)

    with django_assert_num_queries(10):
        answer = client.get("/assignments/")

    assert answer.context["table"].count == rows


def test_control_list_is_narrowed_by_what_a_head_asks(client, school, chief):
    late = given(organisation=school, given_on=date(2026, 11, 1), due_on=TODAY - timedelta(days=3))
    near = given(
        organisation=school, due_on=TODAY + timedelta(days=7), executor=PersonFactory(last_name="Чижова")
    )
    far = given(
        organisation=school, due_on=TODAY + timedelta(days=8), controller=PersonFactory(last_name="Орлов")
    )
    vacant = given(
        organisation=school, due_on=TODAY + timedelta(days=60), executor=Post(PositionFactory(), school)
    )
    services.cancel_assignment(gone := given(organisation=school), reason="Не нужно", by=None)
    given()

    def found(query):
        return rows_of(client.get(f"/assignments/control/{query}"))

    assert found("") == [late, near, far, vacant]
    assert found("?state=overdue") == [late]
    assert found("?state=this_week") == [near]
    assert found("?state=vacant") == [vacant]
    assert found("?state=closed") == [gone]
    assert set(found("?state=all")) == {late, near, far, vacant, gone}
    assert found("?executor=чиж") == [near]
    assert found("?executor=учитель") == [vacant]
    assert found("?controller=орлов") == [far]
    assert found("?due_from=2026-12-01&due_to=2026-12-01") == [far]
    assert found("?q=2/2026") == [near]


def test_control_list_knows_what_an_assignment_is_about(client, school, chief):
    about = given(organisation=school, subject=school)
    given(organisation=school, subject=chief.person)

    assert rows_of(client.get(f"/assignments/control/?about=organisations.organisation-{school.pk}")) == [
        about
    ]
    assert rows_of(client.get(f"/assignments/control/?kind={about.subject_type_id}")) == [about]
    assert rows_of(client.get("/assignments/control/?about=no.such-1")) == []


def test_control_list_is_printed_as_pdf_and_word(client, school, chief):
    given(organisation=school, text="Собрать заявки на курсы")

    pdf = client.get("/assignments/control/paper.pdf?state=this_week")
    docx = client.get("/assignments/control/paper.docx")

    assert (pdf["Content-Type"], b"".join(pdf.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    assert b"".join(docx.streaming_content)[:2] == b"PK"
    assert client.get("/assignments/control/paper.exe").status_code == 404


def test_own_list_shows_each_side(client, worker):
    client.force_login(worker)
    do, control = given(executor=worker.person), given(controller=worker.person)
    gave = given(by=worker)
    given()

    def found(query):
        return set(rows_of(client.get(f"/assignments/{query}")))

    assert found("") == {do, control, gave}
    assert found("?side=do") == {do}
    assert found("?side=control") == {control}
    assert found("?side=gave") == {gave}


def test_assignment_is_given_on_the_page_about_a_person(client, school, chief):
    job = EmploymentFactory(organisation=school)
    name = f"staff.person-{job.person_id}"

    form = client.get(f"/assignments/give/?about={name}")
    sent = {
        "text": "Подготовить отчёт", "proof": "Отчёт", "due_on": "2026-12-01", "organisation": school.pk,
        "person": f"№ {job.person_id}",
    }  # fmt: skip
    answer = client.post(f"/assignments/give/?about={name}", sent)

    made = Assignment.objects.get()
    assert str(job.person) in words_of(form)
    assert answer.url == f"/assignments/{made.pk}/"
    assert (made.subject, made.proof, made.controller) == (job.person, "Отчёт", chief.person)
    assert [one.person for one in made.executors.all()] == [job.person]


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ({"position": "pk", "place": "school"}, ["post"]),
        ({"position": "pk"}, ["post"]),
        ({"people": "people", "group": "Рабочая группа"}, ["group", "group"]),
        ({"person": "person", "people": "people"}, ["person", "person"]),
    ],
)
def test_executor_is_named_in_any_way(client, school, chief, who, kinds):
    people = [EmploymentFactory(organisation=school).person for _number in range(2)]
    values = {
        "pk": PositionFactory(title="Методист").pk, "school": f"№ {school.pk}", "person": f"№ {people[0].pk}",
        "people": "\n".join(f"№ {one.pk}" for one in people),
    }  # fmt: skip
    sent = {name: values.get(value, value) for name, value in who.items()}

    base = {"text": "Сделать", "due_on": "2026-12-01", "organisation": school.pk}
    answer = client.post("/assignments/give/", {**base, **sent})

    assert answer.status_code == 302, answer.context["form"].errors
    assert [one.kind for one in Assignment.objects.get().executors.order_by("order")] == kinds


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "Укажите исполнителя"),
        ({"person": "Никто"}, "Ничего не подходит"),
        ({"people": "Никтоев\n"}, "Никтоев"),
        ({"person": "person", "position": "pk"}, "что-то одно"),
        ({"person": "person", "due_on": "2026-11-01"}, "раньше дня поручения"),
        ({"person": "person", "due_on": "завтра"}, "дату"),
    ],
)
def test_wrong_form_says_what_to_do_and_keeps_the_words(client, school, chief, wrong, words):
    job = EmploymentFactory(organisation=school)
    values = {"person": f"№ {job.person_id}", "pk": PositionFactory().pk}
    sent = {name: values.get(value, value) for name, value in wrong.items()}

    base = {"text": "Собрать сведения", "due_on": "2026-12-01", "organisation": school.pk}
    answer = client.post("/assignments/give/", {**base, **sent})

    assert answer.status_code == 422
    assert words in words_of(answer)
    assert "Собрать сведения" in words_of(answer)
    assert Assignment.objects.count() == 0


def test_subject_that_the_person_may_not_see_is_not_found(client, chief):
    stranger = SchoolFactory()

    for name in (f"organisations.organisation-{stranger.pk}", "accounts.user-1", "no.such-2", "x"):
        assert client.get(f"/assignments/give/?about={name}").status_code == 404


def test_executor_works_and_the_controller_checks(client, school, worker, chief):
    made = given(organisation=school, executor=worker.person, controller=chief.person)
    address = f"/assignments/{made.pk}/"
    client.force_login(worker)

    assert "Взять в работу" in words_of(client.get(address))
    assert client.post(f"{address}start/").url == address
    file = SimpleUploadedFile("список.txt", "Готово".encode())
    assert client.post(f"{address}report/", {"text": "Сделано", "attached": [file]}).url == address
    assert client.get(f"{address}accept/").status_code == 403
    client.force_login(chief)
    assert client.post(f"{address}send-back/", {"reason": "Нет подписей"}).url == address
    client.force_login(worker)
    assert "Нет подписей" in words_of(client.get(address))
    client.post(f"{address}report/", {"text": "Подписано"})
    client.force_login(chief)
    client.post(f"{address}accept/", {"note": "Хорошо"})
    client.post(f"{address}remove/", {})

    made.refresh_from_db()
    assert made.status == AssignmentStatus.REMOVED
    card = words_of(client.get(address))
    assert "Снято с контроля" in card
    assert "список.txt" in card
    number = made.reports.exclude(files=None).get().files.get().pk
    assert b"".join(client.get(f"{address}files/{number}/").streaming_content) == "Готово".encode()
    assert client.get(f"/assignments/{given(organisation=school).pk}/files/{number}/").status_code == 404


def test_bad_file_is_refused_and_the_report_is_not_stored(client, worker):
    made = given(executor=worker.person)
    client.force_login(worker)

    program = SimpleUploadedFile("отчёт.pdf", b"MZ\x90\x00" + b"0" * 100)
    answer = client.post(f"/assignments/{made.pk}/report/", {"text": "Сделано", "attached": [program]})

    assert answer.status_code == 422
    assert "Сделано" in words_of(answer)
    assert made.reports.count() == 0


def test_more_time_is_asked_for_and_given_on_the_card(client, worker, chief, school):
    made = given(organisation=school, executor=worker.person, controller=chief.person)
    address = f"/assignments/{made.pk}/"
    client.force_login(worker)
    sent = {"to": "2026-12-20", "reason": "Болезнь"}

    assert client.post(f"{address}more-time/", {**sent, "to": "2026-11-25"}).status_code == 422
    assert client.post(f"{address}more-time/", sent).url == address
    assert client.post(f"{address}more-time/grant/").status_code == 403
    client.force_login(chief)
    assert "Болезнь" in words_of(client.get(address))
    assert client.post(f"{address}more-time/grant/").url == address
    assert client.post(f"{address}prolong/", {"to": "2026-12-25", "reason": "Праздник"}).url == address

    made.refresh_from_db()
    assert (made.due_on, made.first_due_on) == (date(2026, 12, 25), date(2026, 11, 30))


def test_part_replacement_change_and_cancelling_have_their_pages(client, school, chief):
    made = given(organisation=school)
    other = EmploymentFactory(organisation=school).person
    address = f"/assignments/{made.pk}/"
    part = {"text": "Часть", "due_on": "2026-11-25", "person": f"№ {other.pk}"}

    executor = made.executors.get()
    changed = {"text": "Иначе", "proof": "", "controller": f"№ {other.pk}", "version": 1}
    assert client.post(f"{address}change/", changed).url == address
    split = client.post(f"{address}split/", part)
    assert split.status_code == 302
    swapped = client.post(
        f"{address}executors/{executor.pk}/replace/", {"person": f"№ {other.pk}", "reason": "Отпуск"}
    )
    assert swapped.url == address
    assert client.get(f"{address}executors/{executor.pk}/replace/").status_code == 404
    assert "Часть" in words_of(client.get(address))
    assert client.post(f"{address}cancel/", {"reason": "Не нужно"}).url == address

    assert set(Assignment.objects.values_list("status", flat=True)) == {AssignmentStatus.CANCELLED}


def test_stranger_finds_neither_card_nor_acts(client, school):
    made = given(organisation=school)
    client.force_login(make_user(*ALL, at=SchoolFactory()))

    for act in ("", "report/", "accept/", "prolong/", "split/", "cancel/", "remove/", "change/"):
        assert client.get(f"/assignments/{made.pk}/{act}").status_code == 404


def test_panels_show_what_is_under_control(client, school, chief):
    job = EmploymentFactory(organisation=school)
    made = given(organisation=school, executor=job.person, subject=job.person)

    for address in (
        f"of-person/{job.person_id}/",
        f"of-organisation/{school.pk}/",
        f"about/staff.person-{job.person_id}/",
    ):
        assert f"/assignments/{made.pk}/" in words_of(client.get(f"/assignments/{address}"))
    assert client.get("/assignments/about/staff.person-0/").status_code == 404
