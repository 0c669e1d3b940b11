"""Who sits on a day, what bodies owe, which bodies a person sees, and what the profiles bring."""

from datetime import date

import pytest
import time_machine

from metodika.directory.profiles.services import load_profile
from metodika.directory.staff.services import end_employment
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, BodyKind
from metodika.governance.bodies.services import BodyValues, SeatValues
from tests.directory.profiles.sixth import write_sixth
from tests.factories.accounts import make_user
from tests.factories.bodies import (
    SINCE,
    home_of,
    make_body,
    make_composition,
    make_council,
    make_draft,
    make_kind,
)
from tests.factories.directory import (
    EmploymentFactory,
    PersonFactory,
    PositionFactory,
    ProfileFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


def owed(body):
    return [(duty.code, duty.due_on) for duty in queries.duties(Body.objects.filter(pk=body.pk), TODAY)]


def test_members_of_many_bodies_are_read_in_one_query(django_assert_num_queries):
    councils = [make_council(3), make_council(4), make_body()]

    with django_assert_num_queries(1):
        found = queries.members_of_bodies(councils, TODAY)

    assert {number: len(members) for number, members in found.items()} == {
        councils[0].pk: 3,
        councils[1].pk: 4,
    }


def test_body_with_everything_owes_nothing():
    body = make_council(9, rules={"needs_regulation": True, "composition_act": "order"})
    regulation = make_act(owner=body.host, kind="regulation")

    services.change_body(body, changes={"regulation": regulation}, seen=None, by=None)

    assert owed(body) == []


def test_body_without_anything_owes_papers_and_people():
    body = make_body(make_kind(rules={"needs_regulation": True}))

    assert owed(body) == [("regulation_missing", None), ("composition_missing", None)]
    assert owed(make_body(starts_on=None)) == []


def test_council_that_lost_a_person_owes_a_new_act():
    rules = {"min_members": 9, "composition_act": "order", "clauses": {"min_members": "YAK-4.3b"}}
    body = make_council(9, rules=rules)
    seat = body.compositions.get().seats.get(number=9)
    services.vacate_seat(seat, on=date(2026, 11, 1), reason="Уволен", by=None)

    duties = queries.duties(Body.objects.all(), TODAY)

    assert [duty.code for duty in duties] == ["members_missing", "seats_vacant"]
    assert duties[0].sentence == "В составе 8 человек вместо 9: обновите акт."
    assert duties[0].url == f"/bodies/{body.pk}/"
    officers = [
        one.person_id for one in queries.members_on(body, TODAY) if one.office in {"chair", "secretary"}
    ]
    assert list(duties[0].responsible) == officers


def test_council_without_its_act_and_its_head_owes_both_until_they_are_there():
    body = make_body(make_kind(rules={"composition_act": "any"}))
    people = [PersonFactory() for _place in range(3)]
    composition = make_composition(body, people, act=None)
    chair = composition.seats.get(office="chair")
    services.vacate_seat(chair, on=date(2026, 11, 1), reason="Уволен", by=None)

    duties = queries.duties(Body.objects.filter(pk=body.pk), TODAY)

    assert [one.code for one in duties] == ["act_missing", "head_missing", "seats_vacant"]
    assert [one.sentence for one in duties[:2]] == [
        "Нет акта, которым утверждён состав.", "Не назначен руководитель.",
    ]  # fmt: skip
    secretary = composition.seats.get(office="secretary").person_id
    assert {one.responsible for one in duties} == {(secretary,)}
    make_composition(body, people, on=date(2026, 11, 20))
    assert owed(body) == []


def test_head_of_the_host_answers_for_a_body_without_a_head():
    body = make_body()
    head = EmploymentFactory(organisation=body.host, is_head=True).person

    assert [duty.responsible for duty in queries.duties(Body.objects.all(), TODAY)] == [(head.pk,)]


def test_temporary_group_is_reminded_of_its_end():
    kind = make_kind(family="group", permanent=False, rules={"reminder_days": 30})
    endless, late, soon, far = (
        make_body(kind, ends_on=day)
        for day in (None, date(2026, 11, 20), date(2026, 12, 22), date(2026, 12, 23))
    )
    for body in (endless, late, soon, far):
        services.appoint_head(body, person=PersonFactory(), on=SINCE, by=None)

    assert owed(endless) == [("end_missing", None)]
    assert owed(late) == [("body_ends", date(2026, 11, 20))]
    assert owed(soon) == [("body_ends", date(2026, 12, 22))]
    assert owed(far) == []


def test_term_of_a_composition_ends_after_its_years():
    body = make_body(make_kind(rules={"term_years": 1}), starts_on=date(2025, 12, 1))
    make_composition(body, 1, on=date(2025, 12, 1))

    assert owed(body) == [("term_ends", date(2026, 11, 30))]


def test_new_holder_of_a_position_is_no_member_until_the_act_changes():
    body = make_body()
    post = PositionFactory(title="Руководитель отдела")
    old = EmploymentFactory(organisation=body.host, position=post)
    draft = make_draft(body, [old.person])
    seat = draft.seats.get()
    changes = {"position": "руководитель отдела", "post": post, "post_at": body.host}
    services.change_seat(seat, changes=changes, by=None)
    services.approve_composition(draft, on=SINCE, by=None)
    assert owed(body) == []

    end_employment(old, on=date(2026, 10, 31), by=None)
    left = queries.duties(Body.objects.all(), TODAY)
    new = EmploymentFactory(organisation=body.host, position=post, started_on=date(2026, 11, 1))
    changed = queries.duties(Body.objects.all(), TODAY)

    assert [duty.sentence for duty in left] == [
        f"{old.person} входит в состав как «руководитель отдела», но эту должность больше не занимает; "
        "она свободна."
    ]
    assert [duty.code for duty in changed] == ["holder_changed"]
    assert str(new.person) in changed[0].sentence
    assert [one.person_id for one in queries.members_on(body, TODAY)] == [old.person_id]
    assert services.propose_composition(body, by=None).seats.get().person == new.person


def test_duties_of_three_bodies_cost_as_many_queries_as_of_one(django_assert_num_queries):
    kind = make_kind(rules={"needs_regulation": True})
    bodies = [make_body(kind) for _place in range(3)]
    for body in bodies:
        make_composition(body, 2)

    with django_assert_num_queries(4):
        queries.duties(Body.objects.filter(pk=bodies[0].pk), TODAY)
    with django_assert_num_queries(4):
        assert len(queries.duties(Body.objects.all(), TODAY)) == 3


def test_list_costs_one_query_for_one_row_and_for_three(django_assert_num_queries):
    user = make_user("bodies.*", at=make_council(3).host)
    assert user.access.allows("bodies.list_bodies")

    with django_assert_num_queries(1):
        rows = list(queries.bodies_for_list(user, day=TODAY))
    assert [(row.people, row.head_name is None) for row in rows] == [(3, False)]
    make_council(4), make_council(2)
    with django_assert_num_queries(1):
        assert sorted(row.people for row in queries.bodies_for_list(user, day=TODAY)) == [2, 3, 4]


def test_body_of_the_municipality_is_seen_by_its_schools_and_no_stranger():
    council = make_council(3)
    school = SchoolFactory(parent=council.host)
    own = make_body(make_kind(council.kind.profile), host=school)
    colleague = make_user("bodies.view_body", at=school)
    neighbour = make_user("bodies.view_body", at=SchoolFactory(parent=council.host))
    stranger = make_user("bodies.view_body", at=SchoolFactory())
    nobody = make_user()

    assert set(queries.bodies(colleague)) == {council, own}
    assert set(queries.bodies(neighbour)) == {council}
    assert set(queries.bodies(stranger)) == set()
    assert set(queries.bodies(nobody)) == set()


def test_member_sees_the_body_in_which_he_sits_without_any_role():
    council = make_council(3)
    member = make_user(person=council.compositions.get().seats.get(number=3).person)

    assert list(queries.bodies(member)) == [council]
    assert list(queries.own_bodies(member, day=TODAY)) == [council]


def test_seats_of_a_person_are_told_from_the_newest():
    first, second = make_council(3), make_body()
    person = first.compositions.get().seats.get(number=1).person
    services.admit_member(second, person=person, on=date(2026, 10, 1), by=None)
    user = make_user("bodies.view_body", at=first.host)

    told = [(seat.composition.body, seat.office) for seat in queries.seats_of_person(person, user)]

    assert sorted(told, key=lambda one: one[0].pk) == [(first, "chair"), (second, "member")]


def test_tree_places_school_associations_under_the_city_one():
    profile = ProfileFactory()
    city = make_body(make_kind(profile, code="association"), name="РМО химии")
    school = SchoolFactory(parent=city.host)
    kind = make_kind(profile, code="school_association", under="association")
    make_body(kind, host=school, name="ШМО химии", parent=city)
    user = make_user("bodies.*", at=city.host)

    (branch,) = queries.bodies_tree(user)

    assert branch.text == f"РМО химии · {city.host}"
    assert [one.text for one in branch.children] == [f"ШМО химии · {school}"]


def test_teachers_of_the_subject_are_counted_where_the_body_serves():
    subject = SubjectFactory(title="Химия")
    body = make_body(make_kind(family="association"), subjects=[subject])
    school = SchoolFactory(parent=body.host)
    EmploymentFactory(organisation=school, subjects=[subject])
    EmploymentFactory(organisation=school, subjects=[SubjectFactory(title="Физика")])
    EmploymentFactory(subjects=[subject])

    assert queries.teachers_counted(body, day=TODAY) == 1


def test_passport_tells_who_works_where_and_what_he_teaches():
    body = make_body(make_kind(family="association"))
    school = SchoolFactory(parent=body.host)
    job = EmploymentFactory(organisation=school, subjects=[SubjectFactory()])
    services.appoint_head(body, person=job.person, on=SINCE, by=None)
    user = make_user("bodies.view_body", "staff.view_person", at=body.host)
    without = make_user("bodies.view_body", at=body.host)

    (row,) = queries.passport_rows(body, user, day=TODAY)

    assert (row.name, row.place, row.position, row.subjects) == (
        str(job.person), str(school), "Учитель", "Математика"
    )  # fmt: skip
    assert [(one.name, one.place) for one in queries.passport_rows(body, without, day=TODAY)] == [
        (str(job.person), "")
    ]


def test_council_of_yakovlevsky_has_its_rules_from_the_profile():
    load_profile("yakovlevsky", by=None)

    kind = BodyKind.objects.get(code="council")
    rules = queries.stored_rules(kind.rules)

    assert (kind.short, kind.family, kind.clause) == ("РИМС", "council", "YAK-4.1.1")
    assert (rules.min_members, rules.sessions_a_year, rules.keep_years) == (9, 3, 5)
    assert (rules.quorum_numerator, rules.quorum_denominator, rules.quorum_strict) == (1, 2, False)
    assert (rules.majority_of, rules.tie, rules.minutes_signed_by) == ("present", "rejected", "present")
    assert (rules.needs_approval, rules.composition_act) == (True, "directive")
    assert sum(seat.count for seat in rules.seats) == 9
    assert [seat.represents for seat in rules.seats if seat.by_agreement] == [
        "районная профсоюзная организация"
    ]
    assert rules.clause_of("min_members") == "YAK-4.3b"
    assert not BodyKind.objects.filter(code="network_association").exists()


@pytest.mark.parametrize(
    ("profile", "kinds"),
    [
        ("pestyaki", {"council": "методсовет", "association": "РМО"}),
        ("pervouralsk", {"association": "ГМО", "laboratory": ""}),
        ("verkhnyaya-pyshma", {"association": "ГМО"}),
        ("magnitogorsk", {"association": "ПМО", "network_association": "СМО"}),
    ],
)
def test_other_profiles_bring_their_own_kinds(profile, kinds):
    load_profile(profile, by=None)

    named = BodyKind.objects.exclude(clause="").filter(code__in=kinds)
    assert {kind.code: kind.short for kind in named} == kinds


def test_associations_of_pyshma_meet_once_a_calendar_quarter():
    load_profile("verkhnyaya-pyshma", by=None)

    rules = queries.stored_rules(BodyKind.objects.get(code="association").rules)

    assert (rules.sessions_a_quarter, rules.quarters, rules.year) == (1, "calendar", "calendar")
    assert rules.clause_of("sessions_a_quarter") == "VP-5.2"


def test_sixth_council_is_set_up_by_yaml_alone(tmp_path):
    profile = load_profile(write_sixth(tmp_path), by=None)
    kind = BodyKind.objects.get(code="council", profile=profile)

    body = services.found_body(
        kind=kind, host=home_of(profile), name=kind.title, by=None, values=BodyValues(starts_on=SINCE)
    )

    rules = queries.rules_of(body)
    assert (rules.quorum_numerator, rules.quorum_denominator) == (2, 3)
    assert (rules.tie, rules.sessions_a_quarter, rules.quarters) == ("chair", 1, "terms")
    draft = make_draft(body, [PersonFactory() for _place in range(4)])
    act = make_act(owner=body.host, issued_on=SINCE)
    with pytest.raises(services.CompositionRefused, match=r"4 человека.*BEL-3\.1"):
        services.approve_composition(draft, on=SINCE, act=act, by=None)
    services.add_seat(draft, values=SeatValues(person=PersonFactory(), office=Office.MEMBER), by=None)
    services.approve_composition(draft, on=SINCE, act=act, by=None)
    assert queries.strength_on(body, SINCE).listed == 5
    rows = {row.parameter: (row.text, row.clause) for row in queries.rule_rows(rules, {})}
    assert rows["quorum"] == ("не меньше 2/3 утверждённого списка", "BEL-3.2")
    assert rows["tie"] == ("решает голос председателя", "BEL-3.3")
    assert rows["sessions_a_quarter"] == ("1 за учебную четверть", "BEL-3.2")


def test_kind_that_left_the_profile_is_withdrawn_and_comes_back(tmp_path):
    folder = write_sixth(tmp_path)
    profile = load_profile(folder, by=None)
    text = (folder / "bodies.yaml").read_text(encoding="utf-8")

    (folder / "bodies.yaml").write_text(text + "laboratory:\n", encoding="utf-8")
    load_profile(folder, by=None)
    assert BodyKind.objects.get(code="laboratory", profile=profile).withdrawn
    (folder / "bodies.yaml").write_text(text, encoding="utf-8")
    load_profile(folder, by=None)

    assert not BodyKind.objects.get(code="laboratory", profile=profile).withdrawn
