from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.accounts.events import (
    AdministratorCreated,
    SecondFactorReset,
    UserActivated,
    UserClosed,
    UserReactivated,
    UserSuspended,
)
from metodika.directory.accounts.lifecycle import MOVES, AccountStatus
from metodika.directory.accounts.models import User
from metodika.directory.accounts.services.credentials import _check_password, _fit_login
from metodika.directory.accounts.services.sessions import sign_out_everywhere
from metodika.directory.accounts.services.standing import _refuse_above
from metodika.directory.staff.models import Person


@atomic
def create_administrator(*, login: str, password: str, email: str = "", by: Any = None) -> User:
    """Create an account that may do everything, for the first person of an installation.

    Raises LoginRefused or PasswordRefused with a sentence.
    """
    user = create_account(login=login, password=password, email=email, is_administrator=True)
    announce(AdministratorCreated(user_id=user.pk), by=by, about=user)
    return user


@atomic
def create_account(
    *,
    login: str,
    password: str,
    hashed: str = "",
    email: str = "",
    person: Person | None = None,
    is_administrator: bool = False,
) -> User:
    """Create an account that can sign in at once, without an invitation: for the command and the demo.

    `hashed` is the hash of the password where many accounts share one. Raises LoginRefused or PasswordRefused
    with a sentence.
    """
    user = User(login=_fit_login(login), email=email, person=person, is_administrator=is_administrator)
    _check_password(password, user)
    if hashed:
        user.password = hashed
    else:
        user.set_password(password)
    user.save()
    return user


@atomic
def activate_user(user: User, *, provider: str) -> User:
    """Let an invited person in whom the outer provider has recognised; open invitations lose their force.

    Raises RuleBroken for an account that is suspended or closed.
    """
    if user.status != AccountStatus.INVITED:
        raise RuleBroken(_("This account is not waiting for a first sign-in."))
    locked = _moved(user, AccountStatus.ACTIVE)
    locked.save(update_fields=["status"])
    locked.invitations.open().update(replaced_at=timezone.now())
    announce(UserActivated(user_id=locked.pk, provider=provider), about=locked)
    return locked


@atomic
def suspend_user(user: User, *, reason: str, by: Any) -> User:
    """Shut an account for a time: sign-ins, open sessions and access keys stop at once.

    Raises RuleBroken for one's own account, AboveTheActor for one with more rights than the actor's.
    """
    locked = _decided(user, AccountStatus.SUSPENDED, reason, by)
    announce(UserSuspended(user_id=locked.pk, reason=reason), by=by, about=locked)
    return locked


@atomic
def close_user(user: User, *, reason: str, by: Any) -> User:
    """Shut an account for ever; its traces in the journal stay.

    Raises RuleBroken for one's own account, AboveTheActor for one with more rights than the actor's.
    """
    locked = _decided(user, AccountStatus.CLOSED, reason, by)
    announce(UserClosed(user_id=locked.pk, reason=reason), by=by, about=locked)
    return locked


@atomic
def reactivate_user(user: User, *, by: Any) -> User:
    """Open a suspended account again; RuleBroken for any other."""
    _refuse_above(user, by)
    if user.status != AccountStatus.SUSPENDED:
        raise RuleBroken(_("Only a suspended account can be opened again."))
    locked = _moved(user, AccountStatus.ACTIVE)
    locked.status_reason = ""
    locked.save(update_fields=["status", "status_reason"])
    announce(UserReactivated(user_id=locked.pk), by=by, about=locked)
    return locked


@atomic
def reset_second_factor(user: User, *, reason: str, by: Any) -> User:
    """Take the authenticator, passkeys and recovery codes off an account whose holder has lost them.

    Raises RuleBroken without a reason, and AboveTheActor as suspend_user does.
    """
    if not reason.strip():
        raise RuleBroken(_("Say how you made sure that it is this person: the reason stays in the history."))
    _refuse_above(user, by)
    taken, _kinds = Authenticator.objects.filter(user=user).delete()
    if not taken:
        raise RuleBroken(_("The account has no second factor."))
    sign_out_everywhere(user, by=by)
    announce(SecondFactorReset(user_id=user.pk, reason=reason), by=by, about=user)
    return user


@atomic
def choose_language(user: User, *, language: str) -> User:
    """Remember in which language the person reads; RuleBroken for one that is not there."""
    if language not in dict(settings.LANGUAGES):
        raise RuleBroken(_("There is no such language here. Choose one of the list."))
    user.language = language
    user.save(update_fields=["language"])
    return user


@atomic
def move_account(*, source_id: int, target_id: int) -> None:
    """Give the account of a merged card to the card that stays; if that has one, the source's is closed."""
    moving = User.objects.select_for_update().filter(person_id=source_id).first()
    if moving is None:
        return
    if User.objects.filter(person_id=target_id).exists():
        if moving.status != AccountStatus.CLOSED:
            close_user(
                moving, reason=_("The person's card was merged with one that has an account."), by=None
            )
        return
    moving.person_id = target_id
    moving.save(update_fields=["person"])


def _decided(user: User, status: AccountStatus, reason: str, by: Any) -> User:
    if by is not None and by.pk == user.pk:
        raise RuleBroken(_("You cannot shut your own account. Ask another administrator."))
    if not reason.strip():
        raise RuleBroken(_("Say why the account is shut: the reason stays in the history."))
    _refuse_above(user, by)
    locked = _moved(user, status)
    locked.status_reason = reason
    locked.save(update_fields=["status", "status_reason"])
    sign_out_everywhere(locked, by=by)
    return locked


def _moved(user: User, status: AccountStatus) -> User:
    locked = User.objects.select_for_update().get(pk=user.pk)
    if status not in MOVES[locked.status]:
        raise RuleBroken(
            _("The account is “%(now)s”, so it cannot become “%(wanted)s”.")
            % {"now": locked.get_status_display(), "wanted": status.label}
        )
    locked.status = status
    return locked
