import pytest
from pydantic import ValidationError

from metodika.directory.profiles.rules.acts import Act, Clause, clauses_in_order
from metodika.directory.profiles.rules.people import unknown_permissions
from metodika.directory.profiles.rules.places import circle_of_levels
from metodika.directory.profiles.rules.shapes import DayOfYear
from metodika.directory.profiles.rules.words import Word
from metodika.directory.profiles.rules.years import Calendar, Term, terms_out_of_order

COUNCIL = Word.model_validate(
    {
        "singular": {
            "nominative": "совет",
            "genitive": "совета",
            "dative": "совету",
            "accusative": "совет",
            "instrumental": "советом",
            "prepositional": "совете",
        },
        "plural": {
            "nominative": "советы",
            "genitive": "советов",
            "dative": "советам",
            "accusative": "советы",
            "instrumental": "советами",
            "prepositional": "советах",
        },
    }
)


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "советов"), (1, "совет"), (2, "совета"), (4, "совета"), (5, "советов"), (11, "советов")]
    + [(12, "советов"), (14, "советов"), (21, "совет"), (22, "совета"), (111, "советов"), (101, "совет")],
)
def test_word_after_a_number_agrees_with_it(count, form):
    assert COUNCIL.counted(count) == form


def test_word_is_given_in_case_and_number():
    assert (COUNCIL.form("instrumental"), COUNCIL.form("prepositional", "plural")) == ("советом", "советах")


@pytest.mark.parametrize(
    ("above", "circle"),
    [
        ({"region": "", "municipality": "region", "institution": "municipality"}, []),
        ({"region": "region"}, ["region"]),
        ({"region": "", "unit": "institution", "institution": "unit"}, ["unit", "institution"]),
        (
            {"unit": "institution", "institution": "region", "region": "institution"},
            ["institution", "region"],
        ),
        ({"unit": "nowhere"}, []),
    ],
)
def test_circle_of_levels_is_found(above, circle):
    assert circle_of_levels(above) == circle


@pytest.mark.parametrize(
    ("pattern", "is_unknown"),
    [
        ("*", False),
        ("staff.view_person", False),
        ("staff.*", False),
        ("staff.view_persons", True),
        ("staf.view_person", True),
        ("staf.*", True),
        ("bodies.view_body", False),
    ],
)
def test_permission_of_a_known_area_must_exist(pattern, is_unknown):
    known = {"staff.view_person", "organisations.view_organisation"}

    assert unknown_permissions([pattern], known) == ([pattern] if is_unknown else [])


def calendar(*terms):
    return Calendar(
        school_year_starts="01.09",
        divided_into="half_year",
        terms=[Term(title=f"{n}", starts=starts, ends=ends) for n, (starts, ends) in enumerate(terms)],
        quarter_means="term",
    )


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ([("01.09", "30.12"), ("10.01", "31.05")], []),
        ([("01.09", "10.01"), ("10.01", "31.05")], [1]),
        ([("01.09", "30.12"), ("31.05", "10.01")], [1]),
        ([("10.01", "31.05"), ("01.09", "30.12")], [1]),
        ([("01.09", "29.02")], []),
    ],
)
def test_terms_follow_one_another_within_the_school_year(terms, wrong):
    assert terms_out_of_order(calendar(*terms)) == wrong


def test_day_of_year_is_read_from_day_and_month_and_from_what_was_stored():
    year = calendar(("1.9", "30.12"))

    assert year.terms[0].starts == DayOfYear(9, 1)
    assert Calendar.model_validate(year.model_dump(mode="json")) == year


@pytest.mark.parametrize("day", ["31.02", "32.01", "01.13", "1 сентября", ""])
def test_day_that_does_not_exist_is_refused(day):
    with pytest.raises(ValidationError):
        calendar((day, "30.12"))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("«Об образовании»", "Об образовании"),
        ("Об образовании", "Об образовании"),
        ("«Об утверждении программы «Рост»»", "Об утверждении программы «Рост»"),
        ("«Рост» и «Развитие»", "«Рост» и «Развитие»"),
        (None, ""),
    ],
)
def test_quotes_around_a_whole_title_are_taken_away(written, title):
    assert Act(kind="law", issuer="Россия", title=written).title == title


@pytest.mark.parametrize("written", ["2021-07-27", "27.07.2021"])
def test_date_is_read_in_both_forms(written):
    assert Act(kind="law", issuer="Россия", date=written).date.isoformat() == "2021-07-27"


def test_clauses_get_keys_from_key_ref_or_place():
    tree = [
        Clause(label="1", gist="Раз", clauses=[Clause(label="1", gist="Раз"), Clause(gist="Без номера")]),
        Clause(label="1", ref="A-1", gist="Снова", clauses=[Clause(label="а)", key="own", gist="Свой")]),
    ]

    assert [(placed.key, placed.parent, placed.way) for placed in clauses_in_order(tree)] == [
        ("clause/1", "", (0,)),
        ("clause/1/1", "clause/1", (0, 0)),
        ("clause/1/2", "clause/1", (0, 1)),
        ("A-1", "", (1,)),
        ("own", "A-1", (1, 0)),
    ]
