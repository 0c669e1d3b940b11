from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, dates
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act, Clause
from metodika.directory.staff.models import Subject
from metodika.planning.goals.lifecycle import (
    ALIVE,
    APPROVED_ONCE,
    Direction,
    GoalKind,
    GoalLevel,
    GoalStatus,
    PriorityKind,
)

WORDS_IN_NAME = 16


class GoalQuerySet(ScopedQuerySet["Goal"]):
    def alive(self) -> Self:
        return self.filter(status__in=ALIVE)

    def with_signs(self) -> Self:
        """Tell of each goal whether anything measures it: a target of its own."""
        return self.annotate(is_measured=Exists(Target.objects.filter(goal=OuterRef("pk"))))


@audited
class Goal(Versioned):
    """What is wanted in a period, where it comes from, and why it is wanted here."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose goal it is")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=GoalKind, default=GoalKind.GOAL)
    level = models.CharField(_("level"), max_length=20, choices=GoalLevel, default=GoalLevel.MUNICIPAL)
    text = models.TextField(_("what is wanted"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts",
        verbose_name=_("serves the goal"),
    )  # fmt: skip
    act = models.ForeignKey(
        Act,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set by the act"),
    )
    clause = models.ForeignKey(
        Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("clause it follows from"),
    )  # fmt: skip
    reason = models.TextField(_("why this goal here"), blank=True)
    reason_address = models.CharField(_("page of the reason"), max_length=500, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    status = models.CharField(_("state"), max_length=20, choices=GoalStatus, default=GoalStatus.PROPOSED)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by the act"),
    )  # fmt: skip
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(
        view="goals.view_goal", path="organisation__path", public=Q(status__in=[*APPROVED_ONCE])
    )
    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_says_what_is_wanted"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="goal_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*sorted(APPROVED_ONCE)]) | Q(approved_on__isnull=False),
                name="approved_goal_has_its_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "starts_on"], name="goal_list"),
            word_index("goal_words", "text"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return Truncator(self.text).words(WORDS_IN_NAME)

    @property
    def period(self) -> Period:
        return dates(self.starts_on, self.ends_on)

    @property
    def is_proposed(self) -> bool:
        return self.status == GoalStatus.PROPOSED

    @property
    def is_approved(self) -> bool:
        return self.status == GoalStatus.APPROVED

    @property
    def is_alive(self) -> bool:
        return self.status in ALIVE


@audited
class Target(models.Model):
    """Which figure an indicator shall have in a period; the indicator is known by its code."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets", verbose_name=_("goal"))
    code = models.CharField(_("code of the indicator"), max_length=60, blank=True)
    title = models.CharField(_("what is measured"), max_length=500)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    direction = models.CharField(_("side"), max_length=10, choices=Direction, default=Direction.AT_LEAST)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="target_says_what_is_measured"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="target_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["goal", "code", "title", "starts_on", "ends_on"], name="target_once_a_period"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["code", "starts_on"], name="target_of_indicator")]

    def __str__(self) -> str:
        return f"{self.title}, {self.period.label}"

    @property
    def period(self) -> Period:
        return dates(self.starts_on, self.ends_on)


class PriorityQuerySet(ScopedQuerySet["Priority"]):
    def as_of(self, day: date) -> Self:
        """Keep what is in force on the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


@audited
class Priority(Versioned):
    """A direction that comes first for some years, or a concept of how a subject is taught."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("where it is in force")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PriorityKind, default=PriorityKind.DIRECTION)
    title = models.CharField(_("title"), max_length=500)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("subject")
    )
    act = models.ForeignKey(
        Act,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set by the act"),
    )
    note = models.TextField(_("what it asks for"), blank=True)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("in force until"), null=True, blank=True)

    row_scope = RowScope(view="goals.view_priority", path="organisation__path", public=Q(pk__isnull=False))
    objects = PriorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="priority_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="priority_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "kind", "starts_on"], name="priority_list"),
            word_index("priority_words", "title"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
