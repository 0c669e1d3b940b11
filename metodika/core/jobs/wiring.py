"""Procrastinate, met only here."""

from collections.abc import Callable, Sequence
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

MOST_ATTEMPTS = 8
BATCH = 1000
# A mail server that is away for an hour must not lose a letter.
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4)


def job(
    *, name: str | None = None, queue: str = "default", retry: bool = True
) -> Callable[[Callable[..., Any]], "Job"]:
    """Make a function a job: `function.defer(**json)` stores it in the current transaction.

    A job may run twice (a worker can die after the work and before the receipt), so it must be
    harmless the second time.
    """

    def declare(function: Callable[..., Any]) -> Job:
        task = app.task(name=name or _name(function), queue=queue, retry=RETRY if retry else False)(function)
        return Job(task, function)

    return declare


def cron(line: str, *, name: str | None = None) -> Callable[[Callable[..., Any]], "Job"]:
    """Run a function by the clock; `line` is five fields of cron, in UTC. The function gets a `timestamp`."""

    def declare(function: Callable[..., Any]) -> Job:
        task = app.task(name=name or _name(function), queue="default", retry=RETRY)(function)
        return Job(app.periodic(cron=line)(task), function)

    return declare


class Job:
    """A declared job: call it to run at once, or defer it to a worker."""

    def __init__(self, task: Task[Any, Any, Any], function: Callable[..., Any]) -> None:
        self.task = task
        self.function = function
        self.__name__ = function.__name__
        self.__module__ = function.__module__

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.function(*arguments, **named)

    def defer(self, **parameters: Any) -> int:
        """Store the job in the current transaction and return its number."""
        return self.task.defer(**parameters)

    def defer_many(self, parameters: Sequence[dict[str, Any]]) -> None:
        """Store the job once for each of the parameters, in the current transaction and a few statements."""
        for start in range(0, len(parameters), BATCH):
            self.task.batch_defer(*parameters[start : start + BATCH])


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('metodika.')}.{function.__name__}"
