"""What can be counted of people and their jobs."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, number
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.queries import kind_choices
from metodika.directory.staff.lifecycle import (
    EducationLevel,
    EmploymentKind,
    Gender,
    LeaveKind,
    PositionCategory,
    QualificationCategory,
)
from metodika.directory.staff.models import Education, Employment, Leave, Person, Qualification
from metodika.directory.staff.queries import position_choices, subject_choices, young_jobs
from metodika.directory.staff.rules.qualifications import COMPLIANCE_TERM, WITHOUT_TERM_SINCE

TITLE = _("Staff")


def _on_leave(day: date) -> Exists:
    lasting = Q(ended_on=None) | Q(ended_on__gte=day)
    return Exists(Leave.objects.filter(lasting, employment=OuterRef("pk"), started_on__lte=day))


def _whole_years(since: str, day: date) -> Func:
    years = "EXTRACT(year FROM age(%(expressions)s))::integer"
    return Func(Value(day), F(since), template=years, output_field=IntegerField())


def _five_years_later(path: str) -> Func:
    # 29 February becomes 1 March in a common year, as rules/experience.py has it.
    later = f"(%(expressions)s + make_interval(years => {COMPLIANCE_TERM}))::date"
    leap = "(to_char(%(expressions)s, 'MMDD') = '0229')::integer"
    return Func(F(path), template=f"({later} + {leap})", output_field=DateField())


def last_day_of_category() -> Coalesce:
    """Return the last day of a category: the act's, else the usual one, empty without a term.

    The very terms of rules/qualifications.py. Source: order of the Ministry of Education of 24.03.2023
    No. 196, clauses 5 and 24.
    """
    ends = Q(category=QualificationCategory.COMPLIANCE) | Q(assigned_on__lt=WITHOUT_TERM_SINCE)
    usual = Case(When(ends, then=_five_years_later("assigned_on")), output_field=DateField())
    return Coalesce("valid_until", usual)


def young_teachers(day: date) -> "QuerySet[Any]":
    """Return the teaching jobs of young teachers on a day, by the bounds of the municipality of each job.

    Source: clause PEST-7.3.3; profile section `young_teacher`.
    """
    return young_jobs(day=day)


def _stays(years: int) -> Exists:
    """Whether the person teaches in the same municipality so many years after the job began."""
    later = Func(
        OuterRef("started_on"), template=f"(%(expressions)s + make_interval(years => {years}))::date",
        output_field=DateField(),
    )  # fmt: skip
    here = Q(organisation__municipality=OuterRef("organisation__municipality"))
    here |= Q(organisation=OuterRef("organisation"))
    jobs = Employment.objects.filter(
        here, person=OuterRef("person"), position__category=PositionCategory.TEACHING
    )
    return Exists(
        jobs.filter(Q(started_on=None) | Q(started_on__lte=later), Q(ended_on=None) | Q(ended_on__gte=later))
    )


def _renewed() -> Exists:
    """Whether the person was assigned a category anew before the term of this one was over."""
    newer = Qualification.objects.filter(person=OuterRef("person"), assigned_on__gt=OuterRef("assigned_on"))
    return Exists(newer.filter(assigned_on__lte=OuterRef("last_day")))


JOB = (
    choice("category", _("category of the position"), "position__category", PositionCategory.choices),
    choice("kind", _("kind of the job"), "kind", EmploymentKind.choices),
    choice("position", _("position"), "position", position_choices),
    choice("subject", _("subject"), "subjects", subject_choices, many=True),
    flag("head", _("heads the organisation"), "is_head"),
    flag("on_leave", _("on a long leave on the day"), _on_leave),
    number("age", _("age, whole years on the day"), lambda day: _whole_years("person__born_on", day)),
    number(
        "teaching_years", _("teaching experience, whole years on the day"),
        lambda day: _whole_years("person__teaching_experience_since", day),
    ),
    number("load", _("load, full posts"), "load"),
    # Whose gender is not known is left out: in a form an empty choice means everybody.
    choice("gender", _("gender"), "person__gender", [one for one in Gender.choices if one[0]]),
    choice("organisation_kind", _("kind of the organisation"), "organisation__kind", kind_choices),
    choice("organisation_level", _("level of the organisation"), "organisation__level", Level.choices),
    flag("rural", _("in a rural organisation"), "organisation__is_rural"),
)  # fmt: skip
# A job, the leaves from it, and who has it.
OF_JOB = ((Employment, ""), (Leave, "leaves"), (Person, "person"))
# Whether somebody is a young teacher depends on the leaves from all his jobs.
OF_YOUNG = (*OF_JOB, (Employment, "person__employments"), (Leave, "person__employments__leaves"))
CATEGORY = (
    choice("category", _("category"), "category", QualificationCategory.choices),
    choice("position", _("position"), "position", position_choices),
)
FACTS = (
    Fact(
        code="staff.employment",
        title=_("Job of a person"),
        row=_("One job of a person in an organisation, from its first day to its last."),
        model=Employment,
        rows=Employment.objects.all,
        person="person", organisation="organisation", since="started_on", until="ended_on",
        parameters=JOB,
        related=("position",),
        address="/staff/{0.person_id}/",
        made_of=OF_JOB,
    ),
    Fact(
        code="staff.young_teacher",
        title=_("Young teacher"),
        row=_("One teaching job of a person who is a young teacher on the day by the municipality's bounds."),
        model=Employment,
        rows=young_teachers,
        by_day=True,
        person="person", organisation="organisation",
        parameters=JOB,
        related=("position",),
        address="/staff/{0.person_id}/",
        source="PEST-7.3.3",
        made_of=OF_YOUNG,
    ),
    Fact(
        code="staff.hired",
        title=_("Beginning of a job"),
        row=_("One job that began on the day."),
        model=Employment,
        rows=lambda: Employment.objects.exclude(started_on=None),
        person="person", organisation="organisation", on="started_on",
        parameters=(
            *JOB,
            flag("after_year", _("teaches in the municipality a year later"), _stays(1)),
            flag("after_3_years", _("teaches in the municipality three years later"), _stays(3)),
        ),
        related=("position",),
        address="/staff/{0.person_id}/",
        made_of=(*OF_JOB, (Employment, "person__employments")),
    ),
    Fact(
        code="staff.left",
        title=_("End of a job"),
        row=_("One job whose last day it was."),
        model=Employment,
        rows=lambda: Employment.objects.exclude(ended_on=None),
        person="person", organisation="organisation", on="ended_on",
        parameters=JOB,
        related=("position",),
        address="/staff/{0.person_id}/",
        made_of=OF_JOB,
    ),
    Fact(
        code="staff.leave",
        title=_("Long leave"),
        row=_("One long absence from a job."),
        model=Leave,
        rows=Leave.objects.all,
        person="employment__person", organisation="employment__organisation",
        since="started_on", until="ended_on",
        parameters=(choice("kind", _("kind"), "kind", LeaveKind.choices),),
        address="/staff/{0.employment.person_id}/",
        made_of=((Leave, ""), (Employment, "employment")),
    ),
    Fact(
        code="staff.qualification",
        title=_("Category that holds"),
        row=_("One category of a person, from the day it was assigned to the last day of its term."),
        model=Qualification,
        rows=Qualification.objects.all,
        person="person", since="assigned_on", until=last_day_of_category(),
        parameters=CATEGORY,
        placed_by="staff.employment",
        related=("position",),
        address="/staff/{0.person_id}/",
        source="order of the Ministry of Education of 24.03.2023 No. 196",
        made_of=((Qualification, ""),),
    ),
    Fact(
        code="staff.attestation",
        title=_("Assignment of a category"),
        row=_("One category assigned on the day."),
        model=Qualification,
        rows=lambda: Qualification.objects.exclude(assigned_on=None),
        person="person", on="assigned_on",
        parameters=CATEGORY,
        placed_by="staff.employment",
        related=("position",),
        address="/staff/{0.person_id}/",
        made_of=((Qualification, ""),),
    ),
    Fact(
        code="staff.category_ends",
        title=_("End of a category's term"),
        row=_("One category whose term ends on the day."),
        model=Qualification,
        rows=lambda: Qualification.objects.annotate(last_day=last_day_of_category()).exclude(last_day=None),
        person="person", on=last_day_of_category(),
        parameters=(*CATEGORY, flag("renewed", _("assigned anew in time"), _renewed())),
        placed_by="staff.employment",
        related=("position",),
        address="/staff/{0.person_id}/",
        made_of=((Qualification, ""), (Qualification, "person__qualifications")),
    ),
    Fact(
        code="staff.education",
        title=_("Education"),
        row=_("One document of education of a person, from the end of the year in which it was given."),
        model=Education,
        rows=Education.objects.all,
        person="person",
        since=Func(
            F("finished_in"), template="make_date(%(expressions)s, 12, 31)", output_field=DateField()
        ),
        parameters=(
            choice("level", _("level"), "level", EducationLevel.choices),
            flag("pedagogical", _("pedagogical"), "is_pedagogical"),
        ),
        placed_by="staff.employment",
        address="/staff/{0.person_id}/",
        made_of=((Education, ""),),
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "person": _("A person counts by what he does: a job, a category, a seat."),
    "differentpeople": _("A word of a clerk on two records, no work of a teacher."),
    "position": _("A list of words; jobs name them."),
    "subject": _("A list of words; jobs name them."),
}
