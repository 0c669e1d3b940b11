from datetime import date, timedelta

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.events import announce, sentences_of
from metodika.directory.mandates import services
from metodika.directory.mandates.lifecycle import MandateState
from metodika.directory.mandates.models import Mandate
from metodika.directory.staff.events import PeopleMerged
from metodika.directory.staff.services import end_employment, transfer_person
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
GIVE = "mandates.give_mandate"


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


def give_by(by, role, at, person=None, **more):
    return services.give_mandate(
        person or PersonFactory(), role=role, organisation=at, starts_on=TODAY, by=by, **more
    )


def test_role_no_wider_than_the_givers_is_given_and_told():
    school = SchoolFactory()
    chief = make_user(GIVE, "staff.*", at=school)
    role = make_role("staff.view_person")

    mandate = give_by(chief, role, school, ground="приказ № 15")

    assert (mandate.given_by, mandate.ground, mandate.ends_on) == (chief, "приказ № 15", None)
    entry = entries_about(mandate)[0]
    assert entry.by == chief
    said = f"{mandate.person} получает роль «{role.title}», {school}, с 22 ноября 2026 г."
    assert sentences_of([entry]) == [said]


@pytest.mark.parametrize("wider", ["accounts.view_journal", "*", "mandates.*", "profiles.load_profile"])
def test_role_with_more_rights_than_the_givers_is_refused(wider):
    school = SchoolFactory()
    chief = make_user(GIVE, "staff.*", at=school)

    with pytest.raises(services.BeyondOwnRights, match="больше"):
        give_by(chief, make_role(wider), school)

    assert Mandate.objects.exclude(person=chief.person).count() == 0


def test_role_is_refused_outside_the_givers_scope():
    chief = make_user(GIVE, "staff.*", at=SchoolFactory())

    with pytest.raises(services.BeyondOwnRights):
        give_by(chief, make_role("staff.view_person"), SchoolFactory())


def test_role_is_refused_above_the_givers_scope():
    place = MunicipalityFactory()
    chief = make_user(GIVE, "staff.*", at=SchoolFactory(parent=place))

    with pytest.raises(services.BeyondOwnRights):
        give_by(chief, make_role("staff.view_person"), place)


def test_rights_from_two_scopes_are_not_added_up():
    first, second = SchoolFactory(), SchoolFactory()
    chief = make_user(GIVE, at=first)
    give(chief.person, make_role("staff.*"), second)

    with pytest.raises(services.BeyondOwnRights):
        give_by(chief, make_role("staff.view_person"), first)


def test_nobody_gives_a_role_to_himself():
    school = SchoolFactory()
    chief = make_user(GIVE, "staff.*", at=school)

    with pytest.raises(services.BeyondOwnRights, match="себе"):
        give_by(chief, make_role("staff.view_person"), school, person=chief.person)


def test_expired_rights_give_nothing():
    school = SchoolFactory()
    chief = make_user()
    give(chief.person, make_role(GIVE, "staff.*"), school, until=TODAY - timedelta(days=1))

    with pytest.raises(services.BeyondOwnRights):
        give_by(chief, make_role("staff.view_person"), school)


def test_administrator_gives_any_role_anywhere():
    role, school = make_role("*"), SchoolFactory()
    mandate = give_by(make_administrator(), role, school)

    assert Mandate.objects.values_list("role", "organisation").get(pk=mandate.pk) == (role.pk, school.pk)


def test_role_that_allows_only_own_pages_exceeds_nobody():
    school = SchoolFactory()
    role = make_role("accounts.view_own_data")
    mandate = give_by(make_user(GIVE, at=school), role, school)

    assert Mandate.objects.values_list("role", "organisation").get(pk=mandate.pk) == (role.pk, school.pk)


def test_role_is_refused_at_a_wrong_level():
    with pytest.raises(RuleBroken, match="не даётся"):
        give_by(None, make_role(levels=["municipality"]), SchoolFactory())


def test_own_records_role_is_given_only_where_the_role_says_so():
    school = SchoolFactory()

    assert give_by(None, make_role(levels=["self"]), school, only_self=True).only_self
    with pytest.raises(RuleBroken, match="не даётся"):
        give_by(None, make_role(levels=["institution"]), school, only_self=True)


def test_same_role_twice_on_the_same_days_is_refused_in_words():
    school, person, role = SchoolFactory(), PersonFactory(), make_role()
    give_by(None, role, school, person)

    with pytest.raises(RuleBroken, match="уже"):
        give_by(None, role, school, person)


def test_last_day_before_the_first_is_refused():
    with pytest.raises(RuleBroken, match="раньше"):
        give_by(None, make_role(), SchoolFactory(), ends_on=TODAY - timedelta(days=1))


def test_one_person_holds_many_roles():
    school, person = SchoolFactory(), PersonFactory()

    held = [give_by(None, make_role(), school, person) for _number in range(3)]

    assert list(Mandate.objects.as_of(TODAY).filter(person=person).order_by("pk")) == held


def test_ended_role_holds_until_its_last_day_and_takes_substitutes_along():
    mandate = give(PersonFactory(), make_role(), SchoolFactory())
    stand_in = services.substitute(
        mandate, person=PersonFactory(), starts_on=TODAY, ends_on=date(2026, 12, 31), by=None
    )

    services.end_mandate(mandate, on=date(2026, 11, 30), reason="перевод", by=None)

    mandate.refresh_from_db()
    stand_in.refresh_from_db()
    assert (mandate.ends_on, mandate.ended_because) == (date(2026, 11, 30), "перевод")
    assert stand_in.ends_on == date(2026, 11, 30)
    assert mandate.state_on(date(2026, 11, 30)) == MandateState.HOLDS
    assert mandate.state_on(date(2026, 12, 1)) == MandateState.ENDED


