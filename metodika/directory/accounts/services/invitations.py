from datetime import timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.accounts.events import InvitationAccepted, UserInvited
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import Invitation, User
from metodika.directory.accounts.queries.invitations import why_closed
from metodika.directory.accounts.services.credentials import _check_password, _fit_login
from metodika.directory.accounts.services.standing import _refuse_above
from metodika.directory.staff.models import Person

HOLDS_FOR = timedelta(days=7)
# Until the person chooses one; nobody can type it, since it does not begin with a letter.
PLACEHOLDER = "-invited-"


@atomic
def invite_user(person: Person, *, email: str = "", by: Any) -> Invitation:
    """Make an account for a person and a link by which he sets login and password.

    Raises RuleBroken when the person has an account or the card was merged, AboveTheActor when the
    person's roles allow more than the inviter's: whoever holds the link could sign in as him.
    """
    if person.merged_into_id is not None:
        raise RuleBroken(
            _("This card has been merged into another. Open that one and invite the person there.")
        )
    if User.objects.filter(person=person).exists():
        raise RuleBroken(
            _("%(person)s has an account already. Give a new link on its card.") % {"person": person}
        )
    user = User(
        login=PLACEHOLDER + get_random_string(24), email=email or person.email, person=person,
        status=AccountStatus.INVITED,
    )  # fmt: skip
    user.set_unusable_password()
    _refuse_above(user, by)
    user.save()
    return _invited(user, by)


@atomic
def renew_invitation(user: User, *, by: Any) -> Invitation:
    """Give an account a new link: the earlier one was lost, or the password is forgotten.

    Links given before lose their force. Raises RuleBroken for an account that is shut, AboveTheActor as
    invite_user does.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.status not in {AccountStatus.INVITED, AccountStatus.ACTIVE}:
        raise RuleBroken(_("The account is shut. Open it again before giving a new link."))
    _refuse_above(locked, by)
    return _invited(locked, by)


def _invited(user: User, by: Any) -> Invitation:
    now = timezone.now()
    user.invitations.open().update(replaced_at=now)
    invitation = Invitation.objects.create(
        user=user, email=user.email, created_by=by, expires_at=now + HOLDS_FOR
    )
    announce(UserInvited(user_id=user.pk, invitation_id=invitation.pk), by=by, about=user)
    return invitation


@atomic
def accept_invitation(invitation: Invitation, *, password: str, login: str = "") -> User:
    """Set the password, and the login of a new account, by a link; a second use is refused.

    Raises RuleBroken for a used, replaced or expired link, LoginRefused, PasswordRefused.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("user").get(pk=invitation.pk)
    now = timezone.now()
    if refusal := why_closed(locked, now):
        raise RuleBroken(refusal)
    user = User.objects.select_for_update().get(pk=locked.user_id)
    if user.status == AccountStatus.INVITED:
        user.login = _fit_login(login, of=user)
        user.status = AccountStatus.ACTIVE
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["login", "status", "password"])
    locked.used_at = now
    locked.save(update_fields=["used_at"])
    announce(InvitationAccepted(user_id=user.pk), by=user, about=user)
    return user
