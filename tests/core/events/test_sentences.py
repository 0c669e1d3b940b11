from datetime import UTC, datetime

import pytest
import time_machine

from metodika.core.audit.models import JournalEntry
from metodika.core.events import announce, sentences_of, story_of
from metodika.directory.organisations.events import OrganisationChanged
from metodika.directory.records.events import SignaturesAsked
from tests.factories.accounts import make_administrator
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def test_what_one_person_repeats_on_a_day_is_one_line(django_assert_num_queries):
    school, user = SchoolFactory(), make_administrator()
    JournalEntry.objects.all().delete()
    for day, by in ((3, user), (4, user), (4, user), (4, user), (4, None)):
        with time_machine.travel(datetime(2026, 11, day, 9, tzinfo=UTC)):
            announce(OrganisationChanged(organisation_id=school.pk, fields=["phone"]), by=by, about=school)

    with django_assert_num_queries(2):
        told = story_of(school)

    line = f"Изменена карточка: {school} (телефон)"
    assert [(moment.day, words) for moment, words in told] == [
        (4, line),
        (4, f"{line} (и ещё 2)"),
        (3, line),
    ]


def test_history_tells_what_a_notice_asks_to_do():
    entry = JournalEntry(key=SignaturesAsked.key(), parameters={"due_on": "2026-11-30"})

    assert sentences_of([entry]) == ["Подпишите документ: —. Срок: 30 ноября 2026 г."]
    assert sentences_of([entry], as_history=True) == ["Запрошены подписи: —. Срок: 30 ноября 2026 г."]
