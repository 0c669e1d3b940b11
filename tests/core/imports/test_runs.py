import io
import os
import signal
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.database.progress import progress_of
from metodika.core.imports.command import run_import
from metodika.core.imports.exporting import empty_form, export_rows
from metodika.core.imports.lifecycle import WORK, RunStatus
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.outcomes import Planned, Row, new
from metodika.core.imports.reading import read_path
from metodika.core.imports.reports import error_report
from metodika.core.imports.runs import (
    PreviewOutdated,
    apply_run,
    check_run,
    create_run,
    forget_old_previews,
    remember_columns,
    remembered_columns,
)
from tests.core.imports.sample import (
    HEADINGS,
    SAMPLE,
    SampleImporter,
    as_tuple,
    kept_people,
    person,
    sheet,
    snils,
)
from tests.others import told_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register", "sample_table")]


def people(*rows, form="xlsx"):
    return b"".join(export_rows(SAMPLE.columns, rows, form=form))


def start(content, name="список.xlsx"):
    return create_run(SAMPLE, ContentFile(content, name=name), by=None)


def rows_of(run):
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return [(row.number, row.outcome, row.warned, row.changes, [p[1] for p in row.problems]) for row in rows]


def test_check_run_stores_a_preview_and_writes_nothing_into_the_register():
    run = check_run(start(people(person(1), person(2), person(3, name="Запрещено"))), by=None)

    assert run.status == RunStatus.CHECKED
    assert run.counts == {"new": 2, "changed": 0, "same": 0, "error": 1, "warned": 0}
    assert rows_of(run) == [
        (2, "new", False, {}, []),
        (3, "new", False, {}, []),
        (4, "error", False, {}, ["такого человека добавить нельзя"]),
    ]
    assert kept_people() == []


def test_apply_run_writes_good_rows_and_the_journal():
    run = check_run(start(people(person(1), person(2), person(3, name="Запрещено"))), by=None)

    run = apply_run(run, by=None)

    assert (run.status, run.applied_at is not None) == (RunStatus.APPLIED, True)
    assert kept_people() == [as_tuple(person(1)), as_tuple(person(2))]
    entry = JournalEntry.objects.get(key="imports.import_applied")
    assert entry.parameters == {
        "run_id": run.pk,
        "register": "sample",
        "file": "список.xlsx",
        "added": 2,
        "changed": 0,
        "left_out": 1,
        "by_id": None,
    }


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_same_file_twice_changes_nothing(form, save):
    path = save(people(person(1), person(2, category="highest", is_main=False), form=form), f"люди.{form}")
    run_import(SAMPLE, path)
    before = kept_people()

    report = run_import(SAMPLE, path)

    assert (report.applied, report.counts) == (
        False,
        {"new": 0, "changed": 0, "same": 2, "error": 0, "warned": 0},
    )
    assert kept_people() == before


def test_a_changed_row_shows_before_and_after_and_a_warning(save):
    run_import(SAMPLE, save(people(person(1))))

    run = check_run(start(people(person(1, name="Петрова", hours=Decimal(20), phone=None))), by=None)

    assert rows_of(run) == [
        (
            2,
            "changed",
            True,
            {"name": ["Иванова-1", "Петрова"], "hours": ["18.5", "20"]},
            ["фамилия сменилась"],
        )
    ]
    apply_run(run, by=None)
    assert kept_people() == [as_tuple(person(1, name="Петрова", hours=Decimal(20)))]


def test_a_register_changed_since_the_preview_is_not_written_and_a_fresh_preview_is_stored():
    run = check_run(start(people(person(1), person(2))), by=None)
    SampleImporter(None).apply([_planned(person(1, name="Сидорова"))], by=None)

    with pytest.raises(PreviewOutdated) as refusal:
        apply_run(run, by=None)

    assert str(refusal.value) == (
        "The register has changed since the preview, so nothing was written. "
        "Look at the fresh preview and apply it."
    )
    run.refresh_from_db()
    assert run.counts == {"new": 1, "changed": 1, "same": 0, "error": 0, "warned": 1}
    assert kept_people() == [as_tuple(person(1, name="Сидорова"))]
    apply_run(run, by=None)
    assert kept_people() == [as_tuple(person(1)), as_tuple(person(2))]


def _planned(values):
    return Planned(Row(2, values), new())


