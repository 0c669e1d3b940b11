"""All effects of a place and a year at one press: a job that tells how far it is."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.db.transaction import atomic, set_rollback

from metodika.core.access import RuleBroken
from metodika.core.database.progress import Progress
from metodika.core.notices.models import Notice
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.events import EffectsAsked
from metodika.steering.decisions.models import Effect, Round
from metodika.steering.decisions.reactions import compute_asked
from metodika.steering.decisions.services.effects import compute, family
from tests.factories.accounts import make_user
from tests.factories.decisions import AFTER, BEFORE, LOOK, meant, valued
from tests.factories.directory import MunicipalityFactory, SchoolFactory
from tests.factories.indicators import SHARE, measured
from tests.factories.notices import react_twice
from tests.others import told_of

pytestmark = pytest.mark.django_db
ROWS = {"fact": "meetings.session", "of": "rows"}
PLAIN = {**SHARE, "denominator": ROWS, "numerator": ROWS}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def chief(client, place):
    user = make_user("decisions.*", "indicators.*", "organisations.*", at=place)
    client.force_login(user)
    return user


def expected(place, indicators=2):
    """Two schools with a measure each, for as many indicators."""
    schools = [SchoolFactory(parent=place) for _one in range(3)]
    for number in range(indicators):
        indicator = measured(place, formula=PLAIN, code=f"Ж-{number}")
        version = indicator.versions.get()
        valued(version, BEFORE, dict.fromkeys(schools, (40, 100)))
        valued(version, AFTER, dict.fromkeys(schools, (60, 100)))
        for one in schools[:2]:
            meant(place, one, indicator=indicator)


def test_effects_of_a_year_are_computed_once_by_a_job_and_told_to_who_asked(place, chief):
    expected(place)

    asked = services.ask_effects(place, year=LOOK, by=chief)
    with pytest.raises(RuleBroken, match="уже вычисляются"):
        services.ask_effects(place, year=LOOK, by=chief)
    react_twice()
    compute_asked(EffectsAsked(asked.pk))

    row = Round.objects.get()
    assert (row.status, row.wanted, row.written, row.year) == ("ready", 4, 4, date(2026, 9, 1))
    assert Effect.objects.count() == 4
    assert [(one.value, many) for one, many in queries.verdicts_of_round(row)] == [("alone", 4)]
    assert queries.done_of_round(row) == 4
    told = Notice.objects.get(key="decisions.effects_ready")
    assert (told.recipient, told.url) == (chief, f"/decisions/effects/year/{row.pk}/")
    again = services.ask_effects(place, year=LOOK, by=chief)
    services.compute_round(again.pk)
    assert Round.objects.get(pk=again.pk).written == 0


def test_others_see_how_far_the_job_is_and_a_killed_one_leaves_nothing(place, chief):
    expected(place)
    asked = services.ask_effects(place, year=LOOK, by=chief)
    progress, seen = Progress(queries.WORK, asked.pk, steps=asked.wanted), []

    def heard(more):
        progress.advance(more)
        seen.extend(told_of(queries.WORK))

    with atomic():
        compute(family(place, year=LOOK), heard=heard)
        set_rollback(True)  # killed before its end

    assert seen == [f"metodika-effects {asked.pk} {percent}" for percent in (50, 100)]
    assert (Effect.objects.count(), Round.objects.get().status) == (0, "waiting")
    assert services.compute_round(asked.pk) == 4


def test_nothing_to_look_at_and_a_forgotten_round_are_told_in_words(place, chief):
    with pytest.raises(RuleBroken, match="ни у одной меры"):
        services.ask_effects(place, year=LOOK, by=chief)
    expected(place)
    first = services.ask_effects(place, year=LOOK, by=chief)
    Round.objects.update(asked_at=datetime(2026, 11, 23, 8, tzinfo=UTC))

    second = services.ask_effects(place, year=LOOK, by=chief)

    first.refresh_from_db()
    assert (first.status, second.status) == ("failed", "waiting")
    assert services.compute_round(first.pk) == 0


def test_year_is_computed_on_pages_and_by_a_program_and_a_reader_may_not(client, place, chief):
    expected(place)
    assert "/decisions/effects/year/" in client.get("/decisions/effects/").content.decode()

    going = client.post("/decisions/effects/year/", {"organisation": place.pk, "year": "2026"}, follow=True)
    row = Round.objects.get()
    address, program = f"/decisions/effects/year/{row.pk}/", f"/api/v1/effects-of-year/{row.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, true)", [f"metodika-effects {row.pk} 50"])
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    half = client.get(program).json()
    services.compute_round(row.pk)
    done = client.get(address).content.decode()
    told = client.post(
        "/api/v1/effects-of-year", {"organisation": place.pk, "year": "2026"}, content_type="application/json"
    )

    assert ('value="0" max="4"' in going.content.decode(), half["done"]) == (True, 2)
    assert "Сдвинулся, но сравнить не с кем" in done
    assert (told.status_code, told.json()["wanted"]) == (201, 4)
    client.force_login(make_user("decisions.list_effects", "decisions.view_effect", at=place))
    assert client.get(address).status_code == 404
    assert client.get("/decisions/effects/year/").status_code == 403
