from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period, school_year
from metodika.core.database.subjects import AboutSubject
from metodika.directory.organisations.models import Organisation
from metodika.steering.turnover.lifecycle import (
    GOING,
    WARNED,
    Choice,
    Outcome,
    Reason,
    Register,
    RolloverStatus,
)

VIEW = "turnover.view_rollover"


class RolloverQuerySet(ScopedQuerySet["Rollover"]):
    def applied(self) -> Self:
        """Keep those that were carried out and not taken back."""
        return self.filter(status=RolloverStatus.APPLIED)


@audited
class Rollover(models.Model):
    """One school year of a municipality handed over to the next: chosen row by row, done at one press."""

    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    ends_on = models.DateField(_("last day of the ending year"))
    status = models.CharField(_("state"), max_length=20, choices=RolloverStatus, default=RolloverStatus.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("begun by"),
    )  # fmt: skip
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("carried out or taken back by"),
    )  # fmt: skip
    applied_at = models.DateTimeField(_("carried out at"), null=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = RolloverQuerySet.as_manager()

    class Meta:
        verbose_name = _("roll-over of a year")
        verbose_name_plural = _("roll-overs of years")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(status__in=sorted(GOING)), name="one_rollover_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[RolloverStatus.APPLIED, RolloverStatus.UNDOING])
                | Q(applied_at__isnull=False),
                name="applied_rollover_has_its_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "-ends_on"], name="rollover_of_place")]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.ending.label} → {self.coming.label}"

    def scope_paths(self) -> list[str]:
        return [self.municipality.path]

    @property
    def ending(self) -> Period:
        """The school year that ends."""
        return school_year(self.ends_on)

    @property
    def coming(self) -> Period:
        """The school year that follows."""
        return self.ending.next()

    @property
    def is_draft(self) -> bool:
        return self.status == RolloverStatus.DRAFT


class LineQuerySet(ScopedQuerySet["Line"]):
    def offering(self, choice: str) -> Self:
        """Keep those for which the choice is possible."""
        return self.filter(offered__contains=[choice])

    def warned(self, on: bool) -> Self:
        """Keep those that deserve a look before the press, or all others."""
        return self.filter(reason__in=sorted(WARNED)) if on else self.exclude(reason__in=sorted(WARNED))


@audited
class Line(AboutSubject):
    """One row of a roll-over: what is proposed and chosen for it, what was done, how it can be taken back.

    `note` is what stands beside it: {"day", "count", "verdicts", "advice"}. `before` is the state that a
    closed row had. `trace` is what the copy or the closed row looked like when it was left.
    """

    rollover = models.ForeignKey(
        Rollover, on_delete=models.CASCADE, related_name="lines", verbose_name=_("roll-over of a year")
    )
    register = models.CharField(_("what is handed over"), max_length=20, choices=Register)
    title = models.CharField(_("title"), max_length=500)
    address = models.CharField(_("page"), max_length=200)
    proposed = models.CharField(_("proposed"), max_length=10, choices=Choice)
    reason = models.CharField(_("why"), max_length=20, choices=Reason)
    offered = models.JSONField(_("possible"), default=list)
    note = models.JSONField(_("what stands beside it"), default=dict)
    choice = models.CharField(pgettext_lazy("roll-over", "choice"), max_length=10, choices=Choice)
    outcome = models.CharField(
        pgettext_lazy("roll-over", "result"), max_length=20, choices=Outcome, default=Outcome.WAITING
    )
    told = models.CharField(_("why it was not possible"), max_length=500, blank=True)
    before = models.JSONField(_("state before"), default=dict, editable=False)
    made_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("kind of the copy")
    )
    made_id = models.BigIntegerField(_("number of the copy"), null=True)
    made = GenericForeignKey("made_type", "made_id")
    made_address = models.CharField(_("page of the copy"), max_length=200, blank=True)
    trace = models.CharField(_("trace"), max_length=64, blank=True, editable=False)

    row_scope = RowScope(view=VIEW, path="rollover__municipality__path")
    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a roll-over")
        verbose_name_plural = _("rows of roll-overs")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rollover", "register", "subject_id"], name="row_handed_over_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.COPIED) | Q(made_id__isnull=False),
                name="copied_row_has_its_copy",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["rollover", "register", "id"], name="rows_of_rollover")]

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.rollover.municipality.path]

    @property
    def is_changed(self) -> bool:
        """Whether a person has chosen otherwise than was proposed."""
        return self.choice != self.proposed
