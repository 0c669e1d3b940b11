from datetime import date
from decimal import Decimal

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.facts import facts
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.directory.staff.models import Employment
from metodika.directory.staff.services import end_employment
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Indicator, Run, Value, Version
from tests.factories.accounts import make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.indicators import SHARE, TEACHERS, TODAY, computed, measured

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


def teach(school, *people):
    return [EmploymentFactory(person=one, organisation=school) for one in people]


def people(women, men):
    return [PersonFactory(gender="female") for _one in range(women)] + [
        PersonFactory(gender="male") for _one in range(men)
    ]


def numbers(indicator):
    rows = Value.objects.newest().filter(version__indicator=indicator)
    return {one.organisation_id: (int(one.numerator), int(one.denominator)) for one in rows}


def test_run_agrees_with_plain_loops_over_the_jobs(place):
    first, second = SchoolFactory(parent=place), SchoolFactory(parent=place)
    everybody = people(3, 2)
    teach(first, *everybody[:4])
    teach(second, *everybody[2:])
    indicator = measured(place)

    run = computed()

    told = {}
    for one in Employment.objects.select_related("person", "organisation"):
        for number in map(int, one.organisation.path.strip("/").split("/")):
            told.setdefault(number, set()).add((one.person_id, one.person.gender))
    region = place.parent_id
    expected = {
        number: (sum(gender == "female" for _pk, gender in who), len(who))
        for number, who in told.items() if number != region
    }  # fmt: skip
    assert numbers(indicator) == expected
    assert expected[place.pk] == (3, 5)
    value = Value.objects.get(organisation=place)
    assert (value.shown, value.covered, value.expected, value.change) == (Decimal("60.0"), 2, 2, "first")
    assert (run.asked, run.written, run.kept) == (1, 3, 0)


def test_place_without_anybody_has_no_value_and_never_nought_percent(place):
    school = SchoolFactory(parent=place)
    indicator = measured(place)
    job = teach(school, *people(1, 0))[0]
    computed()
    end_employment(job, on=date(2026, 11, 1), by=None)

    computed()

    value = Value.objects.newest().get(organisation=school)
    assert (value.exact, value.change, numbers(indicator)[school.pk]) == (None, "rows", (0, 0))


def test_recomputing_keeps_the_snapshot_and_tells_what_changed(place):
    school = SchoolFactory(parent=place)
    teach(school, *people(1, 1))
    indicator = measured(place)
    computed()
    first = Value.objects.get(organisation=school)
    assert computed().written == 0
    teach(school, *people(2, 0))

    run = computed()
    with time_machine.travel("2027-09-20T09:00:00Z"):
        teach(school, *people(0, 1))
        late = computed(day=date(2027, 8, 31))

    values = list(Value.objects.filter(organisation=school).order_by("pk"))
    assert [(one.change, one.is_latest) for one in values] == [
        ("first", False),
        ("rows", False),
        ("late", True),
    ]
    assert [(int(one.numerator), int(one.denominator)) for one in values] == [(1, 2), (3, 4), (3, 5)]
    assert (run.written, late.written, values[0].pk) == (2, 2, first.pk)
    assert len({one.fingerprint for one in values}) == 3
    chief = make_user("indicators.*", "staff.*", at=place)
    assert queries.earlier_of(values[2], viewer=chief) == [(values[1], False), (values[0], False)]
    assert indicator.versions.count() == 1


def test_another_definition_breaks_the_series(place):
    teach(SchoolFactory(parent=place), *people(1, 1))
    indicator = measured(place)
    computed()
    men = {**TEACHERS, "where": [*TEACHERS["where"], {"code": "gender", "is": "in", "value": ["male"]}]}
    draft = services.write_formula(indicator, formula={**SHARE, "numerator": men}, by=None)
    services.approve_version(draft, starts_on=TODAY, by=None)

    computed()

    found = Value.objects.filter(organisation=place).order_by("pk")
    assert [(one.change, one.is_latest, one.version.number) for one in found] == [
        ("first", False, 1), ("definition", True, 2),
    ]  # fmt: skip
    assert indicator.versions.get(number=1).ends_on == date(2026, 11, 22)


