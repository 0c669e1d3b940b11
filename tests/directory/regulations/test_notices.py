from datetime import date

import pytest

from metodika.core.notices.declared import MASS
from metodika.core.notices.models import BatchStatus, LetterStatus
from metodika.core.notices.queries import letters, waiting_batches
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, SchoolFactory
from tests.factories.notices import react_twice, shown_under_the_bell, told
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


def worker(login, school, **fields):
    user = make_user(login=login, email=f"{login}@example.org", language="ru")
    EmploymentFactory(person=user.person, organisation=school, **fields)
    return user


def test_new_act_of_a_municipality_is_told_to_those_who_work_there(client):
    place = MunicipalityFactory()
    anna = worker("anna", SchoolFactory(parent=place))
    worker("stranger", SchoolFactory())

    act = make_act(place, published=True)
    react_twice()

    assert told() == [("anna", "regulations.act_published")]
    assert f"Опубликован акт: {' '.join(str(act).split())}" in shown_under_the_bell(client, anna)
    assert [letter.status for letter in letters()] == [LetterStatus.READY]


def test_act_of_a_school_is_told_to_that_school_only():
    place = MunicipalityFactory()
    school = SchoolFactory(parent=place)
    worker("anna", school)
    worker("neighbour", SchoolFactory(parent=place))

    make_act(school, published=True)
    react_twice()

    assert told() == [("anna", "regulations.act_published")]


def test_who_has_left_is_not_told():
    place = MunicipalityFactory()
    worker("gone", SchoolFactory(parent=place), ended_on=date(2024, 6, 1))

    make_act(place, published=True)
    react_twice()

    assert told() == []


def test_letters_to_a_whole_municipality_wait_in_the_outbox():
    place = MunicipalityFactory()
    school = SchoolFactory(parent=place)
    for number in range(MASS):
        worker(f"user{number}", school)

    act = make_act(place, published=True)
    react_twice()

    batch = waiting_batches().get()
    assert (batch.letter_count, batch.status, len(told())) == (MASS, BatchStatus.WAITING, MASS)
    assert {letter.status for letter in letters()} == {LetterStatus.HELD}
    assert {letter.text for letter in letters()} == {f"Опубликован акт: {act}"}