def test_role_that_has_not_begun_is_taken_back():
    mandate = give(PersonFactory(), make_role(), SchoolFactory(), since=date(2026, 12, 1))

    ended = services.end_mandate(mandate, on=TODAY, reason="ошибка", by=None)

    assert ended.state_on(TODAY) == MandateState.WITHDRAWN
    assert not Mandate.objects.as_of(date(2026, 12, 2)).filter(pk=mandate.pk).exists()


@pytest.mark.parametrize(
    ("on", "reason", "words"),
    [
        (TODAY, " ", "почему"),
        (date(2026, 11, 20), "перевод", "вчера"),
        (date(2027, 9, 1), "перевод", "и так"),
    ],
)
def test_ending_is_refused_in_words(on, reason, words):
    mandate = give(PersonFactory(), make_role(), SchoolFactory(), until=date(2027, 8, 31))

    with pytest.raises(RuleBroken, match=words):
        services.end_mandate(mandate, on=on, reason=reason, by=None)


def test_substitute_gets_the_same_role_for_the_absence():
    mandate = give(PersonFactory(), make_role("staff.view_person"), SchoolFactory())
    user = make_user()

    stand_in = services.substitute(
        mandate, person=user.person, starts_on=TODAY, ends_on=date(2026, 11, 30), by=None
    )

    assert (stand_in.role, stand_in.organisation, stand_in.substitutes) == (
        mandate.role, mandate.organisation, mandate,
    )  # fmt: skip
    assert user.access.paths_for("staff.view_person") == (mandate.organisation.path,)


def test_substitute_never_acts_longer_than_the_substituted():
    mandate = give(PersonFactory(), make_role(), SchoolFactory(), until=date(2026, 11, 30))

    with pytest.raises(RuleBroken, match="30 ноября 2026"):
        services.substitute(
            mandate, person=PersonFactory(), starts_on=TODAY, ends_on=date(2026, 12, 1), by=None
        )


def test_second_substitute_on_the_same_days_is_refused():
    mandate = give(PersonFactory(), make_role(), SchoolFactory())
    days = {"starts_on": TODAY, "ends_on": date(2026, 11, 30)}
    first = services.substitute(mandate, person=PersonFactory(), **days, by=None)

    with pytest.raises(RuleBroken, match="уже"):
        services.substitute(mandate, person=PersonFactory(), **days, by=None)
    with pytest.raises(RuleBroken, match="замещени"):
        services.substitute(first, person=PersonFactory(), **days, by=None)
    with pytest.raises(RuleBroken, match="себя"):
        services.substitute(mandate, person=mandate.person, **days, by=None)


def test_deputy_cannot_make_an_accomplice_head():
    school = SchoolFactory()
    head = give(PersonFactory(), make_role("staff.*", "accounts.view_journal"), school)
    deputy = make_user("mandates.substitute", "staff.view_person", at=school)
    days = {"starts_on": TODAY, "ends_on": TODAY}

    with pytest.raises(services.BeyondOwnRights):
        services.substitute(head, person=PersonFactory(), **days, by=deputy)
    with pytest.raises(services.BeyondOwnRights):
        services.substitute(head, person=deputy.person, **days, by=deputy)


def test_holder_hands_his_own_rights_over_for_his_absence():
    school = SchoolFactory()
    head = make_user("mandates.substitute", "staff.*", "accounts.view_journal", at=school)
    mandate = head.person.mandates.get()

    stand_in = services.substitute(mandate, person=PersonFactory(), starts_on=TODAY, ends_on=TODAY, by=head)

    assert stand_in.given_by == head


def test_merged_person_keeps_the_roles_of_both():
    school, role = SchoolFactory(), make_role()
    kept, dropped = PersonFactory(), PersonFactory()
    mine = give(kept, role, school)
    double = give(dropped, role, school)
    other = give(dropped, make_role(), school)

    announce(PeopleMerged(kept.pk, dropped.pk))

    assert set(Mandate.objects.as_of(TODAY).filter(person=kept)) == {mine, other}
    double.refresh_from_db()
    assert (double.person, double.withdrawn) == (kept, True)


def test_role_ends_with_the_job_at_midnight_of_its_last_day():
    job = EmploymentFactory()
    mandate = give(job.person, make_role(), job.organisation)
    elsewhere = give(job.person, make_role(), job.organisation.parent)

    end_employment(job, on=date(2026, 11, 30), reason="перевод", by=None)

    mandate.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (mandate.ends_on, elsewhere.ends_on) == (date(2026, 11, 30), None)


def test_role_in_the_old_school_ends_on_the_eve_of_a_transfer_and_none_begins_in_the_new_one():
    job, school = EmploymentFactory(), SchoolFactory()
    mandate = give(job.person, make_role(), job.organisation)

    transfer_person(job, to=school, on=date(2026, 12, 1), by=None)

    mandate.refresh_from_db()
    assert mandate.ends_on == date(2026, 11, 30)
    assert list(Mandate.objects.filter(person=job.person)) == [mandate]


def test_role_stays_while_another_job_there_lasts():
    job = EmploymentFactory()
    EmploymentFactory(person=job.person, organisation=job.organisation, kind="internal")
    mandate = give(job.person, make_role(), job.organisation)

    services.end_mandates_of_job(person_id=job.person_id, organisation_id=job.organisation_id, last_day=TODAY)

    mandate.refresh_from_db()
    assert mandate.ends_on is None
