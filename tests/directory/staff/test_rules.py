from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.directory.staff.lifecycle import EmploymentStatus, QualificationCategory
from metodika.directory.staff.rules.employments import (
    days_meet,
    ends_before_it_begins,
    lies_within,
    status_on,
)
from metodika.directory.staff.rules.experience import (
    Length,
    anniversary,
    days_paused,
    length_of,
    whole_years,
)
from metodika.directory.staff.rules.likeness import Likeness, Traits, likeness
from metodika.directory.staff.rules.lists import counted_from, months_of, name_parts
from metodika.directory.staff.rules.qualifications import Held, highest, holds_on, usual_end
from metodika.directory.staff.rules.young_teachers import (
    Bounds,
    Reason,
    Standing,
    born_after,
    counting_day,
    teaching_after,
    within,
    young_teacher,
)

DAY = date(2026, 11, 22)
USUAL = Bounds()
PESTYAKI = Bounds(35, False, 3, False, (), (12, 31))
days = st.dates(date(1940, 1, 1), date(2060, 12, 31))
spans = st.tuples(days, st.none() | days).map(lambda span: (span[0], max(span) if span[1] else None))


def judge(born_on=date(2000, 1, 1), teaching_since=date(2025, 9, 1), *, bounds=USUAL, teaches=True,
          pauses=(), as_of=DAY):  # fmt: skip
    verdict = young_teacher(
        born_on=born_on, teaching_since=teaching_since, teaches=teaches, pauses=pauses,
        bounds=bounds, as_of=as_of,
    )  # fmt: skip
    return verdict.standing, verdict.reason


@pytest.mark.parametrize(
    ("born_on", "inclusive", "standing"),
    [
        (date(1990, 11, 23), True, Standing.YOUNG),  # 35, turns 36 tomorrow
        (date(1990, 11, 22), True, Standing.NOVICE),  # 36 today
        (date(1991, 11, 22), True, Standing.YOUNG),  # 35 today
        (date(1991, 11, 22), False, Standing.NOVICE),  # 35 today, the bound is below 35
        (date(1991, 11, 23), False, Standing.YOUNG),  # 34 until tomorrow
    ],
)
def test_age_at_the_bound_counts_as_the_profile_says(born_on, inclusive, standing):
    assert judge(born_on, bounds=Bounds(age_inclusive=inclusive))[0] == standing


@pytest.mark.parametrize(
    ("since", "inclusive", "standing"),
    [
        (date(2023, 11, 23), False, Standing.YOUNG),  # three years tomorrow
        (date(2023, 11, 22), False, Standing.EXPERIENCED),  # three years today
        (date(2023, 11, 22), True, Standing.YOUNG),
        (date(2022, 11, 23), True, Standing.YOUNG),  # four years tomorrow
        (date(2022, 11, 22), True, Standing.EXPERIENCED),
    ],
)
def test_years_at_the_bound_count_as_the_profile_says(since, inclusive, standing):
    assert judge(teaching_since=since, bounds=Bounds(years_inclusive=inclusive))[0] == standing


def test_leave_pauses_the_count_of_years():
    since, leave = date(2023, 11, 1), (date(2024, 1, 1), date(2024, 12, 31))

    assert judge(teaching_since=since) == (Standing.EXPERIENCED, Reason.TAUGHT_LONGER)
    assert judge(teaching_since=since, pauses=[leave]) == (Standing.YOUNG, Reason.WITHIN_BOUNDS)


def test_leave_from_two_jobs_on_the_same_days_counts_once():
    leave = (date(2024, 1, 1), date(2024, 1, 10))

    facts = {"born_on": date(2000, 1, 1), "teaching_since": date(2023, 9, 1), "teaches": True}
    one, two = (
        young_teacher(**facts, pauses=pauses, bounds=USUAL, as_of=DAY) for pauses in ([leave], [leave, leave])
    )

    assert one == two
    assert one.paused_days == 10


def test_leave_that_still_lasts_pauses_up_to_the_day():
    assert judge(teaching_since=date(2020, 9, 1), pauses=[(date(2021, 9, 1), None)])[0] == Standing.YOUNG


def test_career_changer_is_a_novice_but_not_young():
    assert judge(date(1970, 5, 5), date(2025, 9, 1)) == (Standing.NOVICE, Reason.TOO_OLD)


