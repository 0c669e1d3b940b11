from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, PeriodKind
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers.lifecycle import DossierStatus, ReportStatus

VIEW = "dossiers.view_dossier"
REGION_FORM = "dossiers.view_region_form"


class DossierQuerySet(ScopedQuerySet["Dossier"]):
    def ready(self) -> Self:
        """Keep those that can be given away."""
        return self.filter(status=DossierStatus.READY)


@audited
class Dossier(Versioned):
    """The evidence of one direction for one year; `content` is all that its files are made of.

    `scores` is {position: {"score": 0 to 2, "note": words}}. `attempt` tells a job that comes a second time
    that its dossier has been given to another.
    """

    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    direction = models.CharField(_("direction"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    period_kind = models.CharField(_("period"), max_length=20, default=PeriodKind.SCHOOL_YEAR)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_public = models.BooleanField(
        _("without people"), default=True, help_text=_("Rows about people are counted and not named."),
    )  # fmt: skip
    status = models.CharField(_("state"), max_length=20, choices=DossierStatus, default=DossierStatus.DRAFT)
    scores = models.JSONField(_("scores"), default=dict, blank=True)
    content = models.JSONField(_("frozen content"), null=True, editable=False)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True, editable=False)
    attempt = models.PositiveIntegerField(_("attempt to pack"), default=0, editable=False)
    archive = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("archive")
    )
    paper = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("PDF")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("begun by"),
    )  # fmt: skip
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True)
    packed_at = models.DateTimeField(_("packed at"), null=True)
    trouble = models.CharField(_("what went wrong"), max_length=500, blank=True)

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="dossier_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(status=DossierStatus.DRAFT, content=None)
                | ~Q(status=DossierStatus.DRAFT) & Q(content__isnull=False, frozen_at__isnull=False),
                name="dossier_past_its_draft_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(status=DossierStatus.READY) | Q(archive__isnull=False, paper__isnull=False),
                name="ready_dossier_has_its_files",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "-ends_on"], name="dossier_of_place")]

    def __str__(self) -> str:
        return f"{self.title}, {self.period.label}"

    def scope_paths(self) -> list[str]:
        return [self.municipality.path]

    @property
    def period(self) -> Period:
        """The days of which the dossier speaks."""
        return Period(self.starts_on, self.ends_on, PeriodKind(self.period_kind))


class PublicReportQuerySet(ScopedQuerySet["PublicReport"]):
    def published(self) -> Self:
        """Keep those that everybody may read."""
        return self.filter(status=ReportStatus.PUBLISHED)


@audited
class PublicReport(models.Model):
    """The report to the public that a packed dossier gives: no people, no small groups, never changed."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, related_name="report", verbose_name=_("dossier")
    )
    title = models.CharField(_("title"), max_length=500)
    status = models.CharField(_("state"), max_length=20, choices=ReportStatus, default=ReportStatus.DRAFT)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("PDF"))
    docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("Word file")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("withdrawn by"),
    )  # fmt: skip
    reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    row_scope = RowScope(
        view=VIEW, path="dossier__municipality__path", public=Q(status=ReportStatus.PUBLISHED)
    )
    objects = PublicReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("public report")
        verbose_name_plural = _("public reports")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="published_report_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.WITHDRAWN) | Q(withdrawn_at__isnull=False) & ~Q(reason=""),
                name="withdrawn_report_has_a_reason",
            ),
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.dossier.municipality.path]


class RegionFormQuerySet(ScopedQuerySet["RegionForm"]):
    def in_use(self) -> Self:
        """Keep the newest edition of each form."""
        return self.filter(renewed_by=None)


@audited
class RegionForm(Versioned):
    """A spreadsheet that the region sends to be filled in; which cell takes which number is said once.

    `cells` is a list of {"sheet", "cell", "indicator", "part"}: the code of an indicator and which of value,
    numerator and denominator goes there. A new edition of the form is a new row that `replaces` the old one.
    """

    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("spreadsheet")
    )
    cells = models.JSONField(_("which cell takes which number"), default=list, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by",
        verbose_name=_("replaces the edition"),
    )  # fmt: skip
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("loaded by"),
    )  # fmt: skip

    row_scope = RowScope(view=REGION_FORM, path="municipality__path")
    objects = RegionFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form of the region")
        verbose_name_plural = _("forms of the region")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="region_form_has_a_title")
        ]
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.municipality.path]
