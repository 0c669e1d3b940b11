from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import Choice, VoteMethod, VotePurpose
from metodika.governance.meetings.models.agenda import AgendaItem
from metodika.governance.meetings.models.sessions import Session


class VoteQuerySet(ScopedQuerySet["Vote"]):
    def open(self) -> Self:
        return self.filter(closed_at=None, voided_at=None)

    def counted(self) -> Self:
        """Keep the votes that were closed and hold."""
        return self.filter(closed_at__isnull=False, voided_at=None)


@audited
class Vote(models.Model):
    """One question put to the vote.

    `asked` are the people with a vote when it was put; `frozen` keeps what the result was counted from:
    those present, those who withdrew, the rule. A closed vote never changes.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="votes", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="votes",
        verbose_name=_("item"),
    )  # fmt: skip
    question = models.TextField(_("question put to the vote"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=VotePurpose, default=VotePurpose.DECISION)
    method = models.CharField(_("how"), max_length=20, choices=VoteMethod, default=VoteMethod.NAMED)
    opened_at = models.DateTimeField(_("put at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    voided_at = models.DateTimeField(_("called off at"), null=True, blank=True)
    voided_because = models.CharField(_("why it was called off"), max_length=500, blank=True)
    asked = models.JSONField(_("people asked"), default=list)
    frozen = models.JSONField(_("counted from"), null=True)
    for_count = models.PositiveSmallIntegerField(_("votes in favour"), null=True)
    against_count = models.PositiveSmallIntegerField(_("against"), null=True)
    abstained_count = models.PositiveSmallIntegerField(_("abstained"), null=True)
    silent_count = models.PositiveSmallIntegerField(_("did not vote"), null=True)
    chair_choice = models.CharField(_("vote of whoever presides"), max_length=20, choices=Choice, blank=True)
    adopted = models.BooleanField(_("adopted"), null=True)
    reason = models.CharField(_("why so"), max_length=20, blank=True)

    row_scope = RowScope(
        view="meetings.view_session",
        path="session__body__host__path",
        own="session__attendances__person__user__pk",
    )
    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(closed_at=None, voided_at=None) & ~Q(method="correspondence"),
                name="one_open_vote_a_session",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(closed_at=None, voided_at=None), name="one_open_vote_an_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(adopted__isnull=False, frozen__isnull=False, for_count__isnull=False),
                name="closed_vote_is_frozen_with_its_result",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["session", "opened_at"], name="votes_of_session")]

    def __str__(self) -> str:
        return self.question

    def scope_paths(self) -> list[str]:
        return [self.session.body.host.path]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.voided_at is None


@audited
class Ballot(models.Model):
    """What one person voted; the database knows one a vote and a person, whatever two devices send."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots", verbose_name=_("vote"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    choice = models.CharField(_("choice"), max_length=20, choices=Choice)
    cast_at = models.DateTimeField(_("voted at"))
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("noted by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vote", "person"], name="one_ballot_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"
