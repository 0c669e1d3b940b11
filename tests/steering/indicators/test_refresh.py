"""A refresh against a full run, after random days of work."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.db.transaction import atomic

from metodika.directory.organisations.models import Organisation, Succession
from metodika.directory.staff.models import Employment, Leave, Person, Qualification
from metodika.directory.staff.services import erase_person
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import Attendance, Session, Stay
from metodika.steering.indicators.models import Indicator, Value
from metodika.steering.indicators.services import Entered, enter_values
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
CAME = {"fact": "meetings.attendance", "of": "people", "placed_by": {"fact": "staff.employment"}}
BODIES = {"fact": "bodies.working", "of": "bodies"}
YEARS = [{"code": "after_year", "is": "yes"}]
LEFT = {"fact": "staff.employment", "of": "people", "where": [{"code": "on_leave", "is": "yes"}]}
# What is added up of people, of bodies, of rows; and, at the end, what can only be counted as a whole.
APART = {
    "Л-1": {**SHARE, "numerator": {**TEACHERS, "having": [{**PRESENT, "absent": True}]}},
    "Л-2": {**SHARE, "numerator": {**CAME, "having": [{"fact": "staff.qualification"}]}, "denominator": CAME},
    "Л-3": {
        **SHARE, "denominator": TEACHERS,
        "numerator": {**TEACHERS, "having": [{**PRESENT, "at_least": 2, "or": [{"fact": "staff.leave"}]}]},
    },
    "Л-4": {**SHARE, "numerator": LEFT, "denominator": {"fact": "staff.young_teacher", "of": "people"}},
    "Л-5": {
        **SHARE, "denominator": {"fact": "staff.hired", "of": "rows", "when": "ever"},
        "numerator": {"fact": "staff.hired", "of": "rows", "when": "ever", "where": YEARS},
    },
    "О-1": {
        **SHARE, "denominator": BODIES,
        "numerator": {**BODIES, "having": [{"fact": "meetings.held_session", "in_each": "quarter"}]},
    },
    "О-2": {**SHARE, "numerator": {**BODIES, "having": [PRESENT]}, "denominator": BODIES},
    "Р-1": {**SHARE, "numerator": {**CAME, "of": "rows"}, "denominator": {**PRESENT, "of": "rows"}},
    "Р-2": {
        **SHARE, "numerator": {"fact": "meetings.attendance", "of": "rows", "having": [PRESENT]},
        "denominator": {"fact": "meetings.attendance", "of": "bodies"},
    },
    "Ц-1": {
        **SHARE, "numerator": {"fact": "staff.employment", "of": "organisations", "having": [PRESENT]},
        "denominator": None, "scale": 1,
    },
}  # fmt: skip


HIRED = {"fact": "staff.hired", "of": "people"}
HIRED_WOMEN = {
    **SHARE, "denominator": HIRED,
    "numerator": {**HIRED, "where": [{"code": "gender", "is": "in", "value": ["female"]}]},
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
            with suppress(IntegrityError), atomic():
                work()

    def any(self, model):
        return self.random.choice(list(model.objects.order_by("pk")))

    def put(self, model, **values):
        model.objects.filter(pk=self.any(model).pk).update(**values)

    def hire(self):
        Employment.objects.create(
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

    def rest(self):
        Leave.objects.create(
            employment=self.any(Employment), kind="maternity",
            started_on=TODAY - timedelta(days=self.random.randint(1, 900)),
        )  # fmt: skip

    def attest(self):
        Qualification.objects.get_or_create(
            person=self.random.choice(self.people), category="first",
            assigned_on=TODAY - timedelta(days=self.random.randint(1, 3000)),
        )  # fmt: skip

    def swap(self):
        row = self.any(Attendance)
        there = row.session.attendances.exclude(person=None).values("person")
        row.person = Person.objects.exclude(pk__in=there).order_by("pk").first()
        row.save()

    def guest(self):
        row = Attendance.objects.create(session=self.any(Session), guest_name="Гость", capacity="invited")
        Stay.objects.create(attendance=row, arrived_at="2026-10-01T10:00:00+03:00")

    def work(self, *, places=True):
        happenings = [
            self.hire, self.meet, self.rest, self.attest,
            *([self.merge, self.move, self.guest] if places else []),
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
            lambda: self.put(Session, body=self.random.choice(self.bodies)),
            self.swap,
            lambda: self.put(Person, teaching_experience_since=self.random.choice([None, "2025-09-01"])),
            lambda: self.rest() or self.put(Leave, employment=self.any(Employment)),
            lambda: self.put(Body, host=self.random.choice(self.schools)),
            lambda: Leave.objects.filter(pk__in=Leave.objects.values("pk")[:1]).delete(),
        ]  # fmt: skip
        for happening in self.random.choices(happenings, k=self.random.randint(1, 3)):
            # What the database refuses has not happened.
            with suppress(IntegrityError), atomic():
                happening()


def put_formulas(town, formulas):
    for code, formula in formulas.items():
        measured(town.towns[0].parent, code=code, formula=formula)


def latest():
    return list(Value.objects.newest().order_by("version", "organisation").values())


def as_counted():
    """What every place has, without when and by which run it was counted."""
    names = ("version", "organisation", "numerator", "denominator", "fingerprint", "covered", "expected")
    return list(Value.objects.newest().order_by("version", "organisation").values_list(*names))


@pytest.mark.parametrize("seed", range(3))
def test_refresh_after_random_work_equals_a_full_run_to_the_last_digit(seed):
    town = Town(seed)
    put_formulas(town, FORMULAS)
    computed()
    kept = 0

    for day in range(8):
        town.work()
        kept += computed(full=False).kept
        if day % 2:
            # Two refreshes in a row stand beside one full run.
            continue
        refreshed = latest()

        assert computed().written == 0
        assert latest() == refreshed
    assert kept


@pytest.mark.parametrize("seed", range(4))
def test_answers_put_right_many_times_over_equal_a_full_run_to_the_last_digit(seed):
    town = Town(seed)
    put_formulas(town, FORMULAS | APART)
    computed()
    narrowed = anew = 0

    for _day in range(10):
        # No school moves, so that nearly all is put right, on top of what was put right before.
        town.work(places=False)
        run = computed(full=False)
        narrowed, anew = narrowed + run.narrowed, anew + run.asked - run.narrowed
    refreshed = as_counted()

    assert computed().written == 0
    assert as_counted() == refreshed
    assert narrowed > anew > 0


def test_refresh_after_an_erasure_equals_a_full_run():
    town = Town(1)
    put_formulas(town, {**FORMULAS, **APART, "Ж-2": HIRED_WOMEN})
    leaver = PersonFactory(gender="female")
    EmploymentFactory(
        person=leaver, organisation=town.schools[0], started_on=date(2026, 9, 1), ended_on=date(2026, 11, 20)
    )
    computed()

    erase_person(leaver, by=None)
    computed(full=False)
    refreshed = as_counted()
    women = Value.objects.newest().get(version__indicator__code="Ж-2", organisation=town.towns[0].parent)
    computed()

    assert refreshed == as_counted()
    assert (women.numerator, women.denominator) == (0, 1)


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


def test_only_what_can_be_told_apart_is_put_right():
    town = Town(0)
    put_formulas(town, {code: (FORMULAS | APART)[code] for code in ("Ж-1", "Р-2", "О-2", "Ц-1")})
    computed()

    town.put(Employment, kind="external")
    nothing = computed(full=False)
    town.put(Stay, remote=True)
    unread = computed(full=False)
    town.meet()
    people = computed(full=False)
    town.guest()
    guests = computed(full=False)
    town.move()
    moved = computed(full=False)

    # Neither the kind of a job nor who came from afar is read; a guest is nobody, to whom no rows belong.
    assert (nothing.asked, unread.asked) == (0, 0)
    assert (people.asked, people.narrowed) == (3, 2)
    assert (guests.asked, guests.narrowed) == (3, 1)
    assert (moved.asked, moved.narrowed) == (4, 0)
    assert computed().written == 0


def test_what_others_write_meanwhile_is_counted_anew_and_not_relied_on():
    town = Town(0)
    measured(town.towns[0].parent)
    Person.objects.update(gender="female")
    computed()
    Person.objects.filter(pk__in=Employment.objects.values("person")).update(gender="male")
    writing = []

    def write(execute, sql, *more):
        if sql.startswith("DROP VIEW pg_temp") and not writing:
            writing.append(sql)
            answer = execute(sql, *more)
            Person.objects.update(gender="female")
            return answer
        return execute(sql, *more)

    with connection.execute_wrapper(write):
        disturbed = computed(full=False)
    after = computed(full=False)

    assert writing
    assert (disturbed.asked, disturbed.narrowed) == (1, 0)
    assert (after.asked, after.narrowed) == (1, 0)
    assert {one.numerator == one.denominator for one in Value.objects.newest()} == {True}
    assert computed().written == 0


def test_place_of_a_replaced_indicator_is_counted_again_once_nothing_stands_there():
    town = Town(0)
    place = town.towns[0]
    shared = measured(place)
    Indicator.objects.filter(pk=shared.pk).update(owner=None)
    own = measured(place)
    computed()

    Indicator.objects.filter(pk=own.pk).update(is_dropped=True)
    run = computed(full=False)

    assert Value.objects.filter(run=run, version__indicator=shared, organisation=place).exists()
    assert computed().written == 0


def test_value_that_was_entered_by_hand_is_counted_over_like_in_a_full_run():
    town = Town(0)
    indicator = measured(town.towns[0].parent)
    computed()
    kept = Value.objects.newest().filter(organisation__in=town.schools).first()
    enter_values([Entered(kept.version, kept.organisation, kept.period, Decimal(1), Decimal(2))], by=None)

    refreshed = computed(full=False)

    assert refreshed.asked == 1
    now = Value.objects.newest().get(version__indicator=indicator, organisation=kept.organisation)
    assert (now.numerator, now.denominator) == (kept.numerator, kept.denominator)
    assert computed().written == 0
