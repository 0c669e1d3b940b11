from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import local_today
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person, Subject
from metodika.governance.bodies.models import Body
from metodika.planning.activities.lifecycle import (
    AHEAD,
    HAPPENED,
    TOLD,
    EventForm,
    EventLevel,
    EventStatus,
    Part,
)
from metodika.planning.plans.models import Item

# What is held for several municipalities is told to all of them.
WIDE = (EventLevel.INTER_MUNICIPAL, EventLevel.REGIONAL, EventLevel.FEDERAL)


class EventQuerySet(ScopedQuerySet["Event"]):
    def ahead(self) -> Self:
        return self.filter(status__in=AHEAD)

    def happened(self) -> Self:
        return self.filter(status__in=HAPPENED)

    def between(self, first: date, last: date) -> Self:
        """Keep the events of which a day lies between two days."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def told_to(self, person: int) -> Self:
        """Keep what is announced where the person works, and what is announced to everybody."""
        jobs = Employment.objects.as_of(timezone.localdate()).filter(person=person)
        places = jobs.values("organisation__municipality")
        near = Q(host__municipality__in=places) | Q(host__in=places)
        return self.filter(near | Q(level__in=WIDE), status__in=TOLD)

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        person = getattr(user, "person_id", None)
        if user.pk is None or person is None:
            return Q(pk__in=())
        return Q(pk__in=Event.objects.told_to(person).values("pk"))


@audited
class Event(Versioned):
    """A seminar, a conference, a master class: what people come to, or have been to elsewhere."""

    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who holds it")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("council or association"),
    )  # fmt: skip
    kind = models.SlugField(_("kind"), max_length=60, db_index=False)
    kind_title = models.CharField(_("kind in words"), max_length=200)
    title = models.CharField(_("title"), max_length=500)
    about = models.TextField(_("what it is about"), blank=True)
    level = models.CharField(_("level"), max_length=20, choices=EventLevel, default=EventLevel.MUNICIPAL)
    form = models.CharField(
        pgettext_lazy("event", "form"), max_length=10, choices=EventForm, default=EventForm.ONSITE
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("address online"), max_length=500, blank=True)
    hours = models.DecimalField(_("academic hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    topic = models.CharField(_("priority direction"), max_length=300, blank=True)
    competences = models.CharField(_("competences and deficits it works on"), max_length=500, blank=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("subject")
    )
    basis = models.CharField(_("what it follows from"), max_length=500, blank=True)
    plan_item = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="events",
        verbose_name=_("plan item"),
    )  # fmt: skip
    until = models.DateField(_("last day of registration"), null=True, blank=True)
    online_word = models.CharField(_("word for those online"), max_length=10, blank=True, editable=False)
    status = models.CharField(_("state"), max_length=20, choices=EventStatus, default=EventStatus.PLANNED)
    is_external = models.BooleanField(_("held by others"), default=False)
    organiser = models.CharField(_("who held it"), max_length=300, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    moved_from = models.DateField(_("was planned for"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    reason = models.CharField(_("why it was moved or cancelled"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(view="activities.view_event", path="host__path")
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=~Q(status=EventStatus.CANCELLED) | ~Q(reason=""),
                name="cancelled_event_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0), name="hours_of_an_event_are_positive"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["host", "starts_on"], name="event_of_host"),
            models.Index(fields=["starts_on", "ends_on"], name="event_by_day"),
            models.Index(fields=["body", "starts_on"], name="event_of_body"),
            word_index("event_words", "title"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """The clock by which its hours are told."""
        return ZoneInfo((self.host.municipality or self.host).timezone or "Europe/Moscow")

    @property
    def today(self) -> date:
        """The date on the clock of its municipality."""
        return local_today(self.zone, timezone.now())

    @property
    def days(self) -> list[date]:
        """All its days in order."""
        return [
            self.starts_on + timedelta(days=one) for one in range((self.ends_on - self.starts_on).days + 1)
        ]

    @property
    def starts_at(self) -> datetime | None:
        """The moment at which it begins, None without an hour."""
        return datetime.combine(self.starts_on, self.begins, self.zone) if self.begins else None

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD

    @property
    def has_happened(self) -> bool:
        return self.status in HAPPENED


@audited
class ProgrammeItem(models.Model):
    """A line of the programme."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="programme", verbose_name=_("event")
    )
    on = models.DateField(_("day"))
    begins = models.TimeField(_("begins"), null=True, blank=True)
    title = models.CharField(_("what is done"), max_length=500)
    order = models.PositiveSmallIntegerField(_("place in the programme"))

    class Meta:
        verbose_name = _("line of a programme")
        verbose_name_plural = _("lines of programmes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="line_of_a_programme_has_words")
        ]
        indexes: ClassVar = [models.Index(fields=["event", "on", "order"], name="programme_of_event")]

    def __str__(self) -> str:
        return self.title


@audited
class Speaker(models.Model):
    """Somebody in the programme: a person of the register, or a guest by name."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="speakers", verbose_name=_("event")
    )
    line = models.ForeignKey(
        ProgrammeItem, on_delete=models.CASCADE, related_name="speakers",
        verbose_name=_("line of the programme"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    guest = models.CharField(_("guest: name and place of work"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("place of work"),
    )  # fmt: skip
    part = models.CharField(_("what he does"), max_length=10, choices=Part, default=Part.SPEAKER)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(guest=""), name="speaker_is_named"),
            models.UniqueConstraint(fields=["line", "person"], name="speaker_once_a_line"),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.guest
