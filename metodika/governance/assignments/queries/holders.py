"""Who stands behind a post or a role on a day, and who heads a node of the tree."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet

from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.queries import mandates_allowing
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Leave, Person, Position
from metodika.directory.staff.queries import heads_of
from metodika.governance.assignments.lifecycle import FOLLOWED, OPEN, ExecutorKind
from metodika.governance.assignments.models import Executor

Place: TypeAlias = tuple[str, int, int]
EVERYTHING = "*"


def holders_of_post(position: Position, organisation: Organisation, *, day: date) -> list[int]:
    """Return the numbers of the people who hold a post on the day, those who began first in front.

    Who is on a long leave holds it only when nobody else does.
    """
    jobs = (
        Employment.objects.as_of(day)
        .filter(position=position, organisation=organisation)
        .order_by("started_on", "pk")
    )
    return _present_first(jobs.values_list("person_id", _is_away(day)))


def _is_away(day: date) -> Exists:
    return Exists(
        Leave.objects.filter(
            Q(ended_on=None) | Q(ended_on__gte=day), employment=OuterRef("pk"), started_on__lte=day
        )
    )


def _present_first(jobs: Iterable[tuple[int, bool]]) -> list[int]:
    listed = dict(jobs)
    return [person for person, is_away in listed.items() if not is_away] or list(listed)


def mandates_under(role: Role, organisation: Organisation, *, day: date) -> QuerySet[Mandate]:
    """Return the mandates of a role for an organisation and what lies under it, in the order of names."""
    return (
        Mandate.objects.as_of(day)
        .filter(role=role, organisation__path__startswith=organisation.path)
        .select_related("organisation", "person")
        .order_by("organisation__sort_key", "person__sort_key", "pk")
    )


def followed_executors() -> list[Executor]:
    """Return the executors of open assignments who were named by a post or a role."""
    return list(
        Executor.objects.present()
        .filter(kind__in=FOLLOWED, assignment__status__in=OPEN)
        .select_related("assignment")
        .order_by("assignment", "order", "pk")
    )


def is_anything_followed(organisation_id: int | None = None) -> bool:
    """Tell whether an open assignment was given to a post or a role, there or anywhere."""
    followed = Executor.objects.present().filter(kind__in=FOLLOWED, assignment__status__in=OPEN)
    return (followed.filter(organisation=organisation_id) if organisation_id else followed).exists()


def place_of(executor: Executor) -> Place:
    """Return the post or the role of an executor, as a key."""
    what = executor.position_id if executor.kind == ExecutorKind.POST else executor.role_id
    return executor.kind, what or 0, executor.organisation_id or 0


def holders_of(executors: Collection[Executor], *, day: date) -> dict[Place, list[int]]:
    """Return who holds the post or the role of each executor on the day; two queries for all."""
    places = {one.organisation_id for one in executors}
    jobs: dict[Place, list[tuple[int, bool]]] = defaultdict(list)
    of_posts = (
        Employment.objects.as_of(day)
        .filter(organisation__in=places, position__in={one.position_id for one in executors})
        .order_by("started_on", "pk")
    )
    for post, place, person, is_away in of_posts.values_list(
        "position_id", "organisation_id", "person_id", _is_away(day)
    ):
        jobs[ExecutorKind.POST, post, place].append((person, is_away))
    found: dict[Place, list[int]] = defaultdict(list)
    found |= {place: _present_first(listed) for place, listed in jobs.items()}
    held = (
        Mandate.objects.as_of(day)
        .filter(organisation__in=places, role__in={one.role_id for one in executors if one.role_id})
        .order_by("starts_on", "pk")
    )
    for role, place, person in held.values_list("role_id", "organisation_id", "person_id"):
        found[ExecutorKind.ROLE, role, place].append(person)
    return found


def head_of(organisation: Organisation, *, day: date) -> Person | None:
    """Return who heads the organisation on the day, None when nobody does."""
    return heads_of([organisation.pk], as_of=day).get(organisation.pk)


def heads_above(organisation: Organisation, *, day: date, but: Collection[int] = ()) -> list[list[int]]:
    """Return the numbers of those who answer for assignments there, level by level, the nearest first.

    They hold a role that removes assignments from control; who may do everything in the system watches over
    the program, not over the work. `but` are people who cannot be called upon: they are late themselves.
    """
    held = [
        mandate
        for mandate in mandates_allowing("assignments.remove_assignment", [organisation.path], day=day)
        .as_of(day)
        .with_names()
        if EVERYTHING not in mandate.role_there.permissions and mandate.person_id not in but
    ]
    held.sort(key=lambda mandate: (-len(mandate.organisation.path), mandate.person.sort_key))
    return [
        [mandate.person_id for mandate in level]
        for _path, level in groupby(held, key=lambda mandate: mandate.organisation.path)
    ]
