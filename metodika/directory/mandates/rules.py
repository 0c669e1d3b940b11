from collections.abc import Collection, Iterable
from datetime import date, timedelta
from fnmatch import fnmatchcase

OWN_RECORDS = "self"
# So long before its end a mandate is announced to end.
LAST_DAYS = timedelta(days=7)
# The beginnings of names of permissions that only show things.
SHOWING = ("view_", "list_")


def fits_level(levels: Collection[str], level: str, *, only_self: bool) -> bool:
    """Tell whether a role with these levels may be given at a level, or for own records only.

    Source: domain capabilities, C02 (scope: municipality, organisation, unit, self).
    """
    return OWN_RECORDS in levels if only_self else level in levels


def expanded(patterns: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return the permissions for which the patterns ("staff.*", "*") stand today.

    Source: profile format, roles (`may`).
    """
    patterns = list(patterns)
    return frozenset(name for name in known if any(fnmatchcase(name, pattern) for pattern in patterns))


def unknown(patterns: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the patterns that stand for no permission at all: a typing error in a profile.

    Source: architecture, section 7 (permission).
    """
    return [one for one in patterns if not any(fnmatchcase(name, one) for name in known)]


def showing(permissions: Iterable[str]) -> frozenset[str]:
    """Keep the permissions that only show: what a hub may do with its guests.

    Source: MAG-9.3 (the hub serves schools of other municipalities).
    """
    return frozenset(name for name in permissions if name.partition(".")[2].startswith(SHOWING))


def is_ending(*, starts_on: date, ends_on: date, today: date) -> bool:
    """Tell whether it is time to say that a mandate ends: in its last week, unless it is no longer itself.

    Source: domain capabilities, C02.
    """
    return today <= ends_on <= today + LAST_DAYS and ends_on - starts_on > LAST_DAYS


def is_withdrawn(*, starts_on: date, ends_on: date) -> bool:
    """Tell whether a mandate that shall end on the day has then never held.

    Source: domain capabilities, C02.
    """
    return ends_on < starts_on


def earliest_end(today: date) -> date:
    """Return the earliest last day that may be set: yesterday, so that the role does not hold today.

    An earlier one would rewrite what the person was allowed to do.
    Source: domain capabilities, C02 (audit).
    """
    return today - timedelta(days=1)


def lies_within(*, starts_on: date, ends_on: date, outer_start: date, outer_end: date | None) -> bool:
    """Tell whether the days of a substitution lie within those of the substituted mandate.

    Source: YAK-4.5 (the deputy acts while the chair is absent).
    """
    return outer_start <= starts_on <= ends_on and (outer_end is None or ends_on <= outer_end)
