import subprocess
import sys

import pytest
from django.db import IntegrityError

from metodika.core.access import RuleBroken
from metodika.core.audit.tracking import history_of
from metodika.core.language import (
    Case,
    Declined,
    DeclinedName,
    Gender,
    decline_name,
    decline_name_parts,
    decline_phrase,
    forget_word_forms,
)
from metodika.core.language.cases import WordKind
from metodika.core.language.models import WordForm
from metodika.core.language.services import drop_word_form, set_word_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_forms_of_another_test():
    forget_word_forms()
    yield
    forget_word_forms()


def store(nominative, form, kind=WordKind.PERSON_NAME, case=Case.GENITIVE):
    return set_word_form(nominative, kind=kind, case=case, form=form, by=None)


def test_stored_surname_goes_before_the_rule():
    assert decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE) == Declined(
        "Заяца Павла Павловича", sure=False
    )

    store("заяц", "Зайца")

    assert decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE) == Declined(
        "Зайца Павла Павловича", sure=True
    )
    assert decline_name_parts("Заяц", "П.", case=Case.GENITIVE, gender=Gender.MALE) == DeclinedName(
        "Зайца", "П.", "", sure=True
    )


def test_form_of_the_whole_name_goes_before_that_of_its_parts():
    store("Заяц", "Зайца")
    store("Заяц Павел Павлович", "Заяца Павла Павловича")

    assert decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE).text == "Заяца Павла Павловича"


@pytest.mark.parametrize("gender", [Gender.UNKNOWN, "", None])
def test_gender_that_is_not_given_is_guessed(gender):
    assert decline_name("Иванова", "Анна", gender=gender, case=Case.DATIVE) == Declined(
        "Ивановой Анне", sure=True
    )


def test_gender_of_the_card_goes_before_the_guess():
    assert decline_name("Ковальчук", "Саша", gender="male", case=Case.DATIVE) == Declined(
        "Ковальчуку Саше", sure=True
    )


def test_nothing_declines_into_nothing():
    assert decline_name("", "", "", case=Case.GENITIVE) == Declined("", sure=True)
    assert decline_phrase("", Case.GENITIVE) == Declined("", sure=True)


def test_stored_phrase_goes_before_the_dictionary():
    store("тренер-преподаватель по АФК", "тренера АФК", WordKind.POSITION)

    assert decline_phrase("Тренер-преподаватель  по АФК", Case.GENITIVE) == Declined("тренера АФК", sure=True)
    assert decline_phrase("Тренер-преподаватель по АФК", Case.DATIVE).text == "Тренеру-преподавателю по АФК"


def test_stored_word_is_used_inside_a_phrase():
    store("эдвайзер", "эдвайзера", WordKind.TERM)

    assert decline_phrase("Старший эдвайзер школы", Case.GENITIVE) == Declined(
        "Старшего эдвайзера школы", sure=True
    )


def test_second_form_takes_the_place_of_the_first():
    store("Заяц", "Зайца")
    second = store(" ЗАЯЦ ", "Заяца")

    assert list(WordForm.objects.values_list("nominative", "form")) == [("ЗАЯЦ", "Заяца")]
    assert decline_name("Заяц", gender=Gender.MALE, case=Case.GENITIVE).text == "Заяца"
    assert str(second) == "ЗАЯЦ → Заяца"


def test_history_of_a_form_tells_what_stood_before():
    store("Заяц", "Зайца")
    second = store("Заяц", "Заяца")

    changes = history_of(second)

    assert [(one.field, one.before, one.after) for one in changes if one.field == "form"] == [
        ("form", "Зайца", "Заяца"),
        ("form", None, "Зайца"),
    ]


def test_dropped_form_gives_way_to_the_rule():
    drop_word_form(store("Иванов", "Иванко"))

    assert decline_name("Иванов", case=Case.GENITIVE).text == "Иванова"


def test_stored_forms_are_read_once(django_assert_num_queries):
    store("Заяц", "Зайца")

    with django_assert_num_queries(1):
        for _number in range(3):
            decline_name("Заяц", "Анна", "Ильинична", case=Case.GENITIVE)


@pytest.mark.parametrize(
    ("nominative", "form", "case"),
    [
        ("", "Зайца", Case.GENITIVE),
        ("Заяц", "  ", Case.GENITIVE),
        ("Заяц", "Зайца", Case.NOMINATIVE),
        ("а" * 501, "а", Case.DATIVE),
    ],
)
def test_form_without_a_meaning_is_refused(nominative, form, case):
    with pytest.raises(RuleBroken):
        store(nominative, form, case=case)

    assert not WordForm.objects.exists()


def test_database_refuses_a_second_form_of_one_case():
    store("Заяц", "Зайца")

    with pytest.raises(IntegrityError, match="word_form_is_given_once"):
        WordForm.objects.create(
            kind=WordKind.PERSON_NAME, nominative="Заяц", key="заяц", case=Case.GENITIVE, form="Заяца"
        )


def test_dictionary_is_not_loaded_before_a_phrase_is_declined():
    code = (
        "import sys, metodika.core.language as language; "
        "language.sort_key('Ёж'), language.initials('Ким', 'Анна'), language.guess_gender('Ким', 'Анна'); "
        "sys.exit('pymorphy3' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
