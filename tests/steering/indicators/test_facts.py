"""Definitions and values of indicators are facts themselves: clauses count them."""

from datetime import date
from decimal import Decimal

import pytest

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.facts import (
    Counting,
    Having,
    Of,
    Question,
    Scope,
    conditions_from,
    count,
    count_everywhere,
)
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.steering.indicators import services
from metodika.steering.indicators.models import Holding
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import TODAY, computed, measured
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
YEAR = school_year(TODAY)


def many(fact, place, *where):
    return count(Counting(fact, conditions_from(where)), YEAR, Scope.organisation(place.pk))


def test_definition_stands_in_every_municipality_but_where_a_nearer_one_does():
    profile = load_profile("verkhnyaya-pyshma", by=None)
    place, other = MunicipalityFactory(), MunicipalityFactory()
    Organisation.objects.filter(pk=place.pk).update(profile=profile)
    own = measured(place, code="I-21")
    group = {"code": "group", "is": "contains", "value": "аттестация"}
    formula = {"code": "has_formula", "is": "yes"}

    told = count_everywhere([Question(Counting("indicators.indicator"), YEAR)])[0]

    # 73 shared, 6 of the profile; the own I-21 stands in the place of the shared one.
    assert (told[place.pk], told[other.pk]) == (79, 73)
    held = Holding.objects.filter(indicator__code="I-21", organisation__in=[place, other])
    assert dict(held.values_list("organisation", "indicator__owner")) == {place.pk: place.pk, other.pk: None}
    assert many("indicators.indicator", other, group, formula) == 4
    assert many("indicators.indicator", place, {"code": "own", "is": "yes"}) == 7
    assert many("indicators.indicator", place, {"code": "code", "is": "in", "value": ["I-21"]}) == 1
    cut_off = {"code": "Ч-1", "name": "Оборванный", "levels": ["municipality"]}
    services.make_indicator(owner=place, values=cut_off, by=None)
    assert many("indicators.indicator", place, {"code": "has_formula", "is": "no"}) == 1
    services.write_formula(own, formula=own.versions.get().formula | {"period": "month"}, by=None)
    assert many("indicators.indicator", place) == told[place.pk] + 1
    act = make_act(place)
    made = services.make_set(owner=place, title="Набор", indicators=[own], by=None)
    services.approve_set(made, act=act, approved_on=date(2026, 9, 1), by=None)
    assert many("indicators.indicator", place, {"code": "in_approved_set", "is": "yes"}) == 1
    assert many("indicators.set_approved", place, {"code": "size", "is": "at_least", "value": 1}) == 1


def test_value_is_told_by_its_group_and_level_and_whether_the_target_is_reached():
    place = MunicipalityFactory()
    first, second = SchoolFactory(parent=place), SchoolFactory(parent=place)
    for school, genders in ((first, ("female", "male")), (second, ("male",))):
        for gender in genders:
            EmploymentFactory(person=PersonFactory(gender=gender), organisation=school)
    indicator = measured(place)
    computed()
    aim = {"period": YEAR, "value": Decimal(40), "reason": "Решение совета", "by": None}
    services.set_target(indicator, organisation=first, **aim)
    services.set_target(indicator, organisation=second, **aim)

    schools = {"code": "level", "is": "in", "value": ["institution"]}
    assert many("indicators.value", place) == 3
    assert many("indicators.value", place, schools) == 2
    assert many("indicators.value", place, {"code": "code", "is": "in", "value": ["Ж-1"]}, schools) == 2
    assert many("indicators.value", place, {"code": "group", "is": "contains", "value": "нет такой"}) == 0
    assert many("indicators.value", place, {"code": "value", "is": "at_least", "value": 50}) == 1
    assert many("indicators.value", first, {"code": "reached", "is": "yes"}) == 1
    assert many("indicators.value", place, {"code": "reached", "is": "yes"}) == 1
    assert many("indicators.target", place) == 2
    # One of several is enough: no target of 100, but one that is reached.
    either = {
        "fact": "organisations.working", "of": "organisations", "where": [schools],
        "having": [{
            "fact": "indicators.target", "where": [{"code": "value", "is": "at_least", "value": 100}],
            "or": [{"fact": "indicators.value", "where": [{"code": "reached", "is": "yes"}]}],
        }],
    }  # fmt: skip
    told = Counting.from_data(either)
    assert Counting.from_data(told.data) == told
    assert count(told, YEAR, Scope.organisation(place.pk)) == 1
    assert count_everywhere([Question(told, YEAR)])[0][first.pk] == 1


def test_hidden_number_is_not_felt_for_by_the_conditions_of_a_fact(client):
    place = MunicipalityFactory()
    EmploymentFactory(person=PersonFactory(gender="female"), organisation=SchoolFactory(parent=place))
    measured(place)
    computed()
    stranger = make_user("indicators.view_indicator", "facts.*", at=place)
    colleague = make_user("indicators.view_indicator", "facts.*", "staff.view_person", at=place)
    felt = {"code": "value", "is": "at_least", "value": 50}
    besides = Having("indicators.value", conditions_from([felt]), by="organisation")
    ways = [
        Counting("indicators.value", conditions_from([felt])),
        Counting("indicators.value", conditions_from([{"code": "reached", "is": "no"}])),
        Counting("indicators.value", of=Of.SUM, measure="value"),
        Counting("organisations.working", having=(besides,)),
    ]

    for counting in ways:
        with pytest.raises(RuleBroken, match="числа малых групп"):
            count(counting, YEAR, viewer=stranger)
        count(counting, YEAR, viewer=colleague)
    assert count(Counting("indicators.value"), YEAR, viewer=stranger) == 2
    client.force_login(stranger)
    page = client.get("/facts/indicators.value/").content.decode()
    assert 'name="p_value_least"' not in page
    assert 'name="p_with_target"' in page
    assert client.get("/api/v1/facts/indicators.value/count?where=value:at_least:50").status_code == 409
    client.force_login(colleague)
    assert 'name="p_value_least"' in client.get("/facts/indicators.value/").content.decode()
