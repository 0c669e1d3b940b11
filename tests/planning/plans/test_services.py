from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.files.uploads import store_upload
from metodika.directory.mandates.models import Role
from metodika.directory.staff.services import merge_people
from metodika.planning.plans import queries, services
from metodika.planning.plans.lifecycle import (
    ChangeKind,
    OccurrenceStatus,
    PlanKind,
    PlanStatus,
    ResponsibleKind,
)
from metodika.planning.plans.models import Occurrence, Plan
from metodika.planning.plans.services import Finished, Head
from tests.factories.accounts import give, make_role, make_user
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
)
from tests.factories.plans import FIRST, LAST, TODAY, planned

pytestmark = pytest.mark.django_db
TEXT = Path(__file__).parent / "texts" / "road-map.txt"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


def days(item):
    return [f"{one.due_on:%d.%m.%y}" for one in item.occurrences.order_by("due_on")]


def only(plan):
    item = plan.items.get()
    return item, item.occurrences.get()


def refused(service, *args, **more):
    with pytest.raises(RuleBroken) as refusal:
        service(*args, **more)
    return str(refusal.value)


def test_road_map_of_a_file_becomes_a_plan_with_nothing_lost():
    place, chief = MunicipalityFactory(), make_user()
    office = EmploymentFactory(organisation=place, position=PositionFactory(title="Начальник отдела"))
    Role.objects.filter(pk=make_role().pk).update(title="Руководитель методического объединения")
    table = services.imported_from(TEXT.read_bytes(), name="road-map.txt", by=chief)
    period = queries.proposed_period(table.reading, today=TODAY)
    head = Head(PlanKind.ROAD_MAP, table.reading.title, period.starts_on, period.ends_on)
    finished = {5: Finished(responsible="методист"), 7: Finished(term="май 2027")}

    plan = services.import_plan(
        services.Table(table.reading, finished, table.source), organisation=place, head=head, by=chief
    )

    assert (plan.starts_on, plan.ends_on, plan.source.name) == (
        date(2026, 1, 1),
        date(2030, 12, 31),
        "road-map.txt",
    )
    assert [one.number for one in plan.sections.order_by("order")] == ["1", "2", "3"]
    items = plan.items.order_by("order")
    assert [(one.number, one.section.number, one.occurrences.count()) for one in items] == [
        ("1.1", "1", 1), ("1.2", "1", 5), ("2.1", "2", 5), ("3.1", "3", 20), ("3.2", "3", 0),
        ("3.3", "3", 60),
        ("3.4", "3", 0), ("3.4", "3", 1),
    ]  # fmt: skip
    assert "уточняется каждый август" in plan.preface
    first, second = plan.items.order_by("order")[:2]
    assert [(one.text, one.kind, one.reports) for one in first.responsible.order_by("order")] == [
        ("начальник отдела образования", ResponsibleKind.POST, True),
        ("методист", ResponsibleKind.WORDS, False),
    ]  # fmt: skip
    assert second.responsible.get(order=2).kind == ResponsibleKind.ROLE

    services.approve_plan(plan, act=None, by=None)

    assert list(first.responsible.get(order=1).holders.all()) == [office.person]
    assert second.responsible.get(order=2).vacant_since == TODAY
    vacant = [entry for entry in entries_about(second) if entry.key == "plans.item_found_vacant"]
    assert len(vacant) == 1
    assert services.follow_responsible(day=TODAY) == 0


def test_empty_plans_and_wrong_days_are_refused():
    place = MunicipalityFactory()

    def make(**more):
        told = {"kind": PlanKind.SERVICE, "title": "План", "starts_on": FIRST, "ends_on": LAST} | more
        return services.make_plan(organisation=place, head=Head(**told), by=None)

    assert refused(make, title=" ") == "Назовите план."
    assert (
        refused(make, ends_on=date(2026, 8, 1))
        == "План заканчивается раньше, чем начинается. Проверьте даты."
    )
    assert refused(make, ends_on=date(2100, 8, 1)).startswith("План рассчитан самое большее на двадцать лет")
    assert refused(make, kind=PlanKind.BODY).startswith("Укажите, чей это план")
    empty = make()
    assert refused(services.approve_plan, empty, act=None, by=None).startswith("В плане пока нет мероприятий")
    assert refused(services.add_item, empty, values={"text": " "}, by=None) == "Напишите, что нужно сделать."
    assert refused(
        services.import_plan,
        services.Table(queries.readings.RoadMap()),
        organisation=place,
        head=Head(PlanKind.SERVICE, "П", FIRST, LAST),
        by=None,
    ).startswith("В файле не нашлось")


