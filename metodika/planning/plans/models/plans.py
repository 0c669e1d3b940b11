from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, dates
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.mandates.models import Role
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act, Clause
from metodika.directory.staff.models import Person, Position
from metodika.governance.bodies.models import Body
from metodika.planning.goals.models import Goal
from metodika.planning.plans.lifecycle import (
    ALIVE,
    AWAITED,
    PREPARED,
    OccurrenceStatus,
    PlanKind,
    PlanStatus,
    ResponsibleKind,
    ScheduleKind,
)
from metodika.planning.plans.rules.schedule import Schedule

WORDS_IN_NAME, REMIND_DAYS = 12, 7


def _named(person: int) -> Q:
    """Return the condition that the person is named, or was found behind a post, a role or a council."""
    return Q(person=person) | Q(holders=person)


class PlanQuerySet(ScopedQuerySet["Plan"]):
    def alive(self) -> Self:
        return self.filter(status__in=ALIVE)

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        # Those who answer for an item of an approved plan see it; a draft is seen by its makers.
        person = getattr(user, "person_id", None)
        if user.pk is None or person is None:
            return Q(pk__in=())
        named = Responsible.objects.filter(_named(person), item__plan=OuterRef("pk"))
        return Q(Exists(named), status__in=[PlanStatus.APPROVED, PlanStatus.CLOSED])


