"""Who is told of events."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from metodika.directory.mandates.queries import mandates_allowing_below
from metodika.directory.staff.queries import account_holders
from metodika.planning.activities.models import Event
from metodika.planning.activities.queries.lists import people_of, people_who_came


def senders_about(event_id: int) -> QuerySet[Any]:
    """Return the accounts of those who register the people of institutions in the event's municipality."""
    event = Event.objects.select_related("host__municipality").get(pk=event_id)
    place = event.host.municipality or event.host
    held = mandates_allowing_below("activities.register_group", place.path, day=timezone.localdate())
    return get_user_model()._default_manager.filter(person__in=held.values("person"))


def accounts_on_lists(event_id: int) -> QuerySet[Any]:
    """Return the accounts of those who are registered or speak."""
    return account_holders(*people_of(event_id))


def accounts_of_those_there(event_id: int) -> QuerySet[Any]:
    """Return the accounts of those who were there."""
    return account_holders(*people_who_came(event_id))
