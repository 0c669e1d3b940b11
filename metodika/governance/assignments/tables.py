from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from metodika.core.web import Choice, Column, Empty, Filter, Period, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.governance.assignments import queries, rules
from metodika.governance.assignments.lifecycle import OPEN, AssignmentStatus
from metodika.governance.assignments.models import Assignment, AssignmentQuerySet

WORDS_IN_LIST = 24
NAMES_IN_LIST = 3
TONES: dict[AssignmentStatus, Tone] = {
    AssignmentStatus.GIVEN: "info",
    AssignmentStatus.IN_PROGRESS: "waiting",
    AssignmentStatus.REPORTED: "waiting",
    AssignmentStatus.SENT_BACK: "warning",
    AssignmentStatus.EXECUTED: "good",
    AssignmentStatus.REMOVED: "neutral",
    AssignmentStatus.CANCELLED: "neutral",
}


def status_of(row: Assignment) -> Status:
    return Status(row.get_status_display(), TONES[AssignmentStatus(row.status)])


def lateness(row: Assignment, day: date) -> Status | None:
    """Say how late it is, as long as it is of interest."""
    if not rules.is_overdue(row.status, due_on=row.due_on, reported_on=row.reported_on, today=day):
        return None
    late = rules.days_late(due_on=row.due_on, until=row.reported_on or day)
    if row.status not in OPEN:
        words = ngettext("Was late by %(count)d day", "Was late by %(count)d days", late)
        return Status(words % {"count": late}, "neutral")
    words = ngettext("Overdue by %(count)d day", "Overdue by %(count)d days", late)
    return Status(words % {"count": late}, "bad")


def flags(row: Any, day: date) -> list[Status]:
    """Return what is to be said of an assignment besides its state."""
    found = [lateness(row, day)]
    if row.status in OPEN and any(one.is_vacant for one in row.doing):
        found.append(Status(say("Nobody holds the post"), "bad"))
    if row.asks_for_time:
        found.append(Status(say("More time is asked for"), "waiting"))
    if checks_own_work(row):
        found.append(Status(say("Checks own work"), "warning"))
    return [one for one in found if one]


def checks_own_work(row: Any) -> bool:
    """Tell whether the controller is one of those who answer for the execution."""
    answering = [one.person_id for one in row.doing if one.is_responsible]
    return rules.controls_itself(controller=row.controller_id, executors=answering)


def state(row: Assignment) -> list[Status]:
    return [*flags(row, timezone.localdate()), status_of(row)]


def doing(row: Any) -> list[str]:
    """Name those who do it; of many the first ones, the card has them all."""
    names = [str(one.person or one.title) for one in row.doing]
    if len(names) <= NAMES_IN_LIST:
        return names
    more = len(names) - NAMES_IN_LIST + 1
    return [
        *names[: NAMES_IN_LIST - 1],
        ngettext("and %(count)d more person", "and %(count)d more people", more) % {"count": more},
    ]


def short_text(row: Assignment) -> str:
    return Truncator(row.text).words(WORDS_IN_LIST)


def kind_of_subject(row: Assignment) -> str:
    return row.subject_type.name if row.subject_type else ""


STATES = (
    ("overdue", _("Overdue")),
    ("this_week", _("Due within seven days")),
    ("to_check", _("Waits for the check")),
    ("asks", _("More time is asked for")),
    ("vacant", _("Nobody holds the post")),
    ("itself", _("Checks own work")),
    ("executed", _("Executed")),
    ("closed", _("Removed from control or cancelled")),
    ("all", _("All, closed ones as well")),
)


def in_state(rows: AssignmentQuerySet, wanted: str) -> AssignmentQuerySet:
    day = timezone.localdate()
    narrowed = {
        "overdue": lambda: rows.open().overdue(day),
        "this_week": lambda: rows.awaited().filter(due_on__range=(day, day + queries.WEEK)),
        "to_check": lambda: rows.filter(status=AssignmentStatus.REPORTED),
        "asks": lambda: rows.open().asking_for_time(),
        "vacant": lambda: rows.open().vacant(),
        "itself": lambda: rows.under_control().checked_by_executor(),
        "executed": lambda: rows.filter(status=AssignmentStatus.EXECUTED),
        "closed": lambda: rows.filter(status__in=[AssignmentStatus.REMOVED, AssignmentStatus.CANCELLED]),
        "all": lambda: rows,
    }
    return narrowed.get(wanted, rows.under_control)()


