"""Lists of assignments: one's own, those under control, those that are to be told of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from metodika.core.database.subjects import about
from metodika.core.language import normalise
from metodika.governance.assignments.lifecycle import AWAITED, OPEN, AssignmentStatus, Stage
from metodika.governance.assignments.models import (
    Assignment,
    AssignmentQuerySet,
    Executor,
    Reminder,
    asked_for_time,
)

# Three working days and the longest holidays lie within it.
AHEAD = timedelta(days=21)
WEEK = timedelta(days=7)


def _listed(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    present = Executor.objects.present().select_related("person").order_by("order", "pk")
    return (
        rows.select_related("controller", "organisation__municipality", "subject_type")
        .prefetch_related(Prefetch("executors", present, to_attr="doing"))
        .annotate(asks_for_time=asked_for_time())
    )


def assignments_for_list(user: Any) -> AssignmentQuerySet:
    """Return the assignments that the user may see, with what a list shows of them.

    Each has `doing` (the present executors) and `asks_for_time`.
    """
    return _listed(Assignment.objects.visible_to(user))


def control_list(user: Any) -> AssignmentQuerySet:
    """Return the assignments of the organisations whose control the user watches, as in the other lists."""
    return _listed(Assignment.objects.visible_to(user, "assignments.list_assignments"))


def own_assignments(user: Any) -> AssignmentQuerySet:
    """Return what the user does, controls or has given; nobody else's."""
    return _listed(Assignment.objects.filter(is_of(user)))


def is_of(user: Any) -> Q:
    """Return the condition that the assignment is done, controlled or was given by the user."""
    condition = Q(given_by=user.pk)
    if user.person_id is None:
        return condition
    return condition | Q(controller=user.person_id) | Q(done_by(user.person_id))


def done_by(person_id: int | None) -> Q:
    """Return the condition that the person does it now."""
    doing = Executor.objects.present().filter(assignment=OuterRef("pk"), person=person_id)
    return Q(Exists(doing))


def by_name_of_executor(rows: AssignmentQuerySet, words: str) -> AssignmentQuerySet:
    """Keep what is done by people whose names contain the words, or by a post that is called so."""
    doing = Executor.objects.present().filter(assignment=OuterRef("pk"))
    for word in normalise(words).split():
        doing = doing.filter(Q(person__sort_key__contains=word) | Q(title__icontains=word))
    return rows.filter(Exists(doing))


def by_name_of_controller(rows: AssignmentQuerySet, words: str) -> AssignmentQuerySet:
    """Keep what is controlled by people whose names contain the words."""
    for word in normalise(words).split():
        rows = rows.filter(controller__sort_key__contains=word)
    return rows


def by_words(rows: AssignmentQuerySet, words: str) -> AssignmentQuerySet:
    """Keep what contains the words in its text, or bears the number."""
    text = Q()
    for word in words.split():
        text &= Q(text__icontains=word)
    return rows.filter(text | Q(number__startswith=words.strip()))


def kinds_of_subject() -> list[tuple[int, str]]:
    """Return (number, name) of the kinds of things that assignments are about, for a filter."""
    used = Assignment.objects.exclude(subject_type=None).values("subject_type")
    return sorted(
        ((kind.pk, kind.name) for kind in ContentType.objects.filter(pk__in=used)), key=lambda pair: pair[1]
    )


def assignments_about(subject: Any, *, viewer: Any) -> AssignmentQuerySet:
    """Return the assignments about a row that the viewer may see, those due first in front."""
    return assignments_for_list(viewer).filter(**about(subject)).order_by("due_on", "pk")


def assignments_of_person(person_id: int, *, viewer: Any) -> AssignmentQuerySet:
    """Return what a person does now or controls, as far as the viewer may see it, by the last day."""
    mine = done_by(person_id) | Q(controller=person_id)
    return assignments_for_list(viewer).filter(mine).under_control().order_by("due_on", "pk")


def to_be_reminded(day: date) -> QuerySet[Assignment]:
    """Return what awaits its executor and falls due soon or is overdue, unless all have been told of it."""
    told_all = Reminder.objects.filter(assignment=OuterRef("pk"), stage=Stage.TOP, due_on=OuterRef("due_on"))
    return (
        Assignment.objects.filter(~Exists(told_all), status__in=AWAITED, due_on__lte=day + AHEAD)
        .select_related("organisation__municipality")
        .prefetch_related("reminders", "executors")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class Waiting:
    """An assignment that waits for somebody: to be done by him, or to be checked or answered by him."""

    assignment: Assignment
    is_mine: bool
    asks_for_time: bool


def waiting_for(user: Any, *, limit: int) -> list[Waiting]:
    """Return what waits for the user, by the last day; one query."""
    if user.person_id is None:
        return []
    not_reported = Executor.objects.present().filter(
        assignment=OuterRef("pk"), person=user.person_id, reported_at=None
    )
    mine = Q(Exists(not_reported), status__in=AWAITED)
    to_check = Q(status=AssignmentStatus.REPORTED) | Q(asked_for_time(), status__in=OPEN)
    found: Any = (
        Assignment.objects.filter(mine | (Q(controller=user.person_id) & to_check))
        .annotate(is_mine=Exists(not_reported), asks_for_time=asked_for_time())
        .order_by("due_on", "pk")
    )
    return [
        Waiting(row, is_mine=row.is_mine and row.status in AWAITED, asks_for_time=row.asks_for_time)
        for row in found[:limit]
    ]


def control_figures(user: Any, *, day: date) -> dict[str, int]:
    """Return how many assignments under control the user watches: `all` of them and those `overdue`."""
    rows = Assignment.objects.visible_to(user, "assignments.list_assignments")
    late = Q(status__in=AWAITED, due_on__lt=day)
    late |= Q(status=AssignmentStatus.REPORTED, reported_on__gt=F("due_on"))
    figures: dict[str, int] = rows.under_control().aggregate(
        all=Count("pk"),
        overdue=Count("pk", filter=late),
    )
    return figures
