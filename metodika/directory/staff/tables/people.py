from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from metodika.core.web import AsOf, Choice, Column, Empty, Flag, OneOf, Search, Table
from metodika.core.web.filters import Filter
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff.lifecycle import PositionCategory, QualificationCategory
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import (
    people_alike,
    people_employed,
    people_with_category,
    subject_choices,
    young_people,
)
from metodika.directory.staff.rules.qualifications import Held, highest


def organisations_of(person: Any) -> list[str]:
    return list(dict.fromkeys(str(job.organisation) for job in person.jobs))


def positions_of(person: Any) -> list[str]:
    return list(dict.fromkeys(str(job.position) for job in person.jobs))


def subjects_of(person: Any) -> str:
    return ", ".join(dict.fromkeys(title for job in person.jobs for title in job.subject_titles))


def load_of(person: Any) -> Decimal | None:
    return sum((job.load for job in person.jobs if job.load), start=Decimal(0)) or None


class PeopleTable(Table):
    order = "name"
    export_name = "staff"
    empty = Empty(
        _("Nobody is here yet"),
        _("Here stand the people of your organisations. Load a list from a spreadsheet."),
        icon="users",
    )

    @cached_property
    def day(self) -> date:
        """Return the day of which the list tells."""
        return self.filter_form.value("on") or timezone.localdate()

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        labels = dict(QualificationCategory.choices)

        def category(person: Any) -> Any:
            held = (Held(one.category, one.assigned_on, one.valid_until) for one in person.categories)
            found = highest(held, self.day)
            return labels[found.category] if found else None

        return (
            Column(
                "name", _("Surname, first name, patronymic"), "full_name", url="staff:show-person",
                sort="sort_key",
            ),
            Column("organisations", _("Place of work"), organisations_of),
            Column("positions", _("Position"), positions_of),
            Column("subjects", _("Subjects"), subjects_of),
            Column("category", _("Category"), category),
            Column("experience", _("Teaches since"), "teaching_experience_since", shown=False,
                   sort="teaching_experience_since"),
            Column("load", _("Load, posts"), load_of, numeric=True, shown=False),
        )  # fmt: skip

    @cached_property
    def all_filters(self) -> tuple[Filter, ...]:
        return (
            Search(apply=people_alike, hint=_("Name, mistakes allowed")),
            OneOf(
                "organisation", _("Organisation"), self._in_organisation,
                rows=self._organisations, found=OrganisationQuerySet.alike, text=attrgetter("short_name"),
            ),
            Choice("staff", _("Staff"), self._of_category, choices=PositionCategory.choices),
            Flag("young", _("Young teachers only"), lambda rows, _on: young_people(rows, day=self.day)),
            Choice("subject", _("Subject"), self._of_subject, choices=subject_choices, aside=True),
            Choice(
                "category", _("Qualification category"),
                lambda rows, value: people_with_category(rows, value, day=self.day),
                choices=QualificationCategory.choices, aside=True,
            ),
            AsOf(apply=self._employed, aside=True),
        )  # fmt: skip

    def _organisations(self) -> QuerySet[Organisation]:
        rows = organisations_for_choice(self.request.user, "staff.list_people", Level.INSTITUTION, Level.UNIT)
        return rows.only("short_name")

    def _in_organisation(self, rows: QuerySet[Person], value: Any) -> QuerySet[Person]:
        return people_employed(rows, day=self.day, organisation=value)

    def _of_category(self, rows: QuerySet[Person], value: str) -> QuerySet[Person]:
        return people_employed(rows, day=self.day, position__category=value)

    def _of_subject(self, rows: QuerySet[Person], value: str) -> QuerySet[Person]:
        return people_employed(rows, day=self.day, subjects=value)

    def _employed(self, rows: QuerySet[Person], day: date) -> QuerySet[Person]:
        # Today's list shows everybody who is known; a past or coming day only those who work then.
        return people_employed(rows, day=day) if self.filter_form.value("on") else rows


class StaffTable(Table):
    key = "staff"
    export_name = "staff"
    page_size = 200
    columns = (
        Column(
            "name", _("Surname, first name, patronymic"), "person.full_name", url="staff:show-person",
            url_key="person_id", sort="person__sort_key",
        ),
        Column("position", _("Position"), "position.title", sort="position__title"),
        Column("subjects", _("Subjects"), lambda job: ", ".join(one.title for one in job.subjects.all())),
        Column("load", _("Load, posts"), numeric=True, sort="load"),
        Column("kind", _("Kind of job"), "get_kind_display"),
    )  # fmt: skip
    order = "name"
