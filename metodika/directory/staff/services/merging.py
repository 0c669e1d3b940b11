"""Two records of one person become one; nothing that either knew is lost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.imports.snils import format_snils
from metodika.core.language import sort_key
from metodika.directory.staff.events import PeopleMerged
from metodika.directory.staff.models import Employment, Leave, Person
from metodika.directory.staff.rules.employments import days_meet
from metodika.directory.staff.services.people import CHANGEABLE, checked_snils
from metodika.directory.staff.services.telling_apart import carry_differences


@atomic
def merge_people(keep: Person, *, drop: Person, by: Any, choices: Mapping[str, Any] | None = None) -> Person:
    """Merge a record into the kept one: jobs, leaves, education, categories; return the kept person.

    `choices` are the values to keep by field; where none is chosen, the kept record's value stands, and an
    empty one is filled from the other. The dropped record stays for its history and points to the kept one;
    areas above carry their rows over when they hear PeopleMerged. RuleBroken when both are one record, either
    was merged already, or their SNILS differ and none is chosen.
    """
    chosen = dict(choices or {})
    if unknown := chosen.keys() - CHANGEABLE:
        raise ValueError(f"merge_people does not choose {', '.join(sorted(unknown))}.")
    kept, dropped = _locked_pair(keep, drop)
    _refuse_two_snils(kept, dropped, chosen)
    _take_jobs(kept, dropped)
    _take_records(kept, dropped)
    carry_differences(kept, dropped)
    Person.objects.filter(merged_into=dropped).update(merged_into=kept)
    dropped.merged_into, dropped.version = kept, dropped.version + 1
    dropped.save(update_fields=["merged_into", "version"])
    _take_facts(kept, dropped, chosen)
    announce(PeopleMerged(kept.pk, dropped.pk), by=by, about=kept)
    return kept


def _locked_pair(keep: Person, drop: Person) -> tuple[Person, Person]:
    if keep.pk == drop.pk:
        raise RuleBroken(_("This is one and the same record. Choose another one to merge."))
    # Always in one order: two who merge the pair the other way round must not wait for each other.
    rows = {
        row.pk: row
        for row in Person.objects.select_for_update(of=("self",))
        .filter(pk__in=[keep.pk, drop.pk])
        .order_by("pk")
    }
    for row in rows.values():
        if row.merged_into_id is not None:
            raise RuleBroken(_("“%(person)s” was merged already. Open the list anew.") % {"person": row})
    return rows[keep.pk], rows[drop.pk]


def _refuse_two_snils(kept: Person, dropped: Person, chosen: dict[str, Any]) -> None:
    if kept.snils and dropped.snils and kept.snils != dropped.snils and "snils" not in chosen:
        raise RuleBroken(
            _(
                "The records have different SNILS, %(one)s and %(other)s: these are probably two people. "
                "If it is one person, choose the right number."
            )
            % {"one": format_snils(kept.snils), "other": format_snils(dropped.snils)}
        )


def _take_facts(kept: Person, dropped: Person, chosen: dict[str, Any]) -> None:
    for name in sorted(CHANGEABLE):
        value = chosen.get(name, getattr(kept, name) or getattr(dropped, name))
        if name == "snils" and value != kept.snils:
            value = checked_snils(value, owner=kept)
        setattr(kept, name, value)
    kept.sort_key = sort_key(kept.full_name)
    kept.version += 1
    kept.save(update_fields=[*CHANGEABLE, "sort_key", "version"])


def _take_jobs(kept: Person, dropped: Person) -> None:
    both = list(
        Employment.objects.select_for_update(of=("self",))
        .filter(person__in=[kept, dropped])
        .prefetch_related("subjects", "leaves")
        .order_by("pk")
    )
    own = [job for job in both if job.person_id == kept.pk]
    for job in both:
        if job.person_id == dropped.pk:
            _take_job(kept, own, job)


def _take_job(kept: Person, own: list[Employment], job: Employment) -> None:
    meeting = [one for one in own if _same_place(one, job) and days_meet(_days(one), _days(job))]
    if not meeting:
        job.person, job.version = kept, job.version + 1
        job.save(update_fields=["person", "version"])
        own.append(job)
        return
    survivor, *others = meeting
    for one in [*others, job]:
        _absorb(survivor, one)
        one.delete()
    own[:] = [one for one in own if one not in others]
    survivor.version += 1
    survivor.save(update_fields=["started_on", "ended_on", "is_head", "load", "hours", "version"])


def _absorb(survivor: Employment, one: Employment) -> None:
    survivor.subjects.add(*one.subjects.all())
    _take_leaves(survivor, one)
    survivor.started_on = _earliest(survivor.started_on, one.started_on)
    survivor.ended_on = _latest(survivor.ended_on, one.ended_on)
    survivor.is_head = survivor.is_head or one.is_head
    survivor.load = survivor.load if survivor.load is not None else one.load
    survivor.hours = survivor.hours if survivor.hours is not None else one.hours


def _same_place(one: Employment, other: Employment) -> bool:
    return (one.organisation_id, one.position_id, one.kind) == (
        other.organisation_id, other.position_id, other.kind,
    )  # fmt: skip


def _days(job: Employment) -> tuple[date | None, date | None]:
    return job.started_on, job.ended_on


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else None


def _latest(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else None


def _take_leaves(survivor: Employment, job: Employment) -> None:
    own = [(leave.started_on, leave.ended_on) for leave in survivor.leaves.all()]
    for leave in sorted(job.leaves.all(), key=lambda one: one.started_on):
        span = (leave.started_on, leave.ended_on)
        if not any(days_meet(span, one) for one in own):
            Leave.objects.filter(pk=leave.pk).update(employment=survivor)
            own.append(span)


def _take_records(kept: Person, dropped: Person) -> None:
    held = set(kept.qualifications.values_list("category", "assigned_on"))
    for category in dropped.qualifications.order_by("pk"):
        if (category.category, category.assigned_on) in held:
            category.delete()
        else:
            category.person = kept
            category.save(update_fields=["person"])
    what = ("level", "institution", "speciality", "finished_in")
    known = set(kept.educations.values_list(*what))
    for education in dropped.educations.order_by("pk"):
        if tuple(getattr(education, name) for name in what) in known:
            education.delete()
        else:
            education.person = kept
            education.save(update_fields=["person"])
