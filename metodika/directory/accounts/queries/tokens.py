import hashlib
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from metodika.core.access.grants import limit_access
from metodika.directory.accounts import rules
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import AccessToken, User


def hash_of(secret: str) -> str:
    """Return what is kept of a key; the secret is random and long, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def tokens_of(user: User) -> QuerySet[AccessToken]:
    """Return the access keys of an account, the latest first."""
    return AccessToken.objects.filter(user=user).order_by("-created_at", "-pk")


def user_by_token(secret: str) -> tuple[User, list[str]] | None:
    """Return the account and the scopes of a key; None when it is unknown, revoked, expired or shut."""
    token = _living(secret)
    return (token.user, list(token.scopes)) if token else None


@dataclass(frozen=True)
class KeyHolder:
    """Who calls with an access key: the account narrowed to the scopes, and the key's own number."""

    user: User
    number: int
    scopes: frozenset[str]

    def may_change(self, permission: str) -> bool:
        """Tell whether the key may change something by the permission: a key that reads never does."""
        return rules.scope_allows(self.scopes - {rules.READ}, permission)

    @property
    def may_do_all(self) -> bool:
        """Tell whether the key may do everything that its owner may."""
        return rules.ALL in self.scopes


def limited_user_by_token(secret: str) -> KeyHolder | None:
    """Return who calls, narrowed to the scopes of the key for this request; None when the key is no good.

    Every check afterwards (`can`, `visible_to`, `user.access`) keeps to the scopes by itself.
    """
    token = _living(secret)
    if token is None:
        return None
    scopes = frozenset(token.scopes)
    limit_access(token.user, lambda permission: rules.scope_allows(scopes, permission))
    return KeyHolder(token.user, token.pk, scopes)


def _living(secret: str) -> AccessToken | None:
    return (
        AccessToken.objects.select_related("user__person")
        .filter(
            hash=hash_of(secret), revoked_at=None, expires_on__gte=timezone.now().date(),
            user__status=AccountStatus.ACTIVE,
        )
        .first()
    )  # fmt: skip
