import copy

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.access import granted
from metodika.core.access.permissions import permission_table
from metodika.core.imports.background import SMALL_ROWS
from metodika.core.imports.models import ImportRun, RememberedMapping
from tests.core.imports.sample import SAMPLE, as_tuple, kept_people, person, sheet, snils
from tests.core.imports.test_runs import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register", "sample_table", "pages")]
START = "/imports/sample/"


@pytest.fixture
def pages(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].remove("config.menu.shell")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.core.imports.urls"
    settings.ACCESS_PROVIDER = "tests.core.imports.sample.grants"
    settings.ACCESS_EXPLAINER = ""
    settings.LANGUAGE_CODE = "en"
    permission_table()[SAMPLE.permission] = granted
    yield
    del permission_table()[SAMPLE.permission]


def user(name):
    model = get_user_model()
    return model._default_manager.create(**{model.USERNAME_FIELD: name})


@pytest.fixture
def methodist(client):
    found = user("methodist")
    client.force_login(found)
    client.cookies["django_language"] = "en"
    return found


def upload(client, content, name="список.xlsx"):
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def test_a_small_file_goes_from_upload_through_preview_into_the_register(client, methodist):
    answer = upload(client, people(person(1), person(2, name="Запрещено")))
    run = ImportRun.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/imports/runs/{run.pk}/")
    assert (run.created_by, run.scope_id) == (methodist, 7)

    shown = client.get(answer.url).content.decode()
    assert "такого человека добавить нельзя" in shown
    assert "Write 1 row" in shown

    answer = client.post(f"/imports/runs/{run.pk}/apply/")
    assert answer.url == f"/imports/runs/{run.pk}/"
    assert kept_people() == [as_tuple(person(1))]
    assert "Loaded: 1 added, 0 changed." in client.get(answer.url).content.decode()


def test_unknown_headings_are_matched_by_the_person_and_remembered(client, methodist):
    answer = upload(client, sheet([["Сотрудник", "СНИЛС"], ["Иванова", "112-233-445 95"]]).getvalue())
    answer = client.get(answer.url)
    assert answer.url == reverse("imports:choose-columns", args=[ImportRun.objects.get().pk])
    assert "The file has no column for: Фамилия." in client.get(answer.url).content.decode()

    wrong = client.post(answer.url, {"column_0": "", "column_1": "snils"})
    assert (wrong.status_code, "Choose a column for: Фамилия." in wrong.content.decode()) == (422, True)
    twice = client.post(answer.url, {"column_0": "snils", "column_1": "snils"})
    assert "Two columns of the file are chosen for “СНИЛС”. Leave one." in twice.content.decode()
    client.post(answer.url, {"column_0": "name", "column_1": "snils"})

    assert ImportRun.objects.get().counts["new"] == 1
    assert list(
        RememberedMapping.objects.order_by("heading").values_list("scope_id", "heading", "column")
    ) == [
        (7, "снилс", "snils"),
        (7, "сотрудник", "name"),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Choose another one."),
        (b"MZ\x90\x00", "This is a program under another name, not a document."),
    ],
)
def test_a_bad_file_is_refused_on_the_form(client, methodist, content, sentence):
    answer = upload(client, content)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert ImportRun.objects.count() == 0


def jobs_taken(name):
    """Run the stored jobs of a name twice, as after a worker that has died at the last line."""
    stored = ProcrastinateJob.objects.filter(task_name=name)
    for given in stored.values_list("args", flat=True):
        app.tasks[name](**given)
        app.tasks[name](**given)
    return stored.count()


def test_a_large_file_is_checked_and_applied_by_jobs(client, methodist):
    # More rows than are written while a person waits, in a text longer than is read meanwhile.
    rows = [f"Иванова-{n};{snils(100_000_000 + n)};{'long ' * 40}" for n in range(SMALL_ROWS + 1)]
    answer = upload(client, "\n".join(["Фамилия;СНИЛС;Примечание", *rows]).encode(), "список.csv")
    run = ImportRun.objects.get()
    assert "The file is being checked" in client.get(answer.url).content.decode()
    again = client.post(f"/imports/runs/{run.pk}/apply/")
    assert (again.status_code, kept_people()) == (409, [])

    assert jobs_taken("imports.check") == 1
    assert f"Write {SMALL_ROWS + 1} rows" in client.get(answer.url).content.decode()

    client.post(f"/imports/runs/{run.pk}/apply/")
    assert "The rows are being written" in client.get(answer.url).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'metodika-import %s 45'", [run.pk])
        # A transaction sees the activity as it first looked; each page has a transaction of its own.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        assert "<p>45 %</p>" in client.get(answer.url).content.decode()
        cursor.execute("RESET application_name")
    assert jobs_taken("imports.apply") == 1
    kept = [(name, number) for name, _day, number, *_rest in kept_people()]
    assert kept == [(f"Иванова-{n}", snils(100_000_000 + n)) for n in range(SMALL_ROWS + 1)]


def test_rows_with_remarks_and_an_empty_form_come_as_downloads(client, methodist):
    answer = upload(client, people(person(1, name="Запрещено")))

    errors = client.get(f"{answer.url}errors/")
    assert errors["X-Content-Type-Options"] == "nosniff"
    assert errors["Content-Disposition"].startswith('attachment; filename="______, to correct.xlsx"')
    assert b"".join(errors.streaming_content).startswith(b"PK")
    assert b"".join(client.get(f"{START}form/").streaming_content).startswith(b"PK")


def test_a_strangers_run_is_not_found_and_an_unknown_register_neither(client, methodist):
    run = ImportRun.objects.get(pk=upload(client, people(person(1))).url.split("/")[-2])
    ImportRun.objects.filter(pk=run.pk).update(created_by=user("other"))

    for place in ("", "columns/", "errors/"):
        assert client.get(f"/imports/runs/{run.pk}/{place}").status_code == 404
    assert client.post(f"/imports/runs/{run.pk}/apply/").status_code == 404
    assert client.get("/imports/passwords/").status_code == 404


def test_a_person_without_the_permission_is_refused(client, methodist):
    permission_table()[SAMPLE.permission] = ~granted

    assert client.get(START).status_code == 403
    assert client.get("/imports/").status_code == 403


def test_the_list_of_runs_shows_own_files_only(client, methodist):
    upload(client, people(person(1)), "моё.xlsx")
    ImportRun.objects.update(created_by=user("other"))
    upload(client, people(person(1)), "второе.xlsx")

    shown = client.get("/imports/").content.decode()

    assert ("второе.xlsx" in shown, "моё.xlsx" in shown, "Люди" in shown) == (True, False, True)
