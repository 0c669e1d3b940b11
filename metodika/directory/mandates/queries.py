"""What a user holds now, from the mandates of his person, and who answers for what."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from metodika.core.access import Grant, needs_role, permission_table, permission_words
from metodika.core.access.grants import EVERYWHERE
from metodika.core.audit.models import JournalEntry
from metodika.core.calendar import USUAL_ZONE, end_of_day, local_today
from metodika.core.language.alphabet import normalise
from metodika.directory.mandates import rules
from metodika.directory.mandates.events import MandateEndAnnounced
from metodika.directory.mandates.models import Mandate, MandateQuerySet, Role
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.queries import profile_of_viewer
from metodika.directory.staff.models import Person, PersonQuerySet

ADMINISTRATOR = frozenset({"*"})
# For how long a person is told that a role has ended, when it would have opened the page.
REMEMBERED = timedelta(days=92)


# Asked for each page and each operation: the mapper spent more on writing these two than the server on
# answering. Zones differ by at most a day from UTC: the day before and after are read, then judged exactly.
HELD = """
    SELECT mandate.starts_on, mandate.ends_on, mandate.only_self, role.code,
        coalesce(role.worded -> place.profile -> 'permissions', role.permissions)::text,
        organisation.path, organisation.level, place.zone
    FROM mandates_mandate AS mandate
    JOIN mandates_role AS role ON role.id = mandate.role_id
    JOIN organisations_organisation AS organisation ON organisation.id = mandate.organisation_id
    JOIN LATERAL (
        SELECT profile_id::text AS profile, timezone AS zone FROM organisations_organisation
        WHERE id = coalesce(organisation.municipality_id, organisation.id)
    ) AS place ON true
    WHERE mandate.person_id = %(person)s AND NOT mandate.withdrawn AND mandate.starts_on <= %(last)s
        AND coalesce(mandate.ends_on, %(first)s) >= %(first)s
"""
VISITS = """
    SELECT guest.valid_from, guest.valid_to, hub.path, visitor.path,
        (SELECT timezone FROM organisations_organisation WHERE id = coalesce(hub.municipality_id, hub.id))
    FROM organisations_guest AS guest
    JOIN organisations_organisation AS hub ON hub.id = guest.hub_id
    JOIN organisations_organisation AS visitor ON visitor.id = guest.organisation_id
    WHERE hub.path LIKE ANY(%(under)s) AND guest.valid_from <= %(last)s
        AND coalesce(guest.valid_to, %(first)s) >= %(first)s
"""


def grants_of(user: Any, *, at: datetime | None = None) -> list[Grant]:
    """Return the grants that hold at the moment.

    A mandate ends at midnight of its last day in the time zone of its municipality. A region is the whole of
    an installation, so a role held for it covers everything. One query; a second one reads the guests of the
    hubs for those who do not see everything anyway: a hub's people see its guests, and change nothing there.
    """
    moment = at or timezone.now()
    grants = [Grant("administrator", ADMINISTRATOR, EVERYWHERE)] if user.is_administrator else []
    if user.person_id is not None:
        grants += _grants_by_mandates(user.person_id, moment)
    wide = [grant for grant in grants if not grant.only_self]
    if wide and not any(grant.path == EVERYWHERE for grant in wide):
        grants += _grants_for_guests(wide, moment)
    return grants


def zone_of(organisation: Organisation) -> str:
    """Return the time zone in which the organisation's days begin and end."""
    return (organisation.municipality or organisation).timezone or USUAL_ZONE


def today_at(organisation: Organisation, *, now: datetime | None = None) -> date:
    """Return the date on the organisation's own clock, at the moment `now` or at this one."""
    return local_today(zone_of(organisation), now or timezone.now())


