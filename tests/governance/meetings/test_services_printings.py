import io
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.files.packing import zipped
from metodika.directory.records.models import NumberSeries, Record, Rendition
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Printing, PrintingTask, Session
from metodika.governance.meetings.queries.printings import files_of, years_to_print
from metodika.governance.meetings.services.printings import pass_on, print_next
from tests.factories.accounts import make_user
from tests.factories.bodies import make_body, make_composition, make_council
from tests.factories.clock import today_there
from tests.factories.directory import SchoolFactory
from tests.factories.meetings import closed
from tests.factories.notices import react_twice, told
from tests.postgres import environment_of_a_process, wait_for_the_server_to_notice

pytestmark = pytest.mark.django_db
YEAR = school_year(today_there())


def council_with(sessions, **more):
    body = make_council(5, **more)
    for _number in range(sessions):
        closed(body, present=5)
    return body


def start(body, *, only=None):
    return services.start_printing(body.host, period=YEAR, body=only, by=None)


def numbers():
    return list(Record.objects.order_by("pk").values_list("number", flat=True))


def test_every_session_of_the_year_gets_its_minutes_in_the_order_of_days():
    body = council_with(3)
    first, second, third = Session.objects.order_by("pk")
    Session.objects.filter(pk=third.pk).update(held_on=first.held_on - timedelta(days=1))
    printing = start(body)

    react_twice()

    printing.refresh_from_db()
    assert printing.finished_at is not None
    assert [
        (task.session_id, task.record.number, task.refusal) for task in printing.tasks.order_by("place")
    ] == [(third.pk, 1, ""), (first.pk, 2, ""), (second.pk, 3, "")]
    assert set(Session.objects.values_list("status", flat=True)) == {"printed"}
    assert Rendition.objects.count() == 3


def test_what_is_printed_or_of_another_year_or_elsewhere_is_left_alone():
    body = council_with(2)
    done, old = Session.objects.order_by("pk")
    services.print_minutes(done, by=None)
    Session.objects.filter(pk=old.pk).update(held_on=YEAR.starts_on - timedelta(days=1))
    council_with(1, host=SchoolFactory())

    with pytest.raises(RuleBroken, match="Печатать нечего"):
        start(body)
    assert Printing.objects.count() == 0


def test_one_body_is_printed_alone_and_one_from_elsewhere_refused():
    body, other = council_with(1), council_with(1, host=SchoolFactory())
    second = make_body(body.kind, host=body.host)
    make_composition(second, 5)
    closed(second, present=5)

    printing = start(body, only=second)

    assert [task.session.body_id for task in printing.tasks.all()] == [second.pk]
    with pytest.raises(RuleBroken, match="не относится"):
        start(body, only=other)


def test_two_printings_never_take_the_same_session():
    body = council_with(2)
    start(body)

    with pytest.raises(RuleBroken, match="Печатать нечего"):
        start(body)


def test_printing_goes_on_portion_by_portion_and_a_portion_that_comes_twice_does_nothing():
    printing = start(council_with(3))

    assert [print_next(printing.pk, portion=1), print_next(printing.pk, portion=1)] == [True, True]
    pass_on(printing.pk, portion=1)
    assert print_next(printing.pk, portion=1) is False
    pass_on(printing.pk, portion=1)
    printing.refresh_from_db()
    assert (numbers(), printing.portion) == ([1, 2], 2)
    assert [print_next(printing.pk, portion=2), print_next(printing.pk, portion=2)] == [True, False]
    pass_on(printing.pk, portion=2)

    printing.refresh_from_db()
    assert (numbers(), printing.portion, printing.finished_at is not None) == ([1, 2, 3], 3, True)
    assert print_next(printing.pk, portion=3) is False


def test_session_that_a_rule_refuses_keeps_the_sentence_and_holds_nobody_up():
    printing = start(council_with(2))
    first = printing.tasks.order_by("place").first().session
    Session.objects.filter(pk=first.pk).update(status="cancelled")

    react_twice()

    told_of = [(task.record_id is None, task.refusal) for task in printing.tasks.order_by("place")]
    assert told_of == [(True, "Сейчас это сделать нельзя: состояние заседания — «отменено»."), (False, "")]


