from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.subjects import AboutSubject
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body, Composition
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    HELD,
    PresidingGround,
    SessionKind,
    SessionMode,
    SessionStatus,
)
from metodika.governance.meetings.models.openness import open_sessions


class SessionQuerySet(ScopedQuerySet["Session"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return super()._own_or_public(scope, user) | open_sessions(user)

    def upcoming(self) -> Self:
        """Keep the sessions that have not begun."""
        return self.filter(status__in=BEFORE)

    def quorate(self) -> Self:
        """Keep the sessions that count: begun with a quorum, of whatever kind."""
        return self.filter(is_quorate=True)

    def with_names(self) -> Self:
        """Fetch what a list says of a session in the same query."""
        return self.select_related("body__kind", "body__host__municipality", "presiding", "recorder")


@audited
class Session(Versioned, AboutSubject):
    """One session of one body. A joint session is two of these, each with its own quorum and minutes.

    `rules`, `electorate` and `composition` are frozen at the opening. The subject is the item of a plan.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("body"))
    number = models.PositiveSmallIntegerField(_("number in the year"), null=True, blank=True)
    year = models.CharField(_("year"), max_length=9, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind, default=SessionKind.ORDINARY)
    mode = models.CharField(_("mode"), max_length=20, choices=SessionMode, default=SessionMode.IN_PERSON)
    theme = models.CharField(_("theme"), max_length=500, blank=True)
    joint_with = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("together with"),
    )  # fmt: skip
    moved_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from",
        verbose_name=_("postponed to"),
    )  # fmt: skip
    planned_on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    poll_until = models.DateTimeField(_("opinions are taken until"), null=True, blank=True)
    convened_at = models.DateTimeField(_("agenda sent at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("address of the video meeting"), blank=True, max_length=500)
    presiding = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presides")
    )
    presiding_ground = models.CharField(
        _("why this person presides"), max_length=20, choices=PresidingGround, blank=True
    )
    recorder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("keeps the minutes"),
    )  # fmt: skip
    recorder_is_temporary = models.BooleanField(_("in place of the secretary"), default=False)
    status = models.CharField(_("state"), max_length=20, choices=SessionStatus, default=SessionStatus.PLANNED)
    status_reason = models.CharField(_("why"), max_length=1000, blank=True)
    is_quorate = models.BooleanField(_("had a quorum"), null=True, editable=False)
    deviations = models.JSONField(_("departures from the rules"), default=list, blank=True)
    rules = models.JSONField(_("rules at the opening"), null=True, editable=False)
    electorate = models.JSONField(_("members at the opening"), null=True, editable=False)
    composition = models.ForeignKey(
        Composition, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("composition at the opening"),
    )  # fmt: skip

    named_with = ("body",)
    row_scope = RowScope(
        view="meetings.view_session", path="body__host__path", own="attendances__person__user__pk", apart=True
    )
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="number_of_session_once_a_year"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="session_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None)
                | Q(rules__isnull=False, electorate__isnull=False, held_on__isnull=False),
                name="opened_session_has_frozen_rules",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(HELD))
                | Q(closed_at__isnull=False, is_quorate=True)
                | Q(is_quorate=False),
                name="held_session_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(joint_with=F("id")) & ~Q(moved_to=F("id")),
                name="session_is_not_joined_to_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "-planned_on"], name="session_of_body"),
            models.Index(fields=["-planned_on", "-id"], name="session_by_day"),
            models.Index(fields=["body", "held_on"], name="session_held", condition=Q(is_quorate=True)),
            models.Index(fields=["subject_type", "subject_id"], name="session_of_subject"),
            word_index("session_words", "theme"),
        ]

    def __str__(self) -> str:
        words = {"number": self.number, "day": self.day.strftime("%d.%m.%Y"), "body": self.body}
        if self.number:
            return gettext("Session No. %(number)s of %(day)s, %(body)s") % words
        return gettext("Session of %(day)s, %(body)s") % words

    def scope_paths(self) -> list[str]:
        return [self.body.host.path]

    @property
    def day(self) -> date:
        """The date of the session: when it was held, else for when it is planned."""
        return self.held_on or self.planned_on

    @property
    def is_poll(self) -> bool:
        """Whether members answer by sheets and do not come together."""
        return self.mode == SessionMode.CORRESPONDENCE


class Pulse(models.Model):
    """How often anything of a session has changed: what a page asks every second.

    It lies apart so that its beat writes no history and waits for nobody who has the session locked.
    """

    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, primary_key=True, related_name="pulse", verbose_name=_("session")
    )
    revision = models.PositiveBigIntegerField(_("number of changes"), default=1)

    class Meta:
        verbose_name = _("pulse of a session")
        verbose_name_plural = _("pulses of sessions")
