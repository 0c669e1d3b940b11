from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate


@predicate
def signed_in(user: Any, target: Any = None) -> bool:
    """Hold for everybody who is signed in; the rows of these pages are his own anyway."""
    return bool(user.is_authenticated)


PERMISSIONS = {
    "accounts.list_users": granted,
    "accounts.invite_user": granted,
    "accounts.suspend_user": granted,
    "accounts.view_journal": granted,
    "accounts.answer_data_request": granted,
    "accounts.publish_consent_text": granted,
    "accounts.manage_tokens": signed_in,
    "accounts.view_own_data": signed_in,
    "accounts.manage_own_account": signed_in,
}

WORDS = {
    "accounts.list_users": _("See who may sign in"),
    "accounts.invite_user": _("Invite people to sign in and give them a new link"),
    "accounts.suspend_user": _("Suspend, restore and close accounts"),
    "accounts.view_journal": _("Read the journal of who did what"),
    "accounts.answer_data_request": _("Answer requests about personal data"),
    "accounts.publish_consent_text": _("Publish the texts of consents"),
    "accounts.manage_tokens": _("Make access keys for programs of one's own"),
    "accounts.view_own_data": _("See and take away the data held about oneself"),
    "accounts.manage_own_account": _("Change one's own password, devices and language"),
}
