from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from metodika.core.files.models import StoredFile
from metodika.core.imports.lifecycle import OutcomeKind, RunStatus


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Imports of people."""

    def of(self, user: Any, register: str) -> "ImportRunQuerySet":
        """Return the person's own runs of a register: a file with personal data is nobody else's business."""
        return self.filter(created_by=user, register=register)


class ImportRun(models.Model):
    """One file on its way into a register."""

    register = models.CharField(_("register"), max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.UPLOADED)
    scope_id = models.BigIntegerField(_("organisation that imports"), null=True)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    headings = models.JSONField(_("headings of the file"), default=list)
    samples = models.JSONField(_("first values under the headings"), default=list)
    mapping = models.JSONField(_("chosen columns"), default=dict)
    guesses = models.JSONField(_("columns to look at"), default=list)
    notes = models.JSONField(_("remarks about the file"), default=list)
    counts = models.JSONField(_("rows by outcome"), default=dict)
    fingerprint = models.CharField(_("fingerprint of the preview"), max_length=64, blank=True)
    failure = models.TextField(_("why it could not be done"), blank=True)
    busy_since = models.DateTimeField(_("work goes on since"), null=True)
    busy_with = models.CharField(_("work that goes on"), max_length=10, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes: ClassVar = [
            models.Index(fields=["register", "created_by", "-created_at"], name="import_run_by_person")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status=RunStatus.APPLIED, applied_at__isnull=False)
                | (~models.Q(status=RunStatus.APPLIED) & models.Q(applied_at__isnull=True)),
                name="import_run_applied_has_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"

    def to_write(self) -> int:
        """Return how many rows applying will add or change."""
        return int(self.counts.get("new", 0)) + int(self.counts.get("changed", 0))

    def row_count(self) -> int:
        """Return how many rows the preview has, those with errors included."""
        return sum(int(self.counts.get(kind, 0)) for kind in OutcomeKind)


class ImportRow(models.Model):
    """One row of a preview; `values` are in the order of the run's columns."""

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row of the file"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=OutcomeKind)
    warned = models.BooleanField(_("has a warning"))
    subject_id = models.BigIntegerField(_("row of the register"), null=True)
    values = models.JSONField(_("values"))
    changes = models.JSONField(_("before and after"))
    problems = models.JSONField(_("remarks"))

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes: ClassVar = [models.Index(fields=["run", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class RememberedMapping(models.Model):
    """What a person has decided about a heading, kept for the next file of the same organisation."""

    register = models.CharField(_("register"), max_length=60)
    scope_id = models.BigIntegerField(_("organisation"), null=True)
    heading = models.CharField(_("heading"), max_length=300)
    column = models.CharField(_("column"), max_length=60, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "scope_id", "heading"],
                nulls_distinct=False,
                name="remembered_mapping_once_a_heading",
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.column}"
