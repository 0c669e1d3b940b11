from datetime import date

import pytest
import time_machine
from django.utils import timezone

from metodika.directory.mandates.models import Mandate
from metodika.directory.mandates.services import end_mandate, give_mandate
from metodika.governance.bodies import services
from tests.factories.accounts import make_role
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
    rows = Mandate.objects.filter(withdrawn=False).order_by("starts_on", "pk")
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