def test_refresh_asks_only_what_reads_changed_tables_and_equals_a_full_run(place):
    school = SchoolFactory(parent=place)
    teach(school, *people(1, 1))
    staff = measured(place)
    plans = measured(place, code="П-1", formula={
        "numerator": {"fact": "plans.item_due", "of": "rows"}, "denominator": None, "scale": 1,
        "period": "school_year",
    })  # fmt: skip
    computed()
    assert [computed(full=False).asked for _again in range(2)] == [0, 0]
    teach(school, *people(1, 0))

    refreshed = computed(full=False)
    after = [numbers(staff), Value.objects.newest().filter(version__indicator=plans).count()]

    assert (refreshed.asked, refreshed.kept, refreshed.written) == (1, 1, 2)
    assert computed().written == 0
    assert after[0][place.pk] == (2, 3)


def test_draft_without_a_formula_never_computes(place):
    values = {"code": "Ч-1", "name": "Оборванный", "levels": ["municipality"]}
    indicator = services.make_indicator(owner=place, values=values, by=None)
    draft = indicator.versions.get()

    assert computed().asked == 0
    assert queries.state_of(draft).code == "draft"
    with pytest.raises(RuleBroken, match="ещё нет формулы"):
        services.approve_version(draft, starts_on=TODAY, by=None)


def test_version_waits_for_a_fact_and_names_it(place):
    future = {
        "numerator": {"fact": "diagnostics.result", "of": "people"},
        "denominator": None,
        "scale": 1,
        "period": "month",
    }
    indicator = measured(place, formula=future)

    state = queries.state_of(indicator.versions.get())
    assert (state.code, state.waits) == ("waits", ("diagnostics.result",))
    assert "diagnostics.result" in state.sentence
    assert computed().asked == 0


