from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities.lifecycle import Way
from metodika.planning.activities.models.events import Event


class AttendanceQuerySet(ScopedQuerySet["Attendance"]):
    def present(self) -> Self:
        return self.filter(is_void=False)

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        person = getattr(user, "person_id", None)
        return Q(person=person) if user.pk is not None and person is not None else Q(pk__in=())


@audited
class Attendance(models.Model):
    """Somebody who was there; one row however many sheets name him."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("event")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("from where")
    )
    way = models.CharField(_("how it is known"), max_length=10, choices=Way)
    remote = models.BooleanField(_("took part online"), default=False)
    on = ArrayField(models.DateField(), verbose_name=_("days"), default=list)
    hours = models.DecimalField(_("academic hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    result = models.CharField(_("result"), max_length=300, blank=True)
    marked_at = models.DateTimeField(_("marked at"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("marked by"),
    )  # fmt: skip
    is_void = models.BooleanField(_("was not there after all"), default=False)
    corrected_because = models.CharField(_("why it was corrected"), max_length=500, blank=True)

    row_scope = RowScope(view="activities.run_event", path="event__host__path")
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person"], name="attended_once_an_event"),
            models.CheckConstraint(
                condition=Q(is_void=False) | ~Q(corrected_because=""), name="void_attendance_has_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="event_attendance_of_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.event}"


class SheetFile(models.Model):
    """A photo or a scan of a sheet with signatures."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("event"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("sheet with signatures")
        verbose_name_plural = _("sheets with signatures")

    def __str__(self) -> str:
        return str(self.file)
