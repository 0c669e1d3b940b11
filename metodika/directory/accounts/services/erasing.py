"""Erasure at somebody's request: the card, the history, and the account that led to them."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.accounts.lifecycle import AccountStatus, DataRequestKind
from metodika.directory.accounts.models import DataRequest, User
from metodika.directory.accounts.services.data_requests import answer_data_request
from metodika.directory.accounts.services.users import close_user
from metodika.directory.staff.services import erase_person


@atomic
def fulfil_erasure(request: DataRequest, *, answer: str, by: Any) -> DataRequest:
    """Erase who asked for it, shut the account for ever, and record the answer.

    Raises RuleBroken for another kind of request, whatever answer_data_request and erase_person raise, and
    AboveTheActor for an account with more rights than the actor's.
    """
    if request.kind != DataRequestKind.ERASE:
        raise RuleBroken(_("The person has not asked for erasure."))
    answered = answer_data_request(request, answer=answer, by=by)
    for user in User.objects.filter(person=answered.person_id):
        if user.status != AccountStatus.CLOSED:
            close_user(user, reason=_("The personal data were erased at the request of the person."), by=by)
        _erase_account(User.objects.get(pk=user.pk))
    erase_person(answered.person, by=by)
    return answered


def _erase_account(user: User) -> None:
    for kind in (Authenticator, EmailAddress, SocialAccount):
        kind.objects.filter(user=user).delete()
    apps.get_model("accounts", "UserVersion")._default_manager.filter(pgh_obj_id=user.pk).delete()
    user.login, user.email = f"erased-{user.pk}", ""
    user.set_unusable_password()
    user.save(update_fields=["login", "email", "password"])
