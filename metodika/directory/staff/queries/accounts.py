"""Whose accounts stand behind people: who can be told something at all."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment


def account_holders(*people: int) -> QuerySet[Any]:
    """Return the accounts of these people; who has none is left out."""
    return get_user_model()._default_manager.filter(person__in=people)


def account_holders_at(organisation: Organisation, *, day: date) -> QuerySet[Any]:
    """Return the accounts of everybody who works on the day there or in what belongs to it."""
    at_work = Employment.objects.as_of(day).filter(organisation__path__startswith=organisation.path)
    return get_user_model()._default_manager.filter(person__in=at_work.values("person"))
