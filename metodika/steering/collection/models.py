from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import USUAL_ZONE, Period, dates
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.steering.collection.lifecycle import (
    FILLED_IN,
    INSPECTED,
    CampaignStatus,
    FormKind,
    Found,
    Level,
    SubmissionStatus,
)
from metodika.steering.collection.rules import terms
from metodika.steering.collection.rules.answers import is_complete as nothing_lacks
from metodika.steering.collection.rules.forms import FormSpec
from metodika.steering.collection.rules.terms import Burden

USUAL_DAYS = [7, 3, 1]


def usual_days() -> list[int]:
    """Return how many days before the deadline the silent are reminded, where nobody has said."""
    return list(USUAL_DAYS)


def _account(words: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words,
    )


class FormQuerySet(ScopedQuerySet["Form"]):
    def in_use(self) -> Self:
        return self.filter(laid_aside_on=None)


@audited
class Form(Versioned):
    """What an organisation asks, as data; its editions keep what was begun as it was."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose form it is")
    )
    code = models.SlugField(_("code"), max_length=60, help_text=_("Small Latin letters, digits and “_”."))
    kind = models.CharField(_("kind"), max_length=20, choices=FormKind)
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("what it is for"), blank=True)
    content = models.JSONField(_("fields and checks"), default=dict, editable=False)
    edition_number = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    laid_aside_on = models.DateField(_("laid aside on"), null=True, blank=True)

    row_scope = RowScope(view="collection.view_campaign", path="organisation__path")
    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="form_code_once_a_place"),
            models.CheckConstraint(condition=~Q(title=""), name="form_has_a_title"),
        ]
        indexes: ClassVar = [word_index("form_words", "title")]

    def __str__(self) -> str:
        return self.title

    @property
    def spec(self) -> FormSpec:
        return FormSpec.from_data(self.content)

    @property
    def is_inspected(self) -> bool:
        return self.kind in INSPECTED


class Edition(models.Model):
    """A form as it was at one time; who begins to fill it in keeps it."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="editions", verbose_name=_("form"))
    number = models.PositiveSmallIntegerField(_("edition"))
    content = models.JSONField(_("fields and checks"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("edition of a form")
        verbose_name_plural = _("editions of forms")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "number"], name="form_edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"

    @property
    def spec(self) -> FormSpec:
        return FormSpec.from_data(self.content)


class CampaignQuerySet(ScopedQuerySet["Campaign"]):
    def running(self) -> Self:
        return self.filter(status=CampaignStatus.OPEN)


@audited
class Campaign(Versioned):
    """A form is asked of institutions for a period, with a day on which things stand and a deadline."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who collects")
    )
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("form"))
    title = models.CharField(_("title"), max_length=300)
    ground = models.CharField(
        _("ground"), max_length=500, blank=True, help_text=_("The order or the plan by which it is asked.")
    )
    starts_on = models.DateField(_("first day of the period"))
    ends_on = models.DateField(_("last day of the period"))
    as_of = models.DateField(
        _("as of the day"), help_text=_("Lists and staff are taken as they stood on it.")
    )
    due_at = models.DateTimeField(_("deadline"))
    remind_before = models.JSONField(
        _("days before the deadline to remind on"), default=usual_days, blank=True
    )
    kinds = models.JSONField(_("kinds of institutions"), default=list, blank=True)
    institutions = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("only these institutions")
    )
    status = models.CharField(_("state"), max_length=20, choices=CampaignStatus, default=CampaignStatus.DRAFT)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    reopened_because = models.CharField(_("why it was opened again"), max_length=500, blank=True)
    made_by = _account(_("made by"))

    row_scope = RowScope(view="collection.view_campaign", path="organisation__path")
    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(status=CampaignStatus.DRAFT) | Q(opened_at__isnull=False),
                name="campaign_is_opened_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="campaign_has_a_title"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "due_at"], name="campaign_list"),
            word_index("campaign_words", "title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return dates(self.starts_on, self.ends_on)

    @property
    def zone(self) -> str:
        return (self.organisation.municipality or self.organisation).timezone or USUAL_ZONE

    @property
    def due_here(self) -> datetime:
        """The deadline by the clock of the municipality."""
        return self.due_at.astimezone(ZoneInfo(self.zone))

    @property
    def is_prepared(self) -> bool:
        return self.status == CampaignStatus.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == CampaignStatus.OPEN

    @property
    def is_frozen(self) -> bool:
        return self.status == CampaignStatus.FROZEN


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    def silent(self) -> Self:
        return self.filter(status__in=FILLED_IN)

    def asked_in(self, first: date, last: date) -> Self:
        return self.filter(asked_on__gte=first, asked_on__lte=last)


@audited
class Submission(Versioned):
    """What one institution answers in a campaign, or what an inspector finds about it."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="submissions", verbose_name=_("campaign")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edition of the form"),
    )
    status = models.CharField(
        _("state"), max_length=20, choices=SubmissionStatus, default=SubmissionStatus.NOT_BEGUN
    )
    asked_on = models.DateField(_("asked on"))
    answers = models.JSONField(_("own answers"), default=dict, editable=False)
    held = models.JSONField(_("what the system holds"), default=dict, editable=False)
    reasons = models.JSONField(_("why another value is given"), default=dict, editable=False)
    remarks = models.JSONField(_("remarks by field"), default=dict, editable=False)
    explanation = models.TextField(_("explanation of what looks wrong"), blank=True)
    returned_because = models.CharField(_("remark on the whole"), max_length=1000, blank=True)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0, editable=False)
    fields_asked = models.PositiveSmallIntegerField(_("fields asked"), default=0, editable=False)
    fields_held = models.PositiveSmallIntegerField(_("fields already held"), default=0, editable=False)
    minutes = models.DecimalField(_("minutes"), max_digits=7, decimal_places=1, default=0, editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = _account(_("submitted by"))
    decided_at = models.DateTimeField(_("accepted or returned at"), null=True, blank=True)
    decided_by = _account(_("accepted or returned by"))

    row_scope = RowScope(view="collection.view_submission", path="organisation__path")
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"], name="submission_once_an_institution"
            ),
            models.CheckConstraint(
                condition=Q(status=SubmissionStatus.NOT_BEGUN) | Q(edition__isnull=False),
                name="submission_begun_has_its_edition",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED])
                | Q(submitted_at__isnull=False),
                name="submission_is_submitted_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "asked_on"], name="submission_of_institution"),
            models.Index(fields=["campaign", "status"], name="submission_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.campaign}"

    @property
    def spec(self) -> FormSpec:
        """What is asked here: the edition that was begun, or the form as it is now."""
        return self.edition.spec if self.edition else self.campaign.form.spec

    @property
    def burden(self) -> Burden:
        return Burden(self.fields_asked, self.fields_held, Decimal(self.minutes))

    @property
    def is_silent(self) -> bool:
        return terms.is_silent(self.status)

    @property
    def is_complete(self) -> bool:
        """Whether everything is filled in and only waits to be submitted."""
        begun = self.status == SubmissionStatus.DRAFT and self.edition is not None
        return begun and nothing_lacks(self.spec, self.answers, self.held, self.reasons)

    def standing(self, now: datetime) -> str:
        """Say how it stands against the deadline at the moment."""
        return terms.standing(
            self.status,
            submitted_at=self.first_submitted_at,
            due_at=self.campaign.due_at,
            campaign=self.campaign.status,
            now=now,
        )


class Value(models.Model):
    """A number of an accepted submission, and what the system holds beside it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="values", verbose_name=_("submission")
    )
    field = models.CharField(_("field"), max_length=50)
    value = models.DecimalField(pgettext_lazy("number", "value"), max_digits=20, decimal_places=6)
    held = models.DecimalField(
        _("value that the system holds"), max_digits=20, decimal_places=6, null=True, blank=True
    )

    class Meta:
        verbose_name = _("collected value")
        verbose_name_plural = _("collected values")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "field"], name="value_once_a_field")
        ]
        indexes: ClassVar = [models.Index(fields=["field"], name="value_by_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value.normalize():f}"


class Finding(models.Model):
    """What an inspector saw of one item of a site, or of one criterion in documents."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="findings", verbose_name=_("submission")
    )
    field = models.CharField(_("item"), max_length=50)
    title = models.CharField(_("title"), max_length=500)
    found = models.CharField(_("what was found"), max_length=10, choices=Found, blank=True)
    level = models.CharField(_("level"), max_length=1, choices=Level, blank=True)
    points = models.DecimalField(_("points"), max_digits=4, decimal_places=1, default=0)
    address = models.CharField(_("address of the page"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture or document"),
    )
    seen_at = models.DateTimeField(_("seen at"))
    seen_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("inspector")
    )

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "field"], name="finding_once_a_field"),
            models.CheckConstraint(condition=Q(found="") ^ Q(level=""), name="finding_is_of_one_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """One day on which the silent of a campaign were reminded; a day comes once."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("campaign")
    )
    reminded_on = models.DateField(_("day"))
    institutions = models.PositiveSmallIntegerField(_("institutions reminded"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "reminded_on"], name="reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.reminded_on}"
