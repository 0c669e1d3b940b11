from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from metodika.core.access import RuleBroken
from metodika.core.search import search
from metodika.directory.organisations.services import create_organisation
from metodika.directory.profiles.services import load_profile
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.queries import (
    act_card,
    acts_for_list,
    citing_acts,
    doubt_counts,
    found_acts,
    governing_acts,
    read_source,
    register_for,
    same_act_elsewhere,
    shown_edition,
    with_predecessors,
)
from metodika.directory.regulations.services import import_regulation, publish_act, settle_doubt
from tests.directory.regulations.samples import source_of
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import MunicipalityFactory, RegionFactory, SchoolFactory
from tests.factories.regulations import make_act, make_text, text_of

pytestmark = pytest.mark.django_db


def test_list_counts_the_clauses_of_the_shown_edition_only():
    owner = MunicipalityFactory()
    first = make_text(owner)
    make_text(owner, content=text_of(second="Школа закрыта."))

    row = acts_for_list(make_administrator()).get()

    assert row.clause_count == first.edition.clauses.count()


def test_text_is_shown_before_an_outline_however_new_that_is():
    load_profile("pervouralsk", by=None)
    outline = Act.objects.registered().get().editions.get()
    text = import_regulation(source_of("pervouralsk"), name="a.txt", owner=outline.act.owner, by=None).edition

    assert [act_card(text.act).edition, shown_edition([text, outline])] == [text, text]
    assert shown_edition([outline]) == outline
    assert with_predecessors([text, outline]) == [(text, None), (outline, None)]


def test_card_costs_the_same_for_any_text(django_assert_num_queries):
    small, large = make_text(), make_text(content=text_of("50", "Школа открыта.\n1.3. Занятия по средам."))

    for done in (small, large):
        with django_assert_num_queries(5):
            card = act_card(done.act)
        assert len(card.clauses) == done.edition.clauses.count()


def test_acts_that_cite_an_act_are_found_under_its_own_card_too():
    owner = MunicipalityFactory()
    citing = make_text(owner).act
    ministry = "Министерство образования Лесной области"
    registered = make_act(number="7", issued_on=date(2022, 2, 1), issuer=ministry)
    chief = make_administrator()
    common = Act.objects.get(owner=None)

    assert [basis.edition.act for basis in citing_acts(common, chief)] == [citing]
    assert [basis.edition.act for basis in citing_acts(registered, chief)] == [citing]
    assert list(same_act_elsewhere(common, chief)) == [registered]
    assert not citing_acts(common, AnonymousUser()).exists()


def test_edition_that_no_longer_cites_an_act_does_not_count():
    owner = MunicipalityFactory()
    make_text(owner)
    make_text(owner, content=text_of().replace("№ 7".encode(), "№ 8".encode()))

    cited = {act.number: act for act in Act.objects.filter(owner=None)}
    chief = make_administrator()
    assert [citing_acts(cited[number], chief).count() for number in ("7", "8")] == [0, 1]


def test_doubts_are_counted_in_the_shown_text_until_they_are_settled():
    owner = MunicipalityFactory()
    make_text(owner, content=text_of(second="Школа открыта,"))
    done = make_text(owner, content=text_of(second="Школа закрыта,"))
    here, elsewhere = (
        make_user("regulations.change_act", at=owner),
        make_user("regulations.*", at=MunicipalityFactory()),
    )

    waiting = doubt_counts(here, limit=5)
    for doubt in done.edition.doubts.all():
        settle_doubt(doubt, reason="Так напечатано.", by=here)

    assert [(act, count) for act, count in waiting] == [(done.act, done.edition.doubts.count())]
    assert (doubt_counts(here, limit=5), doubt_counts(elsewhere, limit=5)) == ([], [])


def test_governing_acts_are_those_in_force_on_the_day():
    make_act(is_governing=True, published=True, valid_to=date(2024, 12, 31))
    undated = make_act(is_governing=True, published=True, issued_on=None, number="")
    make_act(published=True)

    assert list(governing_acts(AnonymousUser(), day=date(2025, 1, 1))) == [undated]