@pytest.mark.parametrize(
    ("facts", "result"),
    [
        ({"teaches": False}, (Standing.NOT_TEACHING, Reason.NO_TEACHING_JOB)),
        ({"born_on": None}, (Standing.UNKNOWN, Reason.NO_BIRTH_DATE)),
        ({"teaching_since": None}, (Standing.UNKNOWN, Reason.NO_EXPERIENCE_DATE)),
        ({"born_on": None, "teaching_since": None}, (Standing.UNKNOWN, Reason.NO_EXPERIENCE_DATE)),
        ({"born_on": date(1960, 1, 1), "teaching_since": None}, (Standing.UNKNOWN, Reason.TOO_OLD)),
        ({"born_on": None, "teaching_since": date(2000, 9, 1)}, (Standing.EXPERIENCED, Reason.TAUGHT_LONGER)),
        ({"teaching_since": date(2026, 12, 1)}, (Standing.YOUNG, Reason.WITHIN_BOUNDS)),
    ],
)
def test_missing_facts_are_told_as_the_reason(facts, result):
    assert judge(**facts) == result


def test_day_of_the_profile_decides_instead_of_the_asked_one():
    # 34 on the asked day, 35 on 31 December, and the regulation says "below 35".
    assert judge(date(1991, 12, 1), bounds=PESTYAKI) == (Standing.NOVICE, Reason.TOO_OLD)
    assert counting_day(DAY, PESTYAKI) == date(2026, 12, 31)
    assert counting_day(DAY, Bounds(counted_on=(2, 29))) == date(2026, 3, 1)
    assert counting_day(DAY, Bounds()) == DAY


@given(value=st.integers(0, 50), bound=st.integers(0, 50))
def test_inclusive_bound_admits_exactly_one_year_more(value, bound):
    assert within(value, bound, inclusive=True) is within(value, bound + 1, inclusive=False)


@given(born=days, since=days, day=days, inclusive_age=st.booleans(), inclusive_years=st.booleans())
def test_bounds_told_to_the_database_are_those_of_the_rule(born, since, day, inclusive_age, inclusive_years):
    bounds = Bounds(35, inclusive_age, 3, inclusive_years)

    young = born > born_after(bounds, day) and since > teaching_after(bounds, day)

    assert (judge(born, since, bounds=bounds, as_of=day)[0] == Standing.YOUNG) is young


@given(day=days, years=st.integers(0, 60))
def test_whole_years_pass_on_the_anniversary_and_not_before(day, years):
    reached = anniversary(day, years)

    assert whole_years(day, reached) == years
    if years:
        assert whole_years(day, reached - timedelta(days=1)) == years - 1


def test_born_on_leap_day_grows_older_on_the_first_of_march():
    assert whole_years(date(2000, 2, 29), date(2023, 2, 28)) == 22
    assert whole_years(date(2000, 2, 29), date(2023, 3, 1)) == 23


@pytest.mark.parametrize(
    ("since", "as_of", "length"),
    [
        (None, DAY, Length()),
        (date(2027, 1, 1), DAY, Length()),
        (date(2015, 9, 1), date(2026, 8, 31), Length(10, 11)),
        (date(2015, 9, 1), date(2026, 9, 1), Length(11, 0)),
        (date(2015, 9, 15), date(2026, 9, 14), Length(10, 11)),
        (date(2026, 1, 31), date(2026, 2, 28), Length(0, 1)),
    ],
)
def test_experience_is_whole_years_and_months(since, as_of, length):
    assert length_of(since, as_of) == length


@given(pauses=st.lists(spans, max_size=6), since=days, as_of=days)
def test_paused_days_are_counted_as_by_hand(pauses, since, as_of):
    as_of = min(as_of, since + timedelta(days=400))
    length = max((as_of - since).days + 1, 0)
    by_hand = sum(
        any(begin <= day and (end is None or day <= end) for begin, end in pauses)
        for day in (since + timedelta(days=n) for n in range(length))
    )

    assert days_paused(pauses, since=since, as_of=as_of) == by_hand


@pytest.mark.parametrize(
    ("start", "end", "leave", "status"),
    [
        (None, None, False, EmploymentStatus.ACTIVE),
        (DAY, DAY, False, EmploymentStatus.ACTIVE),
        (DAY + timedelta(days=1), None, False, EmploymentStatus.PLANNED),
        (None, DAY - timedelta(days=1), True, EmploymentStatus.ENDED),
        (None, None, True, EmploymentStatus.ON_LEAVE),
    ],
)
def test_job_has_its_status_on_the_day(start, end, leave, status):
    assert status_on(DAY, started_on=start, ended_on=end, on_leave=leave) == status


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [(DAY, DAY - timedelta(days=1), True), (DAY, DAY, False), (None, DAY, False), (DAY, None, False)],
)
def test_job_that_ends_before_it_begins_is_noticed(start, end, wrong):
    assert ends_before_it_begins(start, end) is wrong


