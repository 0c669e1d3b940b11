"""Jobs: begun, changed, ended, moved to another organisation; several at once are usual."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.events import (
    EmploymentChanged,
    EmploymentEnded,
    PersonHired,
    PersonTransferred,
)
from metodika.directory.staff.lifecycle import EmploymentKind
from metodika.directory.staff.models import Employment, Person, Position, Subject
from metodika.directory.staff.rules.employments import ends_before_it_begins
from metodika.directory.staff.services.people import PersonDetails, create_person, locked_person

CHANGEABLE = frozenset({
    "position", "kind", "is_head", "load", "hours", "started_on", "ended_on", "end_reason",
})  # fmt: skip


class Terms(TypedDict, total=False):
    """The terms of a job besides who, where and as what."""

    kind: str
    is_head: bool
    load: Decimal | None
    hours: Decimal | None
    ended_on: date | None
    subjects: Iterable[Subject]


def locked_employment(employment: Employment) -> Employment:
    """Return the job as it stands in the database, locked until the end of the transaction."""
    return (
        Employment.objects.select_for_update(of=("self",))
        .select_related("person", "organisation", "position")
        .get(pk=employment.pk)
    )


@atomic
def hire_person(
    person: Person,
    *,
    organisation: Organisation,
    position: Position,
    started_on: date | None,
    by: Any,
    **terms: Unpack[Terms],
) -> Employment:
    """Begin a job; `started_on` None means that the first day is not known.

    RuleBroken when the organisation does not work, the job would end before it begins, or the person
    already has the same job there on these days.
    """
    row = locked_person(person)
    subjects = terms.pop("subjects", ())
    job = Employment(person=row, organisation=organisation, position=position, started_on=started_on, **terms)
    _refuse_closed(organisation, started_on)
    refuse_wrong_days(job)
    refuse_same_job(job)
    job.save(force_insert=True)
    job.subjects.set(subjects)
    first_day = started_on.isoformat() if started_on else ""
    announce(PersonHired(row.pk, job.pk, organisation.pk, first_day), by=by, about=row)
    return job


@atomic
def admit_person(
    *,
    names: Mapping[str, str],
    details: PersonDetails,
    organisation: Organisation,
    position: Position,
    started_on: date | None,
    by: Any,
    **terms: Unpack[Terms],
) -> Person:
    """Add a person together with the first job; `names` are last_name, first_name and patronymic.

    RuleBroken as in `create_person` and `hire_person`; then neither is added.
    """
    person = create_person(
        last_name=names["last_name"], first_name=names["first_name"], patronymic=names.get("patronymic", ""),
        by=by, **details,
    )  # fmt: skip
    hire_person(person, organisation=organisation, position=position, started_on=started_on, by=by, **terms)
    return person


@atomic
def change_employment(
    employment: Employment,
    *,
    changes: Mapping[str, Any],
    subjects: Iterable[Subject] | None = None,
    seen: int | None = None,
    by: Any,
) -> Employment:
    """Correct the terms of a job; `subjects` None leaves them as they are.

    EditedMeanwhile when somebody saved other values in between; RuleBroken as in `hire_person`;
    ValueError for a field that is not changed here.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_employment does not change {', '.join(sorted(unknown))}.")
    row = locked_employment(employment)
    fields = claim_version(row, seen=seen, changes=changes)
    if fields:
        refuse_wrong_days(row)
        refuse_same_job(row)
        row.save(update_fields=fields)
    if subjects is not None and {one.pk for one in subjects} != set(
        row.subjects.values_list("pk", flat=True)
    ):
        row.subjects.set(subjects)
        fields = [*fields, "subjects"]
    if fields:
        told = [name for name in fields if name != "version"]
        announce(EmploymentChanged(row.pk, row.person_id, told), by=by, about=row.person)
    return row


@atomic
def end_employment(employment: Employment, *, on: date, by: Any, reason: str = "") -> Employment:
    """End a job; the day is the last one worked. Leaves that last longer end with it.

    RuleBroken when the day lies before the first one, or the job ended earlier.
    """
    row = locked_employment(employment)
    _end(row, on=on, reason=reason, by=by)
    return row


