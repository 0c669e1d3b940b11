from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation


@audited
class NumberSeries(models.Model):
    """One line of numbers: of an organisation, for a kind of document, in a year.

    `line` tells several lines of one kind apart, such as the minutes of each council; `last` is the number
    given last, and every number up to it belongs to a record.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind of document"), max_length=60)
    line = models.CharField(_("line of numbers"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    pattern = models.CharField(
        _("pattern of the number"), max_length=40, default="{n}",
        help_text=_("{n} is the number, {n:3} with zeros before it, {year} and {yy} the year: {n}-мс/{yy}."),
    )  # fmt: skip
    last = models.PositiveIntegerField(_("last number given"), default=0)

    row_scope = RowScope(view="records.view_series", path="organisation__path")
    objects = ScopedQuerySet["NumberSeries"].as_manager()

    class Meta:
        verbose_name = _("line of numbers")
        verbose_name_plural = _("lines of numbers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "line", "year"], name="one_series_a_line_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]


@audited
class CaseFile(Versioned):
    """A case (дело) of the file plan: what is put into it is kept and destroyed together."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    index = models.CharField(_("index"), max_length=40, help_text=_("As in the file plan: 01-12."))
    title = models.CharField(_("title of the case"), max_length=500)
    year = models.PositiveSmallIntegerField(_("year"))
    keep_years = models.PositiveSmallIntegerField(
        _("kept for, years"), null=True, blank=True, help_text=_("Empty: kept for ever.")
    )
    keep_note = models.CharField(
        _("note on keeping"), max_length=300, blank=True,
        help_text=_("The article of the list, or «ЭПК», as in the file plan."),
    )  # fmt: skip
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    keep_until = models.DateField(_("kept until, the last day included"), null=True, blank=True)
    destruction_act = models.ForeignKey(
        "records.Record", on_delete=models.PROTECT, null=True, blank=True,
        related_name="cases_to_destroy", verbose_name=_("act of destruction"),
    )  # fmt: skip
    destroyed_on = models.DateField(_("destroyed on"), null=True, blank=True)

    row_scope = RowScope(view="records.view_case", path="organisation__path")
    objects = ScopedQuerySet["CaseFile"].as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "year", "index"], name="one_case_an_index_and_year"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(closed_on__isnull=False, destruction_act__isnull=False),
                name="case_is_destroyed_by_act_after_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on=None)
                | Q(keep_until__isnull=False, destroyed_on__gt=F("keep_until")),
                name="case_is_destroyed_after_its_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} «{self.title}», {self.year}"

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]
