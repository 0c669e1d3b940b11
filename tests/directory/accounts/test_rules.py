import pytest

from metodika.directory.accounts import rules

FIT = ["ivanova.mp", "abc", "a1_b-c"]
UNFIT = ["ab", "1abc", ".abc", "ivanova@school.ru", "Иванова", "ivanova mp", "a" * 51, "abc\n"]


@pytest.mark.parametrize(
    ("login", "fit"), [*((login, True) for login in FIT), *((login, False) for login in UNFIT)]
)
def test_login_is_latin_and_never_looks_like_an_address(login, fit):
    assert rules.login_is_fit(login) is fit


@pytest.mark.parametrize(
    ("kind", "days"), [("access", 10), ("portability", 10), ("rectify", 7), ("erase", 7)]
)
def test_days_to_answer_are_those_of_the_law(kind, days):
    assert rules.working_days_to_answer(kind) == days


@pytest.mark.parametrize(
    ("scopes", "permission", "allowed"),
    [
        (["all"], "staff.change_person", True),
        (["read"], "staff.view_person", True),
        (["read"], "staff.list_people", True),
        (["read"], "staff.export_people", True),
        (["read"], "staff.change_person", False),
        (["staff.change_person"], "staff.change_person", True),
        (["staff.change_person"], "staff.view_person", False),
        (["staff.*"], "staff.view_person", True),
        ([], "staff.view_person", False),
    ],
)
def test_scope_of_a_key_limits_what_it_may(scopes, permission, allowed):
    assert rules.scope_allows(scopes, permission) is allowed


@pytest.mark.parametrize(
    ("text", "digits"),
    [("112-233-445 95", "11223344595"), ("11223344595", "11223344595"), ("112-233-445", ""), ("", "")],
)
def test_snils_is_read_in_any_writing(text, digits):
    assert rules.snils_digits(text) == digits


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [
        ([], 0),
        ([900.0] * 4, 0),
        ([900.0] * 5, 9),
        ([950.0, 960.0, 970.0, 980.0, 990.0], 10),
        ([399.0, 960.0, 970.0, 980.0, 990.0], 0),
        ([401.0, 960.0, 970.0, 980.0, 990.0], 1),
    ],
)
def test_next_attempt_opens_when_the_oldest_of_five_is_ten_minutes_old(attempts, minutes):
    assert rules.minutes_to_wait(attempts, limit=5, window=600, now=1000.0) == minutes