def test_an_applied_run_and_one_with_nothing_to_write_are_refused(save):
    run = apply_run(check_run(start(people(person(1))), by=None), by=None)
    with pytest.raises(RuleBroken, match=r"^This file has been applied already\.$"):
        apply_run(run, by=None)

    same = check_run(start(people(person(1))), by=None)
    with pytest.raises(
        RuleBroken, match=r"^There is nothing to write: no row of the file is new or changed\.$"
    ):
        apply_run(same, by=None)

    with pytest.raises(RuleBroken, match=r"^The file is not checked yet\. Choose its columns first\.$"):
        apply_run(start(people(person(9))), by=None)


def test_a_failing_importer_leaves_everything_as_it_was(monkeypatch):
    run = check_run(start(people(person(1), person(2), person(3))), by=None)
    whole = SampleImporter.apply

    def broken(self, planned, *, by):
        whole(self, planned, by=by)
        if len(planned) < 2:
            raise RuntimeError("the second batch fails")

    monkeypatch.setattr(SampleImporter, "apply", broken)
    with pytest.raises(RuntimeError):
        apply_run(run, by=None)

    run.refresh_from_db()
    assert (run.status, kept_people()) == (RunStatus.CHECKED, [])


def test_a_file_that_cannot_be_read_fails_in_words(save):
    run = check_run(start(sheet([[1, 2], [3, 4]]).getvalue()), by=None)

    assert (run.status, run.failure) == (
        RunStatus.FAILED,
        "There is no table in the file: no sheet has a row of headings.",
    )


def test_missing_and_guessed_columns_wait_for_a_person_whose_choice_is_remembered():
    content = sheet([["Сотрудник", "Номер счёта"], ["Иванова", "112-233-445 95"]]).getvalue()
    run = check_run(start(content), by=None)

    assert (run.status, run.mapping, run.samples) == (
        RunStatus.COLUMNS,
        {},
        [["Иванова"], ["112-233-445 95"]],
    )
    assert run.failure == (
        "The file has no column for: Фамилия, СНИЛС. Choose it below, or add it to the file."
    )

    remember_columns(run, mapping={0: "name", 1: "snils"}, by=None)
    run = check_run(run, by=None, mapping={0: "name", 1: "snils"})
    assert (run.status, run.counts["new"]) == (RunStatus.CHECKED, 1)
    assert remembered_columns(SAMPLE, scope_id=None) == {"сотрудник": "name", "номер счета": "snils"}

    next_one = check_run(start(content), by=None)
    assert (next_one.status, next_one.mapping) == (RunStatus.CHECKED, {"0": "name", "1": "snils"})


def test_remember_columns_replaces_an_earlier_choice_and_refuses_an_unknown_column():
    run = check_run(start(sheet([["Кто", "СНИЛС"], ["Иванова", "112-233-445 95"]]).getvalue()), by=None)
    remember_columns(run, mapping={0: "name", 1: "snils"}, by=None)
    remember_columns(run, mapping={1: "snils"}, by=None)

    assert remembered_columns(SAMPLE, scope_id=None) == {"кто": "", "снилс": "snils"}
    with pytest.raises(RuleBroken, match="There is no such column"):
        remember_columns(run, mapping={0: "password"}, by=None)


def test_error_report_is_the_same_sheet_with_one_more_column_and_can_be_loaded_again(save):
    rows = [
        [*HEADINGS[:3], "Примечание"],
        ["Иванова", "01.02.1980", "112-233-445 95", "=1+1"],
        ["Петрова", "31.02.1980", "112-233-445 96", "болеет"],
    ]
    run = check_run(start(sheet(rows).getvalue()), by=None)

    content = b"".join(error_report(run))

    page = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert page == [
        ["Фамилия", "Дата рождения", "СНИЛС", "Примечание", "What to correct"],
        [
            "Петрова",
            "31.02.1980",
            "112-233-445 96",
            "болеет",
            "B3: the date 31.02.1980 does not exist\n"
            "C3: the insurance number (СНИЛС) 112-233-445 96 has a wrong check sum; look at it once more",
        ],
    ]
    again = check_run(start(content), by=None)
    assert (again.status, again.counts["error"]) == (RunStatus.CHECKED, 1)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_exported_comes_in_again_as_the_same(form, save):
    everybody = [
        person(1),
        person(2, name="=HYPERLINK(1)", category=None, hours=None, subjects=["ИЗО"], is_main=False),
        person(3, name="'кавычка", born_on=date(1999, 12, 31), phone="21543"),
        person(4, name='@all; «ёлочки», "кавычки"'),
    ]
    run_import(SAMPLE, save(people(*everybody, form=form), f"a.{form}"))

    assert kept_people() == [as_tuple(one) if one["subjects"] else one for one in everybody]
    report = run_import(SAMPLE, save(people(*everybody, form=form), f"b.{form}"))
    assert report.counts == {"new": 0, "changed": 0, "same": 4, "error": 0, "warned": 0}


