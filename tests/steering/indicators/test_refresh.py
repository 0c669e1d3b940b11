"""A refresh against a full run, after random days of work."""

from datetime import timedelta
from random import Random

import pytest
import time_machine

from metodika.directory.organisations.models import Organisation, Succession
from metodika.directory.staff.models import Employment, Person
from metodika.governance.meetings.models import Attendance, Session, Stay
from metodika.steering.indicators.models import Indicator, Value
from tests.factories.bodies import make_body, make_kind
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    PositionFactory,
    RegionFactory,
    SchoolFactory,
)
from tests.factories.indicators import SHARE, TEACHERS, TODAY, computed, measured

pytestmark = pytest.mark.django_db
PRESENT = {"fact": "meetings.attendance", "where": [{"code": "present", "is": "yes"}]}
HALF = {"fact": "staff.employment", "where": [{"code": "load", "is": "at_most", "value": "0.5"}]}
FORMULAS = {
    "Ж-1": SHARE,
    "С-1": {**SHARE, "numerator": {**TEACHERS, "having": [PRESENT]}},
    "С-2": {**SHARE, "numerator": {**PRESENT, "of": "rows"}, "denominator": None, "scale": 1},
    "С-3": {**SHARE, "numerator": {**PRESENT, "of": "organisations"}, "denominator": None, "scale": 1},
    "Н-1": {**SHARE, "numerator": {**HALF, "of": "sum", "measure": "load"}, "denominator": None, "scale": 1},
    "П-1": {
        **SHARE, "numerator": {"fact": "plans.item_due", "of": "rows"}, "denominator": None, "scale": 1,
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z"):
        yield


class Town:
    """Schools, people and sessions, and what may happen to them in a day."""

    def __init__(self, seed):
        self.random = Random(seed)
        region = RegionFactory()
        self.towns = [MunicipalityFactory(parent=region) for _number in range(2)]
        self.schools = [SchoolFactory(parent=self.random.choice(self.towns)) for _number in range(4)]
        self.people = [PersonFactory(gender=self.random.choice(["female", "male"])) for _number in range(8)]
        self.posts = [PositionFactory(), PositionFactory(title="Сторож", category="other")]
        self.bodies = [make_body(make_kind(), host=host) for host in (self.schools[0], self.towns[0])]
        for work in [self.hire] * 8 + [self.meet] * 3:
            work()

    def any(self, model):
        return self.random.choice(list(model.objects.order_by("pk")))

    def put(self, model, **values):
        model.objects.filter(pk=self.any(model).pk).update(**values)

    def hire(self):
        EmploymentFactory(
            person=self.random.choice(self.people), organisation=self.random.choice(self.schools),
            position=self.random.choice(self.posts), kind=self.random.choice(["main", "internal"]),
            started_on=TODAY - timedelta(days=self.random.randint(100, 9000)),
        )  # fmt: skip

    def meet(self):
        moment = "2026-10-01T10:00:00+03:00"
        session = Session.objects.create(
            body=self.random.choice(self.bodies), planned_on="2026-10-01", held_on="2026-10-01",
            status="closed", year="x", is_quorate=True, rules={}, electorate={"seats": [], "listed": 0},
            opened_at=moment, closed_at=moment,
        )  # fmt: skip
        for person in self.random.sample(self.people, 3):
            row = Attendance.objects.create(session=session, person=person)
            Stay.objects.create(attendance=row, arrived_at=moment)

    def merge(self):
        one, other = self.random.sample(self.schools, 2)
        if not Succession.objects.filter(predecessor=one).exists():
            Succession.objects.create(predecessor=one, successor=other, happened_on=TODAY)

    def move(self):
        school, town = self.random.choice(self.schools), self.random.choice(self.towns)
        Organisation.objects.filter(pk=school.pk).update(
            parent=town, municipality=town, path=f"{town.path}{school.pk}/"
        )

    def work(self):
        happenings = [
            self.hire, self.meet, self.merge, self.move,
            lambda: self.any(Employment).delete(),
            lambda: Stay.objects.filter(attendance=self.any(Attendance)).delete(),
            lambda: self.put(Employment, load="0.30"),
            lambda: self.put(Employment, is_head=True),
            lambda: self.put(Employment, ended_on="2026-11-01"),
            lambda: self.put(Employment, organisation=self.random.choice(self.schools), kind="external"),
            lambda: self.put(Person, gender=self.random.choice(["female", "male"])),
            lambda: self.put(Person, phone=str(self.random.random())[:10]),
            lambda: self.put(Session, status=self.random.choice(["closed", "cancelled"])),
            lambda: self.put(Session, theme=str(self.random.random())),
        ]  # fmt: skip
        for happening in self.random.choices(happenings, k=self.random.randint(1, 3)):
            happening()


@pytest.mark.parametrize("seed", range(3))
def test_refresh_after_random_work_equals_a_full_run_to_the_last_digit(seed):
    town = Town(seed)
    for code, formula in FORMULAS.items():
        measured(town.towns[0].parent, code=code, formula=formula)
    computed()
    kept = 0

    for day in range(8):
        town.work()
        kept += computed(full=False).kept
        if day % 2:
            # Two refreshes in a row stand beside one full run.
            continue
        refreshed = list(Value.objects.newest().order_by("pk").values())

        assert computed().written == 0
        assert list(Value.objects.newest().order_by("pk").values()) == refreshed
    assert kept


def test_changes_that_no_indicator_reads_are_not_counted_anew():
    town = Town(0)
    for code, formula in FORMULAS.items():
        measured(town.towns[0].parent, code=code, formula=formula)
    computed()

    Employment.objects.update(is_head=True)
    Stay.objects.update(remote=True)
    Session.objects.update(theme="Иная")
    unread = computed(full=False)
    town.put(Employment, load="0.30")
    read = computed(full=False)

    assert (unread.asked, unread.kept) == (0, 6)
    assert (read.asked, read.kept) == (1, 5)
    assert Value.objects.get(run=read, organisation=town.towns[0].parent).numerator > 0


def test_refresh_of_a_shared_indicator_leaves_out_where_an_own_one_stands_in_its_place():
    town = Town(0)
    place = town.towns[0]
    shared = measured(place, formula=FORMULAS["Н-1"])
    Indicator.objects.filter(pk=shared.pk).update(owner=None)
    measured(place)
    computed()

    town.put(Employment, load="0.30")
    run = computed(full=False)

    assert (run.asked, run.kept) == (1, 1)
    kept = Value.objects.filter(version__indicator=shared)
    assert kept.filter(run=run).exists()
    assert not kept.filter(organisation__path__startswith=place.path).exists()
