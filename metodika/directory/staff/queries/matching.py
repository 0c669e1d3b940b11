"""Finding the known people whom a list means, for many rows with a fixed number of queries.

Plain records, not models: eighty thousand people with their jobs have to fit into the memory of a worker.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from metodika.directory.staff.models import Education, Employment, Person, Qualification

# Two parameters instead of ten thousand: a list of values that long costs more to bind than to find.
SAME = "staff_person.snils = ANY(%s) OR staff_person.sort_key = ANY(%s)"
FACTS = (
    "pk", "sort_key", "last_name", "first_name", "patronymic", "gender", "born_on", "snils", "email", "phone",
    "total_experience_since", "teaching_experience_since",
)  # fmt: skip
TERMS = (
    "pk",
    "person_id",
    "organisation_id",
    "position__title",
    "kind",
    "load",
    "hours",
    "started_on",
    "ended_on",
)
SCHOOLS = ("level", "institution", "speciality", "finished_in")


@dataclass(slots=True)
class KnownJob:
    """One job of a known person; `position` and `subjects` are titles."""

    pk: int
    person_id: int
    organisation_id: int
    position: str
    kind: str
    load: Decimal | None
    hours: Decimal | None
    started_on: date | None
    ended_on: date | None
    subjects: set[str] = field(default_factory=set)


@dataclass(slots=True)
class KnownPerson:
    """The facts of a person, the categories with their days, and education by SCHOOLS."""

    pk: int
    sort_key: str
    last_name: str
    first_name: str
    patronymic: str
    gender: str
    born_on: date | None
    snils: str
    email: str
    phone: str
    total_experience_since: date | None
    teaching_experience_since: date | None
    categories: list[tuple[str, date | None]] = field(default_factory=list)
    educations: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """Return surname, first name and patronymic."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


@dataclass
class KnownPeople:
    """People by SNILS and by sorting key, with their jobs."""

    by_number: dict[int, KnownPerson] = field(default_factory=dict)
    by_snils: dict[str, KnownPerson] = field(default_factory=dict)
    by_name: dict[str, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))
    jobs: dict[int, list[KnownJob]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: KnownPerson) -> None:
        """Make a person known."""
        self.by_number[person.pk] = person
        self.by_name[person.sort_key].append(person)
        if person.snils:
            self.by_snils[person.snils] = person

    def named(self, key: str, born_on: date | None) -> Sequence[KnownPerson]:
        """Return the people of the name; with a birth date those who have it or have none recorded."""
        same = self.by_name.get(key, ())
        if born_on is None:
            return same
        exact = [one for one in same if one.born_on == born_on]
        return exact or [one for one in same if one.born_on is None]


def known_people(snils: Iterable[str], keys: Iterable[str], *, locked: bool = False) -> KnownPeople:
    """Return the present people with any of the SNILS or names, and all their jobs; five queries.

    `locked` holds the people until the end of the transaction.
    """
    rows: Any = Person.objects.present()
    if locked:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    wanted = (sorted({number for number in snils if number}), sorted(set(keys)))
    same = RawSQL(SAME, wanted, output_field=BooleanField())  # noqa: S611 - our own condition, the values are bound
    known = KnownPeople()
    for facts in rows.filter(same).values_list(*FACTS):
        known.add(KnownPerson(*facts))
    if known.by_number:
        _add_jobs(known)
        _add_records(known)
    return known


def _add_jobs(known: KnownPeople) -> None:
    jobs: dict[int, KnownJob] = {}
    rows = Employment.objects.filter(person__in=known.by_number).order_by("pk")
    for terms in rows.values_list(*TERMS):
        job = KnownJob(*terms)
        jobs[job.pk] = job
        known.jobs[job.person_id].append(job)
    pairs = Employment.subjects.through.objects.filter(employment__in=jobs)
    for number, title in pairs.values_list("employment_id", "subject__title"):
        jobs[number].subjects.add(title)


def _add_records(known: KnownPeople) -> None:
    held = Qualification.objects.filter(person__in=known.by_number)
    for number, category, day in held.values_list("person_id", "category", "assigned_on"):
        known.by_number[number].categories.append((category, day))
    schools = Education.objects.filter(person__in=known.by_number)
    for number, *facts in schools.values_list("person_id", *SCHOOLS):
        known.by_number[number].educations.append(tuple(facts))
