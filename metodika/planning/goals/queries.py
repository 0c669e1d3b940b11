"""Goals, targets and priorities for pages, plans and other areas."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from metodika.core.calendar import Period, school_year
from metodika.core.charts import HeatMap, HeatRow, Mark
from metodika.core.language import normalise
from metodika.core.search import Found, Searched
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.regulations.models import Act, Clause
from metodika.directory.staff.models import Subject
from metodika.governance.meetings.lifecycle import BEFORE, HELD, ItemStatus
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.planning.goals.lifecycle import PriorityKind
from metodika.planning.goals.models import Goal, GoalQuerySet, Priority, PriorityQuerySet, Target
from metodika.planning.goals.rules import years_of

YEARS_SHOWN = 6


def goals_for_list(user: Any) -> GoalQuerySet:
    """Return the goals that the user may see, each with `is_measured`."""
    return Goal.objects.visible_to(user).with_signs().select_related("organisation")


def goals_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the goals whose words contain the words."""
    for word in words.split():
        rows = rows.filter(text__icontains=word)
    return rows


def goals_to_name(user: Any) -> GoalQuerySet:
    """Return the living goals that the user sees, to be named by plans and other goals."""
    return Goal.objects.visible_to(user).alive().order_by("-starts_on", "pk")


def parts_of(goal: Goal, *, viewer: Any) -> GoalQuerySet:
    """Return the goals and tasks that serve this one, as far as the viewer sees them."""
    return Goal.objects.visible_to(viewer).filter(parent=goal).with_signs().order_by("starts_on", "pk")


def targets_of(goal: Goal) -> QuerySet[Target]:
    """Return the targets of a goal by what they measure and when."""
    return goal.targets.order_by("title", "starts_on", "pk")


def organisations_to_set_goals_for(user: Any) -> QuerySet[Organisation]:
    """Return the organisations for which the user may propose goals."""
    return organisations_for_choice(user, "goals.propose_goal")


def organisations_with_priorities_of(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose priorities the user keeps."""
    return organisations_for_choice(user, "goals.change_priority")


def acts_to_name(user: Any) -> QuerySet[Act]:
    """Return the acts that the user may name, the newest first."""
    return Act.objects.visible_to(user).order_by("-issued_on", "-pk")


def acts_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the acts whose number or title contain the words."""
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__iexact=word))
    return rows


def clauses_to_name(user: Any) -> QuerySet[Clause]:
    """Return the clauses of the acts that the user may read."""
    return Clause.objects.filter(edition__act__in=Act.objects.visible_to(user)).select_related("edition__act")


def clauses_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the clauses whose label is the first word, or whose text contains the words."""
    for word in words.split():
        rows = rows.filter(Q(label__istartswith=word) | Q(text__icontains=word))
    return rows.order_by("edition", "order")


def priorities_for_list(user: Any) -> PriorityQuerySet:
    """Return the priorities that the user may see."""
    return Priority.objects.visible_to(user).select_related("organisation", "subject", "act")


def priorities_alike(rows: PriorityQuerySet, words: str) -> PriorityQuerySet:
    """Keep the priorities whose title or subject contain the words."""
    for word in normalise(words).split():
        rows = rows.filter(Q(title__icontains=word) | Q(subject__title__icontains=word))
    return rows


def considered_items() -> QuerySet[AgendaItem]:
    """Return the questions about priorities that sessions have considered."""
    return AgendaItem.objects.filter(
        subject_type__app_label="goals",
        subject_type__model="priority",
        status=ItemStatus.DONE,
        session__status__in=[*sorted(HELD)],
    ).select_related("session__body")


def priority_choices() -> list[tuple[int, str]]:
    """Return (number, title) of all priorities."""
    return list(Priority.objects.order_by("title", "pk").values_list("pk", "title"))


def considerations_of(priority: Priority) -> QuerySet[AgendaItem]:
    """Return where and when a priority was considered, the latest first."""
    return considered_items().filter(subject_id=priority.pk).order_by("-session__planned_on", "-pk")


def sessions_to_consider_at(user: Any, priority: Priority) -> QuerySet[Session]:
    """Return the coming sessions of the priority's place on whose agenda the user may put it."""
    place = priority.organisation.path
    rows = Session.objects.visible_to(user, "meetings.plan_session").filter(
        status__in=[*BEFORE], body__host__path__startswith=place
    )
    return rows.select_related("body").order_by("planned_on", "pk")


def yearly_considerations(user: Any, *, day: date) -> HeatMap | None:
    """Return which concept was considered in which school year, None when there are no concepts.

    A year that is over without a consideration is bad; the current one still waits.
    """
    seen = Priority.objects.visible_to(user).filter(kind=PriorityKind.CONCEPT, starts_on__lte=day)
    concepts = list(seen.select_related("subject").order_by("title", "pk"))
    if not concepts:
        return None
    held: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in considered_items().filter(subject_id__in=[one.pk for one in concepts]):
        held[item.subject_id or 0].append(item)
    years = years_of(min(one.starts_on for one in concepts), None, until=day)[-YEARS_SHOWN:]
    rows = tuple(
        HeatRow(
            one.title,
            tuple(_considered(one, year, held[one.pk], day) for year in years),
            reverse("goals:show-priority", args=[one.pk]),
        )
        for one in concepts
    )
    return HeatMap(_("Consideration of subject concepts by school year"), _labels(years), rows)


def _labels(years: Iterable[Period]) -> tuple[str, ...]:
    return tuple(f"{year.starts_on:%Y}/{year.ends_on:%y}" for year in years)


def _considered(priority: Priority, year: Period, items: Iterable[AgendaItem], day: date) -> Mark | None:
    if year not in years_of(priority.starts_on, priority.ends_on, until=day):
        return None
    for item in items:
        if item.session and item.session.day in year:
            address = reverse("meetings:show-session", args=[item.session.pk])
            return Mark(
                tone="good", word=pgettext("concept", "considered"), url=address, note=str(item.session.body)
            )
    if year == school_year(day):
        return Mark(tone="waiting", word=_("this year, not yet"))
    return Mark(tone="bad", word=pgettext("concept", "not considered"))


def _found_goal(goal: Goal) -> Found:
    return Found(str(goal), reverse("goals:show-goal", args=[goal.pk]), str(goal.get_status_display()))


def _found_priority(priority: Priority) -> Found:
    return Found(
        priority.title, reverse("goals:show-priority", args=[priority.pk]), str(priority.get_kind_display())
    )


SEARCHED = (
    Searched(
        kind="goals", title=gettext_lazy("Goals"), model=Goal, found=_found_goal, text=("text",), key=None
    ),
    Searched(
        kind="priorities", title=gettext_lazy("Priorities"), model=Priority, found=_found_priority,
        text=("title",), key=None,
    ),
)  # fmt: skip


def makers_of(goal_id: int) -> QuerySet[Any]:
    """Return the account that has proposed a goal, none for the system."""
    made_by = Goal._meta.get_field("made_by").related_model
    accounts: QuerySet[Any] = made_by._default_manager.filter(
        pk__in=Goal.objects.filter(pk=goal_id).values("made_by")
    )
    return accounts


def subject_of(number: int) -> Subject | None:
    """Return a subject by number."""
    return Subject.objects.filter(pk=number).first()


def no_sessions() -> QuerySet[Session]:
    """Return no session, for a choice that is filled later."""
    return Session.objects.none()
