from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.subjects import AboutSubject
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.mandates.models import Role
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person, Position
from metodika.governance.assignments.lifecycle import (
    AWAITED,
    OPEN,
    UNDER_CONTROL,
    AssignmentStatus,
    ExecutorKind,
    ExtensionStatus,
    Stage,
    Verdict,
)

WORDS_IN_NAME = 12


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def awaited(self) -> Self:
        """Keep what the executor has still to do."""
        return self.filter(status__in=AWAITED)

    def vacant(self) -> Self:
        """Keep what nobody does: the post or the role behind it has no holder."""
        return self.filter(Exists(Executor.objects.present().filter(assignment=OuterRef("pk"), person=None)))

    def asking_for_time(self) -> Self:
        """Keep what a request for more time waits for an answer to."""
        return self.filter(asked_for_time())

    def checked_by_executor(self) -> Self:
        """Keep what the controller does himself, as `rules.controls_itself` has it."""
        itself = Executor.objects.present().filter(
            assignment=OuterRef("pk"), person=OuterRef("controller"), is_responsible=True
        )
        return self.filter(Exists(itself))

    def under_control(self) -> Self:
        return self.filter(status__in=UNDER_CONTROL)

    def overdue(self, day: date) -> Self:
        """Keep what is late on the day: not reported, or reported after its last day."""
        late = Q(status__in=AWAITED, due_on__lt=day) | Q(reported_on__gt=F("due_on"))
        return self.filter(late).exclude(status=AssignmentStatus.CANCELLED)

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        # Who does it, checks it or has given it sees it; so do those who are asked about the whole of it.
        if user.pk is None:
            return Q(pk__in=())
        person = getattr(user, "person_id", None)
        own = Q(given_by=user.pk)
        if person is None:
            return own
        whole = Executor.objects.present().filter(assignment=OuterRef("parent_id"), person=person)
        return (
            own
            | Q(controller=person)
            | Q(parent__controller=person)
            | Exists(Executor.objects.filter(assignment=OuterRef("pk"), person=person))
            | Exists(whole)
        )


def asked_for_time() -> Exists:
    """Return the condition that a request for more time waits for its answer."""
    return Exists(Extension.objects.filter(assignment=OuterRef("pk"), status=ExtensionStatus.ASKED))


