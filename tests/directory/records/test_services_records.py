from datetime import date

import pytest

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.documents import digest
from metodika.directory.records import services
from metodika.directory.records.models import NumberSeries, Record
from tests.factories.directory import PersonFactory, SchoolFactory
from tests.factories.records import ask, make_printed, make_record, places_of

pytestmark = pytest.mark.django_db


def told():
    return list(
        JournalEntry.objects.filter(key__startswith="records.").order_by("pk").values_list("key", flat=True)
    )


def bytes_of(stored):
    with stored.content.open("rb") as file:
        return file.read()


def test_draft_has_no_number_and_a_code_nobody_guesses():
    record = make_record()

    assert (record.status, record.number, record.number_text) == ("draft", None, "")
    assert len(record.public_code) == 12
    assert told() == ["records.record_drafted"]


@pytest.mark.parametrize("fields", [{"kind": "no.such"}, {"title": "  "}])
def test_draft_of_nothing_is_refused(fields):
    with pytest.raises(RuleBroken):
        make_record(**fields)


def test_numbers_go_up_by_one_in_each_line():
    school = SchoolFactory()
    first, second = (services.register_record(make_record(school), by=None) for _n in range(2))
    other_kind = services.register_record(make_record(school, kind="records.directive"), by=None)
    other_line = services.register_record(make_record(school), line="bodies.body:5", by=None)
    other_year = services.register_record(make_record(school, dated_on=date(2027, 1, 11)), by=None)
    school_year = services.register_record(make_record(school), year=2025, by=None)

    texts = [one.number_text for one in (first, second, other_kind, other_line, other_year, school_year)]
    assert texts == ["1", "2", "1", "1", "1", "1"]
    assert first.status == "registered"


def test_record_is_registered_once():
    record = services.register_record(make_record(), by=None)

    with pytest.raises(RuleBroken, match="уже есть номер"):
        services.register_record(record, by=None)

    assert NumberSeries.objects.get().last == 1


def test_pattern_holds_from_the_next_number_and_in_the_next_year():
    school = SchoolFactory()
    first = services.register_record(make_record(school), by=None)
    services.set_pattern(school, kind="records.order", year=2026, pattern="{n:2}-од/{yy}", by=None)
    second = services.register_record(make_record(school), by=None)
    later = services.register_record(make_record(school, dated_on=date(2027, 1, 11)), by=None)

    assert [one.number_text for one in (first, second, later)] == ["1", "02-од/26", "01-од/27"]
    with pytest.raises(RuleBroken):
        services.set_pattern(school, kind="records.order", year=2026, pattern="без номера", by=None)


def test_cancelled_number_stays_with_its_reason_and_is_not_given_again():
    school = SchoolFactory()
    record = services.register_record(make_record(school), by=None)

    services.cancel_number(record, reason="Издан по ошибке", by=None)
    following = services.register_record(make_record(school), by=None)

    record.refresh_from_db()
    assert (record.status, record.number_text, record.cancelled_reason) == (
        "cancelled",
        "1",
        "Издан по ошибке",
    )
    assert following.number_text == "2"
    with pytest.raises(RuleBroken):
        services.cancel_number(record, reason="Ещё раз", by=None)


def test_cancelled_draft_leaves_no_gap():
    school = SchoolFactory()
    services.cancel_number(make_record(school), reason="Не понадобился", by=None)

    assert services.register_record(make_record(school), by=None).number_text == "1"


def test_number_is_cancelled_for_a_reason():
    with pytest.raises(RuleBroken):
        services.cancel_number(make_record(), reason=" ", by=None)


def test_same_values_give_the_very_same_bytes():
    record = make_printed()
    version = record.versions.get()
    again = services.issue_version(record, places=places_of(record), by=None)

    assert again == version
    assert bytes_of(version.pdf).startswith(b"%PDF-")
    assert bytes_of(version.docx).startswith(b"PK")
    assert digest(bytes_of(version.pdf)) == version.sha256
    assert version.places["number"] == "1"
    assert record.versions.count() == 1


def test_draft_printed_before_its_number_is_printed_again_with_it():
    record = make_record()
    services.issue_version(record, places=places_of(record), by=None)

    services.register_record(record, by=None)

    assert [one.places["number"] for one in record.versions.order_by("no")] == ["", "1"]


def test_new_version_voids_signatures_and_asks_again():
    record = make_printed()
    person = PersonFactory()
    before = ask(record, person)[0]

    services.issue_version(record, places=places_of(record, preamble="На основании решения"), by=None)

    before.refresh_from_db()
    after = record.signatures.exclude(pk=before.pk).get()
    assert (before.status, before.voided_because) == ("voided", "Документ изменён.")
    assert (after.status, after.person, after.capacity, after.rendition.no) == (
        "waiting", person, "Член совета", 2,
    )  # fmt: skip
    assert told()[-1] == "records.signatures_voided"


def test_cancelled_record_is_not_printed():
    record = make_printed()
    services.cancel_number(record, reason="Ошибка", by=None)

    with pytest.raises(RuleBroken):
        services.issue_version(record, places=places_of(record, place="Посёлок"), by=None)


def test_card_changes_until_there_is_a_number():
    record = make_record()
    services.change_record(record, changes={"title": "О плане"}, seen=1, by=None)
    services.register_record(record, by=None)

    with pytest.raises(RuleBroken):
        services.change_record(record, changes={"title": "О другом"}, seen=None, by=None)

    changed = services.change_record(record, changes={"keep_years": 10}, seen=None, by=None)
    assert (changed.title, changed.keep_years) == ("О плане", 10)


def test_only_a_signed_record_is_published():
    record = make_printed()
    with pytest.raises(RuleBroken):
        services.publish_record(record, by=None)

    Record.objects.filter(pk=record.pk).update(status="signed")
    first = services.publish_record(record, by=None)
    services.publish_record(record, by=None)

    assert first.published_on is not None
    assert told().count("records.record_published") == 1