def test_prepared_plan_is_changed_freely_and_an_approved_one_with_a_reason():
    plan = planned(approved=False)
    item = plan.items.get()
    services.change_item(item, changes={"term": "1 раз в квартал"}, seen=None, by=None)
    assert days(item) == ["30.09.26", "31.12.26", "31.03.27", "30.06.27", "31.08.27"]
    services.change_plan(plan, changes={"ends_on": date(2026, 12, 31)}, seen=plan.version, by=None)
    assert days(item) == ["30.09.26", "31.12.26"]
    with pytest.raises(EditedMeanwhile):
        services.change_plan(plan, changes={"title": "Другой"}, seen=plan.version, by=None)
    services.agree_plan(plan, by=None)
    services.return_plan(plan, by=None)
    services.approve_plan(plan, act=None, approved_on=TODAY, by=None)

    refusal = refused(services.change_item, item, changes={"text": "Иначе"}, seen=None, by=None)
    assert refusal.startswith("План утверждён: укажите, почему он меняется")
    services.change_item(item, changes={"text": "Иначе"}, responsible="методист; директор", reason="Письмо",
                         seen=None, by=None)  # fmt: skip
    change = queries.changes_of(plan).get()
    assert (change.kind, change.reason, "директор" in change.after) == (ChangeKind.REWORDED, "Письмо", True)
    assert refused(services.change_plan, plan, changes={"title": "Другой"}, seen=None, by=None).startswith(
        "План утверждён: мероприятия меняют по одному"
    )
    assert refused(services.approve_plan, plan, act=None, by=None).startswith("Сейчас это невозможно")


def test_what_was_due_before_the_approval_is_not_overdue():
    plan = planned({"text": "Сверка", "term": "ежемесячно"}, approved=False)
    assert refused(services.approve_plan, plan, act=None, approved_on=date(2026, 12, 1), by=None) == (
        "День утверждения ещё не наступил."
    )
    plan = services.approve_plan(plan, act=None, approved_on=date(2026, 10, 15), by=None)

    figures = queries.figures_of(plan, day=TODAY)

    assert (figures.all, figures.before_plan, figures.overdue, figures.ahead) == (12, 1, 1, 10)
    assert [f"{one.due_on}" for one in Occurrence.objects.overdue(TODAY)] == ["2026-10-31"]
    assert queries.plans_for_list(make_user("plans.*", at=plan.organisation), day=TODAY).get().late_count == 1


def test_done_by_hand_needs_a_reason_and_a_proof():
    plan = planned()
    _item, one = only(plan)

    def finish(**more):
        told = {"done_on": TODAY, "reason": "Проведён", "proof": "Приказ № 5"} | more
        return services.finish_occurrence(one, by=None, **told)

    assert refused(finish, reason="").startswith("Отметка вручную требует основания и подтверждения")
    assert refused(finish, proof=" ").startswith("Отметка вручную требует основания и подтверждения")
    assert refused(finish, done_on=date(2026, 12, 1)) == "День исполнения ещё не наступил."
    file = store_upload(ContentFile(b"list", name="list.txt"), allowed={"txt"}, by=None)
    services.start_occurrence(one, by=None)
    done = finish(proof="", files=[file])
    assert (done.status, done.done_on, list(done.files.all())) == (OccurrenceStatus.DONE, TODAY, [file])
    assert queries.figures_of(plan, day=TODAY).done_late == 1
    assert refused(finish).startswith("Сейчас это невозможно")
    assert refused(services.reopen_occurrence, one, reason="", by=None).startswith("План утверждён")
    again = services.reopen_occurrence(one, reason="Ошибка", by=None)
    assert (again.status, again.done_on, again.reason) == (OccurrenceStatus.PLANNED, None, "")


