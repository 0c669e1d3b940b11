import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.imports.snils import control_number, format_snils, is_snils

accounts = st.integers(1_001_999, 999_999_999).map("{:09d}".format)


def test_control_number_of_the_official_example():
    assert control_number("112233445") == 95


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("112-233-445 95", True),
        ("11223344595", True),
        ("112-233-445 96", False),
        ("087-654-303 00", True),  # the sum gives 202, a multiple of 101
        ("001-001-998 77", True),  # too old to have a control number
        ("000-000-000 00", False),
        ("112-233-445", False),
        ("", False),
    ],
)
def test_is_snils(number, good):
    assert is_snils(number) is good


@given(accounts)
def test_every_account_is_good_with_its_control_number(account):
    number = f"{account}{control_number(account):02d}"

    assert is_snils(number)
    assert is_snils(format_snils(number))


@given(accounts, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(account, place, step):
    digit = (int(account[place]) + step) % 10
    wrong = f"{account[:place]}{digit}{account[place + 1 :]}"
    same_control = control_number(wrong) == control_number(account)

    assert is_snils(f"{wrong}{control_number(account):02d}") is (same_control or int(wrong) <= 1_001_998)
