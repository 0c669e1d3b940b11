"""Deciding about the lines of a staff list, and giving the list back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.imports.outcomes import BatchImporter, ImportContext, Outcome, Planned, Row, new, refused
from metodika.core.imports.snils import format_snils
from metodika.core.language import normalise, sort_key
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisation_finder
from metodika.directory.staff.lifecycle import EmploymentKind
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.queries import (
    KnownJob,
    KnownPeople,
    KnownPerson,
    known_people,
    position_spellings,
    subject_choices,
)
from metodika.directory.staff.queries.matching import SCHOOLS
from metodika.directory.staff.rules.employments import days_meet, ends_before_it_begins
from metodika.directory.staff.rules.experience import MONTHS, length_of
from metodika.directory.staff.rules.lists import counted_from, name_parts
from metodika.directory.staff.services import RosterRow, apply_roster

PERSON_COLUMNS = ("born_on", "email", "phone", "gender")
JOB_COLUMNS = ("load", "hours", "started_on", "ended_on")
NO_CATEGORY = "none"
# The same names, positions and subjects come again and again, and each list is planned twice.
cached_key = lru_cache(maxsize=200_000)(sort_key)
cached_normal = lru_cache(maxsize=20_000)(normalise)
cached_start = lru_cache(maxsize=5_000)(counted_from)


class RosterImporter(BatchImporter):
    """Plans and applies the lines of one run; keeps what it has looked up."""

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self.today: date = timezone.localdate()
        self.finder = organisation_finder(context.paths)
        self.positions = position_spellings()
        self.subjects = {normalise(title): title for _number, title in subject_choices()}
        self.new_keys: dict[str, str] = {}
        self.seen: dict[tuple[Any, ...], int] = {}
        self.only_place = self._only_place()

    def plan(self, rows: Sequence[Row]) -> list[Outcome]:
        names = [names_of(row.values) for row in rows]
        keys = [cached_key(" ".join(filter(None, parts))) for parts in names]
        known = known_people(map(snils_of, rows), keys, locked=self.context.applying)
        return [
            self._plan_row(row, parts, key, known) for row, parts, key in zip(rows, names, keys, strict=True)
        ]

    def apply(self, planned: Sequence[Planned], *, by: Any) -> None:
        apply_roster([one.outcome.payload for one in planned], by=by)

    def _only_place(self) -> Organisation | None:
        scope = self.finder.known.get(self.context.scope_id or 0)
        if scope is not None:
            return scope
        return next(iter(self.finder.known.values())) if len(self.finder.known) == 1 else None

    def _plan_row(self, row: Row, names: tuple[str, str, str], key: str, known: KnownPeople) -> Outcome:
        if not names[1]:
            return refused("full_name", _("Write the surname and the first name in full."))
        place = self._place_of(row["organisation"])
        if isinstance(place, str):
            return refused("organisation", place)
        if ends_before_it_begins(row["started_on"], row["ended_on"]):
            return refused("ended_on", _("The job would end before it begins. Check both dates."))
        found = find_person(row, key, place, known)
        if isinstance(found, Outcome):
            return found
        person, remark = found
        told = RosterRow(organisation_id=place.pk, position=self._position_of(row["position"]))
        told.subjects = self._subjects_of(row["subjects"])
        if person is None:
            outcome = self._new_person(row, names, key, told)
        else:
            jobs = known.jobs.get(person.pk, [])
            foreign = not self._may_change(person, jobs)
            outcome = known_person(
                row, names, told, person=person, jobs=jobs, today=self.today, foreign=foreign
            )
        if earlier := self._earlier_line(row, told, outcome):
            return refused("", _("Line %(number)d of the list tells of the same job.") % {"number": earlier})
        if remark:
            outcome.warn("full_name", remark)
        return self._warned(row, told, outcome)

    def _earlier_line(self, row: Row, told: RosterRow, outcome: Outcome) -> int | None:
        if outcome.kind != "new":
            return None
        who = told.person_id or told.key
        job = (who, told.organisation_id, told.position, told.employment["kind"])
        earlier = self.seen.setdefault(job, row.number)
        return earlier if earlier != row.number else None

    def _place_of(self, text: str | None) -> Organisation | str:
        if not text:
            return self.only_place or _("Write in which organisation the person works.")
        found = self.finder.find(text)
        if len(found) == 1:
            return found[0]
        if not found:
            return _("“%(text)s” is not in the register. Correct the name or add it as an alias.") % {
                "text": text
            }
        names = "; ".join(str(one) for one in found[:3])
        return _("“%(text)s” may be %(names)s. Write the full name.") % {"text": text, "names": names}

    def _may_change(self, person: KnownPerson, jobs: Sequence[KnownJob]) -> bool:
        if "/" in self.context.paths or not jobs:
            return True
        return any(job.organisation_id in self.finder.known for job in jobs)

    def _position_of(self, text: str) -> str:
        return self.positions.get(cached_normal(text), text[:1].upper() + text[1:])

    def _subjects_of(self, texts: list[str] | None) -> tuple[str, ...] | None:
        if not texts:
            return None
        found = (self.subjects.get(cached_normal(text), text[:1].upper() + text[1:]) for text in texts)
        return tuple(dict.fromkeys(found))

    def _warned(self, row: Row, told: RosterRow, outcome: Outcome) -> Outcome:
        if outcome.kind in {"same", "error"}:
            return outcome
        if cached_normal(told.position) not in self.positions:
            outcome.warn("position", _("The position is new and will be added to the list of positions."))
        for title in told.subjects or ():
            if cached_normal(title) not in self.subjects:
                outcome.warn(
                    "subjects", _("The subject “%(title)s” is new and will be added.") % {"title": title}
                )
        return outcome

    def _new_person(self, row: Row, names: tuple[str, str, str], key: str, told: RosterRow) -> Outcome:
        snils = snils_of(row)
        base = f"{key}|{row['born_on'] or told.organisation_id}"
        first = self.new_keys.setdefault(base, snils)
        same = not snils or not first or snils == first
        told.key = base if same else f"{base}|{snils}"
        if same and snils and not first:
            self.new_keys[base] = snils
        told.person = dict(zip(("last_name", "first_name", "patronymic"), names, strict=True))
        values = row.values
        told.person |= {"snils": snils} | {name: values[name] for name in PERSON_COLUMNS if values.get(name)}
        told.person |= {"sort_key": key, **experience_of(row, None, self.today)}
        told.employment = job_facts(row)
        told.qualification = qualification_of(row)
        told.education = education_of(row)
        return new(payload=told)


def names_of(values: Mapping[str, Any]) -> tuple[str, str, str]:
    if values.get("last_name"):
        first = values.get("first_name") or ""
        return str(values["last_name"]), str(first), str(values.get("patronymic") or "")
    return name_parts(values.get("full_name") or "")


def snils_of(row: Row) -> str:
    # The cell was checked and stands in its official form.
    return (row.values.get("snils") or "").replace("-", "").replace(" ", "")


def find_person(
    row: Row, key: str, place: Organisation, known: KnownPeople
) -> tuple[KnownPerson | None, str] | Outcome:
    snils, born_on = snils_of(row), row["born_on"]
    if snils and (holder := known.by_snils.get(snils)):
        if holder.sort_key == key or holder.born_on == born_on is not None:
            return holder, ""
        return refused(
            "snils",
            _("This SNILS belongs to %(holder)s. Check the number, or the name and the date of birth.")
            % {"holder": holder.full_name},
        )
    same = [one for one in known.named(key, born_on) if not (snils and one.snils)]
    sure = [one for one in same if born_on and one.born_on == born_on]
    here = [one for one in same if any(job.organisation_id == place.pk for job in known.jobs.get(one.pk, ()))]
    chosen = sure if len(sure) == 1 else here
    if len(chosen) == 1:
        return chosen[0], ""
    if len(chosen) > 1 or len(sure) > 1:
        return refused(
            "full_name",
            _("There are %(count)d people of this name. Add the SNILS or the date of birth.")
            % {"count": max(len(chosen), len(sure))},
        )
    if same:
        return None, _(
            "Another person of this name is known. If it is the same one, add the SNILS or the date of birth."
        )
    return None, ""


def known_person(
    row: Row,
    names: tuple[str, str, str],
    told: RosterRow,
    *,
    person: KnownPerson,
    jobs: Sequence[KnownJob],
    today: date,
    foreign: bool,
) -> Outcome:
    told.person_id = person.pk
    changes = {} if foreign else person_changes(row, names, person, told, today)
    job = matching_job(row, told, jobs, today)
    if job is None:
        told.employment = job_facts(row)
        ended = [one.ended_on for one in jobs if one.position == told.position and one.ended_on]
        if not row["started_on"] and ended:
            # Hired again, the day is not told: the new job begins after the old one.
            told.employment["started_on"] = max(ended) + timedelta(days=1)
        outcome = Outcome("new", person.pk, changes, payload=told)
        if any(one.organisation_id == told.organisation_id and is_current(one, today) for one in jobs):
            outcome.warn("position", _("The person already has another job here; this one will be added."))
        return outcome
    told.employment_id = job.pk
    changes |= job_changes(row, told, job)
    return Outcome("changed" if changes else "same", person.pk, changes, payload=told)


def person_changes(
    row: Row, names: tuple[str, str, str], person: KnownPerson, told: RosterRow, today: date
) -> dict[str, tuple[Any, Any]]:
    changes = name_changes(row, names, person, told)
    if (snils := snils_of(row)) and snils != person.snils:
        changes["snils"] = (format_snils(person.snils) if person.snils else "", row["snils"])
        told.person["snils"] = snils
    for name in PERSON_COLUMNS:
        if row[name] and row[name] != getattr(person, name):
            changes[name] = (getattr(person, name), row[name])
            told.person[name] = row[name]
    for name, since in experience_of(row, person, today).items():
        told.person[name] = since
        column = name.removesuffix("_since")
        length = length_of(getattr(person, name), today)
        changes[column] = (length.years * MONTHS + length.months or None, row[column])
    return changes | earned(row, person, told)


def name_changes(
    row: Row, names: tuple[str, str, str], person: KnownPerson, told: RosterRow
) -> dict[str, tuple[Any, Any]]:
    parts = zip(("last_name", "first_name", "patronymic"), names, strict=True)
    differing = {name: value for name, value in parts if value and value != getattr(person, name)}
    told.person |= differing
    if differing and row["full_name"]:
        return {"full_name": (person.full_name, " ".join(filter(None, names)))}
    return {name: (getattr(person, name), value) for name, value in differing.items()}


def earned(row: Row, person: KnownPerson, told: RosterRow) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    if (category := qualification_of(row)) and not has_category(person, category):
        told.qualification = category
        changes["category"] = (None, category[0])
    if (education := education_of(row)) and not has_education(person, education):
        told.education = education
        changes["education"] = (None, education["level"])
    return changes


def job_changes(row: Row, told: RosterRow, job: KnownJob) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    for name in JOB_COLUMNS:
        if row[name] is not None and row[name] != getattr(job, name):
            changes[name] = (getattr(job, name), row[name])
            told.employment[name] = row[name]
    kept = job.subjects
    if told.subjects is not None and set(told.subjects) != kept:
        changes["subjects"] = (sorted(kept), list(told.subjects))
    else:
        told.subjects = None
    return changes


def matching_job(row: Row, told: RosterRow, jobs: Sequence[KnownJob], today: date) -> KnownJob | None:
    here = [
        job
        for job in jobs
        if job.organisation_id == told.organisation_id and job.position == told.position
        if not row["kind"] or job.kind == row["kind"]
    ]
    same_start = [job for job in here if row["started_on"] and job.started_on == row["started_on"]]
    current = [job for job in here if is_current(job, today)]
    span = (row["started_on"], row["ended_on"])
    meeting = [job for job in here if row["started_on"] and days_meet(span, (job.started_on, job.ended_on))]
    return next(iter(same_start or current or meeting), None)


def is_current(job: KnownJob, today: date) -> bool:
    return job.ended_on is None or job.ended_on >= today


def job_facts(row: Row) -> dict[str, Any]:
    values = row.values
    facts = {name: values[name] for name in JOB_COLUMNS if values.get(name) is not None}
    return {"kind": values.get("kind") or EmploymentKind.MAIN.value, **facts}


def experience_of(row: Row, person: KnownPerson | None, today: date) -> dict[str, date]:
    found: dict[str, date] = {}
    for column in ("total_experience", "teaching_experience"):
        months = row[column]
        if months is None:
            continue
        kept = length_of(getattr(person, f"{column}_since"), today) if person else None
        # A list tells whole years: the same list next month must not move the beginning.
        if kept is None or kept.years != months // MONTHS:
            found[f"{column}_since"] = cached_start(months, today)
    return found


def qualification_of(row: Row) -> tuple[str, date | None, str] | None:
    category = row["category"]
    if not category or category == NO_CATEGORY:
        return None
    return str(category), row["assigned_on"], row["category_act"] or ""


def has_category(person: KnownPerson, told: tuple[str, date | None, str]) -> bool:
    return any(
        category == told[0] and (told[1] is None or day == told[1]) for category, day in person.categories
    )


def education_of(row: Row) -> dict[str, Any] | None:
    if not row["education"]:
        return None
    return {
        "level": row["education"],
        "institution": row["school"] or "",
        "speciality": row["speciality"] or "",
        "finished_in": row["finished_in"],
    }


def has_education(person: KnownPerson, told: Mapping[str, Any]) -> bool:
    wanted = [told[name] for name in SCHOOLS]
    return any(
        all(not new or new == kept for new, kept in zip(wanted, facts, strict=True))
        for facts in person.educations
    )


def exported_rows(people: Iterable[Person], *, today: date, private: bool) -> Iterator[dict[str, Any]]:
    for person in people:
        facts = _person_cells(person, today, private=private)
        for job in person.jobs:  # type: ignore[attr-defined]  # prefetched by people_for_list
            yield facts | _job_cells(job)


def _person_cells(person: Person, today: date, *, private: bool) -> dict[str, Any]:
    category = max(person.categories, key=lambda one: one.assigned_on or date.min, default=None)  # type: ignore[attr-defined]  # prefetched by people_for_list
    cells = {
        "full_name": person.full_name,
        "category": category.category if category else None,
        "assigned_on": category.assigned_on if category else None,
        "category_act": category.act if category else "",
        "total_experience": _experience_cell(person.total_experience_since, today),
        "teaching_experience": _experience_cell(person.teaching_experience_since, today),
    }
    if not private:
        return cells
    snils = format_snils(person.snils) if person.snils else ""
    return cells | {"snils": snils} | {name: getattr(person, name) for name in PERSON_COLUMNS}


def _experience_cell(since: date | None, today: date) -> int | None:
    return length_of(since, today).years if since else None


def _job_cells(job: Employment) -> dict[str, Any]:
    return {
        "organisation": job.organisation.short_name,
        "position": job.position.title,
        "subjects": job.subject_titles,  # type: ignore[attr-defined]  # annotated by people_for_list
        "kind": job.kind,
        **{name: getattr(job, name) for name in JOB_COLUMNS},
    }
