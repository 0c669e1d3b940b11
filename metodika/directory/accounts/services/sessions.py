from typing import Any

from allauth.usersessions.models import UserSession
from django.db.transaction import atomic

from metodika.core.events import announce
from metodika.directory.accounts.events import SignedOutEverywhere
from metodika.directory.accounts.models import User


@atomic
def sign_out_everywhere(user: User, *, except_key: str | None = None, by: Any) -> int:
    """End the sessions of an account on all devices, but for the one with the key; return how many ended."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=except_key or ""):
        session.end()
        ended += 1
    if ended:
        announce(SignedOutEverywhere(user_id=user.pk), by=by, about=user)
    return ended