def _read(statement: str, moment: datetime, **told: Any) -> list[tuple[Any, ...]]:
    near: dict[str, Any] = {
        "first": moment.date() - timedelta(days=1),
        "last": moment.date() + timedelta(days=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, near | told)
        return list(cursor.fetchall())


def _grants_by_mandates(person_id: int, moment: datetime) -> Iterator[Grant]:
    for starts_on, ends_on, only_self, role, permissions, path, level, named in _read(
        HELD, moment, person=person_id
    ):
        zone = named or "UTC"
        if _holds(starts_on, ends_on, local_today(zone, moment)):
            yield Grant(
                role=role,
                permissions=_names_in(permissions),
                path=EVERYWHERE if level == Level.REGION else path,
                until=end_of_day(ends_on, zone) if ends_on else None,
                only_self=only_self,
            )


def _holds(first: date, last: date | None, today: date) -> bool:
    return first <= today and (last is None or last >= today)


@lru_cache(maxsize=256)
def _names_in(stored: str) -> frozenset[str]:
    return frozenset(json.loads(stored))


def _grants_for_guests(grants: list[Grant], moment: datetime) -> Iterator[Grant]:
    under = sorted({f"{grant.path}%" for grant in grants})
    for valid_from, valid_to, hub, visitor, named in _read(VISITS, moment, under=under):
        zone = named or "UTC"
        if not _holds(valid_from, valid_to, local_today(zone, moment)):
            continue
        leaves = [end_of_day(valid_to, zone)] if valid_to else []
        for grant in grants:
            if hub.startswith(grant.path):
                until = min([*leaves, *([grant.until] if grant.until else [])], default=None)
                shown = _shown_by(grant.permissions)
                yield replace(grant, permissions=shown, path=visitor, until=until)


@lru_cache(maxsize=256)
def _shown_by(patterns: frozenset[str]) -> frozenset[str]:
    return rules.showing(rules.expanded(patterns, permission_table()))


def expanded_permissions(patterns: Iterable[str]) -> frozenset[str]:
    """Return the permissions that a role with these patterns gives today, everybody's own ones left out."""
    return frozenset(name for name in rules.expanded(patterns, permission_table()) if needs_role(name))


def words_of_refusal(user: Any, permission: str) -> str | None:
    """Return why the user may not, when a role that would have allowed it has lately ended; else None."""
    if getattr(user, "person_id", None) is None:
        return None
    today = timezone.now().date()
    lately = Mandate.objects.filter(
        person_id=user.person_id, withdrawn=False, ends_on__gte=today - REMEMBERED, ends_on__lte=today
    )
    for mandate in lately.with_names().order_by("-ends_on", "-pk"):
        role, place = mandate.role_there, mandate.organisation
        held = Grant(role.code, frozenset(role.permissions), place.path)
        if mandate.ends_on and held.allows(permission):
            return _(
                "Your role “%(role)s” for %(organisation)s ended on %(day)s. If you still do this work, "
                "ask your administrator to give it again."
            ) % {
                "role": role,
                "organisation": place,
                "day": date_format(mandate.ends_on, "DATE_FORMAT"),
            }
    return None


# Every page asks this: the mapper spent some 4 ms of processor on writing it anew each time.
PROFILE_OF_PERSON = """
    SELECT coalesce(organisation.profile_id, municipality.profile_id)
    FROM (
        SELECT organisation_id, starts_on FROM mandates_mandate
        WHERE person_id = %(person)s AND NOT withdrawn
        UNION ALL
        SELECT organisation_id, NULL FROM staff_employment WHERE person_id = %(person)s AND ended_on IS NULL
    ) AS place
    JOIN organisations_organisation AS organisation ON organisation.id = place.organisation_id
    LEFT JOIN organisations_organisation AS municipality ON municipality.id = organisation.municipality_id
    WHERE coalesce(organisation.profile_id, municipality.profile_id) IS NOT NULL
    ORDER BY place.starts_on DESC NULLS LAST, organisation.id
    LIMIT 1
"""


def profile_key_of(user: Any) -> int | None:
    """Return the key of the profile of the user's municipality: where his latest role or job is."""
    if user.person_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(PROFILE_OF_PERSON, {"person": user.person_id})
        found = cursor.fetchone()
    return found[0] if found else None


def mandates_allowing(permission: str, paths: Iterable[str], *, day: date) -> MandateQuerySet:
    """Return the mandates about the day whose roles have the permission at or above one of the paths.

    Days are not yet those of the municipality's clock, so whoever is found is asked by `can`.
    """
    above = {int(number) for path in paths for number in path.split("/") if number}
    able = [role.pk for role in roles() if _allows_somewhere(role, permission)]
    return Mandate.objects.filter(
        Q(organisation__in=above) | Q(organisation__level=Level.REGION),
        Q(ends_on=None) | Q(ends_on__gte=day - timedelta(days=1)),
        starts_on__lte=day + timedelta(days=1), role__in=able, only_self=False, withdrawn=False,
    )  # fmt: skip


def mandates_allowing_below(permission: str, path: str, *, day: date) -> MandateQuerySet:
    """Return the mandates of the day at the place or below it whose roles have the permission."""
    able = [role.pk for role in roles() if _allows_somewhere(role, permission)]
    return Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), organisation__path__startswith=path, starts_on__lte=day,
        role__in=able, only_self=False, withdrawn=False,
    )  # fmt: skip


def _allows_somewhere(role: Role, permission: str) -> bool:
    ways = [role.permissions, *(own["permissions"] for own in role.worded.values() if "permissions" in own)]
    return any(rules.expanded(patterns, [permission]) for patterns in ways)


