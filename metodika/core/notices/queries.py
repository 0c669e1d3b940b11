"""What the bell, the outbox and the settings page show."""

from typing import Any

from django.db.models import Count, QuerySet

from metodika.core.notices.declared import groups, told_events
from metodika.core.notices.models import Batch, BatchStatus, Channel, Letter, Notice, Preference


def unread_count(user: Any) -> int:
    """Return how many notices the person has not read."""
    return Notice.objects.filter(recipient=user, read_at=None).count()


def notices_of(user: Any) -> QuerySet[Notice]:
    """Return the person's notices, newest first."""
    return Notice.objects.filter(recipient=user).order_by("-created_at", "-pk")


def batches() -> QuerySet[Any]:
    """Return the mass letters, newest first, with the number of letters."""
    return Batch.objects.annotate(letter_count=Count("letters")).order_by("-created_at", "-pk")


def waiting_batches() -> QuerySet[Any]:
    """Return the mass letters that nobody has decided upon."""
    return batches().filter(status=BatchStatus.WAITING)


def letters() -> QuerySet[Letter]:
    """Return all letters, newest first."""
    return Letter.objects.select_related("recipient").order_by("-created_at", "-pk")


def preferences_of(user: Any) -> list[tuple[str, str, str]]:
    """Return group, title and channel for everything a person can set."""
    chosen = dict(Preference.objects.filter(user=user).values_list("group", "channel"))
    usual = {told.group: told.how for told in told_events().values()}
    return [
        (group, str(title), chosen.get(group, usual.get(group, Channel.DIGEST)))
        for group, title in groups().items()
    ]
