"""Numbers under the fire of several connections, and of a process that dies in the middle."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from metodika.directory.records import services
from metodika.directory.records.models import NumberSeries, Record
from tests.factories.directory import SchoolFactory
from tests.factories.records import make_record

SECRETARIES, EACH = 6, 5
# Registers a document and stays in the middle of its transaction until it is killed.
DYING = """
import sys, time, django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.db import connection
from django.db.transaction import atomic
connection.settings_dict["NAME"] = sys.argv[1]
from metodika.directory.records.models import Record
from metodika.directory.records.services import register_record
with atomic():
    print(register_record(Record.objects.get(pk=int(sys.argv[2])), by=None).number, flush=True)
    time.sleep(120)
"""


def register(pks):
    try:
        return [services.register_record(Record.objects.get(pk=pk), by=None).number for pk in pks]
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_secretaries_at_once_leave_neither_gap_nor_double():
    school = SchoolFactory()
    pks = [make_record(school).pk for _n in range(SECRETARIES * EACH)]

    with ThreadPoolExecutor(SECRETARIES) as pool:
        found = list(pool.map(register, (pks[start::SECRETARIES] for start in range(SECRETARIES))))

    assert sorted(number for numbers in found for number in numbers) == list(range(1, len(pks) + 1))
    assert NumberSeries.objects.get().last == len(pks)


@pytest.mark.django_db(transaction=True)
def test_process_killed_in_the_middle_of_a_registration_takes_no_number():
    school = SchoolFactory()
    first, second = make_record(school), make_record(school)
    name = connection.settings_dict["NAME"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-c", DYING, name, str(first.pk)], stdout=subprocess.PIPE, env=environment, text=True
    )
    with process:
        taken = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)

    # The number that was taken and not committed is the next one again.
    assert taken == "1"
    assert services.register_record(second, by=None).number == 1
    assert services.register_record(first, by=None).number == 2
    assert NumberSeries.objects.get().last == 2
