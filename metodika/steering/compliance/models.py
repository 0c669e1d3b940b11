from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.steering.compliance.lifecycle import RuleKind, State

VIEW = "compliance.view_compliance"


class Snapshot(models.Model):
    """The last assessment of a municipality's regulation; pages read it and compute nothing."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("municipality")
    )
    day = models.DateField(_("as of"))
    made_at = models.DateTimeField(_("assessed at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("assessed by"),
    )  # fmt: skip
    sums = models.JSONField(_("clauses by state"), default=dict)

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = ScopedQuerySet["Snapshot"].as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return f"{self.municipality_id}, {self.day}"


class StandingQuerySet(ScopedQuerySet["Standing"]):
    def found_by(self, words: str) -> Self:
        """Keep the clauses whose number, code or gist holds the words."""
        return self.filter(Q(label__istartswith=words) | Q(code__icontains=words) | Q(gist__icontains=words))

    def owned_by(self, person: int | None) -> Self:
        """Keep the clauses for which the person answers, by name or by role."""
        return self.filter(owners=person) if person else self.none()


class Standing(models.Model):
    """How one clause of a municipality's regulation stands by the last assessment."""

    municipality = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("municipality")
    )
    code = models.CharField(_("clause"), max_length=60)
    order = models.PositiveIntegerField(_("place in the regulation"), default=0)
    label = models.CharField(_("label"), max_length=200, blank=True)
    gist = models.TextField(_("what it is about"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State)
    forecast = models.CharField(_("how it ends if nothing happens"), max_length=20, choices=State)
    since = models.DateField(_("since"))
    due_on = models.DateField(_("next day"), null=True, blank=True)
    definition = models.TextField(_("why there is nothing to prove"), blank=True)
    role = models.CharField(_("role that answers for it"), max_length=60, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("who answers for it by name"),
    )  # fmt: skip
    owners = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("who answers for it")
    )

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a clause")
        verbose_name_plural = _("states of clauses")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "code"], name="clause_stands_once")
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "order"], name="standing_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.gist}".strip()

    @property
    def number(self) -> str:
        """The number of the clause; its code where the act has none, as in «the second paragraph»."""
        return self.label if self.label[:1].isdigit() else self.code


class StandingChange(models.Model):
    """A state in which a clause was, from day to day."""

    standing = models.ForeignKey(
        Standing, on_delete=models.CASCADE, related_name="changes", verbose_name=_("clause")
    )
    state = models.CharField(_("state"), max_length=20, choices=State)
    since = models.DateField(_("since"))
    until = models.DateField(_("to, the last day included"), null=True, blank=True)

    row_scope = RowScope(view=VIEW, path="standing__municipality__path")
    objects = ScopedQuerySet["StandingChange"].as_manager()

    class Meta:
        verbose_name = _("former state of a clause")
        verbose_name_plural = _("former states of clauses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["standing"], condition=Q(until=None), name="clause_is_in_one_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standing}: {self.get_state_display()}"


class RuleResult(models.Model):
    """What one rule of a clause came to: how many there are, how many are needed, by which day."""

    standing = models.ForeignKey(
        Standing, on_delete=models.CASCADE, related_name="results", verbose_name=_("clause")
    )
    order = models.PositiveSmallIntegerField(_("place among the rules"))
    say = models.CharField(_("rule in words"), max_length=500)
    kind = models.CharField(_("kind of rule"), max_length=20, choices=RuleKind)
    state = models.CharField(_("state"), max_length=20, choices=State)
    forecast = models.CharField(_("how it ends if nothing happens"), max_length=20, choices=State)
    has = models.PositiveIntegerField(_("there are"), default=0)
    needs = models.PositiveIntegerField(_("needed"), default=0)
    due_on = models.DateField(_("next day"), null=True, blank=True)
    first = models.DateField(_("counted from"))
    last = models.DateField(_("counted to"))
    facts = models.JSONField(_("facts"), default=list)
    countings = models.JSONField(_("what is counted"), default=list)
    problem = models.CharField(_("why it is not computed"), max_length=500, blank=True)

    row_scope = RowScope(view=VIEW, path="standing__municipality__path")
    objects = ScopedQuerySet["RuleResult"].as_manager()

    class Meta:
        verbose_name = _("result of a rule")
        verbose_name_plural = _("results of rules")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["standing", "order"], name="rule_of_clause_once")
        ]

    def __str__(self) -> str:
        return self.say


class PlaceResult(models.Model):
    """What the same rule comes to in one institution."""

    result = models.ForeignKey(
        RuleResult, on_delete=models.CASCADE, related_name="places", verbose_name=_("result of a rule")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("institution")
    )
    state = models.CharField(_("state"), max_length=20, choices=State)
    has = models.PositiveIntegerField(_("there are"))
    needs = models.PositiveIntegerField(_("needed"))

    row_scope = RowScope(view=VIEW, path="organisation__path")
    objects = ScopedQuerySet["PlaceResult"].as_manager()

    class Meta:
        verbose_name = _("result of a rule in an institution")
        verbose_name_plural = _("results of rules in institutions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "organisation"], name="place_of_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.has} / {self.needs}"


class ProofQuerySet(ScopedQuerySet["Proof"]):
    def holding_on(self, day: date) -> Self:
        """Keep the proofs that speak for the day."""
        lasting = Q(expires_on=None) | Q(expires_on__gte=day)
        return self.filter(lasting, speaks_for__lte=day, withdrawn_on=None)


@audited
class Proof(models.Model):
    """A file or an address that proves a clause where no fact can; it speaks for its own day."""

    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    code = models.CharField(_("clause"), max_length=60)
    title = models.CharField(_("what it is"), max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    address = models.URLField(_("address"), max_length=500, blank=True)
    speaks_for = models.DateField(_("the day it speaks for"))
    expires_on = models.DateField(_("valid to, the last day included"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("added by"),
    )  # fmt: skip
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof by hand")
        verbose_name_plural = _("proofs by hand")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(address=""), name="proof_is_a_file_or_an_address"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("speaks_for")),
                name="proof_expires_after_its_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_proof_has_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "code"], name="proof_of_clause")]

    def __str__(self) -> str:
        return self.title


class WaiverQuerySet(ScopedQuerySet["Waiver"]):
    def holding_on(self, day: date) -> Self:
        """Keep the waivers that hold on the day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_on=None)


@audited
class Waiver(models.Model):
    """A clause that is not asked for a time, with the reason."""

    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    code = models.CharField(_("clause"), max_length=60)
    reason = models.CharField(_("reason"), max_length=500)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, the last day included"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("given by"),
    )  # fmt: skip
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    row_scope = RowScope(view=VIEW, path="municipality__path")
    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver of a clause")
        verbose_name_plural = _("waivers of clauses")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="waiver_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality", "code"], name="waiver_of_clause")]

    def __str__(self) -> str:
        return self.reason
