from datetime import UTC, date, datetime

from metodika.core.calendar import Entry, calendar_file

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_calendar_is_folded_escaped_and_ends_days_on_the_next_one():
    entry = Entry("event-1", "Семинар; «Чтение, письмо»" * 4, date(2026, 12, 1), date(2026, 12, 2), off=True)
    timed = Entry("event-2", "Урок", NOW, NOW, place="Зал", text="a\nb", url="https://x.example/1")

    text = calendar_file("Моё", [entry, timed], host="x.example", now=NOW)

    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")
    assert whole[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert {"DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203", "STATUS:CANCELLED"} <= set(whole)
    assert {"DTSTART:20261123T090000Z", "LOCATION:Зал", "DESCRIPTION:a\\nb", "UID:event-2@x.example"} <= set(
        whole
    )
    assert "SUMMARY:" + "Семинар\\; «Чтение\\, письмо»" * 4 in whole