def test_session_printed_by_hand_meanwhile_is_not_printed_again():
    printing = start(council_with(1))
    record = services.print_minutes(Session.objects.get(), by=None)

    react_twice()

    assert printing.tasks.get().record == record
    assert (numbers(), Rendition.objects.count()) == ([1], 1)


def test_person_who_has_begun_is_told_at_the_end():
    body = council_with(1)
    user = make_user("meetings.*", at=body.host)
    services.start_printing(body.host, period=YEAR, by=user)

    react_twice()
    react_twice()

    assert (user.login, "meetings.printing_finished") in told()


def test_printing_that_is_stuck_is_taken_up_and_one_that_goes_on_is_not():
    printing = start(council_with(1))
    now = timezone.now()

    with pytest.raises(RuleBroken, match="печатаются"):
        services.resume_printing(printing, now=now, by=None)
    services.resume_printing(printing, now=now + timedelta(minutes=16), by=None)
    react_twice()
    assert numbers() == [1]
    with pytest.raises(RuleBroken, match="уже напечатано"):
        services.resume_printing(printing, now=now + timedelta(hours=1), by=None)


def test_archive_has_both_files_of_each_minutes_in_the_folder_of_the_body():
    body = council_with(2)
    printing = start(body)
    react_twice()

    with ZipFile(io.BytesIO(b"".join(zipped(files_of(printing))))) as archive:
        names = archive.namelist()

    day = f"{today_there():%d.%m.%Y}"
    assert names == [
        f"{body.name}/Протокол заседания № {number} от {day}.{kind}"
        for number in (1, 2)
        for kind in ("pdf", "docx")
    ]


def test_years_reach_from_the_latest_session_without_minutes_to_the_earliest():
    body = council_with(2)
    user = make_user("meetings.*", at=body.host)
    first = Session.objects.order_by("pk").first()
    Session.objects.filter(pk=first.pk).update(held_on=YEAR.previous().previous().starts_on)

    assert years_to_print(user, date(2026, 1, 1)) == [YEAR, YEAR.previous(), YEAR.previous().previous()]
    assert years_to_print(make_user("*", at=SchoolFactory()), YEAR.starts_on) == [YEAR]


IN_THE_MIDDLE = """
import os, sys, time
import django
django.setup()
from metodika.governance.meetings import reactions
from metodika.governance.meetings.events import PrintingStarted
from metodika.governance.meetings.services import printings
from tests.factories.clock import today_there
print_minutes, printed = printings.print_minutes, []
def slow(session, *, by):
    record = print_minutes(session, by=by)
    printed.append(record)
    if len(printed) == 2:
        print("half way", flush=True)
        time.sleep(60)
    return record
printings.print_minutes = slow
reactions.go_on_printing(PrintingStarted(int(sys.argv[1]), portion=1, total=3))
"""


@pytest.fixture
def no_job_left():
    yield
    with connection.cursor() as cursor:
        # Tables of the library are not emptied after a test.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_job_left")
def test_killed_worker_leaves_no_gap_and_no_double_and_the_next_one_goes_on():
    printing = start(council_with(3))
    process = subprocess.Popen(
        [sys.executable, "-c", IN_THE_MIDDLE, str(printing.pk)],
        stdout=subprocess.PIPE, env=environment_of_a_process(), text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "half way\n"

    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    wait_for_the_server_to_notice()
    assert numbers() == [1]
    react_twice()

    printing.refresh_from_db()
    assert (numbers(), NumberSeries.objects.get().last) == ([1, 2, 3], 3)
    assert (Rendition.objects.count(), printing.finished_at is not None) == (3, True)
    assert PrintingTask.objects.filter(done_at=None).count() == 0
    assert Printing.objects.count() == 1
