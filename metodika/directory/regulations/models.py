from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import ActKind, ActLevel, ActStatus, EditionSource, RelationKind


class ActQuerySet(ScopedQuerySet["Act"]):
    def registered(self) -> Self:
        """Keep the acts of somebody's register; the others are only cited by them."""
        return self.filter(owner__isnull=False)

    def in_force_on(self, day: date) -> Self:
        """Keep the acts that hold on the day."""
        begun = Q(valid_from__lte=day) | Q(valid_from=None, issued_on__lte=day)
        # A road map often has no date at all.
        begun |= Q(valid_from=None, issued_on=None)
        lasting = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(begun & lasting).exclude(status=ActStatus.DRAFT)


@audited
class Act(Versioned):
    """A legal act. Issuer, kind, date and number make it one act under whatever title."""

    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("in the register of"),
        help_text=_("Empty for acts that are only cited."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ActKind)
    level = models.CharField(_("level of power"), max_length=20, choices=ActLevel, blank=True)
    issuer = models.CharField(_("issued by"), max_length=500, blank=True)
    issued_on = models.DateField(_("date of the act"), null=True, blank=True)
    number = models.CharField(_("number of the act"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    identity = models.CharField(_("identity"), max_length=400, editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    signatory = models.CharField(_("signed by"), max_length=300, blank=True)
    controller = models.CharField(_("control of execution"), max_length=500, blank=True)
    annex_number = models.CharField(_("number of the annex"), max_length=20, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ActStatus, default=ActStatus.IN_FORCE)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_at_address = models.URLField(_("where it is published"), blank=True)
    is_governing = models.BooleanField(
        _("the service lives by it"), default=False, help_text=_("The regulation shown first to everybody.")
    )
    search_text = models.CharField(_("words for search"), max_length=1800, editable=False, db_collation="C")

    row_scope = RowScope(
        view="regulations.view_act",
        path="owner__path",
        public=Q(owner=None) | Q(published_on__isnull=False),
    )
    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "identity"], nulls_distinct=False, name="one_act_an_identity_in_a_register"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="act_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-issued_on"], name="act_register"),
            word_index("act_words", "search_text"),
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="act_by_part_of_word"),
        ]

    def __str__(self) -> str:
        if not self.title:
            return self.requisites
        kind = str(self.get_kind_display())
        if self.requisites.casefold() == kind.casefold() and self.title.casefold().startswith(
            kind.casefold()
        ):
            return self.title
        return f"{self.requisites} {self.title}" if "«" in self.title else f"{self.requisites} «{self.title}»"

    @property
    def requisites(self) -> str:
        """Kind, date and number as acts are cited."""
        parts = [str(self.get_kind_display()).capitalize()]
        if self.issued_on:
            parts.append(f"от {self.issued_on:%d.%m.%Y}")
        if self.number:
            parts.append(f"№\u00a0{self.number}")
        return " ".join(parts)


class ActRelation(models.Model):
    """One act repeals, amends or approves another."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="relations", verbose_name=_("act"))
    other = models.ForeignKey(
        Act, on_delete=models.PROTECT, related_name="reverse", verbose_name=_("other act")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)

    class Meta:
        verbose_name = _("relation of acts")
        verbose_name_plural = _("relations of acts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["act", "other", "kind"], name="relation_of_acts_once"),
            models.CheckConstraint(condition=~Q(act=F("other")), name="act_is_not_related_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.get_kind_display()} {self.other}"


class EditionQuerySet(ScopedQuerySet["Edition"]):
    def shown_first(self) -> Self:
        """Put first what a page shows: the newest text, an outline only while there is no text."""
        outline = Case(When(source=EditionSource.OUTLINE, then=1), default=0)
        return self.order_by(outline, "-number")


@audited
class Edition(models.Model):
    """One state of an act's text."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="editions", verbose_name=_("act"))
    number = models.PositiveSmallIntegerField(_("number of the edition"))
    source = models.CharField(_("made from"), max_length=20, choices=EditionSource)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("file")
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("imported by"),
    )

    row_scope = RowScope(
        view="regulations.view_act",
        path="act__owner__path",
        public=Q(act__owner=None) | Q(act__published_on__isnull=False),
    )
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["act", "number"], name="edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.number}"


class Clause(models.Model):
    """A node of an edition: the label is free text, the key is stable, the order stands apart."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("edition")
    )
    key = models.CharField(_("key"), max_length=200)
    parent_key = models.CharField(_("key of the parent"), max_length=200, blank=True)
    order = models.PositiveIntegerField(_("place in the order"))
    kind = models.CharField(_("kind"), max_length=20)
    label = models.CharField(_("label"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    gist = models.TextField(_("in short"), blank=True)
    ref = models.CharField(_("reference"), max_length=60, blank=True)

    row_scope = RowScope(
        view="regulations.view_act",
        path="edition__act__owner__path",
        public=Q(edition__act__owner=None) | Q(edition__act__published_on__isnull=False),
    )
    objects = ScopedQuerySet["Clause"].as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="clause_key_once"),
            models.UniqueConstraint(fields=["edition", "order"], name="clause_order_once"),
        ]
        indexes: ClassVar = [
            word_index("clause_words", "text", "gist"),
            models.Index(fields=["ref"], name="clause_by_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text or self.gist}".strip()


class LegalBasis(models.Model):
    """An act on which another rests, with the clause that cites it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="bases", verbose_name=_("edition")
    )
    basis = models.ForeignKey(
        Act, on_delete=models.PROTECT, related_name="cited_by", verbose_name=_("legal basis")
    )
    clause_key = models.CharField(_("key of the clause"), max_length=200, blank=True)
    cited_as = models.CharField(_("as it is cited"), max_length=1000, blank=True)
    is_itself = models.BooleanField(_("the act cites itself"), default=False)

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "basis", "clause_key"], name="basis_once_a_clause")
        ]

    def __str__(self) -> str:
        return str(self.basis)


class Doubt(models.Model):
    """A place at which a person should look. It warns and never blocks."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="doubts", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=60)
    clause_key = models.CharField(_("key of the clause"), max_length=200, blank=True)
    parameters = models.JSONField(_("parameters"), default=dict)
    settled_because = models.CharField(_("why it may stay"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )

    row_scope = RowScope(view="regulations.change_act", path="edition__act__owner__path")
    objects = ScopedQuerySet["Doubt"].as_manager()

    class Meta:
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")

    def __str__(self) -> str:
        return self.code
