from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.access.grants import Access, access_of
from metodika.core.audit.tracking import audited, audited_except
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Days, Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Person, Position, Subject
from metodika.governance.bodies.lifecycle import (
    LIVING,
    BodyStatus,
    CompositionStatus,
    Family,
    Office,
    Reach,
)
from metodika.governance.bodies.rules import SeatFacts


class BodyKindQuerySet(ScopedQuerySet["BodyKind"]):
    def in_use(self) -> Self:
        """Keep the kinds that the profile still has."""
        return self.filter(withdrawn=False)


@audited
class BodyKind(models.Model):
    """A kind of bodies as a municipality words and rules it. Comes from its profile."""

    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="body_kinds", verbose_name=_("profile")
    )
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    titles = models.CharField(_("title of many"), max_length=200)
    short = models.CharField(_("abbreviation"), max_length=40, blank=True)
    family = models.CharField(_("family"), max_length=20, choices=Family)
    levels = models.JSONField(_("levels"), default=list)
    permanent = models.BooleanField(_("permanent"), default=True)
    reach = models.CharField(_("what brings members together"), max_length=20, choices=Reach, blank=True)
    under = models.CharField(_("code of the kind above"), max_length=60, blank=True)
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    rules = models.JSONField(_("rules"), default=dict)
    agenda_template = models.JSONField(_("questions of an agenda"), default=list)
    functions = models.JSONField(_("functions"), default=list)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    withdrawn = models.BooleanField(_("no longer in the profile"), default=False)

    # The words and rules of a municipality are no secret.
    row_scope = RowScope(view="bodies.view_body", public=Q(pk__isnull=False))
    objects = BodyKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of bodies")
        verbose_name_plural = _("kinds of bodies")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "code"], name="kind_of_bodies_once_a_profile"),
        ]

    def __str__(self) -> str:
        return self.title


class BodyQuerySet(ScopedQuerySet["Body"]):
    def living(self) -> Self:
        return self.filter(status__in=LIVING)

    def active(self) -> Self:
        return self.filter(status=BodyStatus.ACTIVE)

    def with_names(self) -> Self:
        """Fetch what a list says of a body in the same query."""
        return self.select_related("kind", "host", "parent")

    def with_card(self) -> Self:
        """Fetch what the card of a body says in the same query."""
        return self.with_names().select_related(
            "host__municipality", "regulation", "created_by_act", "dissolved_by_act", "carried_from",
            "goes_on_in",
        )  # fmt: skip

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return super()._own_or_public(scope, user) | near_bodies(user, scope.view, "pk", "")


def near_bodies(user: Any, view: str, body: str, before: str) -> Q:
    """Show bodies of one's own municipality to everybody who works in it, and those in which one sits.

    `body` is the lookup that ends at the number of the body, `before` what stands before its columns.
    """
    above = paths_above(access_of(user), view)
    near = Q(**{f"{before}level": Level.MUNICIPALITY, f"{before}host__municipality__path__in": above})
    condition = near if above else Q(pk__in=())
    if getattr(user, "person_id", None):
        seats = Seat.objects.filter(composition__body=OuterRef(body), person_id=user.person_id)
        condition |= Q(Exists(seats.exclude(composition__status=CompositionStatus.DRAFT)))
    return condition


def paths_above(access: Access, permission: str) -> set[str]:
    """Return the paths of all places in which, or above which, somebody holds a permission."""
    return {path for grant in access.grants if grant.allows(permission) for path in _way(grant.path)}


def _way(path: str) -> list[str]:
    """Return the path itself and those of everything above it."""
    numbers = path.strip("/").split("/")
    return ["/" + "/".join(numbers[:count]) + "/" for count in range(1, len(numbers) + 1)]