def test_governing_acts_are_those_of_ones_own_places():
    own, other = (make_act(owner=MunicipalityFactory(), is_governing=True, published=True) for _n in range(2))
    teacher = make_user("regulations.view_act", at=SchoolFactory(parent=own.owner))
    everybody = make_administrator()

    assert list(governing_acts(teacher, day=date(2026, 1, 1))) == [own]
    assert list(governing_acts(everybody, day=date(2026, 1, 1))) == [own, other]


@pytest.mark.parametrize(
    ("words", "found"),
    [("наставник", True), ("НАСТАВНИКАХ 17", True), ("№ 17", True), ("наставник 18", False)],
)
def test_acts_are_found_by_words_and_number(words, found):
    make_act(number="17-П", title="О наставниках")

    assert found_acts(Act.objects.all(), words).exists() is found


def test_register_is_told_by_code_by_issuer_or_because_there_is_one():
    reading = read_source(text_of(), "a.txt")
    region = RegionFactory()
    with pytest.raises(RuleBroken, match="--owner"):
        register_for(reading)
    places = [
        create_organisation(
            level="municipality", kind="urban_district", name=name, code=code, parent=region, by=None
        )
        for name, code in (("городской округ Заречный", "zarechny"), ("Лесной район", "lesnoy"))
    ]

    assert register_for(reading) == places[0]
    assert register_for(reading, code="lesnoy") == places[1]
    with pytest.raises(RuleBroken, match="lesnoy, zarechny|zarechny, lesnoy"):
        register_for(reading, code="nowhere")


def found_titles(user, words, kind="clauses"):
    return [row.title for group in search(user, words, kinds=[kind]) for row in group.rows]


@pytest.mark.parametrize("words", ["школы открытой", "круглого года", "наставников собираем"])
def test_clause_is_found_by_other_forms_of_its_words(words):
    make_text()

    assert len(found_titles(make_administrator(), words)) == 1


def test_clause_is_found_with_e_for_yo():
    make_text(content=text_of(second="Учёт ведёт завуч."))

    chief = make_administrator()
    assert (
        found_titles(chief, "учет ведет") == found_titles(chief, "учёт ведёт") == ["1.2. Учёт ведёт завуч."]
    )


def test_clauses_of_a_private_act_are_found_by_its_own_people_only():
    owner = MunicipalityFactory()
    done = make_text(owner)
    stranger = make_user("staff.*", at=MunicipalityFactory())

    people = [make_user("regulations.view_act", at=owner), stranger, AnonymousUser()]
    assert [bool(found_titles(user, "круглый год")) for user in people] == [True, False, False]
    titles = [found_titles(user, "школа наставника", "acts") for user in people]
    assert ["О школе наставника" in found for found in titles] == [True, False, False]

    publish_act(done.act, on=date(2023, 6, 1), address="", by=None)
    assert [bool(found_titles(user, "круглый год")) for user in people] == [True, True, True]


def test_older_editions_are_not_found():
    owner = MunicipalityFactory()
    make_text(owner)
    make_text(owner, content=text_of(second="Школа работает летом."))

    chief = make_administrator()
    assert (found_titles(chief, "круглый год"), found_titles(chief, "летом")) == (
        [],
        ["1.2. Школа работает летом."],
    )


def test_outline_is_found_by_its_gists_until_the_text_is_there():
    load_profile("pervouralsk", by=None)
    gist = Act.objects.registered().get().editions.get().clauses.exclude(gist="").first().gist
    words = " ".join(gist.split()[:4])

    assert found_titles(make_administrator(), words)


def test_act_is_found_with_a_typing_error():
    make_act(title="Положение о наставничестве")

    assert found_titles(make_administrator(), "наставнечество", "acts") == ["Положение о наставничестве"]
