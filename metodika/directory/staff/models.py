from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.core.search import word_index
from metodika.directory.organisations.models import Days, Organisation
from metodika.directory.staff.lifecycle import (
    EducationLevel,
    EmploymentKind,
    Gender,
    LeaveKind,
    PositionCategory,
    QualificationCategory,
)


class PersonQuerySet(ScopedQuerySet["Person"]):
    def present(self) -> Self:
        return self.filter(merged_into=None)


@audited
class Person(Versioned):
    """One human being, however many jobs he has."""

    last_name = models.CharField(_("surname"), max_length=120)
    first_name = models.CharField(_("first name"), max_length=120)
    patronymic = models.CharField(_("patronymic"), max_length=120, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True, default=Gender.UNKNOWN)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    snils = models.CharField(
        _("SNILS"), max_length=11, blank=True, help_text=_("Eleven digits without spaces.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    total_experience_since = models.DateField(
        _("total experience counted from"), null=True, blank=True,
        help_text=_("The day from which uninterrupted experience would give the same length."),
    )  # fmt: skip
    teaching_experience_since = models.DateField(_("teaching experience counted from"), null=True, blank=True)
    sort_key = models.CharField(_("sorting key"), max_length=400, editable=False, db_collation="C")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    row_scope = RowScope(view="staff.view_person", path="employments__organisation__path", own="user__pk")
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["snils"], condition=~Q(snils="") & Q(merged_into=None), name="one_person_per_snils"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="person_is_not_merged_into_itself"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sort_key", "id"], name="person_alphabet"),
            models.Index(fields=["born_on"], name="person_by_birthday"),
            models.Index(Upper("email"), name="person_by_email"),
            GinIndex(OpClass(F("sort_key"), name="gin_trgm_ops"), name="person_by_part_of_name"),
            word_index("person_words"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class DifferentPeopleQuerySet(models.QuerySet["DifferentPeople"]):
    def of(self, one: Person, other: Person) -> Self:
        first, second = sorted([one.pk, other.pk])
        return self.filter(one_id=first, other_id=second)

    def beside(self, person: Person) -> Self:
        """Keep the pairs in which the person stands."""
        return self.filter(Q(one=person) | Q(other=person))


class DifferentPeople(models.Model):
    """Two records that look alike, of whom somebody has said that they are two people."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("one record"))
    other = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("other record")
    )
    told_at = models.DateTimeField(_("told apart at"), auto_now_add=True)

    objects = DifferentPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("two different people")
        verbose_name_plural = _("pairs of different people")
        constraints: ClassVar = [
            # In one order, or a pair could be kept twice.
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="different_people_in_order"),
            models.UniqueConstraint(fields=["one", "other"], name="different_people_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


class Position(models.Model):
    """A post from the nomenclature or of a municipality's own."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    category = models.CharField(
        _("category"), max_length=20, choices=PositionCategory, default=PositionCategory.OTHER
    )

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")

    def __str__(self) -> str:
        return self.title


class Subject(models.Model):
    """A school subject or an area of work."""

    title = models.CharField(_("title"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return self.title


class EmploymentQuerySet(ScopedQuerySet["Employment"]):
    def as_of(self, day: date) -> Self:
        """Keep the employments that last on the day."""
        return self.filter(
            Q(started_on=None) | Q(started_on__lte=day), Q(ended_on=None) | Q(ended_on__gte=day)
        )


@audited
class Employment(Versioned):
    """A person's job in an organisation, from a day to a day, both included."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="employments", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employments", verbose_name=_("organisation")
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="employments", verbose_name=_("position")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EmploymentKind, default=EmploymentKind.MAIN)
    is_head = models.BooleanField(_("heads the organisation"), default=False)
    load = models.DecimalField(_("load, full posts"), max_digits=4, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(
        _("load, hours a week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    end_reason = models.CharField(_("reason of ending"), max_length=300, blank=True)
    subjects = models.ManyToManyField(
        Subject, related_name="employments", blank=True, verbose_name=_("subjects")
    )

    row_scope = RowScope(view="staff.view_person", path="organisation__path", own="person__user__pk")
    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="employment_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="same_job_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Days("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "ended_on"], name="employment_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.position}, {self.organisation}"


class LeaveQuerySet(ScopedQuerySet["Leave"]):
    pass


@audited
class Leave(models.Model):
    """A long absence from a job."""

    employment = models.ForeignKey(
        Employment, on_delete=models.CASCADE, related_name="leaves", verbose_name=_("employment")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LeaveKind)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    row_scope = RowScope(
        view="staff.view_person", path="employment__organisation__path", own="employment__person__user__pk"
    )
    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="leave_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_leave_at_a_time",
                expressions=[
                    ("employment", RangeOperators.EQUAL),
                    (Days("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class EducationQuerySet(ScopedQuerySet["Education"]):
    pass


@audited
class Education(models.Model):
    """A document of education."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="educations", verbose_name=_("person")
    )
    level = models.CharField(_("level"), max_length=20, choices=EducationLevel)
    institution = models.CharField(_("where"), max_length=300, blank=True)
    speciality = models.CharField(_("speciality"), max_length=300, blank=True)
    finished_in = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    is_pedagogical = models.BooleanField(_("pedagogical"), default=False)

    row_scope = RowScope(
        view="staff.view_person", path="person__employments__organisation__path", own="person__user__pk"
    )
    objects = EducationQuerySet.as_manager()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("educations")

    def __str__(self) -> str:
        return str(self.get_level_display())


class QualificationQuerySet(ScopedQuerySet["Qualification"]):
    pass


@audited
class Qualification(models.Model):
    """A category or the compliance, assigned by an act on a day."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="qualifications", verbose_name=_("person")
    )
    category = models.CharField(_("category"), max_length=30, choices=QualificationCategory)
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("position"),
    )
    assigned_on = models.DateField(_("assigned on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    act = models.CharField(_("act"), max_length=300, blank=True)

    row_scope = RowScope(
        view="staff.view_person", path="person__employments__organisation__path", own="person__user__pk"
    )
    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "category", "assigned_on"], nulls_distinct=False, name="category_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(assigned_on=None) | Q(valid_until__gte=F("assigned_on")),
                name="qualification_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_category_display())
