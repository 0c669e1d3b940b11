"""Rules of every kind over real rows, with the calendars a rule may name."""

from datetime import date

import pytest

from metodika.directory.profiles.rules.evidence import ClauseSaid
from metodika.directory.staff.models import Employment
from metodika.steering.compliance.services.assessing import judge
from tests.factories.compliance import governed
from tests.factories.directory import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HIRED, LEFT = {"fact": "staff.hired"}, {"fact": "staff.left"}
WORKING = {"fact": "staff.employment", "of": "people"}


@pytest.fixture
def school():
    return governed()[1]


def hired(school, *days, until=None):
    for day in days:
        EmploymentFactory(person=PersonFactory(), organisation=school, started_on=day)
    if until:
        Employment.objects.update(ended_on=until)


def told(school, *, day=TODAY, **rule):
    evidence = {"X": ClauseSaid.model_validate({"rules": [{"say": "Правило", **rule}]})}
    verdict = judge(school.municipality, evidence, day=day)[0].verdict
    return verdict.state, verdict.has, verdict.needs


def test_school_year_and_calendar_year_count_other_days(school):
    hired(school, date(2026, 3, 10), date(2026, 10, 5), date(2025, 12, 31))

    counted = {
        year: told(school, kind="at_least", of=HIRED, year=year) for year in ("school", "calendar", "ever")
    }

    assert counted == {"school": ("met", 1, 1), "calendar": ("met", 2, 1), "ever": ("met", 3, 1)}


@pytest.mark.parametrize(
    ("started", "ended", "state"),
    [
        (date(2026, 9, 10), date(2026, 10, 1), ("met", 2, 2)),
        (date(2026, 9, 10), None, ("on_track", 1, 2)),
        (None, None, ("on_track", 0, 2)),
    ],
)
def test_dates_come_in_their_order(school, started, ended, state):
    if started:
        hired(school, started, until=ended)

    assert told(school, kind="in_order", of=HIRED, before=LEFT) == state


def test_dates_in_the_wrong_order_are_a_breach(school):
    hired(school, date(2020, 9, 1), until=date(2026, 9, 5))
    Employment.objects.create(
        person=PersonFactory(), organisation=school, started_on=date(2026, 10, 1),
        position=Employment.objects.get().position,
    )  # fmt: skip

    assert told(school, kind="in_order", of=HIRED, before=LEFT) == ("failed", 1, 2)


def test_term_within_the_year_is_kept_or_missed(school):
    early, late = {"by": "01.10"}, {"by": "01.06"}
    rule = {"kind": "at_least", "of": HIRED}

    assert [told(school, **rule, **one)[0] for one in (early, late)] == ["failed", "on_track"]
    assert told(school, **rule, starts="01.12")[0] == "not_due"


def test_every_quarter_is_asked_once_it_is_over(school):
    rule = {"kind": "at_least", "of": HIRED, "each": "quarter"}
    hired(school, date(2026, 10, 5))

    # The first quarter of the school year ends on 30 November.
    assert told(school, **rule)[0] == "on_track"
    assert told(school, **rule, day=date(2027, 3, 15)) == ("failed", 1, 4)


def test_share_and_what_must_not_be(school):
    hired(school, date(2020, 9, 1), date(2020, 9, 1), date(2026, 10, 5))
    new = [{"fact": "staff.hired"}]

    assert told(school, kind="share", share=30, of=WORKING, has=new) == ("met", 1, 1)
    assert told(school, kind="share", share=50, of=WORKING, has=new)[1:] == (1, 2)
    assert told(school, kind="none", of=HIRED) == ("failed", 1, 0)
    assert told(school, kind="none", of=HIRED, number=1) == ("met", 1, 1)
