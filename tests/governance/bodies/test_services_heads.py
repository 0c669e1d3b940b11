from datetime import date

import pytest
import time_machine
from django.utils import timezone

from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.services import end_mandate, give_mandate
from metodika.governance.bodies import services
from metodika.governance.bodies.services.heads import HeadBeyondOwnRights
from tests.factories.accounts import make_role, make_user
from tests.factories.bodies import SINCE, make_body, make_composition, make_kind
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db
RULES = {"head_role": "association_head", "composition_act": "any"}


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


@pytest.fixture
def role():
    return make_role(code="association_head", levels=["municipality"])


@pytest.fixture
def association(role):
    return make_body(make_kind(family="association", rules=RULES))


def held():
    rows = Mandate.objects.filter(withdrawn=False, role__code="association_head").order_by("starts_on", "pk")
    return [(one.person, one.organisation, one.starts_on, one.ends_on) for one in rows]


def test_head_of_an_approved_composition_has_the_role_for_the_days_of_the_seat(association):
    head = PersonFactory()

    composition = make_composition(association, [head, PersonFactory()])

    assert held() == [(head, association.host, SINCE, None)]
    assert Mandate.objects.get().ground == composition.act.requisites


def test_role_goes_over_with_the_next_composition(association):
    first, second = PersonFactory(), PersonFactory()
    make_composition(association, [first, second])

    make_composition(association, [second, first], on=date(2026, 12, 1))

    assert held() == [
        (first, association.host, SINCE, date(2026, 11, 30)),
        (second, association.host, date(2026, 12, 1), None),
    ]


def test_role_of_a_head_who_sits_on_is_not_broken(association):
    head = PersonFactory()
    make_composition(association, [head, PersonFactory()])

    make_composition(association, [head], on=date(2026, 12, 1))

    assert held() == [(head, association.host, SINCE, None)]


def test_role_ends_with_the_seat_and_with_the_body(association):
    head = PersonFactory()
    seat = make_composition(association, [head]).seats.get()

    services.vacate_seat(seat, on=date(2026, 12, 10), reason="Уволился", by=None)

    assert held() == [(head, association.host, SINCE, date(2026, 12, 10))]


def test_role_serves_two_bodies_of_one_host_until_the_last_one_ends(association):
    head, on = PersonFactory(), date(2026, 12, 10)
    other = make_body(association.kind, host=association.host)
    make_composition(association, [head])
    make_composition(other, [head], on=date(2026, 9, 1))

    services.dissolve_body(association, on=on, reason="Срок", by=None)
    between = held()
    services.dissolve_body(other, on=on, reason="Срок", by=None)

    assert between == [(head, association.host, SINCE, None)]
    with time_machine.travel("2026-12-12T09:00:00Z", tick=False):
        services.follow_heads(None, now=timezone.now())
    assert held() == [(head, association.host, SINCE, date(2026, 12, 11))]


def test_role_given_or_ended_by_hand_stays_as_it_is(association, role):
    head, other = PersonFactory(), make_body(association.kind, host=association.host)
    by_hand = give_mandate(head, role=role, organisation=association.host, starts_on=SINCE, by=None)
    make_composition(association, [head])
    services.dissolve_body(association, on=date(2026, 11, 30), reason="Срок", by=None)
    untouched = held()
    end_mandate(by_hand, on=date(2026, 11, 25), reason="Решение отдела", by=None)

    make_composition(other, [head])

    assert untouched == [(head, association.host, SINCE, None)]
    assert held() == [(head, association.host, SINCE, date(2026, 11, 25))]


def test_bodies_founded_together_get_the_roles_of_their_heads_by_night(association):
    head = PersonFactory()
    values = services.BodyValues(starts_on=SINCE)
    seats = (services.NewSeat(head.pk, "chair"),)
    row = services.NewBody(association.kind, association.host, "МО физиков", values, seats=seats)
    services.found_bodies([row], by=None)
    before = held()

    changed = services.follow_heads(None, now=timezone.now())

    assert (before, changed, services.follow_heads(None, now=timezone.now())) == ([], 1, 0)
    assert held() == [(head, association.host, SINCE, None)]


def test_kind_that_names_no_role_gives_none(role):
    make_composition(make_body(make_kind(rules={"composition_act": "any"})), 2)

    assert held() == []


def test_who_may_not_give_the_role_may_not_seat_a_head_and_nothing_changes(role):
    Role.objects.filter(pk=role.pk).update(permissions=["staff.view_person"])
    body = make_body(make_kind(family="association", rules={"head_role": "association_head"}))
    mine = ("bodies.view_body", "bodies.propose_composition")
    without_giving = make_user(*mine, "staff.view_person", at=body.host)
    without_holding = make_user(*mine, "mandates.give_mandate", at=body.host)
    with_both = make_user(*mine, "staff.view_person", "mandates.give_mandate", at=body.host)
    head = PersonFactory()

    for user in (without_giving, without_holding):
        with pytest.raises(HeadBeyondOwnRights, match="не можете давать эту роль"):
            services.appoint_head(body, person=head, on=SINCE, by=user)
        with pytest.raises(HeadBeyondOwnRights):
            services.admit_member(body, person=head, on=SINCE, office="chair", by=user)
    refused = held()
    services.admit_member(body, person=PersonFactory(), on=SINCE, by=without_giving)
    services.appoint_head(body, person=head, on=SINCE, by=with_both)

    assert refused == []
    assert held() == [(head, body.host, SINCE, None)]


def test_composition_with_a_new_head_is_approved_by_who_may_give_the_role_only(association, role):
    Role.objects.filter(pk=role.pk).update(permissions=["staff.view_person"])
    first, second = PersonFactory(), PersonFactory()
    make_composition(association, [first, second])
    user = make_user("bodies.approve_composition", at=association.host)

    with pytest.raises(HeadBeyondOwnRights):
        make_composition(association, [second, first], on=date(2026, 12, 1), by=user)
    association.compositions.filter(status="draft").delete()
    make_composition(association, [first], on=date(2026, 12, 1), by=user)

    assert held() == [(first, association.host, SINCE, None)]
