import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.imports.jobs import forget
from tests.postgres import environment_of_a_process

# A machine busy with other tests starts a process slowly.
PATIENCE = 180


@pytest.mark.django_db(transaction=True)
def test_worker_takes_up_what_a_killed_one_left_and_says_only_what_it_is():
    pk = forget.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [pk])

    worker = subprocess.Popen(
        [sys.executable, "-m", "config.command", "worker"],
        cwd=settings.ROOT,
        env=environment_of_a_process(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until = time.monotonic() + PATIENCE
    while ProcrastinateJob.objects.filter(pk=pk).exists() and time.monotonic() < until:
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    said, _nothing = worker.communicate(timeout=PATIENCE)

    assert not ProcrastinateJob.objects.filter(pk=pk).exists()
    assert (worker.returncode, said.splitlines()) == (
        0,
        ["Обработчик выполняет фоновые задания. Остановить: Ctrl-C.", "Остановлено."],
    )
