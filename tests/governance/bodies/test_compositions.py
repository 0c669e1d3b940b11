from datetime import date

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.events import sentences_of
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.services import SeatValues
from tests.factories.bodies import (
    SINCE,
    make_body,
    make_draft,
    make_kind,
)
from tests.factories.directory import PersonFactory, ProfileFactory, SchoolFactory
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NINE = {
    "min_members": 9, "offices": ["chair", "deputy", "secretary"], "composition_act": "directive",
    "clauses": {"min_members": "YAK-4.3b", "offices": "YAK-4.2a", "composition_act": "YAK-4.3a"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


@pytest.fixture
def council():
    return make_body(make_kind(title="РИМС", rules=NINE), name="Районный совет")


def directive(body, **values):
    return make_act(owner=body.host, kind="directive", issued_on=date(2026, 9, 1), **values)


def approve(draft, **values):
    body = draft.body
    values.setdefault("act", directive(body))
    return services.approve_composition(draft, on=date(2026, 9, 1), by=None, **values)


def people(count):
    return [PersonFactory() for _place in range(count)]


def test_nine_people_are_approved_by_a_directive(council):
    members = people(9)
    draft = make_draft(council, members)

    composition = approve(draft)

    assert (composition.status, composition.starts_on) == ("approved", date(2026, 9, 1))
    sat = queries.members_on(council, TODAY)
    assert [one.person_id for one in sat] == [person.pk for person in members]
    assert [one.office for one in sat] == ["chair", "deputy", "secretary", *["member"] * 6]
    assert queries.members_on(council, date(2026, 8, 31)) == []
    said = sentences_of(entries_about(council))
    assert said[0] == f"{members[0]} возглавляет «Районный совет» с 1 сентября 2026 г."


def test_eight_of_nine_are_refused_and_nothing_is_lost(council):
    draft = make_draft(council, people(8))

    with pytest.raises(services.CompositionRefused, match=r"8 человек.*не меньше 9.*YAK-4\.3b"):
        approve(draft)

    draft.refresh_from_db()
    assert (draft.status, draft.seats.count()) == ("draft", 8)


def test_composition_without_a_chair_is_refused(council):
    draft = make_draft(council, [None, *people(9)])

    with pytest.raises(services.CompositionRefused, match=r"председатель.*YAK-4\.2a"):
        approve(draft)


def test_composition_with_two_chairs_is_refused(council):
    draft = make_draft(council, people(9))
    services.add_seat(draft, values=SeatValues(person=PersonFactory(), office=Office.CHAIR), by=None)

    with pytest.raises(services.CompositionRefused, match="занимают 2 человека"):
        approve(draft)


def test_one_person_on_two_seats_counts_once_toward_nine(council):
    eight = people(8)
    draft = make_draft(council, [*eight, eight[4]])

    with pytest.raises(services.CompositionRefused, match="8 человек"):
        approve(draft)

    services.add_seat(draft, values=SeatValues(person=PersonFactory()), by=None)
    approve(draft)
    assert queries.strength_on(council, TODAY).listed == 9


def test_act_is_asked_for_where_a_clause_asks(council):
    with pytest.raises(RuleBroken, match=r"YAK-4\.3a"):
        approve(make_draft(council, people(9)), act=None)


def test_act_of_another_kind_is_refused_where_a_clause_names_it(council):
    act = make_act(owner=council.host, kind="order", issued_on=SINCE)

    with pytest.raises(RuleBroken, match="распоряжение"):
        approve(make_draft(council, people(9)), act=act)


def test_order_of_another_organisation_is_refused(council):
    act = make_act(owner=SchoolFactory(parent=council.host), kind="directive", issued_on=SINCE)

    with pytest.raises(RuleBroken, match="в реестре другой организации"):
        approve(make_draft(council, people(9)), act=act)


def test_order_that_approves_another_body_is_refused_until_said_to_be_shared(council):
    act = directive(council)
    other = make_body(make_kind(council.kind.profile, rules={}), name="РМО химии")
    services.approve_composition(make_draft(other, people(1)), on=date(2026, 9, 1), act=act, by=None)
    draft = make_draft(council, people(9))

    with pytest.raises(RuleBroken, match="другого органа: РМО химии"):
        approve(draft, act=act)

    assert approve(draft, act=act, shared_act=True).act == act


def test_composition_does_not_hold_before_its_act(council):
    draft = make_draft(council, people(9))

    with pytest.raises(RuleBroken, match="раньше акта"):
        services.approve_composition(draft, on=date(2026, 8, 31), act=directive(council), by=None)


def test_next_version_ends_the_one_before_and_rewrites_nothing(council):
    first = approve(make_draft(council, people(9)))
    before = queries.members_on(council, date(2026, 9, 30))
    newcomer = PersonFactory()
    draft = services.propose_composition(council, by=None)
    chair = draft.seats.get(office="chair")
    services.change_seat(chair, changes={"person": newcomer}, by=None)

    act = directive(council, title="О новом составе")
    services.approve_composition(draft, on=date(2026, 10, 1), act=act, by=None)

    first.refresh_from_db()
    assert first.ends_on == date(2026, 9, 30)
    assert queries.members_on(council, date(2026, 9, 30)) == before
    assert queries.members_on(council, date(2026, 10, 1))[0].person_id == newcomer.pk
    with pytest.raises(RuleBroken, match="не переписывают"):
        services.change_seat(first.seats.first(), changes={"person": newcomer}, by=None)
    with pytest.raises(RuleBroken, match="не переписывают"):
        services.discard_draft(first, by=None)


def test_version_that_would_rewrite_the_past_is_refused(council):
    approve(make_draft(council, people(9)))
    draft = services.propose_composition(council, by=None)

    with pytest.raises(RuleBroken, match="прошлое не переписывают"):
        services.approve_composition(draft, on=date(2026, 9, 1), act=directive(council, title="Б"), by=None)


def test_second_draft_is_refused_and_a_draft_may_be_thrown_away(council):
    draft = services.propose_composition(council, by=None)

    with pytest.raises(RuleBroken, match="уже готовят"):
        services.propose_composition(council, by=None)
    services.discard_draft(draft, by=None)

    assert not Composition.objects.exists()
    assert services.propose_composition(council, by=None).number == 1


def test_draft_of_a_new_body_has_the_seats_that_the_rules_name():
    seats = [
        {"office": "chair", "represents": "МКУ", "position": "руководитель отдела"},
        {"represents": "РМО", "count": 2},
        {"represents": "профсоюз", "by_agreement": True},
    ]
    body = make_body(make_kind(rules={"seats": seats}))

    draft = services.propose_composition(body, by=None)

    assert list(
        draft.seats.order_by("number").values_list(
            "number", "office", "represents", "position", "by_agreement"
        )
    ) == [
        (1, "chair", "МКУ", "руководитель отдела", False),
        (2, "member", "РМО", "", False),
        (3, "member", "РМО", "", False),
        (4, "member", "профсоюз", "", True),
    ]


def test_council_of_heads_is_proposed_from_the_heads_of_associations():
    profile = ProfileFactory()
    association = make_kind(profile, code="association", family="association")
    chemists, empty = make_body(association, name="РМО химии"), make_body(association, name="РМО черчения")
    head = PersonFactory()
    services.appoint_head(chemists, person=head, on=date(2026, 9, 1), by=None)
    rules = {"seats": [{"head_of": "association", "position": "руководитель РМО"}]}

    draft = services.propose_composition(make_body(make_kind(profile, rules=rules)), by=None)

    assert list(draft.seats.order_by("number").values_list("head_of", "person", "represents")) == [
        (chemists.pk, head.pk, "РМО химии"),
        (empty.pk, None, "РМО черчения"),
    ]


def test_seat_by_agreement_waits_for_its_consent(council):
    draft = make_draft(council, people(9))
    seat = draft.seats.get(number=9)
    services.change_seat(seat, changes={"by_agreement": True, "represents": "Профсоюз"}, by=None)
    approve(draft)

    agreed = services.give_consent(seat, on=date(2026, 9, 3), by=None)

    assert agreed.consented_on == date(2026, 9, 3)
    with pytest.raises(RuleBroken, match="уже записано"):
        services.give_consent(seat, on=date(2026, 9, 3), by=None)
    with pytest.raises(RuleBroken, match="не нужно"):
        services.give_consent(draft.seats.get(number=8), on=date(2026, 9, 3), by=None)


def test_left_seat_stands_vacant_in_an_approved_composition(council):
    composition = approve(make_draft(council, people(9)))
    seat = composition.seats.get(number=5)

    with pytest.raises(RuleBroken, match="почему"):
        services.vacate_seat(seat, on=date(2026, 10, 1), reason="", by=None)
    with pytest.raises(RuleBroken, match="ещё не начал"):
        services.vacate_seat(seat, on=date(2026, 8, 1), reason="Уволен", by=None)
    services.vacate_seat(seat, on=date(2026, 10, 1), reason="Уволен", by=None)

    assert len(queries.members_on(council, date(2026, 10, 1))) == 9
    assert len(queries.members_on(council, date(2026, 10, 2))) == 8
    assert [one.number for one in queries.vacancies_on(council, TODAY)] == [5]
    strength = queries.strength_on(council, TODAY)
    assert (strength.listed, strength.filled) == (9, 8)
    with pytest.raises(RuleBroken, match="и так никто"):
        services.vacate_seat(seat, on=TODAY, reason="Снова", by=None)