@audited
class Plan(Versioned):
    """What an organisation or a body means to do in a period, as it was approved."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose plan it is")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("council or association"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=PlanKind)
    title = models.CharField(_("title"), max_length=500)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    status = models.CharField(_("state"), max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT)
    preface = models.TextField(_("words before the table"), blank=True)
    remind_days = models.PositiveSmallIntegerField(_("reminded so many days before"), default=REMIND_DAYS)
    by_terms = models.BooleanField(_("a quarter is a school quarter"), default=False)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by the act"),
    )  # fmt: skip
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = models.CharField(_("why it was closed"), max_length=500, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies",
        verbose_name=_("made from"),
    )  # fmt: skip
    handed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_down",
        verbose_name=_("handed down from"),
    )  # fmt: skip
    source = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("file it was read from"),
    )  # fmt: skip
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(view="plans.view_plan", path="organisation__path")
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_a_title"),
            models.CheckConstraint(
                condition=~Q(status__in=[PlanStatus.APPROVED, PlanStatus.CLOSED])
                | Q(approved_on__isnull=False),
                name="approved_plan_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["handed_from", "organisation"],
                condition=Q(handed_from__isnull=False) & ~Q(status=PlanStatus.WITHDRAWN),
                name="plan_handed_down_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "starts_on"], name="plan_list"),
            word_index("plan_words", "title"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return dates(self.starts_on, self.ends_on)

    @property
    def is_prepared(self) -> bool:
        return self.status in PREPARED

    @property
    def is_approved(self) -> bool:
        return self.status == PlanStatus.APPROVED


@audited
class Section(models.Model):
    """A part of a plan under a heading of its own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections", verbose_name=_("plan"))
    order = models.PositiveSmallIntegerField(_("place in the plan"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=1000)
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("goal")
    )

    class Meta:
        verbose_name = _("section of a plan")
        verbose_name_plural = _("sections of plans")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="plan_section_has_a_title")
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "order"], name="plan_section_order")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class ItemQuerySet(ScopedQuerySet["Item"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return Q(plan__in=Plan.objects.visible_to(user))


@audited
class Item(Versioned):
    """One line of a plan: what, when, by whom, with what result and money, for what reason."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", verbose_name=_("plan"))
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="items",
        verbose_name=_("section"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("place in the plan"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    text = models.TextField(_("what is done"))
    term = models.CharField(pgettext_lazy("plan", "term"), max_length=500, blank=True)
    schedule_kind = models.CharField(
        _("kind of term"), max_length=20, choices=ScheduleKind, default=ScheduleKind.UNKNOWN
    )
    schedule_data = models.JSONField(_("term as it is understood"), default=dict, editable=False)
    result = models.TextField(_("expected result"), blank=True)
    funding = models.CharField(_("source of money"), max_length=500, blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    clause = models.ForeignKey(
        Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("clause it follows from"),
    )  # fmt: skip
    basis = models.CharField(_("what it follows from"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    fact_code = models.CharField(_("fact that proves it"), max_length=100, blank=True)
    fact_conditions = models.JSONField(_("conditions of the fact"), default=list, blank=True)
    fact_needed = models.PositiveSmallIntegerField(_("how many times the fact is needed"), default=1)
    handed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_down",
        verbose_name=_("handed down from"),
    )  # fmt: skip
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=500, blank=True)

    row_scope = RowScope(view="plans.view_plan", path="plan__organisation__path")
    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_item_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancelled_because=""),
                name="cancelled_plan_item_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "order"], name="plan_item_order"),
            word_index("plan_item_words", "text"),
        ]  # fmt: skip

    def __str__(self) -> str:
        words = Truncator(self.text).words(WORDS_IN_NAME)
        return f"{self.number}. {words}" if self.number else words

    @property
    def schedule(self) -> Schedule:
        return Schedule.from_data(self.schedule_data)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None


@audited
class Responsible(models.Model):
    """Who answers for an item: the words of the plan, and whom they mean, found anew for each last day."""

    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="responsible", verbose_name=_("plan item")
    )
    order = models.PositiveSmallIntegerField(_("place among the responsible"))
    text = models.CharField(_("in words"), max_length=500)
    kind = models.CharField(
        _("named as"), max_length=10, choices=ResponsibleKind, default=ResponsibleKind.WORDS
    )
    reports = models.BooleanField(_("reports for all"), default=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("position"),
    )  # fmt: skip
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("council or association"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("where the post or the role is"),
    )  # fmt: skip
    vacant_since = models.DateField(_("nobody was found on"), null=True, blank=True, editable=False)
    holders = models.ManyToManyField(
        Person, related_name="+", blank=True, editable=False, verbose_name=_("people found last")
    )

    class Meta:
        verbose_name = _("responsible for a plan item")
        verbose_name_plural = _("responsible for plan items")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=ResponsibleKind.WORDS)
                | Q(kind=ResponsibleKind.PERSON, person__isnull=False)
                | Q(kind=ResponsibleKind.POST, position__isnull=False, organisation__isnull=False)
                | Q(kind=ResponsibleKind.ROLE, role__isnull=False, organisation__isnull=False)
                | Q(kind=ResponsibleKind.BODY, body__isnull=False),
                name="responsible_is_somebody",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="responsible_keeps_the_words"),
        ]
        indexes: ClassVar = [models.Index(fields=["item", "order"], name="responsible_order")]

    def __str__(self) -> str:
        return self.text


class OccurrenceQuerySet(ScopedQuerySet["Occurrence"]):
    def awaited(self) -> Self:
        return self.filter(status__in=AWAITED)

    def overdue(self, day: date) -> Self:
        """Keep what is late on the day, as `rules.execution.is_overdue` has it."""
        return self.awaited().filter(
            due_on__lt=day, due_on__gte=F("item__plan__approved_on"), item__plan__status=PlanStatus.APPROVED
        )

    def of_person(self, person: int) -> Self:
        """Keep what the person answers for."""
        return self.filter(Exists(Responsible.objects.filter(_named(person), item=OuterRef("item"))))

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return Q(item__plan__in=Plan.objects.visible_to(user))


@audited
class Occurrence(Versioned):
    """One time that an item is done: its days, what became of it, and the proof."""

    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="occurrences", verbose_name=_("plan item")
    )
    starts_on = models.DateField(_("first day"))
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"), editable=False)
    status = models.CharField(
        _("state"), max_length=20, choices=OccurrenceStatus, default=OccurrenceStatus.PLANNED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    reason = models.CharField(_("why it counts as done, or was cancelled"), max_length=500, blank=True)
    proof = models.CharField(_("proof: a document or an address"), max_length=500, blank=True)
    proof_address = models.CharField(_("page of the proof"), max_length=200, blank=True, editable=False)
    by_fact = models.BooleanField(_("done by its fact"), default=False, editable=False)
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("files"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("marked by"),
    )  # fmt: skip
    marked_at = models.DateTimeField(_("marked at"), null=True, blank=True)
    reminded_of = models.DateField(_("last day of which people were reminded"), null=True, editable=False)

    row_scope = RowScope(view="plans.view_plan", path="item__plan__organisation__path")
    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence of a plan item")
        verbose_name_plural = _("occurrences of plan items")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="occurrence_is_due_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(status=OccurrenceStatus.DONE) | Q(done_on__isnull=False),
                name="done_occurrence_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=OccurrenceStatus.CANCELLED) | ~Q(reason=""),
                name="cancelled_occurrence_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["item", "due_on"], name="occurrence_of_item"),
            models.Index(fields=["status", "due_on"], name="occurrence_by_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item}, {self.due_on:%d.%m.%Y}"

    @property
    def is_awaited(self) -> bool:
        return self.status in AWAITED
