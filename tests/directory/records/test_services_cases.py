from datetime import date

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.directory.records import services
from metodika.directory.records.models import CaseFile, Record
from metodika.directory.records.queries import cases_past_term
from tests.factories.directory import SchoolFactory
from tests.factories.records import make_printed, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


def open_case(school, *, keep_years=5, index="01-05", year=2026):
    return services.open_case(school, index=index, title="Приказы", year=year, keep_years=keep_years, by=None)


def filed(school, case, **fields):
    """A sheet, which the archive list keeps for five years, in the case."""
    record = make_record(school, kind="records.acknowledgement_sheet", **fields)
    services.register_record(record, by=None)
    places = {"organisation": school.name, "date": "", "number": "", "document": "Приказ", "people": []}
    services.issue_version(record, places=places, by=None)
    return services.file_record(record, case_file=case, by=None)


def test_case_is_one_an_index_and_year(school):
    open_case(school)

    with pytest.raises(RuleBroken):
        open_case(school)
    assert open_case(school, year=2027).year == 2027


def test_record_is_filed_when_it_is_signed_or_needs_no_signature(school):
    case = open_case(school)

    with pytest.raises(RuleBroken):
        services.file_record(make_record(school), case_file=case, by=None)
    with pytest.raises(RuleBroken):
        services.file_record(make_printed(), case_file=case, by=None)

    assert filed(school, case).status == "filed"


def test_longest_term_of_case_list_and_local_rule_holds(school):
    case = open_case(school, keep_years=3)
    filed(school, case, keep_years=10)
    last = filed(school, case)

    closed = services.close_case(case, on=last.filed_on, by=None)

    until = date(closed.closed_on.year + 10, 12, 31)
    assert closed.keep_until == until
    assert set(Record.objects.values_list("keep_until", flat=True)) == {until}


def test_case_with_an_order_is_kept_for_ever_by_the_archive_list(school):
    case = open_case(school, keep_years=3)
    last = services.file_record(make_printed(school), case_file=case, by=None)

    assert services.close_case(case, on=last.filed_on, by=None).keep_until is None


def test_closed_case_takes_nothing_and_changes_no_more(school):
    case = open_case(school)
    services.change_case(case, changes={"title": "Распоряжения"}, seen=1, by=None)
    services.close_case(case, on=date(2026, 11, 1), by=None)

    with pytest.raises(RuleBroken):
        filed(school, case)
    with pytest.raises(RuleBroken):
        services.change_case(case, changes={"keep_years": 1}, seen=None, by=None)
    with pytest.raises(RuleBroken):
        services.close_case(case, on=date(2026, 11, 2), by=None)


def test_case_is_not_closed_ahead(school):
    with pytest.raises(RuleBroken):
        services.close_case(open_case(school), on=date(2100, 1, 1), by=None)


@pytest.fixture
def past(school):
    """A case of one sheet, closed so long ago that even the archive list keeps it no longer."""
    with time_machine.travel("2020-11-20T09:00:00Z"):
        case = open_case(school, keep_years=1, year=2020)
        filed(school, case)
        return services.close_case(case, on=date(2020, 11, 20), by=None)


def sign(act):
    services.register_record(act, by=None)
    Record.objects.filter(pk=act.pk).update(status="signed")
    act.refresh_from_db()


def test_destruction_goes_by_a_signed_act_only(school, past):
    record = past.records.get()
    name = record.versions.get().pdf.content.name
    act = services.propose_destruction(school, cases=[past], by=None)
    past.refresh_from_db()
    with pytest.raises(RuleBroken):
        services.destroy_records(past, act=act, by=None)
    with pytest.raises(RuleBroken):
        services.destroy_records(past, act=make_printed(school), by=None)

    sign(act)
    services.destroy_records(past, act=act, by=None)

    record.refresh_from_db()
    version = record.versions.get()
    assert (record.status, version.pdf, version.docx, version.places) == ("destroyed", None, None, None)
    assert (record.number_text, len(version.sha256)) == ("1", 64)
    assert not version._meta.get_field("pdf").related_model.objects.filter(content=name).exists()
    with pytest.raises(RuleBroken):
        services.destroy_records(past, act=act, by=None)


def test_held_record_stops_the_destruction_of_its_case(school, past):
    record = past.records.get()
    services.hold_record(record, reason="Запрос прокуратуры", by=None)

    assert list(cases_past_term(school, day=date(2026, 11, 20))) == []
    with pytest.raises(RuleBroken, match="прокуратуры"):
        services.propose_destruction(school, cases=[past], by=None)
    with pytest.raises(RuleBroken):
        services.hold_record(record, reason="Ещё раз", by=None)

    services.release_record(record, reason="Ответ дан", by=None)
    assert list(cases_past_term(school, day=date(2026, 11, 20))) == [past]


def test_record_held_after_the_act_was_signed_stays(school, past):
    act = services.propose_destruction(school, cases=[past], by=None)
    sign(act)
    services.hold_record(past.records.get(), reason="Суд", by=None)

    with pytest.raises(RuleBroken, match="Суд"):
        services.destroy_records(past, act=act, by=None)

    assert CaseFile.objects.get(pk=past.pk).destroyed_on is None


def test_case_before_its_term_is_in_no_act(school):
    case = open_case(school)
    for prepare in (lambda: None, lambda: services.close_case(case, on=date(2026, 11, 1), by=None)):
        prepare()
        with pytest.raises(RuleBroken):
            services.propose_destruction(school, cases=[case], by=None)
    with pytest.raises(RuleBroken):
        services.propose_destruction(school, cases=[], by=None)


def test_case_stands_in_one_act_until_that_is_cancelled(school, past):
    act = services.propose_destruction(school, cases=[past], by=None)
    with pytest.raises(RuleBroken):
        services.propose_destruction(school, cases=[past], by=None)

    services.cancel_number(act, reason="Ошибка", by=None)

    assert services.propose_destruction(school, cases=[past], by=None).pk != act.pk
