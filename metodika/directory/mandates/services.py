from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, needs_role, permission_table, permission_words
from metodika.core.events import announce
from metodika.directory.mandates import rules
from metodika.directory.mandates.events import (
    MandateEndAnnounced,
    MandateEnded,
    MandateGiven,
    MandateWithdrawn,
    RolesLoaded,
    SubstituteAppointed,
)
from metodika.directory.mandates.models import Mandate, Role, profile_of
from metodika.directory.mandates.queries import today_at, untold_endings
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import base_roles
from metodika.directory.staff.models import Employment, Person

# A sentence that lists forty rights helps nobody.
LISTED_RIGHTS = 3
# What a profile may have its own way.
WORDED = ("title", "description", "levels", "permissions")


class BeyondOwnRights(RuleBroken):
    """The giver would hand out more than he holds there himself."""


@atomic
def load_roles(roles: dict[str, dict[str, Any]], *, profile: Profile, by: Any = None) -> list[Role]:
    """Create or update the roles of a profile by their codes, and return those that are new or have changed.

    Each is {"title", "description", "levels", "may"}. A row holds the role of the base profile, or of the
    first profile that has it; where this profile differs, its own way is kept beside. A role that the profile
    no longer has stays, since mandates refer to it. Raises RuleBroken naming the pattern that stands for no
    permission.
    """
    known = permission_table()
    stored = {role.code: role for role in Role.objects.select_for_update().filter(code__in=roles)}
    touched = []
    for code, wanted in roles.items():
        for pattern in rules.unknown(wanted["may"], known):
            raise RuleBroken(
                _("The role %(role)s names the permission %(permission)s, which does not exist.")
                % {"role": code, "permission": pattern}
            )
        role = stored.get(code, Role(code=code))
        before = None if role._state.adding else _state_of(role)
        _assign(role, _columns(wanted), profile)
        if _state_of(role) != before:
            role.save()
            touched.append(role)
    if touched:
        announce(RolesLoaded(profile=profile.title, roles=[role.code for role in touched]), by=by)
    return touched


def _columns(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": told["title"],
        "description": told.get("description", ""),
        "levels": list(told["levels"]),
        "permissions": list(told["may"]),
    }


def _state_of(role: Role) -> dict[str, Any]:
    return {name: getattr(role, name) for name in (*WORDED, "worded", "order")}


def _assign(role: Role, wanted: dict[str, Any], profile: Profile) -> None:
    base = base_roles().get(role.code)
    if base is not None or role._state.adding:
        for name, value in (_columns(base) if base else wanted).items():
            setattr(role, name, value)
    # A profile is stored without the order of its file; roles that the base does not have come after.
    if role.code in base_roles():
        role.order = list(base_roles()).index(role.code) + 1
    own = {name: value for name, value in wanted.items() if value != getattr(role, name)}
    others = {key: way for key, way in role.worded.items() if key != str(profile.pk)}
    role.worded = others | ({str(profile.pk): own} if own else {})


@atomic
def give_mandate(
    person: Person, *, role: Role, organisation: Organisation, starts_on: date, ends_on: date | None = None,
    ground: str = "", only_self: bool = False, by: Any,
) -> Mandate:  # fmt: skip
    """Give a person a role for an organisation and all that lies under it, both days included.

    `by` None stands for the system. Raises BeyondOwnRights when the giver lacks a right of the role
    there, RuleBroken for a level where the role is not given, swapped dates, a second same mandate.
    """
    there = role.worded_for(profile_of(organisation))
    if not rules.fits_level(there.levels, organisation.level, only_self=only_self):
        raise RuleBroken(
            _("The role “%(role)s” is not given at this level: %(organisation)s is %(level)s.")
            % {"role": there, "organisation": organisation, "level": organisation.get_level_display().lower()}
        )
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("The last day is before the first one. Correct the dates."))
    if person.merged_into_id is not None:
        raise RuleBroken(_("This card has been merged into another. Open that one and give the role there."))
    _refuse_escalation(there, organisation, person, only_self=only_self, act="mandates.give_mandate", by=by)
    mandate = _stored(
        Mandate(
            person=person, role=role, organisation=organisation, starts_on=starts_on, ends_on=ends_on,
            ground=ground, only_self=only_self, given_by=by,
        )
    )  # fmt: skip
    announce(
        MandateGiven(
            mandate_id=mandate.pk, person_id=person.pk, role_id=role.pk, organisation_id=organisation.pk,
            starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat() if ends_on else None,
        ),
        by=by,
        about=mandate,
    )  # fmt: skip
    return mandate


def _stored(mandate: Mandate) -> Mandate:
    try:
        with atomic():
            mandate.save()
    except IntegrityError as error:
        if "same_mandate_once_at_a_time" not in str(error):
            raise
        raise RuleBroken(
            _("%(person)s already has the role “%(role)s” for %(organisation)s on some of these days.")
            % {"person": mandate.person, "role": mandate.role_there, "organisation": mandate.organisation}
        ) from error
    return mandate


