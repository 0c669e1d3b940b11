import re
from dataclasses import dataclass
from typing import ClassVar

import pytest

from metodika.core.audit.models import JournalEntry
from metodika.core.events import Event, announce, announce_many, kinds_of_entries, sentences_of
from metodika.directory.accounts.events import UserSuspended
from metodika.directory.staff.events import PersonCreated
from tests.factories.accounts import make_administrator, make_user

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class ThingsCounted(Event):
    names: ClassVar = {"user_id": "accounts.User"}

    user_id: int
    numbers: tuple[int, ...] = ()


def test_key_is_the_area_and_the_words_of_the_class():
    assert (UserSuspended.key(), PersonCreated.key()) == ("accounts.user_suspended", "staff.person_created")


def test_announcement_is_written_with_plain_parameters_and_the_acting_person():
    chief, user = make_administrator(), make_user()

    announce(ThingsCounted(user.pk, (1, 2)), by=chief, about=user)

    entry = JournalEntry.objects.latest("pk")
    assert (entry.parameters, entry.by) == ({"user_id": user.pk, "numbers": [1, 2]}, chief)
    assert (entry.subject, entry.subject_id) == ("accounts.user", user.pk)


def test_system_announces_without_a_person():
    announce(ThingsCounted(1))

    assert JournalEntry.objects.latest("pk").by is None


@pytest.mark.parametrize("rows", [1, 3])
def test_sentences_cost_one_query_for_each_kind_of_row(rows, django_assert_num_queries):
    users = [make_user() for _number in range(rows)]
    entries = [
        JournalEntry(key="accounts.user_suspended", parameters={"user_id": user.pk, "reason": "так"})
        for user in users
    ]

    with django_assert_num_queries(1):
        sentences = sentences_of(entries)

    assert sentences == [f"Учётная запись приостановлена: {user}. Причина: так" for user in users]


def test_row_that_is_gone_is_called_by_its_number():
    entry = JournalEntry(key="accounts.user_suspended", parameters={"user_id": 987654, "reason": "так"})

    assert sentences_of([entry]) == ["Учётная запись приостановлена: № 987654. Причина: так"]


@pytest.mark.parametrize("parameters", [{}, {"user_id": None}, {"user_id": "5"}])
def test_entry_with_changed_parameters_still_reads(parameters):
    entry = JournalEntry(key="accounts.user_suspended", parameters=parameters)

    assert sentences_of([entry])[0].startswith("Учётная запись приостановлена: ")


def test_entry_of_a_forgotten_kind_keeps_its_key():
    assert sentences_of([JournalEntry(key="old.thing_done", parameters={"a": 1})]) == ["old.thing_done"]


def test_filter_names_kinds_with_blanks():
    assert dict(kinds_of_entries())["accounts.user_reactivated"] == "Учётная запись снова действует: …"


@pytest.mark.parametrize("key", [key for key, _words in kinds_of_entries()])
def test_every_kind_reads_in_russian_without_a_single_parameter(key):
    sentence = sentences_of([JournalEntry(key=key, parameters={})])[0]

    assert re.search("[а-яё]{4}", sentence)
    assert "%(" not in sentence


def test_days_codes_and_columns_are_said_in_words():
    hired = JournalEntry(key="staff.leave_begun", parameters={"kind": "long", "started_on": "2024-09-01"})
    changed = JournalEntry(key="staff.person_changed", parameters={"fields": ["born_on", "phone", "gone"]})

    assert sentences_of([hired, changed]) == [
        "—: отпуск с 1 сентября 2024 г. — Длительный отпуск педагога",
        "Изменена карточка: — (дата рождения, телефон, gone)",
    ]


@pytest.mark.parametrize("odd", [None, "", "soon", 5, ["a"]])
def test_day_that_is_none_stays_as_it_is(odd):
    entry = JournalEntry(key="staff.leave_ended", parameters={"ended_on": odd})

    assert sentences_of([entry])[0].startswith("—: отпуск окончен, последний день ")


def test_unknown_code_is_said_as_it_is():
    entry = JournalEntry(key="staff.leave_begun", parameters={"kind": "lunar", "started_on": "2024-09-01"})

    assert sentences_of([entry]) == ["—: отпуск с 1 сентября 2024 г. — lunar"]


@pytest.mark.parametrize("count", [1, 3])
def test_many_events_are_written_in_one_statement_in_their_order(count, django_assert_num_queries):
    users = [make_user() for _number in range(count)]

    with django_assert_num_queries(1):
        announce_many([(ThingsCounted(user.pk), user) for user in users])

    entries = JournalEntry.objects.order_by("-pk")[:count]
    assert [entry.subject_id for entry in entries] == [user.pk for user in reversed(users)]
