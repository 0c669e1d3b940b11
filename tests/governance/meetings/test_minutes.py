from datetime import timedelta

import pytest
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.documents import document_kinds, render_docx, render_pdf
from metodika.directory.records.models import SignatureRequest
from metodika.directory.records.services import close_case, file_record, open_case, release_signer
from metodika.governance.meetings import services
from metodika.governance.meetings.queries.papers import minutes_places
from metodika.governance.meetings.rules import VoteTotals
from tests.factories.bodies import make_council
from tests.factories.meetings import arrive, closed, decided, first_item, members, opened, plan, put, vote_all
from tests.factories.records import sign_all

pytestmark = pytest.mark.django_db


def test_minutes_of_a_whole_session_say_everything():
    session = opened(items=2, present=6)
    rows = members(session)
    one, two = session.items.order_by("order")
    services.open_item(one, by=None)
    services.write_passage(session, item=one, field="heard", text="Отчёт за год", seen=0, by=None)
    services.recuse_member(one, person=rows[5].person, reason="его школа", by=None)
    vote = put(session, one)
    vote_all(vote, [row.person for row in rows[:3]])
    vote_all(vote, [rows[3].person], "against")
    services.close_vote(vote, by=None)
    services.record_decision(one, text="Принять отчёт", vote=vote, by=None)
    services.write_opinion(one, person=rows[3].person, text="Рано", by=None)
    services.note_leaving(rows[4], by=None)
    session = services.close_session(session, by=None)

    places = minutes_places(session)
    item = places["items"][0]
    assert (item["heard"], item["opinions"][0]["text"], item["recused"][0]["reason"]) == (
        "Отчёт за год", "Рано", "его школа",
    )  # fmt: skip
    assert item["decisions"][0]["counted"] == (
        "Голосовали: за – 3, против – 1, воздержались – 0, не голосовали – 1. Решение не принято."
    )
    assert places["items"][1]["deferred"] != ""
    assert places["quorum"]["text"].startswith("Присутствуют 6 из 9 членов, необходимо 5.")
    assert len(places["members"]) == 6
    assert len(places["absent"]) == 3
    left = [one for one in places["signers"] if one["note"]]
    assert [one["note"].startswith("выбыл(а) с заседания в") for one in left] == [True]
    assert len(places["signers"]) == 6
    paper = document_kinds()["meetings.minutes"].paper({**places, "number": "1"})
    assert render_pdf(paper).startswith(b"%PDF")
    assert render_docx(paper).startswith(b"PK")


def test_printed_minutes_have_a_number_and_wait_for_everybody_present():
    session = closed()

    record = services.print_minutes(session, by=None)
    session.refresh_from_db()
    assert (session.status, record.status, record.number) == ("printed", "printed", 1)
    assert SignatureRequest.objects.filter(record=record).count() == 6


def test_two_officers_sign_where_the_rules_say_so():
    session = closed(make_council(rules={"minutes_signed_by": "officers"}))

    record = services.print_minutes(session, by=None)
    capacities = SignatureRequest.objects.filter(record=record).values_list("capacity", flat=True)
    assert sorted(capacities) == ["Председательствующий", "Секретарь"]


def test_session_is_signed_when_nobody_is_waited_for_and_its_decisions_go_to_be_approved():
    session = closed(
        make_council(rules={"needs_approval": True, "approval_days": 30, "minutes_signed_by": "officers"})
    )
    record = services.print_minutes(session, by=None)
    requests = list(record.signatures.order_by("pk"))
    SignatureRequest.objects.filter(pk=requests[0].pk).update(
        status="signed", signed_at=timezone.now(), signed_hash="1" * 64, method="simple"
    )

    release_signer(requests[1], reason="В отпуске", by=None)
    session.refresh_from_db()
    assert session.status == "signed"
    decision = session.decisions.get()
    assert (decision.status, decision.approval_due_on) == ("for_approval", session.day + timedelta(days=30))


def test_session_is_filed_with_its_minutes_which_are_kept_as_long_as_the_body_says():
    session = closed(make_council(rules={"keep_years": 7}))
    record = services.print_minutes(session, by=None)
    assert record.keep_years == 7
    case = open_case(
        session.body.host, index="01-05", title="Протоколы", year=session.day.year, keep_years=5, by=None
    )

    filed = file_record(sign_all(record), case_file=case, by=None)

    session.refresh_from_db()
    assert (filed.status, session.status) == ("filed", "filed")
    closed_case = close_case(case, on=filed.filed_on, by=None)
    assert closed_case.keep_until.year == session.day.year + 7


def test_disputed_minutes_are_corrected_and_printed_anew():
    session = closed()
    first = services.print_minutes(session, by=None)
    services.dispute_minutes(session, reason="Неверно записано", by=None)
    services.write_passage(
        session, item=first_item(session), field="spoke", text="Исправлено", seen=0, by=None
    )

    again = services.print_minutes(session, by=None)
    assert (again.pk, again.versions.count(), again.number) == (first.pk, 2, 1)


def test_printed_minutes_are_not_written_any_more():
    session = closed()
    services.print_minutes(session, by=None)

    with pytest.raises(RuleBroken):
        services.write_passage(session, field="opening", text="Поздно", seen=0, by=None)


def test_minutes_of_a_later_day_say_that_they_are_late():
    session = closed()
    type(session).objects.filter(pk=session.pk).update(held_on=session.day - timedelta(days=1))

    services.print_minutes(session, by=None)
    session.refresh_from_db()
    assert session.deviations == ["typed_late"]


def test_not_quorate_session_leaves_minutes():
    session = plan()
    arrive(members(session)[:3])
    session = services.declare_no_quorum(session, by=None)

    record = services.print_minutes(session, by=None)
    places = record.versions.get().places
    assert places["quorum"]["text"].endswith("Кворума нет, заседание неправомочно.")
    assert SignatureRequest.objects.filter(record=record).count() == 3


def test_agenda_sheet_extract_and_recommendations_are_printed():
    session = opened()
    item = first_item(session)
    vote = services.vote_at_once(session, question="Дать", item=item, totals=VoteTotals(6, 0, 0), by=None)
    values = {"kind": "recommendation", "responsible_text": "Школам"}
    services.record_decision(item, text="Изучить опыт", vote=vote, values=values, by=None)
    session = services.close_session(session, by=None)

    with pytest.raises(RuleBroken):
        services.print_extract(item, by=None)
    services.print_minutes(session, by=None)
    printed = [
        services.print_agenda(session, by=None),
        services.print_attendance_sheet(session, by=None),
        services.print_recommendations(session, by=None),
        services.print_extract(item, by=None),
    ]
    assert [record.versions.count() for record in printed] == [1, 1, 1, 1]
    assert printed[2].versions.get().places["points"][0]["to"] == "Школам"


def test_session_without_recommendations_prints_none():
    session = opened()
    decided(session)

    with pytest.raises(RuleBroken):
        services.print_recommendations(session, by=None)
