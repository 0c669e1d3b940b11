"""What waits for a person, gathered from all areas below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import can
from metodika.core.audit.models import JournalEntry
from metodika.core.events.sentences import sentences_of
from metodika.core.imports.lifecycle import RunStatus
from metodika.core.imports.queries import own_runs
from metodika.core.jobs.queries import failed_jobs
from metodika.core.notices.queries import waiting_batches
from metodika.directory.accounts.queries import requests_to_answer
from metodika.directory.mandates.queries import mandates_seen_by
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.queries import items_to_acknowledge, requests_to_sign
from metodika.directory.regulations.queries import doubt_counts
from metodika.directory.staff.queries import duplicate_pairs, people_employed, present_people, young_people
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.queries import control_figures, waiting_for
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.today import (
    coming_sessions_of,
    duties_by_office,
    session_figures,
    sessions_to_approve,
)
from metodika.planning.plans.queries import waiting_for as plan_items_of

ROWS = 10
SOON = timedelta(days=30)
WEEK = timedelta(days=7)
FOLLOWED: tuple[tuple[type[Model], str, str], ...] = (
    (Body, "bodies.view_body", "bodies:show-body"),
    (Session, "meetings.view_session", "meetings:show-session"),
    (Assignment, "assignments.view_assignment", "assignments:show-assignment"),
)


@dataclass(frozen=True)
class Task:
    """One thing that waits for the person; without a date it waits for whenever he has time."""

    title: str
    url: str
    note: str = ""
    due: date | None = None


@dataclass(frozen=True)
class News:
    """What others have done with a row that the person may see."""

    happened_at: datetime
    sentence: str
    url: str


@dataclass(frozen=True)
class Agenda:
    """Tasks by when they are due."""

    overdue: list[Task]
    this_week: list[Task]
    later: list[Task]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits."""
        return not (self.overdue or self.this_week or self.later)


def agenda_of(user: Any, *, day: date) -> Agenda:
    """Return what waits for the person, by when it is due."""
    tasks = sorted(_tasks(user, day), key=lambda task: task.due or date.max)
    return Agenda(
        overdue=[task for task in tasks if task.due and task.due < day],
        this_week=[task for task in tasks if task.due and day <= task.due <= day + WEEK],
        later=[task for task in tasks if task.due is None or task.due > day + WEEK],
    )


def _tasks(user: Any, day: date) -> Iterator[Task]:
    yield from _assignments(user)
    yield from _papers(user)
    yield from _sessions(user, day)
    yield from _plan_items(user, day)
    yield from _data_requests(user)
    yield from _ending_mandates(user, day)
    yield from _waiting_imports(user)
    yield from _duplicates(user)
    yield from _doubts(user)
    yield from _letters(user)
    yield from _failed_jobs(user)


def _assignments(user: Any) -> Iterator[Task]:
    for waiting in waiting_for(user, limit=ROWS):
        words = _("Execute the assignment %(what)s") if waiting.is_mine else _("Check %(what)s")
        if waiting.asks_for_time and not waiting.is_mine:
            words = _("Answer a request for more time: %(what)s")
        yield Task(
            title=words % {"what": waiting.assignment},
            url=reverse("assignments:show-assignment", args=[waiting.assignment.pk]),
            note=str(waiting.assignment.get_status_display()),
            due=waiting.assignment.due_on,
        )


def _papers(user: Any) -> Iterator[Task]:
    for request in requests_to_sign(user)[:ROWS]:
        yield Task(
            title=_("Sign: %(document)s") % {"document": request.record},
            url=reverse("records:sign-record", args=[request.pk]),
            note=str(request.record.organisation),
            due=request.due_on,
        )
    for item in items_to_acknowledge(user)[:ROWS]:
        yield Task(
            title=_("Read and acknowledge: %(document)s") % {"document": item.dispatch},
            url=reverse("records:show-item", args=[item.pk]),
            note=str(item.dispatch.organisation),
            due=item.dispatch.due_on,
        )


def _plan_items(user: Any, day: date) -> Iterator[Task]:
    for one in plan_items_of(user, until=day + SOON, limit=ROWS):
        yield Task(
            title=str(one.item),
            url=reverse("plans:show-item", args=[one.item_id]),
            note=str(one.item.plan),
            due=one.due_on,
        )


def _sessions(user: Any, day: date) -> Iterator[Task]:
    for session in coming_sessions_of(user)[:ROWS]:
        yield Task(
            title=str(session),
            url=reverse("meetings:show-session", args=[session.pk]),
            note=session.place or str(session.get_status_display()),
            due=session.planned_on,
        )
    for session in sessions_to_approve(user)[:ROWS]:
        yield Task(
            title=_("Approve decisions: %(session)s") % {"session": session},
            url=reverse("meetings:approve-decisions", args=[session.pk]),
            due=session.due_on,  # type: ignore[attr-defined]  # counted by the query
        )
    for duty in duties_by_office(user, day=day)[:ROWS]:
        yield Task(title=duty.sentence, url=duty.url, due=duty.due_on)


def _data_requests(user: Any) -> Iterator[Task]:
    if not can(user, "accounts.answer_data_request"):
        return
    for request in requests_to_answer(user)[:ROWS]:
        yield Task(
            title=_("Answer a request about personal data: %(who)s") % {"who": request.person},
            url=reverse("accounts:show-request", args=[request.pk]),
            note=str(request),
            due=request.due_on,
        )


