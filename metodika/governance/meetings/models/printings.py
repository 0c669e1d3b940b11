from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.calendar import Period, PeriodKind
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models.sessions import Session


class PrintingQuerySet(ScopedQuerySet["Printing"]):
    def counted(self) -> Self:
        """Add how far each has come: `all_count`, `done_count`, `refused_count`."""
        return self.annotate(
            all_count=Count("tasks"),
            done_count=Count("tasks", filter=Q(tasks__done_at__isnull=False)),
            refused_count=Count("tasks", filter=~Q(tasks__refusal="")),
        )


class Printing(models.Model):
    """The minutes of many sessions printed at one press, portion by portion.

    `portion` is the number of the portion whose turn it is: a job that comes a second time sees by it that
    its portion has been passed on.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation"),
        help_text=_("With everything that lies under it."),
    )  # fmt: skip
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("only of this body")
    )
    starts_on = models.DateField(_("sessions from"))
    ends_on = models.DateField(_("sessions until"))
    portion = models.PositiveIntegerField(_("portion whose turn it is"), default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("begun by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    moved_at = models.DateTimeField(_("last portion ended at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    row_scope = RowScope(view="meetings.print_all_minutes", path="organisation__path")
    objects = PrintingQuerySet.as_manager()

    class Meta:
        verbose_name = _("printing of minutes")
        verbose_name_plural = _("printings of minutes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="printing_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-id"], name="printing_of_organisation")]

    def __str__(self) -> str:
        whose = self.body or self.organisation
        return gettext("Minutes, %(period)s, %(whose)s") % {"period": self.period.label, "whose": whose}

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]

    @property
    def period(self) -> Period:
        """The school year whose sessions are printed."""
        return Period(self.starts_on, self.ends_on, PeriodKind.SCHOOL_YEAR)


class PrintingTask(models.Model):
    """One session of a printing; done it has its record, or the sentence why it could not be printed."""

    printing = models.ForeignKey(
        Printing, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("printing of minutes")
    )
    place = models.PositiveIntegerField(_("place in the order"))
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="+", verbose_name=_("session")
    )
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("minutes")
    )
    refusal = models.TextField(_("why it could not be printed"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("session of a printing")
        verbose_name_plural = _("sessions of a printing")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["printing", "place"], name="place_once_a_printing"),
            models.UniqueConstraint(fields=["printing", "session"], name="session_once_a_printing"),
            models.CheckConstraint(
                condition=Q(done_at=None, record=None, refusal="")
                | Q(done_at__isnull=False, record__isnull=False, refusal="")
                | Q(done_at__isnull=False, record=None) & ~Q(refusal=""),
                name="done_task_has_minutes_or_a_refusal",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["printing", "place"], name="task_to_do", condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.session}"
