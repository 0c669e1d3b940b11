from datetime import date, timedelta

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.events import sentences_of
from metodika.directory.staff.services import merge_people
from metodika.governance.assignments import services
from metodika.governance.assignments.lifecycle import AssignmentStatus, ExecutorKind
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Group, Post, RoleThere, Terms
from tests.factories.accounts import give, make_role, make_user
from tests.factories.assignments import TODAY, given
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


def executors_of(assignment):
    return [(one.kind, one.person, one.is_responsible) for one in assignment.executors.order_by("order")]


def told(assignment):
    return [entry.key for entry in entries_about(assignment)]


def test_assignment_to_a_person_is_numbered_and_told():
    school, person, controller = SchoolFactory(), PersonFactory(), PersonFactory()
    chief = make_user(at=school)

    made = services.give_assignment(
        text="Собрать списки", executor=person, controller=controller, due_on=date(2026, 12, 1),
        subject=school, organisation=school, by=chief, terms=Terms(proof="Таблица"),
    )  # fmt: skip

    assert (made.number, made.status, made.given_on) == ("1/2026", AssignmentStatus.GIVEN, TODAY)
    assert (made.subject, made.proof, made.given_by) == (school, "Таблица", chief)
    assert executors_of(made) == [(ExecutorKind.PERSON, person, True)]
    assert sentences_of(entries_about(made)) == [
        "Дано поручение №\u00a01/2026 «Собрать списки», срок — 1 декабря 2026 г."
    ]


def test_numbers_go_on_within_an_organisation_and_a_year():
    school = SchoolFactory()

    numbers = [given(organisation=school).number for _number in range(3)]
    numbers += [given().number, given(organisation=school, given_on=date(2025, 3, 3)).number]

    assert numbers == ["1/2026", "2/2026", "3/2026", "1/2026", "1/2025"]


def test_post_is_resolved_to_its_holder_on_the_day():
    school, post = SchoolFactory(), PositionFactory(title="Заместитель директора")
    left = EmploymentFactory(organisation=school, position=post, started_on=date(2020, 9, 1), ended_on=None)
    left.ended_on = date(2025, 8, 31)
    left.save(update_fields=["ended_on"])
    now = EmploymentFactory(organisation=school, position=post, started_on=date(2025, 9, 1))

    made = given(executor=Post(post, school), organisation=school)
    then = given(executor=Post(post, school), organisation=school, given_on=date(2025, 3, 3))

    assert executors_of(made) == [(ExecutorKind.POST, now.person, True)]
    assert executors_of(then) == [(ExecutorKind.POST, left.person, True)]


def test_vacant_post_raises_an_alarm_and_is_given_all_the_same():
    school, post = SchoolFactory(short_name="МБОУ «Лесная»"), PositionFactory(title="Методист")

    made = given(executor=Post(post, school), organisation=school)

    assert executors_of(made) == [(ExecutorKind.POST, None, True)]
    assert told(made) == ["assignments.post_found_vacant", "assignments.assignment_given"]
    assert sentences_of(entries_about(made)[:1]) == [
        "Поручение №\u00a01/2026 «Собрать списки» некому выполнять: Методист, МБОУ «Лесная» — вакансия"
    ]


def test_post_of_several_people_is_refused_with_the_way_out():
    school = SchoolFactory()
    for _number in range(2):
        EmploymentFactory(organisation=school)

    with pytest.raises(RuleBroken, match="занимают 2 человека"):
        given(executor=Post(PositionFactory(), school), organisation=school)

    assert Assignment.objects.count() == 0


def test_role_means_everybody_who_acts_in_it_there_and_below():
    place = MunicipalityFactory()
    schools = [SchoolFactory(parent=place, name=f"Школа {letter}") for letter in "АБ"]
    role = make_role(code="deputy_head")
    held = [give(PersonFactory(), role, school) for school in schools]
    give(PersonFactory(), role, SchoolFactory())
    give(PersonFactory(), role, schools[0], until=date(2024, 1, 1))

    made = given(executor=RoleThere(role, place), organisation=place)

    assert executors_of(made) == [(ExecutorKind.ROLE, one.person, True) for one in held]


def test_group_is_frozen_on_the_day_and_counts_a_person_once():
    people = [PersonFactory(), PersonFactory()]

    made = given(executor=Group("Рабочая группа", [*people, people[0]]))

    assert executors_of(made) == [(ExecutorKind.GROUP, one, True) for one in people]


def test_first_named_answers_and_the_others_help():
    first, second = PersonFactory(), PersonFactory()

    made = given(executor=[first, second, first])

    assert executors_of(made) == [(ExecutorKind.PERSON, first, True), (ExecutorKind.PERSON, second, False)]


def test_without_a_controller_the_giver_controls_else_the_head():
    school = SchoolFactory()
    head = EmploymentFactory(organisation=school, is_head=True)
    chief = make_user(at=school)

    assert given(organisation=school, controller=None, by=chief).controller == chief.person
    assert given(organisation=school, controller=None).controller == head.person
    with pytest.raises(RuleBroken, match="контролирует"):
        given(controller=None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": "  "}, "что нужно сделать"),
        ({"executor": []}, "кто выполняет"),
        ({"executor": Group("Никто", [])}, "Никто"),
        ({"due_on": TODAY - timedelta(days=1)}, "раньше дня поручения"),
    ],
)
def test_bad_input_is_refused_in_words(wrong, words):
    with pytest.raises(RuleBroken, match=words):
        given(**wrong)

    assert Assignment.objects.count() == 0


def test_merged_card_is_refused():
    kept, dropped = PersonFactory(), PersonFactory()
    merge_people(kept, drop=dropped, by=None)
    dropped.refresh_from_db()

    for wrong in ({"executor": dropped}, {"controller": dropped}):
        with pytest.raises(RuleBroken, match="объединена"):
            given(**wrong)


def test_part_lies_within_the_whole():
    whole = given(due_on=date(2026, 12, 10))
    chief = make_user(person=PersonFactory())

    part = services.split_assignment(
        whole, text="Первая часть", executor=PersonFactory(), due_on=date(2026, 12, 10), by=chief
    )

    assert (part.parent, part.number, part.organisation) == (whole, "1/2026.1", whole.organisation)
    assert (part.controller, part.subject) == (chief.person, whole.subject)
    with pytest.raises(RuleBroken, match="до 10 декабря 2026"):
        services.split_assignment(
            whole, text="Поздно", executor=PersonFactory(), due_on=date(2026, 12, 11), by=None
        )


def test_two_who_correct_at_once_see_what_differs():
    made = given()
    other = PersonFactory()
    services.change_assignment(made, changes={"text": "Иначе"}, seen=1, by=None)

    with pytest.raises(EditedMeanwhile):
        services.change_assignment(made, changes={"text": "По-другому"}, seen=1, by=None)
    changed = services.change_assignment(made, changes={"controller": other}, seen=2, by=None)

    assert (changed.text, changed.controller, changed.version) == ("Иначе", other, 3)
    with pytest.raises(RuleBroken, match="что нужно сделать"):
        services.change_assignment(made, changes={"text": ""}, seen=3, by=None)
    with pytest.raises(ValueError, match="due_on"):
        services.change_assignment(made, changes={"due_on": TODAY}, seen=3, by=None)
