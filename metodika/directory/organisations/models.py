from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.organisations.lifecycle import Level, Status, SuccessionKind
from metodika.directory.profiles.models import Profile


class Days(Func):
    """The days from one column to another, both included; an empty end means no end."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    def working(self) -> Self:
        return self.filter(status__in=[Status.ACTIVE, Status.REORGANISING])

    def institutions(self) -> Self:
        return self.filter(level=Level.INSTITUTION)

    def under(self, organisation: "Organisation") -> Self:
        return self.filter(path__startswith=organisation.path)

    def under_paths(self, paths: Iterable[str]) -> Self:
        """Keep what lies under any of the paths; "/" is the whole tree."""
        under = Q(pk__in=())
        for path in paths:
            under |= Q(path__startswith=path)
        return self.filter(under)

    def alike(self, words: str) -> Self:
        """Keep those whose names, aliases or INN contain the words, which are normalised."""
        wanted = Q()
        for word in words.split():
            wanted &= Q(sort_key__contains=word) | Q(name__icontains=word)
        aliases = OrganisationAlias.objects.filter(normalised__contains=words).values("organisation")
        return self.filter(wanted | Q(inn=words) | Q(pk__in=aliases))

    def existing_on(self, day: date) -> Self:
        """Keep the organisations that were open on the day, both ends included."""
        opened = Q(opened_on=None) | Q(opened_on__lte=day)
        return self.filter(opened, Q(closed_on=None) | Q(closed_on__gte=day))


@audited
class Organisation(Versioned):
    """A node of the tree: region, municipality, institution, unit, or a partner beside them."""

    level = models.CharField(_("level"), max_length=20, choices=Level)
    kind = models.CharField(_("kind"), max_length=40, help_text=_("A code from the profile's list of kinds."))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    path = models.CharField(
        _("path"),
        max_length=200,
        editable=False,
        help_text=_("Numbers of all organisations above, then its own."),
    )
    municipality = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("profile")
    )
    name = models.CharField(_("full name"), max_length=500)
    short_name = models.CharField(_("short name"), max_length=200)
    sort_key = models.CharField(_("sorting key"), max_length=400, editable=False, db_collation="C")
    code = models.CharField(
        _("code"), max_length=60, blank=True, help_text=_("A short name for addresses and imports.")
    )
    inn = models.CharField(_("INN"), max_length=12, blank=True)
    ogrn = models.CharField(_("OGRN"), max_length=15, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, blank=True)
    is_rural = models.BooleanField(_("rural"), default=False)
    is_small = models.BooleanField(_("small"), default=False)
    is_branch = models.BooleanField(_("branch"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    row_scope = RowScope(view="organisations.view_organisation", path="path")
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="organisation_path_is_its_own"),
            models.UniqueConstraint(
                fields=["municipality", "inn"],
                condition=~Q(inn="") & Q(is_branch=False),
                name="one_organisation_per_inn",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="organisation_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_not_inside_itself"),
        ]
        indexes: ClassVar = [
            models.Index(OpClass(F("path"), name="text_pattern_ops"), name="organisation_subtree"),
            models.Index(fields=["municipality", "level", "sort_key"], name="organisation_list"),
            GinIndex(OpClass(F("sort_key"), name="gin_trgm_ops"), name="organisation_by_part_of_name"),
            word_index("organisation_words", "name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def scope_paths(self) -> list[str]:
        return [self.path]

    @property
    def is_working(self) -> bool:
        return self.status in {Status.ACTIVE, Status.REORGANISING}


@audited
class OrganisationName(models.Model):
    """What an organisation was called, from a day to a day."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="names", verbose_name=_("organisation")
    )
    full = models.CharField(_("full name"), max_length=500)
    short = models.CharField(_("short name"), max_length=200)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_name_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.short


class OrganisationAliasQuerySet(ScopedQuerySet["OrganisationAlias"]):
    pass


class OrganisationAlias(models.Model):
    """Another spelling under which the organisation comes in texts and tables."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    text = models.CharField(_("alias"), max_length=500)
    normalised = models.CharField(_("alias for matching"), max_length=500, editable=False)

    row_scope = RowScope(view="organisations.view_organisation", path="organisation__path")
    objects = OrganisationAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("alias of an organisation")
        verbose_name_plural = _("aliases of organisations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "normalised"], name="alias_once_an_organisation")
        ]
        indexes: ClassVar = [models.Index(fields=["normalised"], name="alias_lookup")]

    def __str__(self) -> str:
        return self.text


@audited
class Succession(models.Model):
    """One organisation took over another's work on a day."""

    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="inheritances", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind, default=SuccessionKind.MERGER)
    happened_on = models.DateField(_("date"))
    ground = models.CharField(
        _("ground"), max_length=300, blank=True, help_text=_("The act that decided it.")
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="nobody_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class GuestQuerySet(ScopedQuerySet["Guest"]):
    pass


@audited
class Guest(models.Model):
    """A hub serves an organisation from outside its own municipality, from a day to a day."""

    hub = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="guests", verbose_name=_("hub")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="visits", verbose_name=_("guest")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=300, blank=True, help_text=_("The agreement."))

    row_scope = RowScope(view="organisations.view_organisation", path="hub__path")
    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest organisation")
        verbose_name_plural = _("guest organisations")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(hub=F("organisation")), name="hub_is_not_its_own_guest"),
            ExclusionConstraint(
                name="one_guest_relation_at_a_time",
                expressions=[
                    ("hub", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.hub}"
