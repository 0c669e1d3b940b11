from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Person
from metodika.governance.meetings.lifecycle import CARRIED, DecisionKind, DecisionStatus
from metodika.governance.meetings.models.agenda import AgendaItem
from metodika.governance.meetings.models.openness import open_sessions
from metodika.governance.meetings.models.sessions import Session
from metodika.governance.meetings.models.votes import Vote

APPROVED = (DecisionStatus.APPROVED, DecisionStatus.PARTLY_APPROVED)


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return super()._own_or_public(scope, user) | open_sessions(user, "session__")

    def carried(self) -> Self:
        """Keep what the vote has carried, whatever came of it later."""
        return self.filter(status__in=CARRIED)

    def unapproved(self) -> Self:
        """Keep what was adopted and is not approved yet."""
        return self.filter(status__in=[DecisionStatus.ADOPTED, DecisionStatus.FOR_APPROVAL])


@audited
class Decision(Versioned):
    """What was decided on an item: adopted by a vote, approved by an act, published; each with its date.

    `approved_text` holds the wording of the act where it differs from what the body adopted.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("item")
    )
    vote = models.ForeignKey(
        Vote, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("vote"),
    )  # fmt: skip
    number = models.CharField(_("number"), max_length=20)
    text = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind, default=DecisionKind.DECISION)
    status = models.CharField(
        _("state"), max_length=20, choices=DecisionStatus, default=DecisionStatus.PROPOSED
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    approval_due_on = models.DateField(_("to be approved by"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approval_act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("act that approved it"),
    )  # fmt: skip
    approved_text = models.TextField(_("text as approved"), blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    return_reason = models.CharField(_("why it was returned"), max_length=1000, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    responsible = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("responsible"),
    )  # fmt: skip
    responsible_text = models.CharField(
        _("responsible in words"), max_length=300, blank=True,
        help_text=_("For a position or a group rather than one person."),
    )  # fmt: skip
    due_on = models.DateField(_("by"), null=True, blank=True)

    named_with = ("session",)
    row_scope = RowScope(
        view="meetings.view_session",
        path="session__body__host__path",
        own="session__attendances__person__user__pk",
        public=Q(published_on__isnull=False),
    )
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="number_of_decision_once_a_session"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(CARRIED)) | Q(adopted_on__isnull=False),
                name="carried_decision_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=APPROVED) | Q(approved_on__isnull=False, approval_act__isnull=False),
                name="approved_decision_has_its_act",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None) | Q(approved_on__gte=models.F("adopted_on")),
                name="decision_is_approved_after_it_is_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(status=DecisionStatus.PARTLY_APPROVED) | ~Q(approved_text=""),
                name="decision_approved_in_part_has_both_texts",
            ),
            models.CheckConstraint(
                condition=~Q(status=DecisionStatus.RETURNED)
                | (Q(returned_on__isnull=False) & ~Q(return_reason="")),
                name="returned_decision_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "approval_due_on"], name="decision_to_approve"),
            word_index("decision_words", "text"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def scope_paths(self) -> list[str]:
        return [self.session.body.host.path]

    @property
    def text_in_force(self) -> str:
        """The wording that holds: the act's where it differs."""
        return self.approved_text or self.text


@audited
class SpecialOpinion(models.Model):
    """What a member who thinks otherwise wants to stand in the minutes."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("item")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("special opinion"))

    class Meta:
        verbose_name = _("special opinion")
        verbose_name_plural = _("special opinions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "person"], name="one_special_opinion_an_item"),
        ]

    def __str__(self) -> str:
        return self.text
