"""The definitions that ship, over facts of a small district."""

import pytest
import time_machine

from metodika.core.calendar import school_year
from metodika.core.facts import Counting, Scope, count
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.governance.bodies.models import BodyKind
from metodika.planning.plans.services import approve_plan
from metodika.steering.collection import services as collecting
from metodika.steering.indicators.models import Value, Version
from tests.factories.bodies import make_body, make_composition
from tests.factories.collection import NOW, asked, opened
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory
from tests.factories.indicators import computed
from tests.factories.plans import planned
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    place = MunicipalityFactory()
    Organisation.objects.filter(pk=place.pk).update(profile=load_profile("yakovlevsky", by=None))
    return Organisation.objects.get(pk=place.pk)


@pytest.fixture
def schools(place):
    return [SchoolFactory(parent=place) for _one in range(4)]


def looked(place, code, seen):
    """Let an inspector submit what was seen in each school; the rest of a form is not there."""
    form = collecting.take_ready_form(place, code=code, by=None)
    nothing = "0" if form.kind == "document_study" else "missing"
    campaign = opened(form, institutions=list(seen))
    for school, answers in seen.items():
        row = asked(campaign, school)
        told = {spec.code: nothing for spec in form.spec.fields} | answers
        collecting.save_answers(row, answers=told, seen=None, by=None)
        collecting.submit_answers(row, by=None)


def numbers(code, place):
    computed()
    value = Value.objects.newest().get(version__indicator__code=code, organisation=place)
    return int(value.numerator), int(value.denominator)


def test_section_of_a_site_is_as_full_as_its_items_are_found_and_half_found_ones_do_not_count(place, schools):
    first, second, third, _other = schools
    looked(place, "site_methodical", {
        first: {"i_61_plan": "found", "i_61_acts": "found", "i_61_section": "partly"},
        second: {}, third: {"i_61_plan": "down"},
    })  # fmt: skip

    assert [numbers("I-61", one) for one in (first, second, third)] == [(2, 10), (0, 10), (0, 9)]


def test_own_monitoring_needs_a_document_and_data(place, schools):
    both, only_document, act_and_data, _nothing = schools
    looked(
        place, "documents_methodical", {both: {"i_56_documents": "2"}, only_document: {"i_56_documents": "1"}}
    )
    make_act(act_and_data, title="Положение о мониторинге", number="7")
    form = collecting.take_ready_form(place, code="monitoring_year", by=None)
    row = asked(opened(form, institutions=[act_and_data]))
    answers = {
        "i_56": "yes", "i_28": "none", "i_64": {"part": 0, "of": 5}, "i_29": {"part": 0, "of": 1},
        "i_43": {"part": 0, "of": 1}, "posts_without_profile": 0, "mentoring_pairs": 0,
    }  # fmt: skip
    collecting.save_answers(row, answers=answers, seen=None, by=None)
    collecting.submit_answers(row, explanation="Всё так", by=None)
    before = numbers("I-56", place)
    collecting.accept_answers(row, by=None)

    assert (before, numbers("I-56", place)) == ((1, 4), (2, 4))


def test_acts_that_are_required_are_counted_by_the_study_and_by_the_register(place, schools):
    full, half, _third, _fourth = schools
    looked(place, "documents_methodical", {full: {"i_62_plan": "2", "i_62_statute": "1"}})
    for school in (full, half):
        make_act(school, title="Положение о методической работе", number="1")
        make_act(school, title="Положение о наставничестве", number="2")
        plan = planned(at=school, approved=False, kind="institution")
        approve_plan(plan, act=make_act(school, number="3"), approved_on=NOW.date(), by=None)
    body = make_body(BodyKind.objects.get(code="school_association", profile=place.profile), host=full)
    make_composition(body)

    assert numbers("I-62", full) == (1, 4)
    assert numbers("I-62.1", place) == (1, 4)


def test_team_is_a_head_with_a_deputy(place, schools):
    leading = PositionFactory(title="Управляющий", category="leading")
    for school, heads in zip(schools, ((True, False), (True,), (False,), ()), strict=True):
        for is_head in heads:
            EmploymentFactory(organisation=school, position=leading, is_head=is_head)
    whole = Version.objects.get(indicator__code="I-14").formula["denominator"]

    told = Counting.from_data(whole)
    told.check()

    assert count(told, school_year(NOW.date()), Scope.organisation(place.pk)) == 1
