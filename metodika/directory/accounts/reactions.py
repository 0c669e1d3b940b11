from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from metodika.core.events import later
from metodika.core.notices.delivery import send_directly
from metodika.directory.accounts.events import UserInvited
from metodika.directory.accounts.models import Invitation
from metodika.directory.accounts.queries import address_of_invitation, why_closed
from metodika.directory.accounts.services import move_account, move_papers
from metodika.directory.staff.events import PeopleMerged


def hand_account_over(event: PeopleMerged) -> None:
    move_account(source_id=event.dropped_id, target_id=event.kept_id)


def hand_papers_over(event: PeopleMerged) -> None:
    move_papers(source_id=event.dropped_id, target_id=event.kept_id)


def send_link(event: UserInvited) -> None:
    """Send the link to the invited address. It is made anew here: neither letter nor link is kept."""
    invitation = Invitation.objects.select_related("user__person").filter(pk=event.invitation_id).first()
    if invitation is None or why_closed(invitation, timezone.now()):
        return
    with override(invitation.user.language or None):
        text = _(
            "%(person)s, you are invited to Metodika.\n\n"
            "Open this link and choose a password:\n%(link)s\n\n"
            "It works once, until %(until)s. Whoever opens it signs in as you, so give it to nobody."
        ) % {
            "person": invitation.user,
            "link": settings.ADDRESS + address_of_invitation(invitation),
            "until": date_format(timezone.localtime(invitation.expires_at), "DATETIME_FORMAT"),
        }
        send_directly(invitation.email, subject=_("Invitation to Metodika"), text=text)


def can_send(event: UserInvited) -> bool:
    # Without a mail server, or an address to put before the link, the inviter hands it over himself.
    return bool(settings.EMAIL_HOST and settings.ADDRESS)


REACTIONS = {
    UserInvited: [later(send_link, wanted=can_send)],
    PeopleMerged: [hand_account_over, hand_papers_over],
}
