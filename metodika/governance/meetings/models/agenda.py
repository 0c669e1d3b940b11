from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.subjects import AboutSubject
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.lifecycle import ItemStatus, ItemTag, PassageField
from metodika.governance.meetings.models.sessions import Session


class AgendaItemQuerySet(ScopedQuerySet["AgendaItem"]):
    def waiting_for_session(self) -> Self:
        """Keep what was sent to a body and stands on no agenda yet."""
        return self.filter(session=None)


@audited
class AgendaItem(Versioned, AboutSubject):
    """One question for a body: on the agenda of a session, or sent to the body and waiting for one.

    The subject is whatever is considered: a plan, a practice, an application. `came_from` is the item of
    another session that was put off or sent on; its answer is the decisions here.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="items", verbose_name=_("body"))
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="items",
        verbose_name=_("session"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("number"), default=0)
    question = models.CharField(_("question"), max_length=1000)
    tag = models.CharField(_("mark"), max_length=20, choices=ItemTag, blank=True, default=ItemTag.NONE)
    rapporteur = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("rapporteur"),
    )  # fmt: skip
    rapporteur_text = models.CharField(
        _("rapporteur in words"), max_length=300, blank=True,
        help_text=_("For somebody who has no card here: name and position."),
    )  # fmt: skip
    co_rapporteurs = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("co-rapporteurs")
    )
    minutes_limit = models.PositiveSmallIntegerField(_("time, minutes"), null=True, blank=True)
    draft_decision = models.TextField(_("draft of the decision"), blank=True)
    source_clause = models.CharField(_("clause"), max_length=60, blank=True)
    added_at_session = models.BooleanField(_("added at the session"), default=False)
    agreed_by = models.OneToOneField(
        "meetings.Vote", on_delete=models.PROTECT, null=True, blank=True, related_name="changed_item",
        verbose_name=_("vote that changed the agenda"),
    )  # fmt: skip
    status = models.CharField(_("state"), max_length=20, choices=ItemStatus, default=ItemStatus.WAITING)
    status_reason = models.CharField(_("why"), max_length=500, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    came_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="went_to",
        verbose_name=_("came from"),
    )  # fmt: skip

    named_with = ("body",)
    row_scope = RowScope(
        view="meetings.view_session", path="body__host__path", own="session__attendances__person__user__pk"
    )
    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(status=ItemStatus.OPEN), name="one_open_item_a_session"
            ),
            models.UniqueConstraint(
                fields=["session", "order"],
                name="order_of_items_in_a_session",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(came_from=F("id")), name="item_does_not_come_from_itself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="item_of_subject"),
            word_index("item_words", "question"),
            models.Index(fields=["body"], name="item_in_the_inbox", condition=Q(session=None)),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.question}" if self.session_id else self.question

    def scope_paths(self) -> list[str]:
        return [self.body.host.path]


@audited
class Material(models.Model):
    """A paper for an item: what the members read before the session."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="materials", verbose_name=_("item")
    )
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))

    row_scope = RowScope(
        view="meetings.view_session",
        path="item__body__host__path",
        own="item__session__attendances__person__user__pk",
    )
    objects = ScopedQuerySet["Material"].as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.item.body.host.path]


class Passage(models.Model):
    """A text of the minutes, one field of one item or of the session, each with a count of its own edits.

    Saved at every pause of the writer, so it keeps no history; the printed versions of the minutes do.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="passages", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, related_name="passages", verbose_name=_("item")
    )
    field = models.CharField(_("part of the minutes"), max_length=20, choices=PassageField)
    text = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(_("number of edits"), default=0)
    edited_at = models.DateTimeField(_("edited at"), null=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("edited by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("passage of the minutes")
        verbose_name_plural = _("passages of the minutes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "item", "field"], nulls_distinct=False, name="passage_once_a_field"
            ),
        ]
