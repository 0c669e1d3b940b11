from datetime import date

import pytest

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.audit.tracking import history_of
from metodika.core.database import EditedMeanwhile
from metodika.core.imports.snils import format_snils
from metodika.directory.organisations.services import close_organisation, merge_organisations
from metodika.directory.profiles.services import load_profile
from metodika.directory.staff.lifecycle import EmploymentKind, LeaveKind, QualificationCategory
from metodika.directory.staff.models import Education, Employment, Leave, Person, Position, Qualification
from metodika.directory.staff.services import (
    add_education,
    admit_person,
    assign_qualification,
    change_employment,
    change_person,
    create_person,
    end_employment,
    hire_person,
    merge_people,
    remove_education,
    remove_qualification,
    return_from_leave,
    send_on_leave,
    transfer_person,
)
from tests.factories.directory import (
    EmploymentFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    SubjectFactory,
    next_snils,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def test_new_person_gets_a_sorting_key_and_a_journal_entry():
    person = create_person(last_name="Ёлкина", first_name="Анна", snils="112-233-445 95", by=None)

    assert (person.sort_key[:11], person.snils) == ("елкина анна", "11223344595")
    assert JournalEntry.objects.get(key="staff.person_created").parameters == {"person_id": person.pk}


def test_snils_with_a_wrong_check_sum_is_refused():
    with pytest.raises(RuleBroken, match="112-233-445 96"):
        PersonFactory(snils="11223344596")

    assert not Person.objects.exists()


def test_two_people_with_one_snils_are_refused_with_the_holder():
    holder = PersonFactory(last_name="Иванова", snils=next_snils())
    other = PersonFactory()

    with pytest.raises(RuleBroken, match="Иванова"):
        PersonFactory(snils=holder.snils)
    with pytest.raises(RuleBroken, match="Иванова"):
        change_person(other, changes={"snils": holder.snils}, by=None)


def test_two_people_edit_one_card_and_nothing_is_overwritten():
    person = PersonFactory(phone="1")
    seen = person.version
    change_person(person, changes={"phone": "2"}, seen=seen, by=None)

    with pytest.raises(EditedMeanwhile) as refused:
        change_person(person, changes={"phone": "3"}, seen=seen, by=None)

    assert [(one.stored, one.wanted) for one in refused.value.differences] == [("2", "3")]
    person.refresh_from_db()
    assert person.phone == "2"


def test_change_of_surname_moves_the_person_in_the_alphabet_and_stays_in_history():
    person = PersonFactory(last_name="Белова")

    changed = change_person(person, changes={"last_name": "Якова"}, seen=person.version, by=None)

    assert changed.sort_key.startswith("якова")
    assert [(c.before, c.after) for c in history_of(changed) if c.field == "last_name"][0] == (
        "Белова",
        "Якова",
    )


def test_same_values_are_no_change():
    person = PersonFactory(snils=next_snils())

    changed = change_person(
        person, changes={"snils": format_snils(person.snils)}, by=None
    )  # fmt: skip

    assert changed.version == person.version
    with pytest.raises(ValueError, match="merged_into"):
        change_person(person, changes={"merged_into": None}, by=None)


def test_person_works_in_two_schools_at_once():
    job = EmploymentFactory()
    second = hire_person(
        job.person, organisation=SchoolFactory(), position=job.position, started_on=DAY,
        kind=EmploymentKind.EXTERNAL, subjects=[SubjectFactory()], by=None,
    )  # fmt: skip

    assert set(job.person.employments.all()) == {job, second}
    assert [one.title for one in second.subjects.all()] == ["Математика"]


def test_employment_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleBroken, match=r"31\.08\.2026.*01\.09\.2026"):
        EmploymentFactory(started_on=DAY, ended_on=date(2026, 8, 31))

    assert not Employment.objects.exists()


def test_same_job_twice_on_the_same_days_is_refused():
    job = EmploymentFactory()

    with pytest.raises(RuleBroken, match="Учитель"):
        EmploymentFactory(person=job.person, organisation=job.organisation, started_on=DAY)


def test_job_before_birth_or_in_a_closed_school_is_refused():
    closed = close_organisation(SchoolFactory(), on=date(2026, 1, 1), by=None)

    with pytest.raises(RuleBroken):
        EmploymentFactory(started_on=date(1980, 1, 1))
    with pytest.raises(RuleBroken, match=closed.short_name):
        EmploymentFactory(organisation=closed, started_on=DAY)
    assert EmploymentFactory(organisation=closed, started_on=date(2020, 9, 1), ended_on=date(2025, 8, 31))


