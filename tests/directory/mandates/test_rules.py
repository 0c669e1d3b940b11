from datetime import date

import pytest

from metodika.directory.mandates import rules

KNOWN = ["staff.view_person", "staff.list_people", "staff.change_person", "mandates.give_mandate"]


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["*"], set(KNOWN)),
        (["staff.*"], {"staff.view_person", "staff.list_people", "staff.change_person"}),
        (["mandates.give_mandate"], {"mandates.give_mandate"}),
        (["training.*"], set()),
        ([], set()),
    ],
)
def test_patterns_stand_for_the_permissions_that_exist(patterns, found):
    assert rules.expanded(patterns, KNOWN) == found


def test_pattern_that_stands_for_nothing_is_named():
    assert rules.unknown(["staff.*", "staf.*", "staff.view_persons"], KNOWN) == [
        "staf.*",
        "staff.view_persons",
    ]


def test_showing_permissions_change_nothing():
    assert rules.showing(KNOWN) == {"staff.view_person", "staff.list_people"}


@pytest.mark.parametrize(
    ("levels", "level", "only_self", "fits"),
    [
        (["institution", "self"], "institution", False, True),
        (["institution", "self"], "institution", True, True),
        (["institution"], "institution", True, False),
        (["municipality"], "institution", False, False),
        (["self"], "institution", False, False),
    ],
)
def test_role_is_given_only_at_its_levels(levels, level, only_self, fits):
    assert rules.fits_level(levels, level, only_self=only_self) is fits


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), True),
        (date(2026, 9, 1), date(2027, 8, 31), True),
        (date(2026, 8, 31), date(2026, 9, 10), False),
        (date(2026, 9, 5), date(2027, 9, 1), False),
        (date(2026, 9, 10), date(2026, 9, 9), False),
    ],
)
def test_substitution_lies_within_the_mandate(first, last, inside):
    days = {"outer_start": date(2026, 9, 1), "outer_end": date(2027, 8, 31)}

    assert rules.lies_within(starts_on=first, ends_on=last, **days) is inside


def test_substitution_of_an_open_mandate_may_last():
    assert rules.lies_within(
        starts_on=date(2026, 9, 1), ends_on=date(2030, 1, 1), outer_start=date(2026, 9, 1), outer_end=None
    )


def test_role_may_end_yesterday_at_the_earliest():
    assert rules.earliest_end(date(2026, 3, 1)) == date(2026, 2, 28)
    assert rules.is_withdrawn(starts_on=date(2026, 3, 1), ends_on=date(2026, 2, 28))
    assert not rules.is_withdrawn(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 1))