def untold_endings(now: datetime) -> list[Mandate]:
    """Return the mandates that end within about a week and whose end nobody has announced; two queries."""
    near = list(
        Mandate.objects.filter(
            withdrawn=False,
            ends_on__gte=now.date() - timedelta(days=1),
            ends_on__lte=now.date() + rules.LAST_DAYS + timedelta(days=1),
        )
        .select_related("organisation", "organisation__municipality")
        .order_by("ends_on", "pk")
    )
    told = JournalEntry.objects.filter(
        key=MandateEndAnnounced.key(),
        subject=Mandate._meta.label_lower,
        subject_id__in=[mandate.pk for mandate in near],
    )
    known = {(entry.subject_id, entry.parameters["ends_on"]) for entry in told}
    return [mandate for mandate in near if (mandate.pk, f"{mandate.ends_on}") not in known]


def mandates_seen_by(user: Any) -> MandateQuerySet:
    """Return the mandates that the user may see, with the names a list needs."""
    return Mandate.objects.visible_to(user).with_names()


def mandate_with_substitutions(mandate: Mandate, *, viewer: Any) -> Mandate:
    """Return a mandate that the viewer may see with its substitutions, the latest first; two queries."""
    latest = Mandate.objects.with_names().order_by("-starts_on", "-pk")
    return mandates_seen_by(viewer).prefetch_related(Prefetch("substitutions", latest)).get(pk=mandate.pk)


def mandates_of_person(person: Person, *, viewer: Any) -> MandateQuerySet:
    """Return the mandates of a person that the viewer may see, the latest first."""
    return mandates_seen_by(viewer).filter(person=person).order_by("-starts_on", "-pk")


def answerable_for(organisation: Organisation, *, day: date, viewer: Any) -> MandateQuerySet:
    """Return who acts in which role for this very organisation on the day, by the order of roles."""
    return (
        Mandate.objects.visible_to(viewer)
        .as_of(day)
        .filter(organisation=organisation)
        .with_names()
        .order_by("role__order", "person__sort_key", "pk")
    )


def roles() -> QuerySet[Role]:
    """Return all roles in the order of the profile."""
    return Role.objects.order_by("order", "code")


def role_choices() -> list[tuple[str, str]]:
    """Return codes and titles of all roles. One query."""
    return list(roles().values_list("code", "title"))


def roles_for(user: Any) -> list[Role]:
    """Return all roles as the profile of the user has them; the only profile for who has none of his own."""
    profile = profile_of_viewer(user)
    return [role.worded_for(profile.pk if profile else None) for role in roles()]


def roles_with_holders(day: date) -> QuerySet[Role]:
    """Return all roles, each with `holders`: how many people act in it on the day."""
    in_force = Q(mandates__starts_on__lte=day, mandates__withdrawn=False) & (
        Q(mandates__ends_on=None) | Q(mandates__ends_on__gte=day)
    )
    return roles().annotate(holders=Count("mandates__person", filter=in_force, distinct=True))


def organisations_to_give_in(user: Any) -> QuerySet[Organisation]:
    """Return the organisations for which the user may give roles, in the order of the tree."""
    return (
        Organisation.objects.visible_to(user, "mandates.give_mandate")
        .working()
        .exclude(level=Level.PARTNER)
        .order_by("sort_key", "pk")
    )


def people_seen_by(user: Any) -> PersonQuerySet:
    """Return the people to whom the user may give a role: those he may see."""
    return Person.objects.visible_to(user).present()


def people_to_choose(user: Any, words: str) -> QuerySet[Person]:
    """Return the people visible to the user whose name begins with the words, in alphabetical order."""
    found = people_seen_by(user)
    for word in normalise(words).split():
        found = found.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
    return found.order_by("sort_key", "pk") if words.strip() else found.none()


@dataclass(frozen=True)
class RightsOfRole:
    """What a role may do, in words, by area."""

    role: Role
    rights: list[str | Promise]
    everything: bool


def rights_of_roles(day: date, *, viewer: Any) -> list[RightsOfRole]:
    """Return all roles with their rights in words, as the profile of the viewer has them."""
    words = permission_words()
    profile = profile_of_viewer(viewer)
    found = [role.worded_for(profile.pk if profile else None) for role in roles_with_holders(day)]
    return [
        RightsOfRole(
            role=role,
            rights=[
                words[name] for name in sorted(rules.expanded(role.permissions, words)) if needs_role(name)
            ],
            everything="*" in role.permissions,
        )
        for role in found
    ]


def access_matrix(
    roles_by_code: dict[str, Iterable[str]],
) -> list[tuple[str, str | Promise, list[bool | None]]]:
    """Return (permission, its words, for each role whether it may) in the order of names.

    None instead of yes or no: everybody signed in may, on his own pages.
    """
    table = [rules.expanded(patterns, permission_table()) for patterns in roles_by_code.values()]
    return [
        (name, words, [(name in may) if needs_role(name) else None for may in table])
        for name, words in permission_words().items()
    ]
