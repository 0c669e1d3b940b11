"""Erasure: who a person is goes, what the person did stays."""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.language import sort_key
from metodika.directory.staff.events import PersonErased
from metodika.directory.staff.models import Education, Employment, Person
from metodika.directory.staff.rules.erasing import facts_after_erasure
from metodika.directory.staff.services.people import locked_person

# Where and what somebody studied tells who it is; that there is a diploma does not.
STUDIES = {"institution": "", "speciality": ""}


@atomic
def erase_person(person: Person, *, by: Any) -> Person:
    """Take name, birth, numbers and contacts out of a card, its history, and cards merged into it; return it.

    Jobs, categories, presence and votes stay under the number of the record, so that what was counted and
    decided stays true; signed papers are the archive's. RuleBroken for somebody who works today or later:
    the law of labour asks for the data. Source: 152-FZ, article 21 (4, 5).
    """
    row = locked_person(person)
    today = timezone.localdate()
    lasting = Employment.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today), person=row)
    if job := lasting.select_related("organisation").order_by("pk").first():
        raise RuleBroken(
            _("%(person)s works in %(organisation)s: the data are needed there. End the job first.")
            % {"person": row, "organisation": job.organisation}
        )
    for one in [*Person.objects.select_for_update(of=("self",)).filter(merged_into=row), row]:
        _erase(one)
    announce(PersonErased(row.pk), by=by, about=row)
    return row


def _erase(person: Person) -> None:
    facts = facts_after_erasure(person.pk)
    facts["sort_key"] = sort_key(f"{facts['last_name']} {facts['first_name']}")
    for name, value in facts.items():
        setattr(person, name, value)
    person.version += 1
    # The history would give away what the card no longer says; it begins anew with what is written now.
    _forget("PersonVersion", pgh_obj_id=person.pk)
    _forget("EducationVersion", person_id=person.pk)
    person.save(update_fields=[*facts, "version"])
    Education.objects.filter(person=person).update(**STUDIES)


def _forget(name: str, **rows: int) -> None:
    apps.get_model("staff", name)._default_manager.filter(**rows).delete()
