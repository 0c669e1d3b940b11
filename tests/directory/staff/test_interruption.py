import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import product

import pytest
from django.conf import settings
from django.db import connection

from metodika.core.imports.command import run_import
from metodika.core.imports.lifecycle import RunStatus
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.runs import apply_run
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.tables import STAFF_LIST
from tests.factories.directory import ProfileFactory, SchoolFactory
from tests.postgres import environment_of_a_process

# A process of its own sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 4_000
PATIENCE = 120
FIRST_DAY = date(1960, 1, 1)
# Another process has written people and their jobs, and has not committed them.
IN_THE_MIDDLE = """
    SELECT count(*) FROM pg_locks
    WHERE relation = 'staff_employment'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def staff_list(school):
    surnames = (
        "".join(parts) + "ова" for parts in product(("Бел", "Гор", "Лис"), "бвгджзклмн", "аеио", "рст")
    )
    names = product(surnames, ("Анна", "Вера", "Дарья"), ("Ильинична", "Львовна", "Павловна", "Фёдоровна"))
    lines = (
        f"{' '.join(name)};{FIRST_DAY + timedelta(days=number):%d.%m.%Y};{school.short_name};Учитель;Физика"
        for number, name in zip(range(ROWS), names, strict=False)
    )
    return "\n".join(["ФИО;Дата рождения;Место работы;Должность;Предметы", *lines])


def start_import(path):
    return subprocess.Popen(
        [sys.executable, "-m", "config.command", "staff", "import", str(path)],
        cwd=settings.ROOT,
        env=environment_of_a_process(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def wait_for_the_middle(process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(IN_THE_MIDDLE)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    process.kill()
    raise AssertionError(f"The import was never seen in the middle: {process.communicate()[0].decode()}")


def test_import_killed_in_the_middle_writes_nothing_and_can_be_repeated(tmp_path):
    ProfileFactory()
    path = tmp_path / "list.csv"
    path.write_text(staff_list(SchoolFactory()), encoding="utf-8")

    process = start_import(path)
    wait_for_the_middle(process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()

    run = ImportRun.objects.get()
    assert process.returncode == -signal.SIGKILL
    assert (run.status, ImportRow.objects.count()) == (RunStatus.CHECKED, ROWS)
    assert (Person.objects.count(), Employment.objects.count()) == (0, 0)

    apply_run(run, by=None)
    assert (Person.objects.count(), Employment.objects.count()) == (ROWS, ROWS)
    again = run_import(STAFF_LIST, path)
    assert (again.applied, again.counts["same"], again.problems) == (False, ROWS, [])
    assert (Person.objects.count(), Employment.objects.count()) == (ROWS, ROWS)
