"""Finding the known people whom a list means, for many rows with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from metodika.directory.staff.models import Employment, Person


@dataclass
class KnownPeople:
    """People by SNILS and by sorting key, with their jobs (each with `subject_titles`) and categories."""

    by_number: dict[int, Person] = field(default_factory=dict)
    by_snils: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    jobs: dict[int, list[Employment]] = field(default_factory=lambda: defaultdict(list))

    def named(self, key: str, born_on: date | None) -> list[Person]:
        """Return the people of the name; with a birth date those who have it or have none recorded."""
        same = self.by_name.get(key, [])
        if born_on is None:
            return same
        exact = [one for one in same if one.born_on == born_on]
        return exact or [one for one in same if one.born_on is None]


def known_people(snils: Iterable[str], keys: Iterable[str], *, locked: bool = False) -> KnownPeople:
    """Return the present people with any of the SNILS or names, and all their jobs; four queries.

    `locked` holds the rows until the end of the transaction.
    """
    rows: Any = Person.objects.present()
    if locked:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    known = KnownPeople()
    wanted = Q(snils__in=[number for number in snils if number]) | Q(sort_key__in=list(keys))
    for person in rows.filter(wanted).prefetch_related("qualifications", "educations"):
        known.by_number[person.pk] = person
        known.by_name[person.sort_key].append(person)
        if person.snils:
            known.by_snils[person.snils] = person
    jobs = Employment.objects.filter(person__in=list(known.by_number)).select_related("position")
    for job in jobs.prefetch_related("subjects").order_by("pk"):
        known.jobs[job.person_id].append(job)
    return known
