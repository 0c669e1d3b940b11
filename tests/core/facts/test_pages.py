"""The catalogue and the card of a fact, on pages and for programs."""

from datetime import date
from typing import Any

import pytest
import time_machine

from metodika.core.facts import facts
from metodika.governance.meetings.models import Session
from tests.factories.accounts import make_administrator, make_user
from tests.factories.bodies import make_council
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.meetings import closed

pytestmark = pytest.mark.django_db
API = "/api/v1/facts"


@pytest.fixture(autouse=True)
def _sunday() -> Any:
    with time_machine.travel("2026-11-22T09:00:00Z"):
        yield


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_catalogue_names_every_fact_with_a_way_to_it(client: Any) -> None:
    client.force_login(make_administrator())

    shown = words_of(client.get("/facts/"))

    assert [code for code in facts() if f'href="/facts/{code}/"' not in shown] == []


def test_a_card_counts_and_lists_only_what_the_viewer_may_see(client: Any) -> None:
    own, other = MunicipalityFactory(), MunicipalityFactory()
    anna = PersonFactory(last_name="Берёзова")
    EmploymentFactory(person=anna, organisation=SchoolFactory(parent=own))
    EmploymentFactory(person=anna, organisation=SchoolFactory(parent=own), kind="external")
    EmploymentFactory(person=PersonFactory(last_name="Чужая"), organisation=SchoolFactory(parent=other))
    client.force_login(make_user("facts.view_catalogue", "staff.view_person", at=own))

    answer = client.get("/facts/staff.employment/", {"p_category": "teaching"})

    assert [number for _title, number in answer.context["counts"]()] == [1, 2, 2]
    assert answer.context["table"].count == 2
    assert "Берёзова" in words_of(answer)
    assert "Чужая" not in words_of(answer)


def test_a_card_reads_period_scope_and_conditions_from_its_address(client: Any) -> None:
    here, there = (make_council(host=MunicipalityFactory()) for _number in range(2))
    for body, day in ((here, date(2026, 10, 1)), (here, date(2026, 3, 1)), (there, date(2026, 10, 1))):
        Session.objects.filter(pk=closed(body).pk).update(held_on=day)
    client.force_login(make_administrator())
    page, at = "/facts/meetings.held_session/", {"at": here.host_id}

    found = [
        client.get(page, asked).context["table"].count
        for asked in (
            {}, at, {"span": "calendar_year:2026-01-01:2026-12-31", **at}, {**at, "p_quorate": "no"},
            {"days_from": "2026-03-01", "days_to": "2026-03-01"}, {"when": "ever"},
            {**at, "p_turnout_least": "50"},
        )
    ]  # fmt: skip

    assert found == [2, 1, 2, 0, 1, 3, 1]


def test_other_conditions_bring_other_numbers_with_the_rows(client: Any) -> None:
    EmploymentFactory()
    client.force_login(make_administrator())
    page, asked = "/facts/staff.employment/", {"p_category": "leading"}

    part = words_of(client.get(page, asked, headers={"HX-Request": "true", "HX-Target": "list"}))

    assert 'id="fact-counts" hx-swap-oob="true"' in part
    assert '<p class="m-tile-value">0</p>' in part


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_asks_the_database_as_often_for_three_rows_as_for_one(
    count: int, client: Any, django_assert_num_queries: Any
) -> None:
    school = SchoolFactory()
    for _number in range(count):
        EmploymentFactory(organisation=school)
    client.force_login(make_administrator())
    client.get("/facts/staff.employment/")

    with django_assert_num_queries(17):
        client.get("/facts/staff.employment/")


def test_an_unknown_fact_is_not_found_and_a_teacher_has_no_catalogue(client: Any) -> None:
    client.force_login(make_user("staff.view_person", at=SchoolFactory()))
    refused = client.get("/facts/")
    client.force_login(make_administrator("second"))

    assert [refused.status_code, client.get("/facts/no.such/").status_code] == [403, 404]
    assert client.get(f"{API}/no.such/count").status_code == 404


def test_a_program_reads_the_catalogue_counts_and_lists(client: Any) -> None:
    job = EmploymentFactory()
    EmploymentFactory(organisation=job.organisation, kind="external")
    client.force_login(make_administrator())
    asked = {"where": ["kind:in:main", "on_leave:no"], "at": job.organisation_id, "days_to": "2026-11-22"}

    known = client.get(API).json()
    counts = client.get(f"{API}/staff.employment/count", asked).json()
    listed = client.get(f"{API}/staff.employment/rows", asked).json()

    assert [one["code"] for one in known] == list(facts())
    assert counts["items"] == [
        {"of": "people", "count": 1}, {"of": "organisations", "count": 1}, {"of": "rows", "count": 1},
    ]  # fmt: skip
    assert listed == {
        "count": 1,
        "items": [
            {
                "number": job.pk, "title": str(job), "url": f"/staff/{job.person_id}/", "happened_on": None,
                "since": "2020-09-01", "until": None, "person_id": job.person_id, "person": str(job.person),
                "organisation_id": job.organisation_id, "organisation": str(job.organisation),
                "body_id": None, "body": "",
            }
        ],
    }  # fmt: skip


def test_a_program_is_told_in_words_what_does_not_fit(client: Any) -> None:
    client.force_login(make_administrator())

    answer = client.get(f"{API}/staff.employment/rows", {"where": "age:at_most:ten"})

    assert answer.status_code == 409
    assert "ten" in answer.json()["detail"]
