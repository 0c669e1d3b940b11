"""Who an executor is: a person, a post, a role or a group, and the people who stand behind it on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken
from metodika.directory.mandates.models import Role
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person, Position
from metodika.governance.assignments import queries
from metodika.governance.assignments.lifecycle import ExecutorKind
from metodika.governance.assignments.models import Executor


@dataclass(frozen=True)
class Post:
    """A post in an organisation, whoever holds it."""

    position: Position
    organisation: Organisation

    def __str__(self) -> str:
        return f"{self.position}, {self.organisation}"


@dataclass(frozen=True)
class RoleThere:
    """Everybody who acts in a role for an organisation or for what lies under it."""

    role: Role
    organisation: Organisation

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"


@dataclass(frozen=True)
class Group:
    """A list of people under one name, as it is on the day of giving; later changes do not touch it."""

    title: str
    people: Sequence[Person] = field(default_factory=tuple)


Named: TypeAlias = Person | Post | RoleThere | Group


def found_executors(named: Named | Sequence[Named], day: date) -> list[Executor]:
    """Return the executors for what was named, not stored yet, each person once; the first named answers.

    A group and a role answer all together. Raises RuleBroken for nobody, an empty group, a merged card and
    a post that several people hold.
    """
    listed: Sequence[Named] = [named] if isinstance(named, Person | Post | RoleThere | Group) else named
    if not listed:
        raise RuleBroken(_("Say who does it: a person, a post, a role or a group."))
    found: list[Executor] = []
    known: set[int] = set()
    for place, one in enumerate(listed):
        for executor in _behind(one, day):
            if executor.person_id is not None and executor.person_id in known:
                continue
            known |= {executor.person_id} if executor.person_id is not None else set()
            executor.is_responsible, executor.order, executor.since_on = place == 0, len(found) + 1, day
            found.append(executor)
    return found


def _behind(named: Named, day: date) -> list[Executor]:
    if isinstance(named, Person):
        return [Executor(kind=ExecutorKind.PERSON, person=_present(named))]
    if isinstance(named, Group):
        if not named.people:
            raise RuleBroken(
                _("Nobody is in the group “%(group)s”, so nobody would do it.") % {"group": named.title}
            )
        return [
            Executor(kind=ExecutorKind.GROUP, title=named.title, person=_present(person))
            for person in named.people
        ]
    return _of_post(named, day) if isinstance(named, Post) else _of_role(named, day)


def _present(person: Person) -> Person:
    if person.merged_into_id is not None:
        raise RuleBroken(
            _("The card of %(person)s has been merged into another. Choose that one.") % {"person": person}
        )
    return person


def _of_post(post: Post, day: date) -> list[Executor]:
    holders = queries.holders_of_post(post.position, post.organisation, day=day)
    if len(holders) > 1:
        raise RuleBroken(
            ngettext(
                "%(count)d person holds the post “%(post)s”. Name the person, or all of them as a group.",
                "%(count)d people hold the post “%(post)s”. Name the person, or all of them as a group.",
                len(holders),
            )
            % {"count": len(holders), "post": post}
        )
    return [
        Executor(
            kind=ExecutorKind.POST, title=str(post), position=post.position, organisation=post.organisation,
            person_id=holders[0] if holders else None,
        )
    ]  # fmt: skip


def _of_role(named: RoleThere, day: date) -> list[Executor]:
    held = queries.mandates_under(named.role, named.organisation, day=day)
    executors = [
        Executor(
            kind=ExecutorKind.ROLE, title=f"{named.role}, {mandate.organisation}", role=named.role,
            organisation=mandate.organisation, person_id=mandate.person_id,
        )
        for mandate in held
    ]  # fmt: skip
    return executors or [
        Executor(kind=ExecutorKind.ROLE, title=str(named), role=named.role, organisation=named.organisation)
    ]
