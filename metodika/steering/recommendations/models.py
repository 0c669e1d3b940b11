from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.planning.plans.models import Item
from metodika.steering.analysis.models import Finding
from metodika.steering.indicators.models import AFTER_POINT, DIGITS, Indicator, Value
from metodika.steering.recommendations.lifecycle import (
    UNANSWERED,
    AddressedTo,
    ReceiptStatus,
    Status,
    Verdict,
)


class RecommendationQuerySet(ScopedQuerySet["Recommendation"]):
    pass


@audited
class Recommendation(Versioned):
    """What somebody should do about findings, by when, and what it should change."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    findings = models.ManyToManyField(
        Finding, related_name="recommendations", verbose_name=pgettext_lazy("finding", "findings")
    )
    addressed_to = models.CharField(_("to whom"), max_length=20, choices=AddressedTo)
    institutions = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("institutions")
    )
    bodies = models.ManyToManyField(
        Body, related_name="+", blank=True, verbose_name=_("councils and associations")
    )
    people = models.ManyToManyField(Person, related_name="+", blank=True, verbose_name=_("people"))
    category = models.CharField(_("category of people"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(
        _("what is recommended"),
        help_text=_("{addressee}, {value}, {target}, {indicator} and {due} become each addressee's own."),
    )
    help = models.TextField(_("what helps"), blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("indicator that should change"),
    )  # fmt: skip
    change = models.DecimalField(
        _("expected change"), null=True, blank=True, max_digits=DIGITS, decimal_places=AFTER_POINT
    )
    due_on = models.DateField(_("to be done by"))
    status = models.CharField(_("state"), max_length=20, choices=Status, default=Status.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    row_scope = RowScope(view="recommendations.view_recommendation", path="organisation__path")
    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="recommendation_has_title_and_text"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SENT) | Q(sent_at__isnull=False),
                name="sent_recommendation_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(addressed_to=AddressedTo.CATEGORY) | ~Q(category=""),
                name="recommendation_to_a_category_names_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-made_at"], name="recommendation_of_place")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT


class ReceiptQuerySet(ScopedQuerySet["Receipt"]):
    def unanswered(self) -> Self:
        """Keep those whose addressee has neither accepted nor declined."""
        return self.filter(status__in=UNANSWERED)


@audited
class Receipt(Versioned):
    """A recommendation as one addressee got it: frozen at sending, with the answer and what came of it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("recommendation")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("council or association"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    readers = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("who reads it for the addressee")
    )
    name = models.CharField(_("addressee"), max_length=500)
    text = models.TextField(_("text as it was sent"))
    status = models.CharField(_("state"), max_length=20, choices=ReceiptStatus, default=ReceiptStatus.SENT)
    sent_at = models.DateTimeField(_("sent at"))
    answer_due_on = models.DateField(_("to be answered by"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answer = models.TextField(pgettext_lazy("recommendation", "answer"), blank=True)
    items = models.ManyToManyField(
        Item, related_name="+", blank=True, verbose_name=_("items of plans that follow from it")
    )
    fulfilled_at = models.DateTimeField(_("fulfilled at"), null=True, blank=True)
    report = models.TextField(_("what was done"), blank=True)
    source = models.ForeignKey(
        Value, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("value when it was sent"),
    )  # fmt: skip
    source_after = models.ForeignKey(
        Value, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("value when it was checked"),
    )  # fmt: skip
    verdict = models.CharField(_("what the indicator says"), max_length=20, choices=Verdict, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    is_unreachable = models.BooleanField(_("nobody reads it there"), default=False)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    escalated_on = models.DateField(_("those who sent it were told on"), null=True, blank=True)

    row_scope = RowScope(view="recommendations.view_receipt", path="organisation__path", own="readers__user")
    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt of a recommendation")
        verbose_name_plural = _("receipts of recommendations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "organisation", "body", "person"], nulls_distinct=False,
                name="one_receipt_an_addressee",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReceiptStatus.DECLINED) | ~Q(answer=""),
                name="declined_recommendation_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNANSWERED) | Q(answered_at__isnull=False),
                name="answered_recommendation_has_its_moment",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(
                fields=["answer_due_on"], condition=Q(status__in=UNANSWERED), name="receipt_unanswered"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.recommendation.title} · {self.name}"

    @property
    def is_unanswered(self) -> bool:
        return self.status in UNANSWERED