def test_formula_over_a_fact_that_is_gone_stops_and_says_so(place):
    indicator = measured(place)
    Version.objects.filter(indicator=indicator).update(
        formula={**SHARE, "numerator": {"fact": "staff.gone", "of": "people"}}
    )

    assert queries.state_of(indicator.versions.get()).waits == ("staff.gone",)
    assert computed().asked == 0


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ({**SHARE, "numerator": {"indicator": "I-01", "fact": "x.y"}}, "не другие показатели"),
        ({**SHARE, "numerator": {**TEACHERS, "of": "bodies"}}, "не указано то, что нужно считать"),
        ({**SHARE, "period": "century"}, "Укажите период"),
        ({**SHARE, "numerator": {**TEACHERS, "where": [{"code": "colour", "is": "yes"}]}}, "нет параметра"),
    ],
)  # fmt: skip
def test_formula_that_is_none_is_refused_in_words(place, formula, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        measured(place, formula=formula)


def test_numerator_that_is_no_part_is_warned_of():
    others = {"fact": "staff.employment", "of": "people", "when": "first_day"}

    assert "Числитель — не часть знаменателя" in queries.warning_of({**SHARE, "numerator": others})
    assert queries.warning_of(SHARE) == ""


def test_target_of_120_percent_is_refused_and_a_possible_one_replaced(place):
    indicator, year = measured(place), school_year(TODAY)
    aim = {"organisation": place, "period": year, "reason": "Решение совета", "by": None}

    with pytest.raises(RuleBroken, match="между 0 и 100"):
        services.set_target(indicator, value=Decimal(120), **aim)
    services.set_target(indicator, value=Decimal(60), **aim)
    services.set_target(indicator, value=Decimal(70), **aim)
    assert [one.value for one in indicator.targets.all()] == [Decimal(70)]


def test_profile_brings_its_indicators_and_its_own_stand_in_its_place_only():
    profile = load_profile("verkhnyaya-pyshma", by=None)
    place, other = MunicipalityFactory(), MunicipalityFactory()
    Organisation.objects.filter(pk=place.pk).update(profile=profile)
    for one in (place, other):
        teach(SchoolFactory(parent=one), *people(1, 0))
    load_profile("pestyaki", by=None)

    run = computed()

    shared = Indicator.objects.filter(profile=None)
    assert (shared.count(), Indicator.objects.filter(profile=profile).count()) == (73, 6)
    states = [queries.state_of(one).code for one in Version.objects.filter(indicator__in=shared)]
    assert states.count("computes") >= 31
    told = {str(one): queries.state_of(one) for one in Version.objects.select_related("indicator")}
    assert {code: one.sentence for code, one in told.items() if one.code == "broken"} == {}
    # Nothing waits for a fact that will never come: of an area that is built, only what is named here.
    built = {code.partition(".")[0] for code in facts()}
    waited = {code for one in Version.objects.all() for code in queries.state_of(one).waits}
    assert {code for code in waited if code.partition(".")[0] in built} == {"staff.without_profile"}
    drafts = Version.objects.filter(status=VersionStatus.DRAFT).values_list("indicator__code", flat=True)
    assert list(drafts) == ["PEST-7.3.1"]
    assert run.trouble == ""
    assert run.asked >= 29
    own = Value.objects.filter(version__indicator__code="VP-M3.1")
    assert set(own.values_list("organisation__municipality", flat=True)) <= {place.pk, None}
    assert own.exists()
    assert Value.objects.filter(version__indicator__code="I-21", organisation=other).exists()


def test_small_groups_and_a_neighbour_are_hidden_from_those_who_see_no_people(place):
    schools = [SchoolFactory(parent=place) for _one in range(3)]
    for school, count in zip(schools, (2, 6, 8), strict=True):
        teach(school, *people(1, count - 1))
    version = measured(place).versions.get()
    computed()
    period = school_year(TODAY)

    def hidden(user):
        placed = queries.values_at(version, period.starts_on, period.ends_on, viewer=user)
        return [one.is_hidden for one in placed if one.value.organisation in schools]

    assert hidden(make_user("indicators.view_indicator", at=place)) == [True, True, False]
    assert hidden(make_user("indicators.view_indicator", "staff.view_person", at=place)) == [False] * 3


def test_small_district_is_hidden_and_the_smallest_beside_it(place):
    towns = [place, *(MunicipalityFactory(parent=place.parent) for _one in range(2))]
    for town, count in zip(towns, (3, 6, 9), strict=True):
        teach(SchoolFactory(parent=town), *people(1, count - 1))
    version = measured(place.parent).versions.get()
    computed()
    period = school_year(TODAY)
    reader = make_user("indicators.view_indicator", "indicators.list_indicators", at=place.parent)

    placed = queries.values_at(version, period.starts_on, period.ends_on, viewer=reader)
    hidden = {one.value.organisation for one in placed if one.is_hidden}

    # The only school of a small district has its number; the district beside it would give it away.
    assert hidden & set(towns) == {towns[0], towns[1]}
    values = [Value.objects.get(organisation=one) for one in towns]
    assert [one.pk in queries.hidden_here(reader, one.organisation) for one in values] == [True, True, False]
    assert [queries.is_hidden(one, viewer=reader) for one in values] == [True, True, False]
    assert not queries.is_hidden(Value.objects.get(organisation=place.parent), viewer=reader)
    assert [one.ranks is None for one in placed if one.is_hidden] == [True] * 3


def test_snapshot_of_a_place_that_has_grown_stays_hidden(place):
    school, other = SchoolFactory(parent=place), SchoolFactory(parent=place)
    teach(other, *people(4, 4))
    teach(school, *people(1, 2))
    measured(place)
    computed()
    teach(school, *people(3, 3))
    computed()
    now = Value.objects.newest().get(organisation=school)
    reader = make_user("indicators.view_indicator", at=place)
    chief = make_user("indicators.view_indicator", "staff.view_person", at=place)

    assert not queries.is_hidden(now, viewer=reader)
    told = [[is_hidden for _one, is_hidden in queries.earlier_of(now, viewer=one)] for one in (reader, chief)]
    assert told == [[True], [False]]


def test_ratio_of_two_facts_has_no_interval_and_no_rank(place):
    for count in (2, 3):
        teach(SchoolFactory(parent=place), *people(1, count - 1))
    half = {"fact": "staff.employment", "of": "people", "when": "ever"}
    ratio = {**SHARE, "numerator": {**half, "fact": "staff.hired"}, "denominator": TEACHERS}
    versions = [measured(place).versions.get(), measured(place, code="О-1", formula=ratio).versions.get()]
    computed()
    period, chief = school_year(TODAY), make_user("indicators.*", "staff.*", at=place)

    share, other = (
        queries.values_at(one, period.starts_on, period.ends_on, viewer=chief)[1:] for one in versions
    )

    assert [one.value.shown for one in other] == [Decimal("100.0")] * 2
    assert [(one.interval, one.ranks) for one in other] == [(None, None)] * 2
    # Intervals of two and three people overlap: nobody is told to be the first.
    assert [one.ranks for one in share] == [(1, 2), (1, 2)]


def test_those_who_were_left_out_are_listed_for_every_share(place):
    school, chief = SchoolFactory(parent=place), make_user("indicators.*", "staff.*", at=place)
    women, men = people(2, 0), people(0, 2)
    teach(school, *women, *men)
    # A second job does not make anybody left out: one of them fits.
    teach(SchoolFactory(parent=place), women[0])
    Employment.objects.filter(organisation=school).update(load=1)
    load = {"code": "load", "is": "at_least", "value": "0.5"}
    both = {**SHARE["numerator"], "where": [*SHARE["numerator"]["where"], load],
            "having": [{"fact": "bodies.membership", "absent": True}]}  # fmt: skip
    for formula in (SHARE, {**SHARE, "numerator": both}):
        indicator = measured(place, formula=formula, code=f"Л-{len(str(formula))}")
        computed()
        value = Value.objects.get(organisation=place, version__indicator=indicator)

        left_out = queries.rows_of(value, "without", viewer=chief)

        assert queries.parts_of(value) == ["numerator", "denominator", "without"]
        assert {one.person for one in left_out} == set(men)
        assert left_out.count() == 2  # noqa: PLR2004 - a job of each


def test_second_run_waits_for_the_first(place):
    first = services.start_run(day=TODAY, by=None)

    with pytest.raises(RuleBroken, match="уже считаются"):
        services.start_run(day=TODAY, by=None)
    with time_machine.travel("2026-11-23T09:16:00Z"):
        later = services.start_run(day=TODAY, by=None)
    # The job of the run that was given up may still come: it does nothing.
    assert services.compute_run(first.pk).status == "failed"
    assert "Запустите расчёт ещё раз" in Run.objects.get(pk=first.pk).trouble
    assert services.compute_run(later.pk).status == "finished"
    assert Version.objects.filter(status=VersionStatus.IN_FORCE).count() == 0


def test_run_that_breaks_off_fails_with_the_reason_and_the_next_one_begins(place):
    school = SchoolFactory(parent=place)
    huge = {"fact": "indicators.value", "of": "sum", "measure": "value"}
    indicator = measured(place, formula={**SHARE, "numerator": huge, "denominator": None, "scale": 1})
    told = services.Entered(indicator.versions.get(), school, school_year(TODAY), Decimal(9 * 10**13), None)
    # Two of them have more digits than a value can keep: the database refuses the whole run.
    services.enter_values([told], by=None)
    other = services.Entered(told.version, SchoolFactory(parent=place), told.period, told.numerator, None)
    services.enter_values([other], by=None)

    failed = computed()

    assert (failed.status, failed.written, Value.objects.count()) == ("failed", 0, 2)
    assert failed.trouble.startswith("DataError: ")
    Value.objects.all().delete()
    assert computed().status == "finished"


def test_run_that_killed_its_worker_three_times_is_given_up():
    run = services.start_run(day=TODAY, by=None)
    Run.objects.filter(pk=run.pk).update(tries=3)

    assert services.compute_run(run.pk).status == "failed"
    assert services.start_run(day=TODAY, by=None).status == "waiting"