def test_occurrence_is_moved_and_cancelled_with_a_reason():
    plan = planned()
    item, one = only(plan)

    def move(due_on, **more):
        return services.move_occurrence(one, due_on=due_on, by=None, **({"reason": "Карантин"} | more))

    assert refused(move, date(2027, 9, 1)).startswith(
        "План рассчитан с 1 сентября 2026 г. по 31 августа 2027 г."
    )
    assert refused(move, one.due_on) == "Этот срок стоит и сейчас."
    assert refused(move, TODAY, reason="").startswith("План утверждён")
    moved = move(date(2026, 12, 25))
    assert (moved.starts_on, moved.due_on, moved.first_due_on) == (
        date(2026, 11, 25),
        date(2026, 12, 25),
        date(2026, 10, 31),
    )
    assert [(one.kind, one.before, one.after) for one in queries.changes_of(plan, item)] == [
        (ChangeKind.MOVED, "31 октября 2026 г.", "25 декабря 2026 г.")
    ]
    assert refused(services.cancel_occurrence, one, reason=" ", by=None) == "Напишите, почему это отменяется."
    assert services.cancel_occurrence(one, reason="Нет мест", by=None).status == OccurrenceStatus.CANCELLED
    assert refused(move, TODAY).startswith("Сейчас это невозможно")


def test_cancelled_item_takes_its_open_occurrences_along():
    plan = planned({"text": "Сверка", "term": "1 раз в квартал"})
    item = plan.items.get()
    first = item.occurrences.order_by("due_on").first()
    services.finish_occurrence(first, done_on=TODAY, reason="Сверено", proof="Акт", by=None)

    cancelled = services.cancel_item(item, reason="Передано школам", by=None)

    assert sorted(item.occurrences.values_list("status", flat=True)) == ["cancelled"] * 4 + ["done"]
    assert (cancelled.cancelled_on, cancelled.cancelled_because) == (TODAY, "Передано школам")
    assert "отменено" in refused(services.cancel_item, item, reason="Ещё раз", by=None)
    open_one = item.occurrences.filter(status="cancelled").first()
    assert "отменено" in refused(services.start_occurrence, open_one, by=None)


def test_separate_schedule_gets_its_days_later():
    plan = planned({"text": "Слёт", "term": "по отдельному графику"})
    item = plan.items.get()
    assert queries.figures_of(plan, day=TODAY).without_days == 1

    services.add_occurrence(item, starts_on=None, due_on=date(2027, 2, 10), reason="График", by=None)

    assert days(item) == ["10.02.27"]
    again = refused(
        services.add_occurrence, item, starts_on=None, due_on=date(2027, 2, 10), reason="Г", by=None
    )
    assert again == "Этот срок у мероприятия уже есть."
    services.change_item(item, changes={"term": "май"}, reason="Уточнение", seen=None, by=None)
    assert days(item) == ["10.02.27", "31.05.27"]


def test_next_years_plan_is_made_from_last_years():
    plan = planned(
        {"text": "Семинар", "term": "до 1 декабря 2026 г.", "number": "1"},
        {"text": "Отменённое", "term": "май"},
    )
    services.add_section(plan, title="Люди", number="I", by=None)
    services.cancel_item(plan.items.get(text="Отменённое"), reason="Не нужно", by=None)

    made = services.copy_plan(
        plan, title="План на 2027/2028 год", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31), by=None
    )

    item = made.items.get()
    assert (made.status, made.copied_from, item.term) == (PlanStatus.DRAFT, plan, "до 1 декабря 2027 г.")
    assert days(item) == ["01.12.27"]
    assert [one.text for one in item.responsible.all()] == ["методист"]


def test_those_responsible_are_reminded_once_of_each_last_day():
    place = MunicipalityFactory()
    job = EmploymentFactory(organisation=place, position=PositionFactory(title="Методист"))
    plan = planned(
        {"text": "Семинар", "term": "до 30 ноября 2026 г."},
        {"text": "Позже", "term": "до 15 декабря 2026 г."},
        {"text": "Ничьё", "term": "до 28 ноября 2026 г.", "responsible": "кто-нибудь"},
        at=place,
    )

    assert services.remind_of_items(day=TODAY) == 1
    assert services.remind_of_items(day=TODAY) == 0
    item = plan.items.get(text="Семинар")
    (entry,) = [one for one in entries_about(item) if one.key == "plans.item_due_soon"]
    assert entry.parameters["people"] == [job.person_id]
    services.move_occurrence(item.occurrences.get(), due_on=date(2026, 11, 27), reason="Так решено", by=None)
    assert services.remind_of_items(day=TODAY) == 1
    Plan.objects.filter(pk=plan.pk).update(remind_days=30)
    assert services.remind_of_items(day=TODAY) == 1
    Plan.objects.filter(pk=plan.pk).update(remind_days=0)
    Occurrence.objects.update(reminded_of=None)
    assert services.remind_of_items(day=TODAY) == 0


