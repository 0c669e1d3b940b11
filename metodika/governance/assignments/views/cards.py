from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import serve
from metodika.core.web import Link, Status, page, show_panel
from metodika.core.web.values import Tone
from metodika.directory.organisations.lifecycle import Status as Standing
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.assignments import queries, rules
from metodika.governance.assignments.lifecycle import AWAITED, ExtensionStatus, Verdict
from metodika.governance.assignments.models import Assignment, Executor, Extension, Report
from metodika.governance.assignments.tables import flags, status_of

ROWS_IN_PANEL = 8
VERDICTS: dict[Verdict, Tone] = {
    Verdict.WAITING: "waiting",
    Verdict.ACCEPTED: "good",
    Verdict.SENT_BACK: "warning",
}
ANSWERS: dict[ExtensionStatus, Tone] = {
    ExtensionStatus.ASKED: "waiting", ExtensionStatus.GRANTED: "good", ExtensionStatus.REFUSED: "bad",
}  # fmt: skip


@page("assignments.view_assignment", Assignment)
def show_assignment(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    card = queries.assignment_card(assignment, viewer=request.user)
    row = card.assignment
    day = timezone.localdate()
    context = {
        "card": card,
        "assignment": row,
        "status": status_of(row),
        "flags": flags(row, day),
        "facts": _facts(request, row),
        "executors": [(one, _executor_note(one)) for one in card.executors],
        "reports": [(one, _verdict(one)) for one in card.reports],
        "extensions": [(one, _answer(one)) for one in card.extensions],
        "parts": [(part, [*flags(part, day), status_of(part)]) for part in card.parts],
        "unfinished": rules.unfinished(part.status for part in card.parts),
        "is_awaited": row.status in AWAITED,
        "is_mine": any(one.person_id == request.user.person_id for one in card.executors if one.person_id),  # type: ignore[union-attr]  # guests were sent away
        "history": story_of(row),
        "title": _("Assignment %(number)s") % {"number": f"№\u00a0{row.number}"},
        "crumbs": _crumbs(request, row),
    }
    return render(request, "assignments/assignment_card.html", context)


def _crumbs(request: HttpRequest, row: Assignment) -> list[tuple[str, str]]:
    if can(request.user, "assignments.list_assignments", row):
        crumbs = [(_("Control list"), reverse("assignments:list-assignments"))]
    else:
        crumbs = [(_("My assignments"), reverse("assignments:list-own"))]
    if row.parent and can(request.user, "assignments.view_assignment", row.parent):
        crumbs.append(
            (f"№\u00a0{row.parent.number}", reverse("assignments:show-assignment", args=[row.parent.pk]))
        )
    return [*crumbs, (f"№\u00a0{row.number}", "")]


def _facts(request: HttpRequest, row: Assignment) -> list[tuple[str, Any]]:
    subject = row.subject
    address = queries.address_of_subject(subject, viewer=request.user)
    facts: list[tuple[str, Any]] = [
        (_("Due on"), row.due_on),
        (_("First due on"), row.first_due_on if row.first_due_on != row.due_on else None),
        (_("Controller"), row.controller),
        (_("What proves it"), row.proof),
        (_("What it is about"), Link(str(subject), address) if address else subject and str(subject)),
        (_("In whose name"), row.organisation),
        (_("Given by"), row.given_by and str(row.given_by)),
        (_("Given on"), row.given_on),
        (_("Reported on"), row.reported_on),
        (_("Execution accepted on"), row.executed_on),
        (_("Has been closed on"), row.closed_on),
        (_("Why it was closed"), row.closed_because),
    ]
    return [(label, value) for label, value in facts if value]


def _verdict(report: Report) -> Status:
    return Status(report.get_verdict_display(), VERDICTS[Verdict(report.verdict)])


def _answer(extension: Extension) -> Status:
    return Status(extension.get_status_display(), ANSWERS[ExtensionStatus(extension.status)])


def _executor_note(executor: Executor) -> Status | None:
    if executor.is_vacant:
        return Status(_("Nobody holds the post"), "bad")
    if executor.reported_at:
        return Status(_("Has reported"), "good")
    return None if executor.is_responsible else Status(_("Helps"), "neutral")


@page("assignments.view_assignment", Assignment)
def download_file(request: HttpRequest, assignment: Assignment, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_report(assignment, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)


@page("assignments.list_assignments", Person)
def show_assignments_of_person(request: HttpRequest, person: Person) -> HttpResponse:
    rows = queries.assignments_of_person(person.pk, viewer=request.user)
    return _panel(request, rows, person, f"?executor={person.last_name}")


@page("assignments.list_assignments", Organisation)
def show_assignments_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    user = request.user
    rows = queries.assignments_of_organisation(organisation, viewer=user)
    merged = organisation.status == Standing.MERGED
    carried = list(queries.assignments_carried_from(organisation, viewer=user)) if merged else []
    return _panel(request, rows, organisation, "", carried=carried)


@page("assignments.list_own")
def show_assignments_about(request: HttpRequest, name: str) -> HttpResponse:
    subject = queries.subject_named(name, viewer=request.user)
    if subject is None:
        raise Http404
    return _panel(request, queries.assignments_about(subject, viewer=request.user), subject, f"?about={name}")


def _panel(
    request: HttpRequest, rows: Any, subject: Any, narrowed: str, *, carried: Sequence[Assignment] = ()
) -> HttpResponse:
    day = timezone.localdate()
    found = list(rows[: ROWS_IN_PANEL + 1])
    may_list = can(request.user, "assignments.list_assignments")
    return show_panel(
        request,
        "assignments/assignments_panel.html",
        title=_("Assignments"),
        carried=carried,
        rows=[(row, [*flags(row, day), status_of(row)]) for row in found[:ROWS_IN_PANEL]],
        more=reverse("assignments:list-assignments") + narrowed
        if may_list and len(found) > ROWS_IN_PANEL
        else "",
        give=reverse("assignments:give-assignment") + f"?about={queries.name_of_subject(subject)}"
        if can(request.user, "assignments.give_assignment")
        else "",
    )
