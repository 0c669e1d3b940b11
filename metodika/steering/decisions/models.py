from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, school_year
from metodika.core.database.subjects import AboutSubject
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.directory.staff.models import Person
from metodika.planning.activities.models import Event
from metodika.planning.goals.models import Goal
from metodika.planning.plans.models import Item
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.decisions.lifecycle import (
    BY_ACT,
    DecisionKind,
    DecisionStatus,
    Direction,
    MeasureKind,
    MeasureStatus,
    NextStep,
    Reason,
    RoundStatus,
    Verdict,
)
from metodika.steering.indicators.models import AFTER_POINT, DIGITS, Indicator, Version

WORDS_IN_NAME = 16


class MeasureQuerySet(ScopedQuerySet["Measure"]):
    def alive(self) -> Self:
        return self.exclude(status=MeasureStatus.CANCELLED)


@audited
class Measure(Versioned, AboutSubject):
    """What is done to change what was found: planned, carried out, looked back upon.

    It may answer a finding, or any other row as its subject, for instance a recommendation. It is carried out
    by a plan item or an event. Without `places` it is for the whole organisation.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who carries it out")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MeasureKind, default=MeasureKind.EVENT)
    text = models.TextField(_("what is done"))
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="measures",
        verbose_name=_("finding that it answers"),
    )  # fmt: skip
    item = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures",
        verbose_name=_("plan item"),
    )  # fmt: skip
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures",
        verbose_name=_("event"),
    )  # fmt: skip
    places = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("which institutions it concerns")
    )
    responsible = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who answers for it"),
    )  # fmt: skip
    resources = models.CharField(_("money and other means"), max_length=500, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    status = models.CharField(_("state"), max_length=20, choices=MeasureStatus, default=MeasureStatus.PLANNED)
    outcome = models.TextField(_("what came of it"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(view="decisions.view_measure", path="organisation__path")
    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="measure_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="measure_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[MeasureStatus.CANCELLED, MeasureStatus.DONE]) | ~Q(outcome=""),
                name="ended_measure_says_what_came_of_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "starts_on"], name="measure_list")
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(WORDS_IN_NAME)


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    def taken(self) -> Self:
        """Keep those that were taken, carried out since or not."""
        return self.filter(status__in=[DecisionStatus.TAKEN, DecisionStatus.CARRIED_OUT])


@audited
class Decision(Versioned):
    """A managerial decision: on which analysis it rests, by which act it was taken, who controls it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose decision it is")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind, default=DecisionKind.ORDER)
    text = models.TextField(_("what is decided"))
    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("analytic note it rests on"),
    )  # fmt: skip
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("finding it rests on"),
    )  # fmt: skip
    places = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("which institutions it concerns")
    )
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("registered document"),
    )  # fmt: skip
    act_words = models.CharField(
        _("document signed elsewhere"), max_length=500, blank=True,
        help_text=_("Kind, date and number, for instance “Order of 1 June 2026 No 112”."),
    )  # fmt: skip
    controller = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("controller"),
    )  # fmt: skip
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=20, choices=DecisionStatus, default=DecisionStatus.DRAFT)
    outcome = models.TextField(_("what came of it"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(view="decisions.view_decision", path="organisation__path")
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("managerial decision")
        verbose_name_plural = _("managerial decisions")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_what_is_decided"),
            models.CheckConstraint(
                condition=~Q(status__in=[DecisionStatus.TAKEN, DecisionStatus.CARRIED_OUT])
                | Q(taken_on__isnull=False),
                name="taken_decision_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[*sorted(BY_ACT)])
                | ~Q(status__in=[DecisionStatus.TAKEN, DecisionStatus.CARRIED_OUT])
                | Q(record__isnull=False)
                | ~Q(act_words=""),
                name="taken_order_names_its_document",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(taken_on=None) | Q(due_on__gte=F("taken_on")),
                name="decision_is_due_after_it_is_taken",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "taken_on"], name="decision_list")
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(WORDS_IN_NAME)

    @property
    def is_without_basis(self) -> bool:
        """Whether it names no analysis: allowed, and said."""
        return self.note_id is None and self.finding_id is None


class ExpectationQuerySet(ScopedQuerySet["Expectation"]):
    def due(self, day: date) -> Self:
        """Keep those whose window is over on the day, of what was not cancelled."""
        over = self.filter(look_on__lte=day)
        return over.exclude(measure__status=MeasureStatus.CANCELLED).exclude(
            decision__status=DecisionStatus.CANCELLED
        )

    def with_newest(self) -> Self:
        """Give each its newest effect as the list `newest`, of one or none."""
        effects = Effect.objects.filter(is_latest=True).select_related("goal")
        return self.prefetch_related(Prefetch("effects", effects, to_attr="newest"))


@audited
class Expectation(Versioned):
    """Said beforehand: which indicator a measure or a decision should move, which way, how much, by when."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose expectation it is"),
        editable=False,
    )  # fmt: skip
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations",
        verbose_name=_("measure"),
    )  # fmt: skip
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations",
        verbose_name=_("managerial decision"),
    )  # fmt: skip
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("which indicator it should move"),
    )
    direction = models.CharField(_("which way"), max_length=10, choices=Direction, default=Direction.UP)
    size = models.DecimalField(
        _("by how much at least"), max_digits=DIGITS, decimal_places=AFTER_POINT, default=0,
        help_text=_("In the units of the indicator: for a share, percentage points."),
    )  # fmt: skip
    starts_on = models.DateField(_("counted from"))
    look_on = models.DateField(_("when to look"))
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("said by"),
    )  # fmt: skip
    said_late = models.BooleanField(_("said after the start"), default=False, editable=False)
    changed_because = models.CharField(_("why it was changed after the start"), max_length=500, blank=True)

    row_scope = RowScope(view="decisions.view_effect", path="organisation__path")
    objects = ExpectationQuerySet.as_manager()

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(measure=None, decision__isnull=False) | Q(measure__isnull=False, decision=None),
                name="expectation_is_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="expected_size_is_not_below_nothing"),
            models.CheckConstraint(condition=Q(look_on__gt=F("starts_on")), name="one_looks_after_the_start"),
            models.UniqueConstraint(fields=["measure", "indicator"], name="one_expectation_a_measure"),
            models.UniqueConstraint(fields=["decision", "indicator"], name="one_expectation_a_decision"),
        ]
        indexes: ClassVar = [models.Index(fields=["look_on"], name="expectation_by_day")]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.subject}"

    @property
    def subject(self) -> Any:
        """The measure or the decision."""
        return self.measure if self.measure_id is not None else self.decision


class EffectQuerySet(ScopedQuerySet["Effect"]):
    def newest(self) -> Self:
        return self.filter(is_latest=True)


@audited
class Effect(Versioned):
    """What was computed after the window, with all it was computed from; later ones stand beside it."""

    expectation = models.ForeignKey(
        Expectation, on_delete=models.CASCADE, related_name="effects", verbose_name=_("expectation")
    )
    definition = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("version of the indicator"),
    )  # fmt: skip
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    reason = models.CharField(_("why so"), max_length=20, choices=Reason)
    is_large_enough = models.BooleanField(_("as large as expected"), null=True)
    numbers = models.JSONField(_("numbers"), default=dict)
    compared = models.JSONField(_("with whom it is compared"), default=list)
    computed_at = models.DateTimeField(_("computed at"))
    is_latest = models.BooleanField(_("the latest"), default=True)
    next_step = models.CharField(_("what follows"), max_length=10, choices=NextStep, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="effects",
        verbose_name=_("goal that follows"),
    )  # fmt: skip
    considered_on = models.DateField(_("considered on"), null=True, blank=True)
    considered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("considered by"),
    )  # fmt: skip

    row_scope = RowScope(view="decisions.view_effect", path="expectation__organisation__path")
    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("measure", "effect")
        verbose_name_plural = pgettext_lazy("measure", "effects")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["expectation"], condition=Q(is_latest=True), name="one_latest_effect"
            ),
            models.CheckConstraint(
                condition=Q(next_step="") | Q(considered_on__isnull=False),
                name="considered_effect_has_its_day",
            ),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return str(Verdict(self.verdict).label)


class RoundQuerySet(ScopedQuerySet["Round"]):
    def alive(self) -> Self:
        """Keep those that are not computed yet."""
        return self.filter(status=RoundStatus.WAITING)


class Round(models.Model):
    """All effects of a place and a school year, asked for at one press and computed by a job."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose effects")
    )
    year = models.DateField(_("first day of the school year"))
    status = models.CharField(_("state"), max_length=20, choices=RoundStatus, default=RoundStatus.WAITING)
    wanted = models.PositiveIntegerField(_("effects in all"))
    written = models.PositiveIntegerField(_("new or changed effects"), default=0)
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    row_scope = RowScope(view="decisions.consider_effect", path="organisation__path")
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("effects of a year")
        verbose_name_plural = _("effects of a year")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=Q(status=RoundStatus.WAITING),
                name="effects_of_a_year_are_computed_once_at_a_time",
            )
        ]  # fmt: skip
        indexes: ClassVar = []

    def __str__(self) -> str:
        return f"{self.organisation}, {self.period.label}"

    @property
    def period(self) -> Period:
        """The school year."""
        return school_year(self.year)
