from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.directory.records import rules
from metodika.directory.records.rules import Asked, ScanVerdict

YEARS = st.one_of(st.none(), st.integers(0, 75))
CODE, OTHER = "7KQM2XWRBT4D", "22222222222A"
ASKED = st.builds(Asked, order=st.integers(1, 4), is_signed=st.booleans(), is_released=st.booleans())


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{n}", "7"),
        ("{n:3}", "007"),
        ("{n}-мс/{yy}", "7-мс/26"),
        ("01-12/{n:2} ({year})", "01-12/07 (2026)"),
    ],
)
def test_number_follows_its_pattern(pattern, text):
    assert rules.is_pattern(pattern)
    assert rules.number_text(pattern, number=7, year=2026) == text


@pytest.mark.parametrize(
    "pattern", ["", "мс", "{n}{n}", "{n", "{n.real}", "{m}-{n}", "{n:9}", "{n}" + "-" * 40]
)
def test_pattern_without_one_number_is_none(pattern):
    assert not rules.is_pattern(pattern)


@given(st.integers(1, 99999), st.integers(1, 99999))
def test_different_numbers_never_look_the_same(one, other):
    texts = {rules.number_text("{n:3}-мс/{yy}", number=number, year=2026) for number in (one, other)}
    assert len(texts) == len({one, other})


def test_longer_term_of_two_rules_holds():
    assert rules.longest([3, 5]) == 5
    assert rules.longest([5, None]) is None
    assert rules.longest([]) is None


@given(st.lists(YEARS, min_size=1), YEARS)
def test_one_more_rule_never_shortens_a_term(terms, more):
    before, after = rules.longest(terms), rules.longest([*terms, more])
    assert after is None or (before is not None and after >= before)


def test_term_of_the_archive_list_is_found_by_the_sort_of_paper():
    assert rules.term_of("meetings.minutes") == (5,)
    assert rules.term_of("records.order") == (None,)
    assert rules.term_of("records.something") == ()


@pytest.mark.parametrize("closed_on", [date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)])
def test_term_is_counted_from_january_after_the_case_is_closed(closed_on):
    assert rules.kept_until(closed_on=closed_on, years=5) == date(2031, 12, 31)
    assert rules.kept_until(closed_on=closed_on, years=None) is None


def test_last_day_of_keeping_is_still_kept():
    until = date(2031, 12, 31)
    assert not rules.may_be_destroyed(keep_until=until, today=until)
    assert rules.may_be_destroyed(keep_until=until, today=date(2032, 1, 1))
    assert not rules.may_be_destroyed(keep_until=None, today=date(2100, 1, 1))


def test_turn_comes_after_everybody_of_a_smaller_order():
    waiting, signed = Asked(order=1), Asked(order=1, is_signed=True)
    assert not rules.signs_now(2, [waiting, signed])
    assert rules.signs_now(2, [signed, Asked(order=1, is_released=True)])
    assert rules.signs_now(1, [waiting, Asked(order=2)])


@given(st.lists(ASKED))
def test_somebody_may_always_sign_until_all_have(asked):
    still_open = [one for one in asked if one.is_open]
    assert not still_open or any(rules.signs_now(one.order, asked) for one in still_open)


@given(st.lists(ASKED), ASKED)
def test_one_more_waiting_person_never_completes_a_record(asked, more):
    if rules.is_signed_by_all([*asked, more]) and not rules.is_signed_by_all(asked):
        assert more.is_signed


def test_record_that_everybody_was_released_from_is_not_signed():
    assert not rules.is_signed_by_all([Asked(order=1, is_released=True)])
    assert not rules.is_signed_by_all([])


@given(st.integers(1, 9999), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_printed_mark_is_read_again(no, digest):
    mark = rules.printed_mark(code=CODE, no=no, digest=digest)
    assert rules.read_mark(f"https://example.org{mark}") == (CODE, no, digest[:12])


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ([], ScanVerdict.UNREAD),
        (["https://t.me/school", "ST00012|Name=Школа"], ScanVerdict.UNREAD),
        ([f"http://a/check/{CODE}/2-aaaaaaaaaaaa/"], ScanVerdict.SAME),
        ([f"http://a/check/{CODE}/1-aaaaaaaaaaaa/"], ScanVerdict.EARLIER),
        ([f"http://a/check/{OTHER}/2-aaaaaaaaaaaa/"], ScanVerdict.OTHER),
        ([f"/check/{CODE}/2-aaaaaaaaaaaa/", f"/check/{OTHER}/2-aaaaaaaaaaaa/"], ScanVerdict.OTHER),
    ],
)
def test_scan_is_told_by_the_codes_on_it(texts, verdict):
    assert rules.scan_verdict(texts, code=CODE, no=2) == verdict


def test_code_is_typed_in_any_way():
    code = rules.new_code()
    assert rules.tidy_code(f" {rules.code_of_signs(code).lower()} ") == code
    assert len({rules.new_code() for _time in range(100)}) == 100


@pytest.mark.parametrize(
    ("today", "reminded_on", "due"),
    [
        (date(2026, 11, 18), None, False),
        (date(2026, 11, 19), None, True),
        (date(2026, 11, 20), date(2026, 11, 19), False),
        (date(2026, 11, 25), date(2026, 11, 19), False),
        (date(2026, 11, 26), date(2026, 11, 19), True),
        (date(2026, 11, 27), date(2026, 11, 26), False),
    ],
)
def test_reminder_comes_a_day_before_and_weekly_after(today, reminded_on, due):
    found = rules.is_reminder_due(due_on=date(2026, 11, 20), reminded_on=reminded_on, today=today)
    assert found is due


def test_nobody_is_reminded_without_a_day():
    assert not rules.is_reminder_due(due_on=None, reminded_on=None, today=date(2026, 11, 20))
