"""Kinds of bodies on their cards: what brings members together, where they come from, what a body is for."""

import pytest

from metodika.directory.profiles.services import load_profile
from metodika.governance.bodies.models import BodyKind
from tests.factories.accounts import make_user
from tests.factories.bodies import home_of, make_body, make_composition, make_kind
from tests.factories.directory import EmploymentFactory, SchoolFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def card_of(client, body):
    client.force_login(make_user("bodies.*", "staff.*", "organisations.*", at=body.host.municipality))
    return client.get(f"/bodies/{body.pk}/").content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        ("subject", "Один предмет"),
        ("inter_subject", "Несколько предметов (межпредметное)"),
        ("meta_subject", "Общее для всех предметов (метапредметное)"),
        ("interdisciplinary", "Дисциплины одной области (междисциплинарное)"),
        ("other", "Должность или задача"),
    ],
)
def test_what_brings_members_together_is_said_on_the_card_and_counted(client, reach, words):
    body = make_body(make_kind(family="association", reach=reach))

    assert (body.reach, words in card_of(client, body)) == (reach, True)


def test_network_association_has_members_of_several_organisations_and_may_be_virtual(client):
    body = make_body(make_kind(family="association"), is_network=True, is_virtual=True)
    schools = [SchoolFactory(parent=body.host) for _place in range(3)]
    people = [EmploymentFactory(organisation=school).person for school in schools]
    make_composition(body, people)

    page = card_of(client, body)

    assert all(str(person) in page for person in people)
    assert "сетевое, участники из нескольких организаций; виртуальное, работает через интернет" in page


def test_school_association_under_one_of_another_subject_is_marked_and_not_forbidden(client):
    city = make_kind(code="association", family="association")
    school = make_kind(city.profile, family="association", reach="subject", under="association")
    maths, physics = SubjectFactory(title="Математика"), SubjectFactory(title="Физика")
    above = make_body(city, name="ГМО математиков", subjects=[maths])
    host = SchoolFactory(parent=above.host)
    same = make_body(school, host=host, name="ШМО математиков", parent=above, subjects=[maths])
    other = make_body(school, host=host, name="ШМО физиков", parent=above, subjects=[physics])

    assert "ГМО математиков: другой предмет" not in card_of(client, same)
    assert "ГМО математиков: другой предмет" in card_of(client, other)


def test_what_a_body_is_for_stands_on_its_card_with_the_clauses(client):
    profile = load_profile("yakovlevsky", by=None)
    kind = BodyKind.objects.get(profile=profile, code="council")
    body = make_body(kind, host=home_of(profile))

    page = card_of(client, body)

    assert len(kind.functions) > 3
    assert all(one["clause"] in page for one in kind.functions)