def _refuse_escalation(
    role: Role, organisation: Organisation, person: Person, *, only_self: bool, act: str, by: Any
) -> None:
    if by is None or by.is_administrator:
        return
    if by.person_id == person.pk:
        raise BeyondOwnRights(_("Nobody gives a role to himself. Ask your administrator."))
    handed_out = frozenset() if only_self else rules.expanded(role.permissions, permission_table())
    lacking = _lacking(handed_out, organisation, act=act, by=by)
    if lacking:
        words = permission_words()
        listed = "; ".join(str(words[name]) for name in lacking[:LISTED_RIGHTS])
        raise BeyondOwnRights(
            _(
                "You may not give the role “%(role)s” for %(organisation)s: it allows more than your own "
                "roles do there (%(rights)s). Ask your administrator."
            )
            % {"role": role, "organisation": organisation, "rights": listed}
        )


def _lacking(handed_out: Iterable[str], organisation: Organisation, *, act: str, by: Any) -> list[str]:
    # Rights over the person's own records are no power over others; what everybody may do is none at all.
    needed = {act, *(name for name in handed_out if needs_role(name))}
    return sorted(name for name in needed if not by.access.covers(name, [organisation.path]))


@atomic
def may_hand_out(role: Role, *, organisation: Organisation, by: Any) -> bool:
    """Tell whether somebody may give a role there and holds every right of it himself; the system may."""
    if by is None or by.is_administrator:
        return True
    there = role.worded_for(profile_of(organisation))
    handed_out = rules.expanded(there.permissions, permission_table())
    return not _lacking(handed_out, organisation, act="mandates.give_mandate", by=by)


@atomic
def end_mandate(mandate: Mandate, *, on: date, reason: str, by: Any) -> Mandate:
    """Make a day the last one of a mandate and of those who substitute in it.

    Yesterday ends it at once; a mandate that has not held for a day by then is taken back. Raises
    RuleBroken without a reason, for an earlier day, and when the mandate ends by that day anyway.
    """
    locked = _locked(mandate)
    if not reason.strip():
        raise RuleBroken(_("Say why the role ends: the reason stays in the history."))
    if locked.withdrawn or (locked.ends_on is not None and locked.ends_on <= on):
        raise RuleBroken(_("The role ends by that day anyway. Choose an earlier day."))
    if on < rules.earliest_end(today_at(locked.organisation)):
        raise RuleBroken(
            _("The past is not rewritten: the earliest last day is yesterday, and the role ends at once.")
        )
    _cut_with_substitutions(locked, on, reason, by)
    return locked


def _cut_with_substitutions(mandate: Mandate, on: date, reason: str, by: Any) -> None:
    _cut(mandate, on, reason, by)
    for substitution in mandate.substitutions.select_for_update().filter(ends_on__gt=on, withdrawn=False):
        _cut(substitution, on, reason, by)


def _cut(mandate: Mandate, on: date, reason: str, by: Any) -> None:
    mandate.ended_because = reason
    ids = {
        "mandate_id": mandate.pk, "person_id": mandate.person_id,
        "role_id": mandate.role_id, "organisation_id": mandate.organisation_id,
    }  # fmt: skip
    if rules.is_withdrawn(starts_on=mandate.starts_on, ends_on=on):
        mandate.withdrawn = True
        mandate.save(update_fields=["withdrawn", "ended_because"])
        announce(MandateWithdrawn(**ids, reason=reason), by=by, about=mandate)
        return
    mandate.ends_on = on
    mandate.save(update_fields=["ends_on", "ended_because"])
    announce(MandateEnded(**ids, ends_on=on.isoformat(), reason=reason), by=by, about=mandate)


@atomic
def substitute(
    mandate: Mandate, *, person: Person, starts_on: date, ends_on: date, ground: str = "", by: Any
) -> Mandate:
    """Let another person act in the same role from a day to a day, never beyond the mandate itself.

    Raises RuleBroken for the holder himself, for days outside the mandate, for a substitution of a
    substitution and for a second substitute on the same days.
    """
    locked = _locked(mandate)
    _check_substitution(locked, person, starts_on, ends_on)
    # The holder hands over his own rights; anybody else none that he lacks.
    if by is None or by.person_id != locked.person_id:
        _refuse_escalation(
            locked.role_there,
            locked.organisation,
            person,
            only_self=locked.only_self,
            act="mandates.substitute",
            by=by,
        )
    substitution = _stored(
        Mandate(
            person=person, role=locked.role, organisation=locked.organisation, only_self=locked.only_self,
            starts_on=starts_on, ends_on=ends_on, substitutes=locked, ground=ground, given_by=by,
        )
    )  # fmt: skip
    announce(
        SubstituteAppointed(
            mandate_id=substitution.pk, person_id=person.pk, substituted_id=locked.person_id,
            role_id=locked.role_id, organisation_id=locked.organisation_id,
            starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat(),
        ),
        by=by,
        about=substitution,
    )  # fmt: skip
    return substitution


