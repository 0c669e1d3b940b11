from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet

from metodika.core.access import can
from metodika.core.language.alphabet import normalise
from metodika.directory.accounts import rules
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import Invitation, User, UserQuerySet
from metodika.directory.mandates.queries import expanded_permissions, grants_of
from metodika.directory.staff.models import Person

DEMO_PREFIX = "demo-"


def users_seen_by(viewer: Any) -> UserQuerySet:
    """Return the accounts that the viewer may see, each with its person and `has_second_factor`."""
    seen: UserQuerySet = User.objects.visible_to(viewer)
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return seen.select_related("person").annotate(has_second_factor=Exists(factors))


def account_of(user: Any) -> User:
    """Return the user's own account with `has_second_factor`."""
    return users_seen_by(user).get(pk=user.pk)


def user_by_login(login: str) -> User | None:
    """Return the account with the login, in any case of letters."""
    return User.objects.filter(login__iexact=login.strip()).first()


def people_to_invite(viewer: Any, words: str) -> QuerySet[Person]:
    """Return the people visible to the viewer who have no account and whose name begins with the words."""
    found = Person.objects.visible_to(viewer).present().filter(user=None)
    for word in normalise(words).split():
        found = found.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
    return found.order_by("sort_key", "pk") if words.strip() else found.none()


def rights_beyond(user: User, by: Any) -> frozenset[str]:
    """Return the permissions that an account has somewhere and the other account lacks there.

    An administrator's account exceeds all but another administrator's. The account may be unsaved.
    """
    if user.is_administrator:
        return frozenset() if by.access.covers("*", ["/"]) else frozenset({"*"})
    beyond: set[str] = set()
    for grant in grants_of(user):
        if not grant.only_self:
            held = expanded_permissions(grant.permissions)
            beyond |= {name for name in held if not by.access.covers(name, [grant.path])}
    return frozenset(beyond)


def open_invitation(user: User) -> Invitation | None:
    """Return the invitation that waits to be used, expired or not."""
    return user.invitations.open().first()


def sessions_of(user: Any) -> list[UserSession]:
    """Return the live sessions of an account, the latest first."""
    living = [session for session in UserSession.objects.filter(user=user) if session.exists()]
    return sorted(living, key=lambda session: session.created_at, reverse=True)


def user_by_claims(claims: Mapping[str, Any], *, match: Sequence[str]) -> User | None:
    """Return the only account whose person an outer provider describes.

    `match` are the claims to trust, in order: "snils", "email" (only when the provider has verified it),
    "login". A claim that fits several accounts fits none.
    """
    for name in match:
        found = _by_claim(name, claims)
        if found is not None:
            candidates = list(User.objects.select_related("person").filter(found)[:2])
            if len(candidates) == 1:
                return candidates[0]
    return None


def _by_claim(name: str, claims: Mapping[str, Any]) -> Q | None:
    if name == "snils" and (digits := rules.snils_digits(str(claims.get("snils") or ""))):
        return Q(person__snils=digits)
    if name == "email" and claims.get("email") and claims.get("email_verified") is True:
        return Q(email__iexact=claims["email"])
    if name == "login" and claims.get("preferred_username"):
        return Q(login__iexact=claims["preferred_username"])
    return None


@dataclass(frozen=True)
class DemoAccount:
    """One button of the demo's sign-in page."""

    login: str
    title: str
    person: str
    description: str
    place: str = ""
    number: int = 0


def demo_accounts() -> list[DemoAccount]:
    """Return the accounts of the demo, one for each role, in the order of roles; five queries.

    `place` is the municipality in which the role is held; it is empty for who looks at all of them.
    """
    users = (
        User.objects.filter(login__startswith=DEMO_PREFIX, status=AccountStatus.ACTIVE)
        .select_related("person")
        .prefetch_related("person__mandates__role", "person__mandates__organisation__municipality")
        .order_by("pk")
    )
    found = []
    for user in users:
        mandates = user.person.mandates.all() if user.person else ()
        # The own role names the account, not one that he fills in for somebody.
        held = sorted(mandates, key=lambda one: (one.substitutes_id is not None, one.role.order))
        role = held[0].role_there if held else None
        title = role.title if role else str(user)
        place = held[0].organisation.municipality if held and not user.is_administrator else None
        account = DemoAccount(
            user.login,
            title,
            str(user),
            role.description if role else "",
            str(place or ""),
            user.pk,
        )
        found.append((0 if user.is_administrator else role.order if role else 999, account))
    return [account for _order, account in sorted(found, key=lambda pair: pair[0])]


def demo_places(accounts: Sequence[DemoAccount]) -> list[tuple[str, list[DemoAccount]]]:
    """Return the accounts of the demo by municipality, those above all of them first under no name.

    The municipalities go in the order in which they were given accounts. In a demo of one municipality
    everybody is together.
    """
    by_age = sorted(accounts, key=lambda account: account.number)
    places = list(dict.fromkeys(account.place for account in by_age))
    if len(places) - places.count("") <= 1:
        return [("", list(accounts))] if accounts else []
    return [
        (place, [account for account in accounts if account.place == place])
        for place in sorted(places, key=bool)
    ]


def may_decide(viewer: Any, user: User) -> bool:
    """Tell whether the viewer may suspend the account or give it a link."""
    return (
        can(viewer, "accounts.suspend_user", user)
        and viewer.pk != user.pk
        and not rights_beyond(user, viewer)
    )
