from datetime import date

import pytest
from django.db import IntegrityError

from metodika.core.audit.tracking import history_of
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.services import RosterRow, apply_roster
from tests.factories.directory import EmploymentFactory, SchoolFactory, SubjectFactory, next_snils

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def row(school, **told):
    facts = {
        "key": "1", "person": {"last_name": "Иванова", "first_name": "Анна"}, "organisation_id": school.pk,
        "position": "Учитель", "position_category": "teaching", "subjects": ("Физика",),
        "qualification": ("first", DAY, "№ 5"), "education": {"level": "bachelor"},
    }  # fmt: skip
    return RosterRow(**facts | told)


def test_list_of_staff_is_written_with_a_fixed_number_of_queries(django_assert_num_queries):
    school = SchoolFactory()
    apply_roster([row(school)], by=None)

    for count in (1, 30):
        rows = [row(school, key=f"{count}-{n}") for n in range(count)]
        # One of them asks whether any assignment follows a post.
        with django_assert_num_queries(22):
            result = apply_roster(rows, by=None)
        assert (result.people_created, result.employments_created) == (count, count)

    person = Person.objects.get(pk=result.people["30-7"])
    job = person.employments.get()
    assert (job.version, person.version) == (1, 1)
    assert (job.position.title, [one.title for one in job.subjects.all()]) == ("Учитель", ["Физика"])
    assert (person.qualifications.get().act, person.educations.get().level) == ("№ 5", "bachelor")
    assert [change.field for change in history_of(person) if change.field == "last_name"] == ["last_name"]


def test_list_changes_people_and_jobs():
    job = EmploymentFactory(subjects=[SubjectFactory(), SubjectFactory(title="Физика")])

    result = apply_roster(
        [RosterRow(person_id=job.person_id, person={"last_name": "Якова"}, employment_id=job.pk,
                   organisation_id=job.organisation_id, position="Методист", employment={"load": 1},
                   subjects=("Физика", "Химия"))],
        by=None,
    )  # fmt: skip

    assert (result.people_changed, result.employments_changed, result.people_created) == (1, 1, 0)
    changed = Employment.objects.get()
    assert (changed.person.last_name, changed.position.title, changed.load) == ("Якова", "Методист", 1)
    assert changed.person.sort_key.startswith("якова")
    assert sorted(one.title for one in changed.subjects.all()) == ["Физика", "Химия"]
    assert (changed.version, changed.person.version) == (2, 2)


def test_two_lines_of_one_new_person_are_one_person_with_two_jobs():
    rows = [
        row(SchoolFactory(), person={"last_name": "Иванова", "first_name": "Анна", "phone": phone})
        for phone in ("", "5")
    ]

    apply_roster(rows, by=None)

    person = Person.objects.get()
    assert (person.phone, person.employments.count(), person.qualifications.count()) == ("5", 2, 1)


def test_list_with_one_snils_for_two_people_writes_nothing():
    snils, school = next_snils(), SchoolFactory()
    rows = [
        row(school, key=key, person={"last_name": key, "first_name": "Анна", "snils": snils}) for key in "аб"
    ]

    with pytest.raises(IntegrityError, match="one_person_per_snils"):
        apply_roster(rows, by=None)
