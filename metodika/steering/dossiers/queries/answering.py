"""Who answers for a step of the cycle: whoever holds the role of the municipality that is meant for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from fnmatch import fnmatchcase

from django.db.models import Q

from metodika.directory.mandates.models import Mandate
from metodika.directory.organisations.models import Organisation


def who_answers(place: Organisation, permissions: Iterable[str], *, day: date) -> dict[str, str]:
    """Return for each permission the person who answers there, with the role; nothing for nobody. One query.

    Of several roles that allow it the one that names it goes first, then the one whose whole area it is; of
    equal ones the one that stands lower in the profile, which does the daily work.
    """
    held = Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), organisation=place, starts_on__lte=day, only_self=False,
        withdrawn=False, substitutes=None,
    )  # fmt: skip
    named = [
        (one.role_there, f"{one.person} ({one.role_there.title})")
        for one in held.select_related("person", "role", "organisation__municipality").order_by("pk")
    ]
    found = {}
    for permission in permissions:
        able = [
            (*nearness, -role.order, words)
            for role, words in named
            if (nearness := _nearness(role.permissions, permission))
        ]
        if able:
            found[permission] = min(able)[-1]
    return found


def _nearness(patterns: Sequence[str], permission: str) -> tuple[int] | None:
    """Return how near the roles stand to a permission: named, by its area, by everything; None without it."""
    if permission in patterns:
        return (0,)
    if f"{permission.partition('.')[0]}.*" in patterns:
        return (1,)
    return (2,) if any(fnmatchcase(permission, one) for one in patterns) else None