@atomic
def announce_endings(*, now: datetime) -> int:
    """Announce which mandates end within a week by their municipality's clock, each once; return how many.

    A mandate that lasts no longer than a week is not announced: its holder has just heard of its end.
    """
    ending = [
        mandate for mandate in untold_endings(now)
        if mandate.ends_on is not None
        and rules.is_ending(
            starts_on=mandate.starts_on, ends_on=mandate.ends_on,
            today=today_at(mandate.organisation, now=now),
        )
    ]  # fmt: skip
    for mandate in ending:
        announce(
            MandateEndAnnounced(
                mandate_id=mandate.pk, person_id=mandate.person_id, role_id=mandate.role_id,
                organisation_id=mandate.organisation_id, ends_on=f"{mandate.ends_on}",
            ),
            about=mandate,
        )  # fmt: skip
    return len(ending)


def _check_substitution(mandate: Mandate, person: Person, starts_on: date, ends_on: date) -> None:
    if mandate.substitutes_id is not None:
        raise RuleBroken(_("This is a substitution itself. Appoint a substitute in the role behind it."))
    if mandate.person_id == person.pk:
        raise RuleBroken(_("A person does not substitute for himself. Choose somebody else."))
    if mandate.withdrawn:
        raise RuleBroken(_("The role has been taken back, so nobody can act in it."))
    if not rules.lies_within(
        starts_on=starts_on, ends_on=ends_on, outer_start=mandate.starts_on, outer_end=mandate.ends_on
    ):
        raise RuleBroken(_within_words(mandate))
    if mandate.substitutions.filter(withdrawn=False, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise RuleBroken(
            _("Somebody already substitutes on some of these days. End that substitution first.")
        )


def _within_words(mandate: Mandate) -> str | Promise:
    first = date_format(mandate.starts_on, "DATE_FORMAT")
    if mandate.ends_on is None:
        return _(
            "A substitution begins with the role, %(first)s, or later, and does not end before it begins."
        ) % {"first": first}
    return _("A substitution lies within the days of the role: from %(first)s to %(last)s.") % {
        "first": first,
        "last": date_format(mandate.ends_on, "DATE_FORMAT"),
    }


def _locked(mandate: Mandate) -> Mandate:
    return (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("role", "person", "organisation__municipality")
        .get(pk=mandate.pk)
    )


@atomic
def end_mandates_of_job(*, person_id: int, organisation_id: int, last_day: date) -> int:
    """End a person's roles for an organisation that he leaves, on the last day of the job; return how many.

    Nothing ends while he keeps another job there. Roles for the organisations above stay: they do not come
    with the job.
    """
    if (
        Employment.objects.as_of(last_day + timedelta(days=1))
        .filter(person_id=person_id, organisation_id=organisation_id)
        .exists()
    ):
        return 0
    held = Mandate.objects.select_for_update(of=("self",)).filter(
        Q(ends_on=None) | Q(ends_on__gt=last_day),
        person_id=person_id, organisation_id=organisation_id, withdrawn=False,
    )  # fmt: skip
    reason = _("The job there has ended.")
    for mandate in held.select_related("organisation__municipality"):
        earliest = rules.earliest_end(today_at(mandate.organisation))
        _cut_with_substitutions(mandate, max(last_day, earliest), reason, None)
    return len(held)


@atomic
def move_mandates(*, source_id: int, target_id: int, by: Any = None) -> None:
    """Hand all mandates of a person over to the card into which his was merged.

    Where both had the same role on the same days, the source's one is taken back.
    """
    held = list(Mandate.objects.filter(person_id=target_id, substitutes=None, withdrawn=False))
    for mandate in Mandate.objects.select_for_update(of=("self",)).filter(person_id=source_id):
        if mandate.substitutes_id is None and any(_same(mandate, other) for other in held):
            mandate.withdrawn, mandate.ended_because = (
                True,
                _("The card was merged with one that has the same role."),
            )
        mandate.person_id = target_id
        mandate.save(update_fields=["person", "withdrawn", "ended_because"])
    # A substitute who turns out to be the very same person substitutes nobody.
    for mandate in Mandate.objects.filter(
        person_id=target_id, substitutes__person_id=target_id, withdrawn=False
    ):
        mandate.withdrawn, mandate.ended_because = True, _("The cards of both people were merged.")
        mandate.save(update_fields=["withdrawn", "ended_because"])


def _same(one: Mandate, other: Mandate) -> bool:
    if (one.role_id, one.organisation_id) != (other.role_id, other.organisation_id):
        return False
    return _last(one) >= other.starts_on and _last(other) >= one.starts_on


def _last(mandate: Mandate) -> date:
    return mandate.ends_on or date.max - timedelta(days=1)