class StateFilter(Choice):
    """Unless another state is chosen, only what is under control is shown."""

    def narrow(self, rows: Any, value: Any) -> Any:
        return in_state(rows, value or "")


class About(Filter):
    """One very row that the assignments are about, named in the address."""

    def field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=False, max_length=100, widget=forms.HiddenInput())

    def narrow(self, rows: Any, value: Any) -> Any:
        return self._about(rows, value) if value else rows

    def _about(self, rows: Any, name: str) -> Any:
        kind, _dash, number = name.rpartition("-")
        known = {model._meta.label_lower for model in apps.get_models()}
        if kind not in known or not number.isascii() or not number.isdigit():
            return rows.none()
        label, _dot, model = kind.partition(".")
        return rows.filter(
            subject_type__app_label=label, subject_type__model=model, subject_id=min(int(number), 2**63 - 1)
        )


COLUMNS = (
    Column("number", _("No."), url="assignments:show-assignment", sort=("year", "ordinal")),
    Column("text", _("What is to be done"), short_text, url="assignments:show-assignment"),
    Column("doing", _("Who does it"), doing),
    Column("controller", _("Controller"), sort="controller__sort_key"),
    Column("due_on", _("Due on"), sort="due_on"),
    Column("state", _("State"), state, sort="status"),
    Column("organisation", _("In whose name"), shown=False, sort="organisation__sort_key"),
    Column("given_on", _("Given on"), shown=False, sort="given_on"),
    Column("first_due_on", _("First due on"), shown=False),
    Column("proof", _("What proves it"), shown=False),
    Column("about", _("What it is about"), kind_of_subject, shown=False),
)
STATE = StateFilter("state", _("State"), choices=STATES, every=_("Under control"))
WORDS = Search("q", apply=queries.by_words, hint=_("Words or a number"))


class OwnTable(Table):
    columns: ClassVar = COLUMNS
    empty: ClassVar = Empty(
        _("Nothing is assigned to you"),
        _("What you are asked to do, what you control and what you have given to others stands here."),
        icon="clipboard-list",
    )
    order: ClassVar = "due_on"
    key: ClassVar = "own-assignments"
    export_name: ClassVar = "own-assignments"

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        sides = (("do", _("I do")), ("control", _("I control")), ("gave", _("I have given")))
        return (WORDS, Choice("side", _("My part"), self._of_side, choices=sides), STATE)

    def _of_side(self, rows: Any, side: str) -> Any:
        user: Any = self.request.user
        if side == "gave":
            return rows.filter(given_by=user.pk)
        own = Q(controller=user.person_id) if side == "control" else queries.done_by(user.person_id)
        return rows.filter(own)


class ControlTable(Table):
    columns: ClassVar = COLUMNS
    filters: ClassVar = (
        WORDS,
        STATE,
        Search("executor", _("Who does it"), queries.by_name_of_executor, hint=_("Surname or post")),
        Search("controller", _("Controller"), queries.by_name_of_controller, hint=_("Surname"), aside=True),
        Choice(
            "kind", _("What it is about"), "subject_type", choices=queries.kinds_of_subject, aside=True
        ),
        Period("due", _("Due on"), "due_on", aside=True),
        About("about", _("What it is about"), aside=True),
    )  # fmt: skip
    empty: ClassVar = Empty(
        _("Nothing is under control"),
        _("Give an assignment: who does what, by when, with what proof. It stays here until you remove it."),
        _("Give an assignment"),
        "/assignments/give/",
        icon="clipboard-list",
    )
    order: ClassVar = "due_on"
    key: ClassVar = "control"
    export_name: ClassVar = "control-list"
