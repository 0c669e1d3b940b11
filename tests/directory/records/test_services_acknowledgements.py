from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.files.uploads import FileRefused
from metodika.directory.records import services
from metodika.directory.records.models import Dispatch
from metodika.directory.records.queries import items_to_acknowledge, missing_items, people_of_audience
from metodika.directory.staff.services import merge_people
from tests.factories.accounts import give, make_role, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.records import ask, make_printed, make_record
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def send(record, *people, due_on=None):
    return services.send_for_acknowledgement(
        record, organisation=record.organisation, people=people, audience="Педагоги",
        title="О составе совета", due_on=due_on, by=None,
    )  # fmt: skip


def test_group_is_resolved_and_frozen_at_sending():
    school = SchoolFactory()
    first = EmploymentFactory(organisation=school).person
    EmploymentFactory(organisation=school, person=first, kind="internal")
    EmploymentFactory(organisation=SchoolFactory())
    people = people_of_audience(school, audience="everybody", day=DAY)
    dispatch = send(make_printed(school), *people)

    EmploymentFactory(organisation=school)

    assert [item.person for item in dispatch.items.all()] == [first]


def test_groups_are_everybody_heads_and_holders_of_a_role():
    school = SchoolFactory()
    head = EmploymentFactory(organisation=school, is_head=True).person
    teacher = EmploymentFactory(organisation=school).person
    role = make_role(code="mentor")
    give(teacher, role, school)

    def group(audience):
        return set(people_of_audience(school, audience=audience, day=DAY))

    assert group("everybody") == {head, teacher}
    assert group("heads") == {head}
    assert group("role:mentor") == {teacher}


def test_nobody_is_no_group_and_a_draft_is_nothing_to_read():
    record = make_printed()
    with pytest.raises(RuleBroken):
        send(record)
    with pytest.raises(RuleBroken):
        send(make_record(), PersonFactory())

    assert Dispatch.objects.count() == 0


def test_record_is_read_as_the_pdf_that_holds():
    record = make_printed()
    dispatch = send(record, PersonFactory())

    assert dispatch.file == record.versions.get().pdf
    assert dispatch.subject == record


def test_act_is_sent_as_well():
    act = make_act(owner=SchoolFactory())
    dispatch = services.send_for_acknowledgement(
        act, organisation=act.owner, people=[PersonFactory()], audience="Все", title=str(act),
        url=f"/regulations/{act.pk}/", by=None,
    )  # fmt: skip

    entry = JournalEntry.objects.get(key="records.dispatch_sent")
    assert (entry.parameters["subject"], entry.parameters["subject_id"]) == ("regulations.act", act.pk)
    assert dispatch.url == f"/regulations/{act.pk}/"


def test_person_acknowledges_once_and_for_himself():
    user, other = make_user(), make_user()
    dispatch = send(make_printed(), user.person, other.person)
    item = items_to_acknowledge(user).get()
    services.note_seen(item)

    with pytest.raises(RuleBroken):
        services.acknowledge(item, by=other)
    services.acknowledge(item, by=user)
    with pytest.raises(RuleBroken):
        services.acknowledge(item, by=user)

    item.refresh_from_db()
    assert (item.method, item.seen_at <= item.acknowledged_at) == ("screen", True)
    assert [one.person for one in missing_items(dispatch)] == [other.person]
    assert list(items_to_acknowledge(user)) == []


def test_sheet_of_paper_stands_for_those_without_an_account():
    secretary = make_user()
    first, second = PersonFactory(), PersonFactory()
    dispatch = send(make_printed(), first, second)
    items = [item.pk for item in missing_items(dispatch)]
    scan = SimpleUploadedFile("sheet.pdf", b"%PDF-1.7 sheet")

    services.acknowledge_on_paper(dispatch, items=items[:1], scan=scan, by=secretary)

    done = dispatch.items.get(pk=items[0])
    assert (done.method, done.attested_by, done.file.name) == ("paper", secretary, "sheet.pdf")
    with pytest.raises(RuleBroken):
        services.acknowledge_on_paper(dispatch, items=items[:1], by=secretary)
    with pytest.raises(RuleBroken):
        services.acknowledge_on_paper(dispatch, items=[], by=secretary)
    program = SimpleUploadedFile("sheet.pdf", b"MZ program")
    with pytest.raises(FileRefused):
        services.acknowledge_on_paper(dispatch, items=items[1:], scan=program, by=secretary)


def test_reminder_comes_once_a_day_to_those_who_are_missing():
    school = SchoolFactory()
    record = make_printed(school)
    user, other = make_user(), make_user()
    send(record, user.person, other.person, due_on=date(2026, 11, 25))
    services.acknowledge(items_to_acknowledge(user).get(), by=user)
    ask(record, other.person, due_on=date(2026, 11, 25))

    def reminded(day):
        now = datetime(2026, 11, day, 2, 40, tzinfo=UTC)
        return services.remind_of_acknowledgements(now=now), services.remind_of_signatures(now=now)

    assert [reminded(day) for day in (23, 24, 24, 26)] == [(0, 0), (1, 1), (0, 0), (0, 0)]
    entry = JournalEntry.objects.get(key="records.acknowledgements_reminded")
    assert entry.parameters["people"] == [other.person.pk]


def test_papers_of_a_merged_card_stay_with_the_person():
    kept, dropped = PersonFactory(), PersonFactory()
    record = make_printed()
    ask(record, dropped)
    dispatch = send(record, kept, dropped)

    merge_people(kept, drop=dropped, by=None)

    assert [one.person for one in record.signatures.all()] == [kept]
    assert {one.person for one in dispatch.items.all()} == {kept, dropped}
