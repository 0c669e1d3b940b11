"""Whose business something is: the accounts that are told of it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from metodika.core.access import can
from metodika.core.access.permissions import paths_of
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import DataRequest, User
from metodika.directory.mandates.queries import mandates_allowing


def account_numbered(number: int) -> QuerySet[User]:
    """Return the account of this number."""
    return User.objects.filter(pk=number)


def answerers_of_request(number: int) -> list[User]:
    """Return who may answer a request about personal data, but for the person who asks."""
    request = DataRequest.objects.get(pk=number)
    able = accounts_that_may("accounts.answer_data_request", request)
    return [user for user in able if user.person_id != request.person_id]


def accounts_that_may(permission: str, target: Any) -> list[User]:
    """Return the working accounts that may do this to the row, by their roles; own rows do not count.

    A few queries for each account that comes into question: for a job, not for a page.
    """
    held = mandates_allowing(permission, paths_of(target), day=timezone.now().date())
    able = User.objects.filter(
        Q(is_administrator=True) | Q(person__in=held.values("person")), status=AccountStatus.ACTIVE
    )
    return [user for user in able.order_by("pk") if can(user, permission, target)]
