from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, PeriodKind
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.regulations.models import Act
from metodika.steering.indicators.lifecycle import Change, Every, RunStatus, Source, Unit, VersionStatus
from metodika.steering.indicators.rules.values import rounded, value_of

DIGITS, AFTER_POINT = 20, 6


class IndicatorQuerySet(ScopedQuerySet["Indicator"]):
    pass


@audited
class Indicator(Versioned):
    """What is measured: shared by all, worded by a profile, or a municipality's own."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=500)
    group = models.CharField(pgettext_lazy("indicator", "group"), max_length=200, blank=True)
    levels = models.JSONField(_("for which levels"), default=list)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, default=Unit.PERCENT)
    more_is_better = models.BooleanField(_("more is better"), default=True)
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.COMPUTED)
    basis = models.CharField(_("what it follows from"), max_length=500, blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("whose indicator it is"),
    )  # fmt: skip
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("profile that words it"),
    )  # fmt: skip
    is_dropped = models.BooleanField(_("no longer in the profile"), default=False, editable=False)

    row_scope = RowScope(view="indicators.view_indicator", path="owner__path", public=Q(owner=None))
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "owner", "profile"], nulls_distinct=False, name="indicator_code_is_its_own"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="indicator_has_code_and_name"),
            models.CheckConstraint(condition=Q(owner=None) | Q(profile=None), name="indicator_has_one_owner"),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class VersionQuerySet(ScopedQuerySet["Version"]):
    def in_force_on(self, day: date) -> Self:
        """Keep those that hold on the day."""
        started = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(started, Q(ends_on=None) | Q(ends_on__gte=day)).exclude(status=VersionStatus.DRAFT)

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return Q(indicator__owner=None)


@audited
class Version(Versioned):
    """How an indicator is counted from a day on; without a formula it is a draft and never computes."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="versions", verbose_name=_("indicator")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(_("state"), max_length=20, choices=VersionStatus, default=VersionStatus.DRAFT)
    formula = models.JSONField(_("formula"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=32, blank=True, editable=False)
    period_kind = models.CharField(_("period"), max_length=20, choices=Every, default=Every.SCHOOL_YEAR)
    scale = models.PositiveSmallIntegerField(_("scale"), default=100)
    places = models.PositiveSmallIntegerField(_("digits after the point"), default=1)
    thresholds = models.JSONField(_("thresholds"), default=dict, blank=True)
    method = models.TextField(_("method in words"), blank=True)
    starts_on = models.DateField(_("holds from"), null=True, blank=True)
    ends_on = models.DateField(_("holds to"), null=True, blank=True)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by the act"),
    )  # fmt: skip
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    tables = models.JSONField(_("tables that it reads"), default=dict, editable=False)

    row_scope = RowScope(view="indicators.view_indicator", path="indicator__owner__path")
    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="version_has_its_number"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(status=VersionStatus.DRAFT), name="one_draft_an_indicator"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(status=VersionStatus.IN_FORCE),
                name="one_version_in_force_an_indicator",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT) | Q(formula__isnull=False),
                name="version_in_force_has_a_formula",
            ),
        ]  # fmt: skip
        indexes: ClassVar = []

    def __str__(self) -> str:
        return f"{self.indicator.code}/{self.number}"


class HoldingQuerySet(ScopedQuerySet["Holding"]):
    pass


class Holding(models.Model):
    """A version where it holds: one row for each municipality, or for the institution that made it.

    A view of the database: nothing is stored, so a municipality that is founded tomorrow has its rows at
    once. A version of a replaced indicator has no row where the other one stands in its place.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(
        Version, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("version")
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("indicator")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("for which organisation")
    )

    row_scope = RowScope(view="indicators.view_indicator", path="organisation__path")
    objects = HoldingQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "indicators_holding"
        verbose_name = _("definition of an indicator")
        verbose_name_plural = _("definitions of indicators")
        constraints: ClassVar = []
        indexes: ClassVar = []

    def __str__(self) -> str:
        return str(self.indicator)


class IndicatorSetQuerySet(ScopedQuerySet["IndicatorSet"]):
    pass


@audited
class IndicatorSet(Versioned):
    """Indicators that an act has put together."""

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose set it is")
    )
    title = models.CharField(_("title"), max_length=300)
    indicators = models.ManyToManyField(Indicator, related_name="sets", verbose_name=_("indicators"))
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by the act"),
    )  # fmt: skip
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    row_scope = RowScope(view="indicators.view_indicator", path="owner__path")
    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of indicators")
        verbose_name_plural = _("sets of indicators")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="set_of_indicators_has_a_title"),
            models.CheckConstraint(
                condition=Q(approved_on=None) | Q(act__isnull=False), name="approved_set_names_its_act"
            ),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.title


class _InPeriod(models.Model):
    """A row of a place and a period."""

    period_kind = models.CharField(_("period"), max_length=20, choices=Every)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on, PeriodKind(self.period_kind))


class TargetQuerySet(ScopedQuerySet["Target"]):
    pass


@audited
class Target(_InPeriod):
    """What a place means to reach in a period, and why so much."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("for which organisation")
    )
    value = models.DecimalField(
        pgettext_lazy("indicator", "target"), max_digits=DIGITS, decimal_places=AFTER_POINT
    )
    reason = models.CharField(_("why so much"), max_length=500)

    row_scope = RowScope(view="indicators.view_indicator", path="organisation__path")
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "organisation", "starts_on", "ends_on"], name="one_target_a_period"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="target_has_a_reason"),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_is_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="indicator_target_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period.label}"


