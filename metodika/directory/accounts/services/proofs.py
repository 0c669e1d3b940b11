"""Guessing a password at a signature is stopped as it is at the door."""

from django.core.cache import cache
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.accounts.models import User

TRIES = 10
WITHIN = 600


@atomic
def note_proof_try(user: User) -> None:
    """Count that somebody is about to prove that he is the owner; call it before the act, on its own.

    Inside the act the count would be undone with it. Raises RuleBroken after ten tries in ten minutes.
    """
    key = _key(user)
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > TRIES:
        raise RuleBroken(_("Too many wrong tries. Wait ten minutes and sign again."))


@atomic
def forget_proof_tries(user: User) -> None:
    """Begin the count anew: the owner has proved himself."""
    cache.delete(_key(user))


def _key(user: User) -> str:
    return f"proof-tries:{user.pk}"