def test_texts_that_look_like_formulas_are_guarded_in_csv():
    text = people(person(1, name="=1+1", phone="+79001234567"), form="csv").decode()

    assert text.startswith("\ufeffФамилия;Дата рождения;СНИЛС;")
    assert text.splitlines()[1].startswith("'=1+1;01.02.1980;100-000-001 ")
    assert text.splitlines()[1].endswith(";'+79001234567")


def test_empty_form_has_the_headings_and_a_sample(save):
    table = read_path(save(b"".join(empty_form(SAMPLE))), register=SAMPLE)

    assert (table.headings, table.rows[0][2]) == (HEADINGS, "112-233-445 95")


def test_dry_run_tells_and_changes_nothing(save):
    report = run_import(SAMPLE, save(people(person(1), person(2, name="Запрещено"))), dry_run=True)

    assert (report.applied, report.counts["new"], report.problems) == (
        False,
        1,
        [(3, "такого человека добавить нельзя")],
    )
    assert kept_people() == []


@pytest.mark.parametrize("amount", [1, 3])
def test_check_and_apply_take_as_many_queries_for_one_row_as_for_three(
    amount, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(SampleImporter, "apply", lambda self, planned, *, by: None)
    monkeypatch.setitem(SAMPLE.__dict__, "batch", 10)
    run = start(people(*[person(number) for number in range(amount)]))
    with django_assert_num_queries(7):
        run = check_run(run, by=None)
    with django_assert_num_queries(12):
        apply_run(run, by=None)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_leaves_all_or_nothing(monkeypatch):
    run = check_run(start(people(*[person(number) for number in range(6)])), by=None)
    whole = SampleImporter.apply
    batches = []

    def deadly(self, planned, *, by):
        whole(self, planned, by=by)
        batches.append(len(planned))
        if len(batches) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(SampleImporter, "apply", deadly)
    connection.close()
    child = os.fork()
    if child == 0:
        apply_run(run, by=None)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    run.refresh_from_db()
    assert (run.status, kept_people()) == (RunStatus.CHECKED, [])
    monkeypatch.undo()
    apply_run(run, by=None)
    assert len(kept_people()) == 6
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE sample")


def test_others_see_how_far_an_open_import_has_come_and_nothing_afterwards(monkeypatch):
    run = check_run(start(people(*[person(number) for number in range(6)])), by=None)
    whole, seen = SampleImporter.apply, []

    def watched(self, planned, *, by):
        whole(self, planned, by=by)
        seen.extend(told_of(WORK))

    monkeypatch.setattr(SampleImporter, "apply", watched)
    apply_run(run, by=None)

    # Twelve steps: six rows are looked at once more, then written two at a time.
    assert seen == [f"metodika-import {run.pk} {percent}" for percent in (50, 66, 83)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, true)", [f"metodika-import {run.pk} 7"])
    assert (progress_of(WORK, run.pk), progress_of(WORK, run.pk + 1)) == (7, None)


def test_runs_belong_to_the_person_who_began_them():
    users = get_user_model()
    assert list(ImportRun.objects.of(users(pk=1), "sample")) == []
    start(people(person(1)))
    assert list(ImportRun.objects.of(users(pk=1), "sample")) == []
    assert snils(1) == "000-000-001 01"


def test_rows_of_old_previews_are_forgotten_and_fresh_ones_kept():
    old = check_run(start(people(person(1), person(2))), by=None)
    check_run(start(people(person(1))), by=None)
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    assert forget_old_previews(timezone.now()) == 2
    assert (ImportRow.objects.count(), ImportRun.objects.count()) == (1, 2)