def _end(row: Employment, *, on: date, reason: str, by: Any) -> None:
    if row.ended_on and row.ended_on <= on:
        raise RuleBroken(
            _("This job ended on %(ended)s already. To correct the day, change the job.")
            % {"ended": f"{row.ended_on:%d.%m.%Y}"}
        )
    row.ended_on, row.end_reason, row.version = on, reason, row.version + 1
    refuse_wrong_days(row)
    row.save(update_fields=["ended_on", "end_reason", "version"])
    row.leaves.filter(started_on__gt=on).delete()
    row.leaves.filter(Q(ended_on=None) | Q(ended_on__gt=on)).update(ended_on=on)
    announce(
        EmploymentEnded(row.pk, row.person_id, row.organisation_id, on.isoformat()), by=by, about=row.person
    )


@atomic
def transfer_person(
    employment: Employment,
    *,
    to: Organisation,
    on: date,
    by: Any,
    position: Position | None = None,
    reason: str = "",
) -> Employment:
    """Continue a job in another organisation from the day on; the old job ends the day before.

    The terms go along, except that nobody becomes a head by a transfer. RuleBroken when both are one
    organisation, the day is not after the first day of the job, or the new organisation does not work.
    """
    row = locked_employment(employment)
    if to.pk == row.organisation_id:
        raise RuleBroken(_("The person works there already. Choose another organisation."))
    if row.started_on and on <= row.started_on:
        raise RuleBroken(
            _("The job began on %(started)s; a transfer is possible from the next day on.")
            % {"started": f"{row.started_on:%d.%m.%Y}"}
        )
    subjects = list(row.subjects.all())
    _end(row, on=on - timedelta(days=1), reason=reason or _("Transfer"), by=by)
    job = hire_person(
        row.person, organisation=to, position=position or row.position, started_on=on, by=by,
        kind=row.kind, load=row.load, hours=row.hours, subjects=subjects,
    )  # fmt: skip
    announce(
        PersonTransferred(row.person_id, row.organisation_id, to.pk, on.isoformat()), by=by, about=row.person
    )
    return job


def refuse_wrong_days(job: Employment) -> None:
    """Raise RuleBroken when a job ends before it begins, or begins before the person was born."""
    if ends_before_it_begins(job.started_on, job.ended_on):
        raise RuleBroken(
            _("The job would end on %(ended)s, before it begins on %(started)s. Check both days.")
            % {"ended": f"{job.ended_on:%d.%m.%Y}", "started": f"{job.started_on:%d.%m.%Y}"}
        )
    if job.person.born_on and job.started_on and job.started_on <= job.person.born_on:
        raise RuleBroken(
            _("The job would begin before the person was born, %(born)s. Check both days.")
            % {"born": f"{job.person.born_on:%d.%m.%Y}"}
        )


def refuse_same_job(job: Employment) -> None:
    """Raise RuleBroken when the person has the same job in the organisation on some of the days."""
    days = Q()
    if job.started_on:
        days &= Q(ended_on=None) | Q(ended_on__gte=job.started_on)
    if job.ended_on:
        days &= Q(started_on=None) | Q(started_on__lte=job.ended_on)
    same = Employment.objects.filter(
        days, person=job.person_id, organisation=job.organisation_id, position=job.position_id, kind=job.kind
    ).exclude(pk=job.pk)
    if same.exists():
        raise RuleBroken(
            _("%(person)s already works as “%(position)s” in “%(organisation)s” on these days (%(kind)s).")
            % {
                "person": job.person, "position": job.position, "organisation": job.organisation,
                "kind": EmploymentKind(job.kind).label,
            }
        )  # fmt: skip


def _refuse_closed(organisation: Organisation, started_on: date | None) -> None:
    if organisation.is_working:
        return
    if organisation.closed_on and started_on and started_on <= organisation.closed_on:
        return
    raise RuleBroken(
        _("“%(organisation)s” no longer works. Choose a working organisation.")
        % {"organisation": organisation}
    )
