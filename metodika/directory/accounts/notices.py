from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.accounts.events import DataRequestAnswered, DataRequested, SecondFactorReset
from metodika.directory.accounts.queries import account_numbered, answerers_of_request
from metodika.directory.staff.queries import account_holders


def _who_may_answer(event: DataRequested) -> Iterable[Any]:
    return answerers_of_request(event.request_id)


def _who_asked(event: DataRequestAnswered) -> Iterable[Any]:
    return account_holders(event.person_id)


def _whose_account(event: SecondFactorReset) -> Iterable[Any]:
    return account_numbered(event.user_id)


def _request(event: DataRequested) -> str:
    return reverse("accounts:show-request", args=[event.request_id])


def _own_data(event: DataRequestAnswered) -> str:
    return reverse("accounts:own-data")


def _security(event: SecondFactorReset) -> str:
    return reverse("accounts:security")


def _about_data(to: Callable[[Any], Iterable[Any]], url: Callable[[Any], str]) -> Told:
    title = _("Requests about personal data")
    return Told(to=to, group="personal_data", group_title=title, url=url, how=Channel.LETTER)


NOTICES = {
    DataRequested: _about_data(_who_may_answer, _request),
    DataRequestAnswered: _about_data(_who_asked, _own_data),
    SecondFactorReset: Told(
        to=_whose_account, group="sign_in", group_title=_("Sign-in and safety"), url=_security,
        how=Channel.LETTER,
    ),
}  # fmt: skip
