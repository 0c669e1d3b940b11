from datetime import date

import pytest
import time_machine

from metodika.core.events import announce
from metodika.directory.accounts.queries import LAST_VISIT
from metodika.governance.bodies.events import BodyChanged
from tests.factories.accounts import give, make_role, make_user
from tests.factories.bodies import make_body
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


def test_today_tells_what_others_changed_since_the_sign_in_before(client):
    school, other = SchoolFactory(), SchoolFactory()
    holder = make_user("bodies.*", at=school)
    with time_machine.travel("2026-11-20T09:00:00Z"):
        bodies = [make_body(host=place) for place in (school, other)]
        for body in bodies:
            announce(BodyChanged(body_id=body.pk, fields=["name"]), by=None, about=body)
        announce(BodyChanged(body_id=bodies[0].pk, fields=["name"]), by=holder, about=bodies[0])
    client.force_login(holder)
    assert client.get("/api/v1/me/today").json()["changed"] == []

    session = client.session
    session[LAST_VISIT] = "2026-11-19T09:00:00+00:00"
    session.save()
    told = client.get("/api/v1/me/today").json()["changed"]

    assert {one["url"] for one in told} == {f"/bodies/{bodies[0].pk}/"}
    assert [one["sentence"] for one in told if "Изменена" in one["sentence"]] == [
        f"Изменена карточка «{bodies[0]}»: название"
    ]
    assert "Изменилось с вашего прошлого визита" in client.get("/").content.decode()
