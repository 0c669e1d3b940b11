from datetime import date

import pytest
import time_machine

from tests.factories.accounts import give, make_role, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-22T09:00:00Z")
def test_today_tells_programs_what_the_page_tells_people(client):
    school = SchoolFactory()
    holder = make_user("mandates.*", "staff.*", "organisations.*", at=school)
    given = give(PersonFactory(), make_role(), school, until=date(2026, 11, 25))
    EmploymentFactory(organisation=school)
    client.force_login(holder)

    told = client.get("/api/v1/me/today").json()

    assert [(task["url"], task["due"]) for task in told["this_week"]] == [
        (f"/mandates/{given.pk}/", "2026-11-25")
    ]
    assert (told["day"], told["overdue"], told["later"]) == ("2026-11-22", [], [])
    assert [figure["value"] for figure in told["figures"]][:2] == [1, 1]
    assert client.get(told["figures"][0]["url"]).status_code == 200


def test_today_of_a_guest_is_refused(client):
    assert client.get("/api/v1/me/today").status_code == 401