@audited
class Assignment(Versioned, AboutSubject):
    """What is to be done, by whom, by when, with what proof, and who checks it; about any row or none."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose assignment it is")
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    ordinal = models.PositiveIntegerField(_("number in the year or in the whole"), editable=False)
    number = models.CharField(_("number"), max_length=60, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts",
        verbose_name=_("part of"),
    )  # fmt: skip
    text = models.TextField(_("what is to be done"))
    proof = models.CharField(
        _("what proves it"), max_length=500, blank=True,
        help_text=_("A document, a list, a link: what the report has to bring."),
    )  # fmt: skip
    controller = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("controller")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("who has given it"),
    )  # fmt: skip
    given_on = models.DateField(_("given on"))
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"), editable=False)
    status = models.CharField(
        _("state"), max_length=20, choices=AssignmentStatus, default=AssignmentStatus.GIVEN
    )
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    executed_on = models.DateField(_("execution accepted on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = models.CharField(_("why it was closed"), max_length=500, blank=True)

    row_scope = RowScope(view="assignments.view_assignment", path="organisation__path")
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "year", "ordinal"],
                condition=Q(parent=None),
                name="assignment_number_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["parent", "ordinal"], condition=Q(parent__isnull=False), name="part_number_once"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="assignment_is_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("given_on")), name="assignment_is_due_after_it_is_given"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("first_due_on")), name="extension_goes_forward"),
            models.CheckConstraint(condition=~Q(text=""), name="assignment_says_what_to_do"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "due_on"], name="assignment_control"),
            models.Index(fields=["status", "due_on"], name="assignment_by_day"),
            models.Index(fields=["controller", "status"], name="assignment_of_controller"),
            models.Index(fields=["given_by", "status"], name="assignment_of_giver"),
            models.Index(fields=["subject_type", "subject_id"], name="assignment_about"),
            word_index("assignment_words", "text"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"№\u00a0{self.number} «{Truncator(self.text).words(WORDS_IN_NAME)}»"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class ExecutorQuerySet(models.QuerySet["Executor"]):
    def present(self) -> Self:
        """Keep those who answer now, the vacant posts among them."""
        return self.filter(until_on=None)


@audited
class Executor(models.Model):
    """Who does it, as he was named, and the person who stood behind the words, from a day to a day."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="executors", verbose_name=_("assignment")
    )
    kind = models.CharField(_("named as"), max_length=10, choices=ExecutorKind)
    title = models.CharField(_("in words"), max_length=500, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments_executed",
        verbose_name=_("person"),
    )  # fmt: skip
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("position"),
    )  # fmt: skip
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("where the post or the role is"),
    )  # fmt: skip
    is_responsible = models.BooleanField(_("answers for the execution"), default=True)
    order = models.PositiveSmallIntegerField(_("place among the executors"), default=1)
    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("to"), null=True, blank=True)
    replaced_because = models.CharField(_("why another one does it"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)

    objects = ExecutorQuerySet.as_manager()

    class Meta:
        verbose_name = _("executor")
        verbose_name_plural = _("executors")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "person"],
                condition=Q(until_on=None, person__isnull=False),
                name="executor_named_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=ExecutorKind.POST, position__isnull=False, organisation__isnull=False)
                | Q(kind=ExecutorKind.ROLE, role__isnull=False, organisation__isnull=False)
                | Q(kind__in=[ExecutorKind.PERSON, ExecutorKind.GROUP], person__isnull=False),
                name="executor_is_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "until_on"], name="executor_of_person"),
            models.Index(fields=["organisation", "kind"], name="executor_of_post"),
        ]  # fmt: skip

    def __str__(self) -> str:
        if self.kind == ExecutorKind.PERSON:
            return str(self.person)
        return f"{self.person} ({self.title})" if self.person else self.title

    @property
    def is_vacant(self) -> bool:
        return self.person_id is None


@audited
class Extension(models.Model):
    """A later last day: asked for by the executor or set by the controller, with reason and answer."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="extensions", verbose_name=_("assignment")
    )
    from_on = models.DateField(_("was due on"))
    to_on = models.DateField(_("due on"))
    reason = models.CharField(_("reason"), max_length=500)
    status = models.CharField(_("answer"), max_length=10, choices=ExtensionStatus)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("asked by"),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("words with the answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="extension_is_longer"),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(status=ExtensionStatus.ASKED),
                name="one_extension_asked_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%d.%m.%Y} → {self.to_on:%d.%m.%Y}"


@audited
class Report(models.Model):
    """What an executor says he has done, with its proof, and what the controller says to it."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="reports", verbose_name=_("assignment")
    )
    executor = models.ForeignKey(
        Executor, on_delete=models.PROTECT, related_name="reports", verbose_name=_("executor")
    )
    text = models.TextField(_("what has been done"))
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("files"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("written by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("written at"))
    verdict = models.CharField(_("check"), max_length=10, choices=Verdict, default=Verdict.WAITING)
    note = models.CharField(_("words of the controller"), max_length=1000, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("checked by"),
    )  # fmt: skip
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of execution")
        verbose_name_plural = _("reports of execution")
        indexes: ClassVar = [models.Index(fields=["assignment", "made_at"], name="report_history")]

    def __str__(self) -> str:
        return f"{self.executor}, {self.made_at:%d.%m.%Y}"


class Reminder(models.Model):
    """That people have been told how near the last day is, or how far behind; once a stage and day."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("assignment")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    due_on = models.DateField(_("due on"))
    told_on = models.DateField(_("told on"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "stage", "due_on"], name="reminded_once_a_stage")
        ]

    def __str__(self) -> str:
        return str(self.get_stage_display())
