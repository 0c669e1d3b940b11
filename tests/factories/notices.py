"""Running what was left for later, and reading what people were told."""

from typing import Any

from django.utils.html import strip_tags
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.events.bus import react
from metodika.core.notices.models import Letter, Notice


def react_twice() -> None:
    """Run the reactions that wait, as a worker that has died after the work would: once more."""
    for _time in range(2):
        for job in ProcrastinateJob.objects.filter(task_name="events.react").order_by("pk"):
            react(**job.args)


def told() -> list[tuple[Any, str]]:
    """Return who was told of what, by the kind of announcement."""
    return list(Notice.objects.order_by("pk").values_list("recipient__login", "key"))


def letters() -> list[tuple[str, str]]:
    """Return the addresses and the first lines of the letters."""
    return [(letter.address, letter.text.splitlines()[0]) for letter in Letter.objects.order_by("pk")]


def shown_under_the_bell(client: Any, user: Any) -> str:
    """Return the words of the page of notices."""
    client.force_login(user)
    return " ".join(strip_tags(client.get("/notices/").content.decode()).split())
