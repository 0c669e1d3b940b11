import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.access import RuleBroken
from metodika.core.jobs import job
from metodika.core.jobs.queries import failed_jobs
from metodika.core.jobs.services import retry_failed, take_up_abandoned
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


@job(name="tests.count")
def count(*, number):
    return number + 1


def failed(number=1):
    pk = count.defer(number=number)
    with connection.cursor() as cursor:
        # The library lets nobody but itself write its table.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [pk])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [pk])
    return pk


def stored():
    return ProcrastinateJob.objects.filter(task_name="tests.count")


def test_job_is_called_at_once_or_stored_for_the_worker():
    pk = count.defer(number=4)

    assert count(number=4) == 5
    assert stored().values_list("pk", "args", "status").get() == (pk, {"number": 4}, "todo")


def test_job_is_stored_with_the_change_that_asks_for_it_or_not_at_all():
    with transaction.atomic():
        count.defer(number=4)
        transaction.set_rollback(True)

    assert not stored().exists()


def test_failed_job_goes_back_into_its_queue_once():
    pk = failed()

    retry_failed(pk)

    assert stored().get().status == "todo"
    with pytest.raises(RuleBroken, match="уже"):
        retry_failed(pk)


def taken_up(number, *, silent_for=60, attempts=0):
    """A job that a worker has begun, as a killed one leaves it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) "
            "RETURNING id",
            [silent_for],
        )
        worker = cursor.fetchone()[0]
        pk = count.defer(number=number)
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, attempts, pk],
        )
    return pk


def test_jobs_of_a_killed_worker_are_taken_up_and_those_of_a_living_one_left_to_it():
    killed, living, hopeless = taken_up(1), taken_up(2, silent_for=5), taken_up(3, attempts=7)

    assert take_up_abandoned() == 2

    assert dict(stored().values_list("pk", "status")) == {killed: "todo", living: "doing", hopeless: "failed"}
    assert take_up_abandoned() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many_jobs(client, rows, django_assert_num_queries):
    for number in range(rows):
        failed(number)
    client.force_login(make_administrator())

    with django_assert_num_queries(6):
        answer = client.get("/jobs/")

    assert answer.context["table"].count == rows


def test_job_is_tried_again_on_its_page(client):
    pk = failed()
    client.force_login(make_administrator())

    client.post(f"/jobs/{pk}/retry/")

    assert not failed_jobs().exists()


@pytest.mark.parametrize("page", ["", "1/retry/"])
def test_jobs_are_closed_without_the_permission(client, page):
    client.force_login(make_user("staff.*", at=SchoolFactory()))

    assert client.get(f"/jobs/{page}").status_code == 403


def test_many_jobs_are_stored_each_with_its_own_parameters():
    count.defer_many([{"number": number} for number in range(3)])

    assert [job.args for job in stored().order_by("pk")] == [{"number": 0}, {"number": 1}, {"number": 2}]