def test_dated_items_are_those_of_approved_plans_that_touch_the_days():
    plan = planned({"text": "Семинар", "term": "октябрь"}, {"text": "Съезд", "term": "до 5 ноября 2026 г."})
    planned(at=plan.organisation, approved=False)

    def texts(first, last):
        return [one.item.text for one in queries.dated_items(first=first, last=last)]

    assert texts(date(2026, 10, 31), date(2026, 10, 31)) == ["Семинар", "Съезд"]
    assert texts(date(2026, 11, 2), date(2026, 11, 30)) == ["Съезд"]
    services.cancel_item(plan.items.get(text="Съезд"), reason="Не будет", by=None)
    assert texts(date(2026, 11, 2), date(2026, 11, 30)) == []


def test_plan_is_handed_down_to_schools_once():
    place = MunicipalityFactory()
    school, other, stranger = SchoolFactory(parent=place), SchoolFactory(parent=place), SchoolFactory()
    post = PositionFactory(title="Заместитель директора")
    deputy = EmploymentFactory(organisation=school, position=post).person
    draft = planned(
        {"text": "Наставники", "term": "май", "responsible": "заместители директора"},
        at=place,
        approved=False,
    )
    assert refused(services.hand_down_plan, draft, institutions=[school], by=None).startswith(
        "Сначала утвердите"
    )
    plan = services.approve_plan(draft, act=None, by=None)

    (made,) = services.hand_down_plan(plan, institutions=[school], by=None)

    assert (made.organisation, made.kind, made.handed_from) == (school, PlanKind.INSTITUTION, plan)
    item = made.items.get()
    assert (item.handed_from, item.responsible.get().organisation) == (plan.items.get(), school)
    services.approve_plan(made, act=None, by=None)
    assert list(item.responsible.get().holders.all()) == [deputy]
    assert list(queries.institutions_under(plan)) == [other]
    for wrong in (school, stranger):
        assert "уже есть" in refused(services.hand_down_plan, plan, institutions=[wrong], by=None)
    assert refused(services.hand_down_plan, plan, institutions=[], by=None).startswith("Выберите учреждения")
    assert refused(services.hand_down_plan, plan, institutions=[other], items=[], by=None).startswith(
        "Выберите меро"
    )


def test_whoever_holds_the_post_answers_for_it():
    place = MunicipalityFactory()
    post, role = PositionFactory(title="Методист"), make_role()
    first = EmploymentFactory(organisation=place, position=post, ended_on=date(2026, 11, 30)).person
    after = EmploymentFactory(organisation=place, position=post, started_on=date(2026, 12, 1)).person
    plan = planned(at=place)
    named = plan.items.get().responsible.get()

    assert queries.people_behind([named], day=TODAY) == {named.pk: [first.pk]}
    assert queries.people_behind([named], day=date(2026, 12, 1)) == {named.pk: [after.pk]}
    assert list(named.holders.all()) == [first]
    assert queries.own_occurrences(make_user(person=first)).count() == 1
    services.follow_responsible(day=date(2026, 12, 1))
    assert list(named.holders.all()) == [after]

    person = PersonFactory()
    merge_people(person, drop=after, by=None)
    assert list(named.holders.all()) == [person]
    give(first, role, place)
    for means, kind, held in [(role, "role", [first]), (person, "person", [person]), (None, "words", [])]:
        named = services.explain_responsible(named, means=means, by=None)
        assert (named.kind, list(named.holders.all())) == (kind, held)


def test_same_day_for_the_same_people_is_pointed_out():
    place = MunicipalityFactory()
    one = {"text": "Семинар", "term": "5 декабря", "audience": "Учителя химии"}
    planned(one, at=place)
    plan = planned(one | {"text": "Круглый стол"}, at=place)

    found = queries.clashing(plan, queries.occurrences_of(plan))

    assert [{a.item.text, b.item.text} for a, b in found] == [{"Семинар", "Круглый стол"}]


def test_plan_is_closed_and_changed_no_longer():
    plan = planned()
    item, one = only(plan)
    assert refused(services.close_plan, plan, reason="", by=None).startswith("Напишите причину")
    services.close_plan(plan, reason="Отчёт утверждён", by=None)

    assert refused(services.add_section, plan, title="Ещё", by=None).endswith("больше не меняется.")
    assert refused(services.change_item, item, changes={}, seen=None, by=None).endswith("больше не меняется.")
    assert refused(services.start_occurrence, one, by=None).startswith("Исполнение отмечают только")
    draft = planned(approved=False)
    services.withdraw_plan(draft, reason="Ошибка", by=None)
    assert Plan.objects.alive().count() == 0
