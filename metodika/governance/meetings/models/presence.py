from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import Capacity
from metodika.governance.meetings.models.agenda import AgendaItem
from metodika.governance.meetings.models.sessions import Session


@audited
class Attendance(models.Model):
    """Somebody who belongs to a session: a member, or a guest with a card here or only a name."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances",
        verbose_name=_("person"),
    )  # fmt: skip
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity, default=Capacity.MEMBER)
    guest_name = models.CharField(_("name of the guest"), max_length=300, blank=True)
    guest_of = models.CharField(_("whom the guest represents"), max_length=300, blank=True)
    absence_reason = models.CharField(_("reason of absence"), max_length=300, blank=True)

    named_with = ("person",)
    row_scope = RowScope(
        view="meetings.view_session",
        path="session__body__host__path",
        own="session__attendances__person__user__pk",
    )
    objects = ScopedQuerySet["Attendance"].as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "person"], name="person_once_at_a_session"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | (Q(capacity=Capacity.INVITED) & ~Q(guest_name="")),
                name="attendance_has_a_name",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "session"], name="sessions_of_person")]

    def __str__(self) -> str:
        return self.guest_name or str(self.person)

    def scope_paths(self) -> list[str]:
        return [self.session.body.host.path]


@audited
class Stay(models.Model):
    """From when to when somebody was in the room or on the line."""

    attendance = models.ForeignKey(
        Attendance, on_delete=models.CASCADE, related_name="stays", verbose_name=_("attendance")
    )
    arrived_at = models.DateTimeField(_("arrived at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    remote = models.BooleanField(_("from afar"), default=False)

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(left_at=None), name="one_open_stay_a_person"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="stay_ends_after_it_begins"
            ),
        ]


@audited
class Recusal(models.Model):
    """A member who takes no part in the vote on an item, because it is about himself or his own."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="recusals", verbose_name=_("item")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "person"], name="recused_once_from_an_item"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class QuorumCheck(models.Model):
    """One count of those present, kept for the minutes with both bases."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="quorum_checks", verbose_name=_("session")
    )
    vote = models.ForeignKey(
        "meetings.Vote", on_delete=models.CASCADE, null=True, related_name="quorum_checks",
        verbose_name=_("vote"),
    )  # fmt: skip
    at = models.DateTimeField(_("counted at"))
    base = models.PositiveSmallIntegerField(_("of how many"))
    listed = models.PositiveSmallIntegerField(_("on the list"))
    filled = models.PositiveSmallIntegerField(_("seats that are filled"))
    present = models.PositiveSmallIntegerField(_("members present"))
    required = models.PositiveSmallIntegerField(_("members needed"))
    ok = models.BooleanField(_("enough"))

    class Meta:
        verbose_name = _("count of a quorum")
        verbose_name_plural = _("counts of quorums")
        indexes: ClassVar = [models.Index(fields=["session", "at"], name="quorum_of_session")]
