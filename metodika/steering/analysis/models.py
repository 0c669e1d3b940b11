from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, PeriodKind
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.governance.bodies.models import Body
from metodika.steering.analysis.lifecycle import (
    BATCH_ALIVE,
    FINAL,
    OPEN,
    STANDING,
    BatchStatus,
    FindingStatus,
    Kind,
    NoteStatus,
    Scope,
    Severity,
)
from metodika.steering.indicators.lifecycle import Every
from metodika.steering.indicators.models import AFTER_POINT, DIGITS, Indicator, Run, Value


class _InPeriod(models.Model):
    """A row of a period of the year that is analysed."""

    period_kind = models.CharField(_("period"), max_length=20, choices=Every)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on, PeriodKind(self.period_kind))


class CauseQuerySet(ScopedQuerySet["Cause"]):
    pass


@audited
class Cause(Versioned):
    """Why something is as it is: a word of the municipality's own dictionary."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    title = models.CharField(pgettext_lazy("finding", "cause"), max_length=200)
    is_retired = models.BooleanField(_("no longer in use"), default=False)

    row_scope = RowScope(view="analysis.list_findings", path="organisation__path")
    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("finding", "cause")
        verbose_name_plural = pgettext_lazy("finding", "causes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "title"], name="cause_is_named_once"),
            models.CheckConstraint(condition=~Q(title=""), name="cause_has_a_title"),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.title


class FindingQuerySet(ScopedQuerySet["Finding"]):
    def standing(self) -> Self:
        """Keep those that a person has confirmed or reworded."""
        return self.filter(status__in=STANDING)


@audited
class Finding(Versioned, _InPeriod):
    """What a value of a period means, drafted by a rule, stood for by a person."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    scope = models.CharField(_("about whom"), max_length=20, choices=Scope, default=Scope.WHOLE)
    about = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("about which organisation")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("about which council or association"),
    )  # fmt: skip
    category = models.CharField(_("about which category of people"), max_length=60, blank=True)
    kind = models.CharField(_("what it is"), max_length=20, choices=Kind)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity, default=Severity.MEDIUM)
    status = models.CharField(_("state"), max_length=20, choices=FindingStatus, default=FindingStatus.DRAFT)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("indicator"),
    )  # fmt: skip
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("run")
    )
    source = models.ForeignKey(
        Value, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("the value behind it"),
    )  # fmt: skip
    source_before = models.ForeignKey(
        Value, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("the value with which it is compared"),
    )  # fmt: skip
    value = models.DecimalField(
        pgettext_lazy("finding", "value"), null=True, blank=True, max_digits=DIGITS,
        decimal_places=AFTER_POINT,
    )  # fmt: skip
    before = models.DecimalField(
        _("value before, or of the others"), null=True, blank=True, max_digits=DIGITS,
        decimal_places=AFTER_POINT,
    )  # fmt: skip
    target = models.DecimalField(
        pgettext_lazy("indicator", "target"), null=True, blank=True, max_digits=DIGITS,
        decimal_places=AFTER_POINT,
    )  # fmt: skip
    chance = models.FloatField(_("how likely by chance alone"), null=True, blank=True)
    text = models.TextField(pgettext_lazy("finding", "finding"))
    made_text = models.TextField(_("as the system worded it"), blank=True, editable=False)
    cause = models.ForeignKey(
        Cause, on_delete=models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=pgettext_lazy("finding", "cause"),
    )  # fmt: skip
    reason = models.CharField(_("why it was dismissed"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("judged by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("judged at"), null=True, blank=True)

    row_scope = RowScope(view="analysis.view_finding", path="about__path")
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("finding", "finding")
        verbose_name_plural = pgettext_lazy("finding", "findings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "about", "category", "indicator", "starts_on", "ends_on"],
                condition=~Q(kind=Kind.OBSERVED), name="finding_is_made_once_a_period",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_a_text"),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.DISMISSED) | ~Q(reason=""),
                name="dismissed_finding_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.BODY, body__isnull=False) | (~Q(scope=Scope.BODY) & Q(body=None)),
                name="finding_about_a_body_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(scope=Scope.CATEGORY) & ~Q(category=""))
                | (~Q(scope=Scope.CATEGORY) & Q(category="")),
                name="finding_about_a_category_names_it",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="period_of_finding_ends_after_it_starts"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["organisation", "ends_on"], name="finding_of_period")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING


class NoteQuerySet(ScopedQuerySet["Note"]):
    def final(self) -> Self:
        """Keep those that are sealed, published or not."""
        return self.filter(status__in=FINAL)


@audited
class Note(Versioned, _InPeriod):
    """An analytic note of a municipality or of one institution, from one run.

    `content` is what a person reads and edits until it is sealed; `public` the same without people.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    about = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("about which organisation")
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", verbose_name=_("run"))
    title = models.CharField(_("title"), max_length=500)
    status = models.CharField(_("state"), max_length=20, choices=NoteStatus, default=NoteStatus.DRAFT)
    content = models.JSONField(_("text, tables and charts"), default=dict)
    public = models.JSONField(_("published version"), default=dict, blank=True)
    removed = models.JSONField(_("what was taken out of the published version"), default=list, blank=True)
    findings = models.ManyToManyField(
        Finding, related_name="notes", blank=True, verbose_name=pgettext_lazy("finding", "findings")
    )
    digest = models.CharField(_("fingerprint of the sealed text"), max_length=64, blank=True)
    record = models.ForeignKey(
        Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("registered as"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("drafted at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("drafted by"),
    )  # fmt: skip
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("sealed by"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    row_scope = RowScope(view="analysis.view_note", path="about__path", public=Q(status=NoteStatus.PUBLISHED))
    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("analytic note")
        verbose_name_plural = _("analytic notes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "run"], name="one_note_a_run"),
            models.CheckConstraint(condition=~Q(title=""), name="note_has_a_title"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN) | Q(sealed_at__isnull=False) & ~Q(digest=""),
                name="sealed_note_has_its_moment_and_fingerprint",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "ends_on"], name="note_of_period")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_whole(self) -> bool:
        return self.about_id == self.organisation_id


class BatchQuerySet(ScopedQuerySet["Batch"]):
    def alive(self) -> Self:
        """Keep those that are not ready yet."""
        return self.filter(status__in=BATCH_ALIVE)


class Batch(models.Model):
    """Notes of the whole and of each institution at once, with a file of all of them."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", verbose_name=_("run"))
    status = models.CharField(_("state"), max_length=20, choices=BatchStatus, default=BatchStatus.WAITING)
    done = models.PositiveIntegerField(_("notes done"), default=0)
    wanted = models.PositiveIntegerField(_("notes in all"), default=0)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    row_scope = RowScope(view="analysis.make_note", path="organisation__path")
    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("notes at once")
        verbose_name_plural = _("notes at once")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(status__in=BATCH_ALIVE),
                name="notes_are_made_once_at_a_time",
            )
        ]  # fmt: skip
        indexes: ClassVar = []

    def __str__(self) -> str:
        return f"{self.organisation}, {self.run}"
