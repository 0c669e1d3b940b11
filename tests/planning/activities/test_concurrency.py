"""Two hundred people press the button in the same second."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import services
from metodika.planning.activities.models import Event, Registration, Seats
from tests.factories.activities import announced, teachers
from tests.factories.directory import MunicipalityFactory, SchoolFactory

PEOPLE, AT_ONCE, SEATS = 200, 20, 30


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_never_get_one_seat_too_many():
    place = MunicipalityFactory()
    school = SchoolFactory(parent=place)
    everybody = [one.pk for one in teachers(school, AT_ONCE)]
    more = [
        Person(last_name=f"Участница{number}", first_name="Анна", sort_key=f"{number:04}")
        for number in range(PEOPLE - AT_ONCE)
    ]
    everybody += [one.pk for one in Person.objects.bulk_create(more)]
    event = announced(at=place, seats=SEATS, per_institution=SEATS - 5)
    together = Barrier(AT_ONCE)

    def press(people):
        try:
            together.wait(timeout=60)
            for person in people:
                services.register_people(Event(pk=event.pk), people=[Person(pk=person)], by=None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(press, (everybody[start::AT_ONCE] for start in range(AT_ONCE))))

    rows = list(Registration.objects.order_by("pk"))
    seated = [one for one in rows if one.status == "confirmed"]
    assert (len(rows), len(seated), Seats.objects.get(organisation=None).taken) == (PEOPLE, SEATS, SEATS)
    # First come, first served: nobody who waits came before somebody with a seat and was kept out by nothing.
    waiting = [one.pk for one in rows if one.status == "waiting" and one.organisation_id is None]
    assert max(one.pk for one in seated) < min(waiting)
    assert Seats.objects.get(organisation=Organisation.objects.get(pk=school.pk)).taken <= SEATS - 5
    with pytest.raises(IntegrityError, match="no_more_people_than_seats"), transaction.atomic():
        Seats.objects.filter(organisation=None).update(taken=SEATS + 1)
