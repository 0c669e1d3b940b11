from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import Invitation

SALT = "accounts.invitation"


def address_of_invitation(invitation: Invitation) -> str:
    """Return the path of the link: signed, so that nobody makes one up; the server's name goes before it."""
    return reverse("accounts:accept-invitation", args=[signing.dumps(invitation.pk, salt=SALT)])


def invitation_by_key(key: str) -> Invitation | None:
    """Return the invitation of a link; None when the signature is not ours or nothing is there any more."""
    try:
        number = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("user__person").filter(pk=number).first()


def why_closed(invitation: Invitation, now: datetime) -> str | Promise | None:
    """Return why a link no longer works, in a sentence; None while it does."""
    if invitation.user.status not in {AccountStatus.INVITED, AccountStatus.ACTIVE}:
        return _("This account is shut. Ask your administrator.")
    if invitation.used_at is not None:
        return _("This link has been used. Sign in with the login and password that were set by it.")
    if invitation.replaced_at is not None:
        return _("A newer link has been given instead of this one. Look for the latest letter.")
    if invitation.expires_at <= now:
        return _("This link is too old. Ask the person who invited you for a new one.")
    return None