class RunQuerySet(ScopedQuerySet["Run"]):
    pass


class Run(models.Model):
    """One computing of all indicators for all places, as of a day."""

    day = models.DateField(_("as of the day"))
    is_full = models.BooleanField(_("everything anew"), default=True)
    status = models.CharField(_("state"), max_length=20, choices=RunStatus, default=RunStatus.WAITING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("started by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    taken_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("indicators counted"), default=0)
    narrowed = models.PositiveIntegerField(_("of them only for those whom changes touch"), default=0)
    kept = models.PositiveIntegerField(_("indicators whose rows have not changed"), default=0)
    written = models.PositiveIntegerField(_("new values"), default=0)
    trouble = models.TextField(_("what went wrong"), blank=True)
    marks = models.JSONField(_("states of the tables"), default=dict, editable=False)
    answered = models.JSONField(_("what was answered"), default=dict, editable=False)

    # The state of the machine: it holds no value and nothing personal.
    row_scope = RowScope(view="indicators.run_indicators", public=Q(pk__isnull=False))
    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=RunStatus.WAITING), name="one_run_at_a_time"
            )
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["-started_at"], name="run_list")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class Answer(models.Model):
    """What the last run was told of one version over one period, for every place: a refresh puts it right."""

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="+", verbose_name=_("version")
    )
    key = models.CharField(_("what was asked"), max_length=120, unique=True)
    told = models.BinaryField(_("what was answered"))

    class Meta:
        verbose_name = _("answer to a run")
        verbose_name_plural = _("answers to runs")
        constraints: ClassVar = []
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.key


class ValueQuerySet(ScopedQuerySet["Value"]):
    def newest(self) -> Self:
        return self.filter(is_latest=True)


class Value(_InPeriod):
    """A snapshot: what was counted for a place and a period at a moment. It is never changed afterwards."""

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="values", verbose_name=_("version")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, blank=True, related_name="values", verbose_name=_("run")
    )
    numerator = models.DecimalField(_("numerator"), max_digits=DIGITS, decimal_places=AFTER_POINT)
    denominator = models.DecimalField(
        _("denominator"), null=True, blank=True, max_digits=DIGITS, decimal_places=AFTER_POINT
    )
    covered = models.PositiveIntegerField(_("institutions with data"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("institutions in all"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint of the rows"), max_length=80, blank=True)
    computed_at = models.DateTimeField(_("computed at"))
    is_latest = models.BooleanField(_("the latest"), default=True)
    change = models.CharField(_("why it differs from the one before"), max_length=20, choices=Change)
    note = models.CharField(_("note"), max_length=500, blank=True)

    row_scope = RowScope(view="indicators.view_indicator", path="organisation__path")
    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("indicator", "value")
        verbose_name_plural = pgettext_lazy("indicator", "values")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "organisation", "starts_on", "ends_on"], condition=Q(is_latest=True),
                name="one_latest_value",
            )
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(
                fields=["version", "starts_on", "ends_on"], condition=Q(is_latest=True), name="value_by_place"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.version.indicator} · {self.organisation} · {self.period.label}"

    @property
    def exact(self) -> Decimal | None:
        """The value, unrounded; None when the indicator does not apply here."""
        return value_of(self.numerator, self.denominator, scale=self.version.scale)

    @property
    def shown(self) -> Decimal | None:
        """The value as it is rounded for people."""
        return rounded(self.exact, self.version.places)
