from copy import copy
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.directory.mandates.lifecycle import MandateState
from metodika.directory.organisations.models import Days, Organisation
from metodika.directory.staff.models import Person


@audited
class Role(models.Model):
    """What a person may be trusted with, in words that an official can read. Comes from profiles.

    One row holds for the whole installation; what a profile words or allows its own way lies in `worded`,
    by the number of the profile, under the names of the columns.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    levels = models.JSONField(_("levels where it may be given"), default=list)
    permissions = models.JSONField(_("permissions"), default=list)
    worded = models.JSONField(_("own ways of profiles"), default=dict, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.title

    def worded_for(self, profile: int | None) -> "Role":
        """Return the role as a profile has it, a copy to read and not to save; itself if nothing differs."""
        plain: Role = self.__dict__.get("plain", self)
        own = plain.worded.get(str(profile)) if profile else None
        if not own:
            return plain
        worded = copy(plain)
        worded.__dict__["plain"] = plain
        for name, value in own.items():
            setattr(worded, name, value)
        return worded


def profile_of(organisation: Organisation) -> int | None:
    """Return the number of the profile by which an organisation lives; None for a region."""
    return (organisation.municipality or organisation).profile_id


class MandateQuerySet(ScopedQuerySet["Mandate"]):
    def as_of(self, day: date) -> Self:
        """Keep the mandates that hold on the day, the last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, withdrawn=False)

    def with_names(self) -> Self:
        """Fetch what a list says of a mandate in the same query."""
        return self.select_related(
            "person", "role", "organisation", "organisation__municipality", "substitutes__person"
        )


@audited
class Mandate(models.Model):
    """A role given to a person for a part of the tree, by an act, from a day to a day."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("role"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("for")
    )
    only_self = models.BooleanField(_("only for own records"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, the last day included"), null=True, blank=True)
    substitutes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="substitutions",
        verbose_name=_("acts in place of"),
    )  # fmt: skip
    ground = models.CharField(
        _("ground"), max_length=300, blank=True, help_text=_("The act by which it is given.")
    )
    ended_because = models.CharField(_("why it ended early"), max_length=500, blank=True)
    withdrawn = models.BooleanField(
        _("taken back"), default=False, help_text=_("It was taken back before it began and has never held.")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("given by"),
    )

    row_scope = RowScope(view="mandates.view_mandate", path="organisation__path", own="person__user__pk")
    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(substitutes=F("id")), name="mandate_does_not_substitute_itself"
            ),
            models.CheckConstraint(
                condition=Q(substitutes=None) | Q(ends_on__isnull=False), name="substitution_has_a_last_day"
            ),
            ExclusionConstraint(
                name="same_mandate_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(substitutes=None, withdrawn=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "starts_on"], name="mandate_of_person"),
            models.Index(fields=["organisation", "ends_on"], name="mandate_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.role_there}: {self.person}, {self.organisation}"

    @property
    def role_there(self) -> Role:
        """The role as the profile of the municipality has it: its words, levels and permissions."""
        return self.role.worded_for(profile_of(self.organisation))

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]

    def state_on(self, day: date) -> MandateState:
        """Tell how the mandate stands on a day."""
        if self.withdrawn:
            return MandateState.WITHDRAWN
        if self.ends_on is not None and self.ends_on < day:
            return MandateState.ENDED
        return MandateState.COMING if self.starts_on > day else MandateState.HOLDS