def test_person_is_admitted_with_the_first_job_or_not_at_all():
    school, position = SchoolFactory(), PositionFactory()
    person = admit_person(
        names={"last_name": "Иванова", "first_name": "Анна"}, details={"born_on": date(1990, 1, 1)},
        organisation=school, position=position, started_on=DAY, by=None,
    )  # fmt: skip

    with pytest.raises(RuleBroken):
        admit_person(
            names={"last_name": "Петрова", "first_name": "Анна"}, details={"born_on": date(1990, 1, 1)},
            organisation=school, position=position, started_on=DAY, ended_on=date(2020, 1, 1), by=None,
        )  # fmt: skip

    assert list(Person.objects.all()) == [person]


def test_changed_job_keeps_its_subjects_unless_told():
    job = EmploymentFactory(subjects=[SubjectFactory()])

    changed = change_employment(job, changes={"load": 1}, seen=job.version, by=None)
    assert [one.title for one in changed.subjects.all()] == ["Математика"]

    change_employment(job, changes={}, subjects=[SubjectFactory(title="Физика")], by=None)
    assert [one.title for one in job.subjects.all()] == ["Физика"]
    with pytest.raises(EditedMeanwhile):
        change_employment(job, changes={"load": 2}, seen=job.version, by=None)


def test_ended_job_ends_its_leave_and_cannot_end_again():
    job = EmploymentFactory()
    send_on_leave(job, kind=LeaveKind.PARENTAL, since=date(2026, 1, 1), by=None)

    ended = end_employment(job, on=DAY, reason="По собственному желанию", by=None)

    assert (ended.ended_on, ended.leaves.get().ended_on) == (DAY, DAY)
    with pytest.raises(RuleBroken, match=r"01\.09\.2026"):
        end_employment(job, on=date(2026, 10, 1), by=None)
    with pytest.raises(RuleBroken):
        end_employment(EmploymentFactory(), on=date(2020, 1, 1), by=None)


def test_transfer_ends_one_job_and_begins_the_other_the_next_day():
    job, school = EmploymentFactory(load=1, subjects=[SubjectFactory()]), SchoolFactory()

    moved = transfer_person(job, to=school, on=DAY, by=None)

    job.refresh_from_db()
    assert (job.ended_on, moved.started_on, moved.organisation, moved.load) == (
        date(2026, 8, 31),
        DAY,
        school,
        1,
    )
    assert [one.title for one in moved.subjects.all()] == ["Математика"]
    with pytest.raises(RuleBroken):
        transfer_person(moved, to=school, on=date(2026, 10, 1), by=None)
    with pytest.raises(RuleBroken):
        transfer_person(moved, to=SchoolFactory(), on=DAY, by=None)


def test_leave_lies_within_the_job_and_meets_no_other():
    job = EmploymentFactory(started_on=date(2026, 1, 1))
    leave = send_on_leave(job, kind=LeaveKind.LONG, since=DAY, until=date(2026, 12, 31), by=None)

    for since, until in ((date(2025, 1, 1), None), (date(2026, 10, 1), None), (DAY, date(2026, 8, 1))):
        with pytest.raises(RuleBroken):
            send_on_leave(job, kind=LeaveKind.OTHER, since=since, until=until, by=None)

    assert list(Leave.objects.all()) == [leave]


def test_return_from_leave_is_the_first_day_at_work():
    leave = send_on_leave(EmploymentFactory(), kind=LeaveKind.MATERNITY, since=DAY, by=None)

    with pytest.raises(RuleBroken):
        return_from_leave(leave, on=DAY, by=None)
    back = return_from_leave(leave, on=date(2026, 10, 1), by=None)

    assert back.ended_on == date(2026, 9, 30)
    with pytest.raises(RuleBroken):
        return_from_leave(leave, on=date(2026, 12, 1), by=None)


def test_category_is_recorded_once_and_may_be_removed():
    person = PersonFactory()
    made = assign_qualification(person, category=QualificationCategory.FIRST, assigned_on=DAY, by=None)

    with pytest.raises(RuleBroken):
        assign_qualification(person, category=QualificationCategory.FIRST, assigned_on=DAY, by=None)
    with pytest.raises(RuleBroken):
        assign_qualification(
            person,
            category=QualificationCategory.HIGHEST,
            assigned_on=DAY,
            valid_until=date(2026, 1, 1),
            by=None,
        )
    remove_qualification(made, by=None)

    assert not Qualification.objects.exists()


def test_education_before_birth_is_refused():
    person = PersonFactory(born_on=date(1985, 5, 15))

    with pytest.raises(RuleBroken):
        add_education(person, level="bachelor", finished_in=1985, by=None)
    made = add_education(person, level="bachelor", finished_in=2007, by=None)
    remove_education(made, by=None)

    assert not Education.objects.exists()


def test_school_with_people_is_not_closed():
    job = EmploymentFactory()

    with pytest.raises(RuleBroken, match="1"):
        close_organisation(job.organisation, on=DAY, by=None)

    job.organisation.refresh_from_db()
    assert job.organisation.is_working


