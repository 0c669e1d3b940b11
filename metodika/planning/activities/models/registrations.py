from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.access.grants import access_of
from metodika.core.audit.tracking import audited
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities.lifecycle import LIVING, RegistrationStatus
from metodika.planning.activities.models.events import Event


class Seats(models.Model):
    """How many seats there are and how many are taken: of an event, and of each institution in it.

    The row of the event is locked by whoever registers; the database itself refuses one too many.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="seats", verbose_name=_("event"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("institution")
    )
    quota = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    per_institution = models.PositiveIntegerField(_("seats for one institution"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("taken"), default=0)

    class Meta:
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(quota=None) | Q(taken__lte=F("quota")), name="no_more_people_than_seats"
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(organisation=None), name="seats_of_an_event_once"
            ),
            models.UniqueConstraint(fields=["event", "organisation"], name="seats_of_an_institution_once"),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(per_institution=None),
                name="limit_of_institutions_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken} / {self.quota}" if self.quota is not None else str(self.taken)


class RegistrationQuerySet(ScopedQuerySet["Registration"]):
    def living(self) -> Self:
        return self.filter(status__in=LIVING)

    def confirmed(self) -> Self:
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def waiting(self) -> Self:
        """Keep those on the waiting list, in the order of arrival."""
        return self.filter(status=RegistrationStatus.WAITING).order_by("pk")

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        person = getattr(user, "person_id", None)
        own = Q(person=person) if user.pk is not None and person is not None else Q(pk__in=())
        return own | _sent_by(user)


def _sent_by(user: Any) -> Q:
    sent = Q(pk__in=())
    for path in access_of(user).paths_for("activities.register_group"):
        sent |= Q(organisation__path__startswith=path)
    return sent


@audited
class Registration(models.Model):
    """Somebody who means to come; the number tells the order of arrival."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("from where")
    )
    status = models.CharField(_("state"), max_length=20, choices=RegistrationStatus)
    remote = models.BooleanField(_("takes part online"), default=False)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("registered by"),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("got a seat at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    row_scope = RowScope(view="activities.run_event", path="event__host__path")
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(status__in=LIVING), name="registered_once_an_event"
            ),
            models.CheckConstraint(
                condition=~Q(status=RegistrationStatus.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="seat_has_its_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "status", "id"], name="registration_line"),
            models.Index(fields=["person"], name="registration_of_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}, {self.event}"