def _ending_mandates(user: Any, day: date) -> Iterator[Task]:
    if not can(user, "mandates.list_mandates"):
        return
    ending = mandates_seen_by(user).as_of(day).filter(ends_on__isnull=False, ends_on__lte=day + SOON)
    for mandate in ending.order_by("ends_on", "pk")[:ROWS]:
        yield Task(
            title=_("A role is ending: %(role)s, %(who)s")
            % {"role": mandate.role_there, "who": mandate.person},
            url=reverse("mandates:show-mandate", args=[mandate.pk]),
            note=str(mandate.organisation),
            due=mandate.ends_on,
        )


def _waiting_imports(user: Any) -> Iterator[Task]:
    for run in own_runs(user).filter(status__in=[RunStatus.CHECKED, RunStatus.COLUMNS])[:ROWS]:
        yield Task(
            title=_("Finish the import: %(file)s") % {"file": run.file.name},
            url=reverse("imports:show-run", args=[run.pk]),
            note=str(run.get_status_display()),
        )


def _duplicates(user: Any) -> Iterator[Task]:
    if not can(user, "staff.merge_people"):
        return
    count = len(duplicate_pairs(user))
    if count:
        words = ngettext(
            "Look at %(count)d pair of records that may be one person",
            "Look at %(count)d pairs of records that may be one person",
            count,
        )
        yield Task(title=words % {"count": count}, url=reverse("staff:list-duplicates"))


def _doubts(user: Any) -> Iterator[Task]:
    if not can(user, "regulations.change_act"):
        return
    for act, count in doubt_counts(user, limit=ROWS):
        words = ngettext("%(count)d doubtful place in an act", "%(count)d doubtful places in an act", count)
        yield Task(
            title=words % {"count": count},
            url=reverse("regulations:show-doubts", args=[act.pk]),
            note=act.requisites,
        )


def _letters(user: Any) -> Iterator[Task]:
    if not can(user, "notices.send_outbox"):
        return
    for batch in waiting_batches()[:ROWS]:
        words = ngettext(
            "Look at %(count)d letter before it leaves",
            "Look at %(count)d letters before they leave",
            batch.letter_count,
        )
        yield Task(
            title=words % {"count": batch.letter_count}, url=reverse("notices:show-batch", args=[batch.pk])
        )


def _failed_jobs(user: Any) -> Iterator[Task]:
    if not can(user, "jobs.view_failed"):
        return
    count = failed_jobs().count()
    if count:
        words = ngettext(
            "%(count)d background job has failed", "%(count)d background jobs have failed", count
        )
        yield Task(title=words % {"count": count}, url=reverse("jobs:list-failed"))


def news_of(user: Any, *, since: datetime | None) -> list[News]:
    """Return what others have done since a moment with the rows the person may see, newest first.

    One statement for the journal, and one for each kind of row named; without a moment nothing is new.
    """
    if since is None:
        return []
    seen = Q()
    for model, permission, _page in FOLLOWED:
        if can(user, permission):
            rows = model._default_manager.visible_to(user).values("pk")  # type: ignore[attr-defined]  # our own sets of rows
            seen |= Q(subject=model._meta.label_lower, subject_id__in=rows)
    if not seen:
        return []
    entries = JournalEntry.objects.filter(seen, happened_at__gt=since).exclude(by=user)
    listed = list(entries.order_by("-happened_at", "-pk")[:ROWS])
    pages = {model._meta.label_lower: name for model, _permission, name in FOLLOWED}
    return [
        News(entry.happened_at, sentence, reverse(pages[entry.subject], args=[entry.subject_id]))
        for entry, sentence in zip(listed, sentences_of(listed, as_history=True), strict=True)
    ]


def figures_of(user: Any, *, day: date) -> list[tuple[str, int, str]]:
    """Return title, number and address of what the person answers for; each number opens its rows."""
    figures = []
    if can(user, "organisations.list_organisations"):
        count = Organisation.objects.visible_to(user).institutions().working().count()
        # A teacher reads the list of nobody: a nought would say nothing.
        if count:
            figures.append((_("Institutions"), count, reverse("organisations:list-organisations")))
    if can(user, "staff.list_people"):
        address = reverse("staff:list-people")
        people = people_employed(present_people(user), day=day)
        figures.append((_("People at work"), people.count(), address))
        young = young_people(people, day=day).count()
        figures.append((_("Young teachers"), young, f"{address}?young=on"))
    if can(user, "assignments.list_assignments"):
        address = reverse("assignments:list-assignments")
        counted = control_figures(user, day=day)
        figures.append((_("Assignments under control"), counted["all"], address))
        figures.append((_("Of them overdue"), counted["overdue"], f"{address}?state=overdue"))
    if can(user, "meetings.plan_session"):
        seen = session_figures(user)
        coming = f"{reverse('meetings:list-sessions')}?state=coming"
        figures.append((_("Sessions ahead"), seen["coming"], coming))
        waiting = f"{reverse('meetings:list-decisions')}?state=for_approval"
        figures.append((_("Decisions that wait for approval"), seen["waiting"], waiting))
    return figures
