import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, permission_table
from metodika.core.events import announce
from metodika.directory.accounts import rules
from metodika.directory.accounts.events import TokenIssued, TokenRevoked
from metodika.directory.accounts.models import AccessToken, User
from metodika.directory.accounts.queries.tokens import hash_of

PREFIX = "mtd_"
SHOWN = 8
LONGEST = timedelta(days=366)
# The moment of the last use is for people; a write for each call would cost more than the call.
USE_IS_NOTED_EVERY = timedelta(minutes=5)


@atomic
def issue_token(
    user: User, *, name: str, scopes: Sequence[str], expires_on: date, by: Any
) -> tuple[AccessToken, str]:
    """Make an access key and return it with its secret, which is shown once and never kept.

    `scopes` are "read", "all", or names of permissions. Raises RuleBroken for another's account, no or
    unknown scopes, a day in the past or more than a year ahead.
    """
    if by.pk != user.pk:
        raise RuleBroken(_("Everybody makes access keys for himself only."))
    known = {rules.READ, rules.ALL, *permission_table()}
    if not scopes or not set(scopes) <= known:
        raise RuleBroken(_("Choose what the key may be used for."))
    today = timezone.now().date()
    if not today <= expires_on <= today + LONGEST:
        raise RuleBroken(_("The last day of a key is today or later, and at most a year ahead."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        user=user, name=name, hash=hash_of(secret), beginning=secret[: len(PREFIX) + SHOWN],
        scopes=sorted(set(scopes)), expires_on=expires_on,
    )  # fmt: skip
    announce(
        TokenIssued(token_id=token.pk, user_id=user.pk, name=name, expires_on=expires_on.isoformat()),
        by=by, about=token,
    )  # fmt: skip
    return token, secret


@atomic
def revoke_token(token: AccessToken, *, by: Any) -> AccessToken:
    """Make an access key useless at once; RuleBroken when it has been revoked already."""
    locked = AccessToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        raise RuleBroken(_("This key has been revoked already."))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    announce(TokenRevoked(token_id=locked.pk, user_id=locked.user_id, name=locked.name), by=by, about=locked)
    return locked


@atomic
def note_use_of_token(token_id: int) -> None:
    """Remember that a key has been used now, at most once in five minutes; call it after a signed-in call."""
    now = timezone.now()
    used = AccessToken.objects.filter(pk=token_id)
    used.exclude(last_used_at__gt=now - USE_IS_NOTED_EVERY).update(last_used_at=now)