@given(first=spans, second=spans)
def test_days_meet_both_ways(first, second):
    assert days_meet(first, second) is days_meet(second, first)
    assert days_meet(first, first)


@pytest.mark.parametrize(
    ("inner", "inside"),
    [((date(2026, 2, 1), date(2026, 3, 1)), True), ((date(2026, 2, 1), None), True),
     ((date(2025, 2, 1), date(2026, 3, 1)), False), ((date(2026, 2, 1), date(2027, 3, 1)), False),
     ((date(2027, 2, 1), None), False)],
)  # fmt: skip
def test_leave_lies_within_its_job(inner, inside):
    assert lies_within(inner, (date(2026, 1, 1), date(2026, 12, 31))) is inside
    assert lies_within(inner, (None, None))


@pytest.mark.parametrize(
    ("category", "assigned_on", "end"),
    [
        (QualificationCategory.FIRST, date(2022, 3, 1), date(2027, 3, 1)),
        (QualificationCategory.FIRST, date(2023, 9, 1), None),
        (QualificationCategory.HIGHEST, None, None),
        (QualificationCategory.COMPLIANCE, date(2024, 3, 1), date(2029, 3, 1)),
    ],
)
def test_category_ends_as_the_order_of_attestation_says(category, assigned_on, end):
    assert usual_end(category, assigned_on) == end


def test_category_holds_from_its_first_to_its_last_day():
    held = Held(QualificationCategory.FIRST, date(2022, 3, 1))

    assert [holds_on(held, day) for day in (date(2022, 2, 28), date(2022, 3, 1), date(2027, 3, 1))] == [
        False, True, True,
    ]  # fmt: skip
    assert not holds_on(held, date(2027, 3, 2))
    assert not holds_on(Held(QualificationCategory.FIRST, None, date(2020, 1, 1)), DAY)


def test_highest_category_that_holds_is_told():
    ended = Held(QualificationCategory.HIGHEST, date(2010, 1, 1))
    first = Held(QualificationCategory.FIRST, date(2024, 1, 1))

    assert highest([ended, first], DAY) == first
    assert highest([ended], DAY) is None


@pytest.mark.parametrize(
    ("one", "other", "alike", "why"),
    [
        (Traits("иванова анна", None, "1"), Traits("петрова анна", None, "1"), False, Likeness.SAME_SNILS),
        (Traits("иванова анна", DAY, "1"), Traits("иванова анна", DAY, "2"), True, None),
        (Traits("иванова анна", DAY), Traits("иванова анна", DAY), True, Likeness.SAME_NAME_AND_BIRTH),
        (Traits("иванова анна", DAY), Traits("иванова анна", date(1970, 1, 1)), True, None),
        (Traits("а", None, "", "A@b.ru"), Traits("б", None, "", "a@B.ru"), False, Likeness.SAME_EMAIL),
        (Traits("иванова анна", DAY), Traits("иваннова анна", DAY), True, Likeness.ALIKE_NAME_AND_BIRTH),
        (Traits("иванова анна", DAY), Traits("петров пётр", DAY), False, None),
        (Traits("иванова анна", DAY), Traits("иванова анна"), True, Likeness.SAME_NAME),
        (Traits("иванова анна"), Traits("петров пётр"), False, None),
    ],
)
def test_two_records_are_alike_for_a_reason(one, other, alike, why):
    assert likeness(one, other, alike=alike) == why
    assert likeness(other, one, alike=alike) == why


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Иванова  Анна Петровна", ("Иванова", "Анна", "Петровна")), ("Ли Чен", ("Ли", "Чен", "")),
     ("Алиев Рауф Гасан оглы", ("Алиев", "Рауф", "Гасан оглы")), ("Иванова", ("Иванова", "", ""))],
)  # fmt: skip
def test_full_name_is_split(text, parts):
    assert name_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "months"),
    [("12", 144), ("12 лет", 144), ("1 год 3 мес.", 15), ("12,5", 150), ("5 мес", 5), ("много", None),
     ("2008", None), ("0", 0)],
)  # fmt: skip
def test_experience_in_words_is_whole_months(text, months):
    assert months_of(text) == months


@given(months=st.integers(0, 700), day=days)
def test_experience_counted_back_and_forth_is_the_same(months, day):
    length = length_of(counted_from(months, day), day)

    assert length.years * 12 + length.months == months
