"""The worker: does the jobs one after another."""

import asyncio

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition

from metodika.core.jobs.services import take_up_abandoned


def run_worker() -> None:
    """Do jobs until Ctrl-C or SIGTERM; the job in hand is finished first.

    Begins with the jobs that a killed worker has left in the middle.
    """
    take_up_abandoned()
    connection.close()
    asyncio.run(_work())


async def _work() -> None:
    # Only the worker itself waits for jobs by a connector of its own. What a job defers goes through
    # Django's: it is stored with the change that asks for it, here as in a request.
    waiting = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's connector has it
    async with waiting.open_async():
        # Started here and not by its command, the library says nothing of its own.
        await waiting.run_worker_async(concurrency=1, delete_jobs=DeleteJobCondition.SUCCESSFUL.value)
