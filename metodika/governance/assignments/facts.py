"""What can be counted of assignments and their execution."""

from datetime import timedelta

from django.db.models import DateField, ExpressionWrapper, F, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, local_day, number, text
from metodika.governance.assignments.lifecycle import (
    AssignmentStatus,
    ExecutorKind,
    ExtensionStatus,
    Verdict,
)
from metodika.governance.assignments.models import Assignment, AssignmentQuerySet, Executor, Extension, Report

TITLE = _("Assignments")
ZONE = "assignment__organisation__municipality__timezone"
DONE = (AssignmentStatus.EXECUTED, AssignmentStatus.REMOVED)
DAY = Value(timedelta(days=1))
ASSIGNMENT = (
    choice("status", _("state today"), "status", AssignmentStatus.choices),
    flag("executed", _("execution is accepted"), Q(executed_on__isnull=False)),
    flag("in_time", _("executed in time"), Q(executed_on__isnull=False, reported_on__lte=F("due_on"))),
    flag("extended", _("the term was prolonged"), ~Q(first_due_on=F("due_on"))),
    flag("part", _("part of another assignment"), Q(parent__isnull=False)),
    flag("about", _("follows from a decision or another row"), Q(subject_id__isnull=False)),
    text("subject", _("kind of the row it follows from"), "subject_type__model"),
    text("text", _("words of the assignment"), "text"),
    number(
        "days_late", _("days from the end of the term to the report, below nought before it"),
        Func(F("reported_on"), F("due_on"), arg_joiner=" - ", template="(%(expressions)s)",
             output_field=IntegerField()),
    ),
)  # fmt: skip


def _living() -> AssignmentQuerySet:
    return Assignment.objects.exclude(status=AssignmentStatus.CANCELLED)


FACTS = (
    Fact(
        code="assignments.given",
        title=_("Assignment given"),
        row=_("One assignment or part of one, on the day it was given."),
        model=Assignment,
        rows=Assignment.objects.all,
        organisation="organisation", on="given_on",
        parameters=ASSIGNMENT,
        address="/assignments/{0.pk}/",
    ),
    Fact(
        code="assignments.due",
        title=_("Assignment due"),
        row=_("One assignment that was not cancelled, on the last day of its term."),
        model=Assignment,
        rows=_living,
        organisation="organisation", on="due_on",
        parameters=ASSIGNMENT,
        address="/assignments/{0.pk}/",
        source="VP-5.7",
    ),
    Fact(
        code="assignments.executed",
        title=_("Assignment executed"),
        row=_("One assignment, on the day its execution was accepted."),
        model=Assignment,
        rows=lambda: Assignment.objects.exclude(executed_on=None),
        organisation="organisation", on="executed_on",
        parameters=ASSIGNMENT,
        address="/assignments/{0.pk}/",
    ),
    Fact(
        code="assignments.overdue",
        title=_("Overdue assignment"),
        row=_("One assignment from the day after its term to the day before it was reported or closed."),
        model=Assignment,
        rows=_living,
        organisation="organisation",
        since=ExpressionWrapper(F("due_on") + DAY, output_field=DateField()),
        until=ExpressionWrapper(
            Coalesce("reported_on", "executed_on", "closed_on") - DAY, output_field=DateField()
        ),
        parameters=ASSIGNMENT,
        address="/assignments/{0.pk}/",
        source="Civil Code of the Russian Federation, art. 194",
    ),
    Fact(
        code="assignments.executor",
        title=_("Executor"),
        row=_("One person who answers for an assignment or helps with it, from a day to a day."),
        model=Executor,
        rows=lambda: Executor.objects.exclude(person=None),
        person="person", organisation="assignment__organisation", since="since_on", until="until_on",
        parameters=(
            choice("kind", _("named as"), "kind", ExecutorKind.choices),
            flag("responsible", _("answers for the execution"), "is_responsible"),
        ),
        seen_through="assignment",
        address="/assignments/{0.assignment_id}/",
    ),
    Fact(
        code="assignments.report",
        title=_("Report of execution"),
        row=_("One report of an executor."),
        model=Report,
        rows=Report.objects.all,
        person="executor__person", organisation="assignment__organisation", on=local_day("made_at", ZONE),
        parameters=(choice("verdict", _("check"), "verdict", Verdict.choices),),
        seen_through="assignment",
        related=("assignment", "executor__person"),
        address="/assignments/{0.assignment_id}/",
    ),
    Fact(
        code="assignments.extension",
        title=_("Term prolonged or asked to be"),
        row=_("One later last day, asked for or set."),
        model=Extension,
        rows=Extension.objects.all,
        organisation="assignment__organisation", on=local_day("asked_at", ZONE),
        parameters=(choice("status", _("answer"), "status", ExtensionStatus.choices),),
        seen_through="assignment",
        related=("assignment",),
        address="/assignments/{0.assignment_id}/",
    ),
)  # fmt: skip
WITHOUT_FACT = {"reminder": _("A reminder of the system, no work of a person.")}
