from datetime import date

import pytest

from metodika.directory.organisations import queries
from metodika.directory.organisations.services import (
    add_alias,
    close_organisation,
    merge_organisations,
    rename_organisation,
)
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory, ProfileFactory, SchoolFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def test_name_is_told_as_of_the_day():
    school = rename_organisation(SchoolFactory(short_name="Школа № 1"), full="Лицей № 1", on=DAY, by=None)

    assert queries.name_as_of(school, date(2026, 8, 31)) == "Школа № 1"
    assert queries.name_as_of(school, DAY) == "Лицей № 1"


def test_name_of_an_unknown_day_is_the_present_one():
    school = SchoolFactory(short_name="Школа № 1", opened_on=DAY)

    assert queries.name_as_of(school, date(2000, 1, 1)) == "Школа № 1"


def test_merged_school_is_there_as_it_was_and_gone_as_it_is_now():
    first, second, heir = SchoolFactory(), SchoolFactory(), SchoolFactory()
    merge_organisations(first, successor=second, on=DAY, by=None)
    merge_organisations(second, successor=heir, on=date(2026, 10, 1), by=None)

    assert first in queries.as_it_was(date(2026, 8, 31))
    assert first not in queries.as_it_was(DAY)
    assert queries.as_it_is_now() == {first.pk: heir.pk, second.pk: heir.pk}
    assert queries.as_it_is_now([heir.pk, first.pk]) == {heir.pk: heir.pk, first.pk: heir.pk}


def test_tree_puts_children_under_their_parents_in_alphabetical_order():
    district = MunicipalityFactory()
    second = SchoolFactory(parent=district, short_name="Школа № 10")
    first = SchoolFactory(parent=district, short_name="Школа № 2")
    unit = UnitFactory(parent=first)

    (top,) = queries.organisation_tree([district, second, first, unit])

    assert [node.organisation for node in top.children] == [first, second]
    assert [node.organisation for node in top.children[0].children] == [unit]


def test_card_tells_names_relations_and_units(django_assert_num_queries):
    ProfileFactory()
    unit = UnitFactory()
    school, old = unit.parent, SchoolFactory()
    merge_organisations(old, successor=school, on=DAY, by=None)
    add_alias(school, text="На горе", by=None)

    card = queries.organisation_card(school)

    with django_assert_num_queries(8):
        told = (card.kind, card.units, [one.text for one in card.aliases], [one.short for one in card.names])
        relations = [one.predecessor for one in card.predecessors], card.successors, card.guests, card.hubs
    assert told == ("Средняя школа", [unit], ["На горе"], [school.short_name])
    assert relations == ([old], [], [], [])


def test_finder_knows_every_name_and_keeps_to_its_paths():
    school = rename_organisation(
        SchoolFactory(short_name="МБОУ «Школа № 1»"), full="Лицей № 1", on=DAY, by=None
    )
    stranger = SchoolFactory()
    finder = queries.organisation_finder((school.path,))

    assert [finder.find(text) for text in ("лицей №1", "Школа 1", stranger.short_name)] == [
        [school],
        [school],
        [],
    ]


def test_choice_offers_only_working_organisations_of_the_permission():
    school = SchoolFactory()
    unit = UnitFactory(parent=school)
    close_organisation(unit, on=DAY, by=None)
    user = make_user("staff.hire_person", at=school)

    assert list(queries.organisations_for_choice(user, "staff.hire_person")) == [school]
    assert not queries.organisations_for_choice(user, "staff.end_employment")


def test_own_municipality_is_told_when_there_is_one():
    school, other = SchoolFactory(), SchoolFactory()

    assert queries.own_municipality((school.path,)) == school.municipality
    assert queries.own_municipality((school.path, other.path)) is None