def test_merged_school_keeps_past_jobs_and_continues_present_ones_in_the_successor():
    old, heir = SchoolFactory(), SchoolFactory()
    past = EmploymentFactory(organisation=old, ended_on=date(2024, 6, 1))
    present = EmploymentFactory(organisation=old, load=1, subjects=[SubjectFactory()])
    send_on_leave(present, kind=LeaveKind.PARENTAL, since=date(2026, 1, 1), by=None)
    later = EmploymentFactory(organisation=old, started_on=date(2026, 10, 1))
    both = EmploymentFactory(organisation=old)
    EmploymentFactory(person=both.person, organisation=heir)

    merge_organisations(old, successor=heir, on=DAY, by=None)

    ends = {one.pk: one.ended_on for one in Employment.objects.filter(organisation=old)}
    assert ends == {past.pk: date(2024, 6, 1), present.pk: date(2026, 8, 31), both.pk: date(2026, 8, 31)}
    continued = present.person.employments.get(organisation=heir)
    assert (continued.started_on, continued.load, continued.subjects.count()) == (DAY, 1, 1)
    assert continued.leaves.get().started_on == DAY
    assert later.person.employments.get().organisation == heir
    assert both.person.employments.filter(organisation=heir).count() == 1


def test_merger_without_the_staff_leaves_the_jobs():
    job = EmploymentFactory()

    merge_organisations(job.organisation, successor=SchoolFactory(), on=DAY, carry_staff=False, by=None)

    job.refresh_from_db()
    assert job.ended_on is None


def test_merged_records_become_one_person_with_everything_of_both():
    snils = next_snils()
    keep = PersonFactory(last_name="Иванова", born_on=None, email="")
    drop = PersonFactory(last_name="Иваннова", email="a@example.org", snils=snils)
    first = EmploymentFactory(person=keep, started_on=date(2022, 9, 1))
    same = EmploymentFactory(
        person=drop, organisation=first.organisation, started_on=date(2020, 9, 1), subjects=[SubjectFactory()]
    )
    other = EmploymentFactory(person=drop)
    send_on_leave(same, kind=LeaveKind.LONG, since=DAY, by=None)
    for person in (keep, drop):
        assign_qualification(person, category=QualificationCategory.FIRST, assigned_on=DAY, by=None)
        add_education(person, level="bachelor", by=None)
    assign_qualification(drop, category=QualificationCategory.HIGHEST, assigned_on=DAY, by=None)
    add_education(drop, level="master", by=None)

    kept = merge_people(keep, drop=drop, choices={"last_name": "Иванова"}, by=None)

    drop.refresh_from_db()
    first.refresh_from_db()
    assert drop.merged_into == kept
    assert (kept.last_name, kept.email, kept.snils, kept.born_on) == (
        "Иванова", "a@example.org", snils, date(1985, 5, 15),
    )  # fmt: skip
    assert {job.pk for job in kept.employments.all()} == {first.pk, other.pk}
    assert (first.started_on, first.subjects.count(), first.leaves.count()) == (date(2020, 9, 1), 1, 1)
    assert (kept.qualifications.count(), kept.educations.count()) == (2, 2)
    assert JournalEntry.objects.get(key="staff.people_merged").parameters == {
        "kept_id": kept.pk, "dropped_id": drop.pk,
    }  # fmt: skip
    assert not drop.employments.exists()


def test_records_with_two_snils_are_merged_only_when_one_is_chosen():
    keep, drop = PersonFactory(snils=next_snils()), PersonFactory(snils=next_snils())

    with pytest.raises(RuleBroken):
        merge_people(keep, drop=drop, by=None)
    kept = merge_people(keep, drop=drop, choices={"snils": drop.snils}, by=None)

    assert kept.snils == drop.snils


def test_record_is_not_merged_with_itself_or_twice():
    keep, drop = PersonFactory(), PersonFactory()
    merge_people(keep, drop=drop, by=None)

    with pytest.raises(RuleBroken):
        merge_people(keep, drop=keep, by=None)
    with pytest.raises(RuleBroken):
        merge_people(PersonFactory(), drop=drop, by=None)
    with pytest.raises(RuleBroken):
        change_person(drop, changes={"phone": "1"}, by=None)
    with pytest.raises(ValueError, match="id"):
        merge_people(keep, drop=PersonFactory(), choices={"id": 1}, by=None)


def test_profile_brings_its_positions():
    Position.objects.create(title="Директор", category="other")

    load_profile("yakovlevsky", by=None)

    assert Position.objects.get(title="Директор").category == "leading"
    assert Position.objects.get(title="Педагог-психолог").category == "teaching"