@audited_except("members_count")
class Body(Versioned):
    """A council, an association, a group: people who meet, by rules, under an organisation."""

    kind = models.ForeignKey(
        BodyKind, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("kind")
    )
    name = models.CharField(_("name"), max_length=500)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    sort_key = models.CharField(_("sorting key"), max_length=400, editable=False, db_collation="C")
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("at which organisation")
    )
    level = models.CharField(_("level"), max_length=20, choices=Level)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("works under"),
    )
    reach = models.CharField(_("what brings members together"), max_length=20, choices=Reach, blank=True)
    subjects = models.ManyToManyField(Subject, related_name="bodies", blank=True, verbose_name=_("subjects"))
    is_network = models.BooleanField(
        _("network"), default=False, help_text=_("Its members come from several organisations.")
    )
    is_virtual = models.BooleanField(_("works online"), default=False)
    regulation = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regulation")
    )
    created_by_act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("act that founded it"),
    )  # fmt: skip
    dissolved_by_act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("act that dissolved it"),
    )  # fmt: skip
    status = models.CharField(_("state"), max_length=20, choices=BodyStatus, default=BodyStatus.PROPOSED)
    status_reason = models.CharField(_("why"), max_length=500, blank=True)
    starts_on = models.DateField(_("works from"), null=True, blank=True)
    ends_on = models.DateField(_("works to, the last day included"), null=True, blank=True)
    task = models.TextField(_("task"), blank=True)
    target = models.CharField(_("competence that it works on"), max_length=300, blank=True)
    result = models.TextField(_("result"), blank=True)
    rules = models.JSONField(_("own rules"), default=dict, blank=True)
    goes_on_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="took_over",
        verbose_name=_("its work goes on in"),
    )  # fmt: skip
    carried_from = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("carried over from"),
    )  # fmt: skip

    # Kept, not counted for each list: a list of a region is sorted by it.
    members_count = models.PositiveIntegerField(_("people who sit today"), default=0, editable=False)

    row_scope = RowScope(view="bodies.view_body", path="host__path")
    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="body_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="body_is_not_under_itself"),
            models.UniqueConstraint(
                fields=["host", "name"],
                condition=~Q(status=BodyStatus.DISSOLVED),
                name="name_of_a_body_once_at_its_host",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["host", "sort_key"], name="body_of_host"),
            models.Index(fields=["sort_key", "id"], name="body_alphabet"),
            models.Index(fields=["members_count", "id"], name="body_by_members"),
            models.Index(fields=["ends_on"], name="body_by_end", condition=Q(ends_on__isnull=False)),
            GinIndex(OpClass(F("sort_key"), name="gin_trgm_ops"), name="body_by_part_of_name"),
            word_index("body_words", "name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def scope_paths(self) -> list[str]:
        return [self.host.path]


class CompositionQuerySet(ScopedQuerySet["Composition"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        near = near_bodies(user, scope.view, "body_id", "body__") & Q(status=CompositionStatus.APPROVED)
        return super()._own_or_public(scope, user) | near

    def approved(self) -> Self:
        return self.filter(status=CompositionStatus.APPROVED)

    def as_of(self, day: date) -> Self:
        """Keep the approved compositions that hold on the day, the last day included."""
        return self.approved().filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


@audited
class Composition(Versioned):
    """Who sits, as one act approved it. Never rewritten: the next version takes its place from a day on."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="compositions", verbose_name=_("body")
    )
    number = models.PositiveSmallIntegerField(_("number of the version"), default=1)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("act that approved it"),
    )  # fmt: skip
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to, the last day included"), null=True, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=CompositionStatus, default=CompositionStatus.DRAFT
    )

    row_scope = RowScope(view="bodies.view_body", path="body__host__path")
    objects = CompositionQuerySet.as_manager()

    named_with = ("body",)

    class Meta:
        verbose_name = _("composition")
        verbose_name_plural = _("compositions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="version_of_composition_once"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(status=CompositionStatus.DRAFT),
                name="one_draft_of_composition_a_body",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="composition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(status=CompositionStatus.DRAFT) | Q(starts_on__isnull=False),
                name="approved_composition_has_a_first_day",
            ),
            ExclusionConstraint(
                name="one_composition_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=CompositionStatus.APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.number}"

    def scope_paths(self) -> list[str]:
        return [self.body.host.path]

    @property
    def is_draft(self) -> bool:
        return self.status == CompositionStatus.DRAFT

    def holds_on(self, day: date) -> bool:
        """Tell whether it is approved and holds on the day, the last day included."""
        begun = self.starts_on is not None and self.starts_on <= day
        approved = self.status == CompositionStatus.APPROVED
        return approved and begun and (self.ends_on is None or day <= self.ends_on)


class SeatQuerySet(ScopedQuerySet["Seat"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        near = near_bodies(user, scope.view, "composition__body_id", "composition__body__")
        approved = Q(composition__status=CompositionStatus.APPROVED)
        return super()._own_or_public(scope, user) | (near & approved)

    def held_on(self, day: date) -> Self:
        """Keep the seats in which somebody sits on the day; the composition itself is not asked."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=day), person__isnull=False)


@audited
class Seat(models.Model):
    """One seat: the capacity, whom it represents, by which position, and who sits in it."""

    composition = models.ForeignKey(
        Composition, on_delete=models.CASCADE, related_name="seats", verbose_name=_("composition")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    office = models.CharField(_("office"), max_length=20, choices=Office, default=Office.MEMBER)
    represents = models.CharField(_("whom it represents"), max_length=300, blank=True)
    position = models.CharField(
        _("by which position"), max_length=300, blank=True,
        help_text=_("For a seat that belongs to a position, whoever holds it."),
    )  # fmt: skip
    post = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("position of the staff list"),
    )  # fmt: skip
    post_at = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("where this position is"), help_text=_("Without a position: the head of it."),
    )  # fmt: skip
    head_of = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("sits as the head of"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("person"),
    )
    by_agreement = models.BooleanField(_("by agreement"), default=False)
    consent = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("letter of consent"),
    )  # fmt: skip
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)
    votes = models.BooleanField(_("votes"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to, the last day included"), null=True, blank=True)
    vacancy_reason = models.CharField(_("why the seat is vacant"), max_length=300, blank=True)

    row_scope = RowScope(view="bodies.view_body", path="composition__body__host__path")
    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(consented_on=None) | Q(by_agreement=True),
                name="consent_is_to_a_seat_by_agreement",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "composition"], name="seats_of_person")]

    def __str__(self) -> str:
        return f"{self.number}. {self.person or self.represents or self.get_office_display()}"

    def scope_paths(self) -> list[str]:
        return [self.composition.body.host.path]

    @property
    def facts(self) -> SeatFacts:
        """The seat as the rules see it."""
        return SeatFacts(
            seat_id=self.pk, number=self.number, office=self.office, person_id=self.person_id,
            votes=self.votes, represents=self.represents, by_agreement=self.by_agreement,
            consented=self.consented_on is not None, starts_on=self.starts_on, ends_on=self.ends_on,
            name=str(self.person) if self.person_id else "",
        )  # fmt: skip
