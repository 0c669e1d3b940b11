from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.files.uploads import store_upload
from metodika.directory.staff.services import merge_people
from metodika.governance.meetings.services import plan_session
from metodika.planning.activities import queries, services
from metodika.planning.activities.lifecycle import Part, RegistrationStatus, Way
from metodika.planning.activities.models import Attendance, Certificate, Event, Feedback, Registration
from metodika.planning.activities.reactions import go_on_issuing
from metodika.planning.activities.rules.seats import Limits
from metodika.planning.activities.services import Named, Outing, Signer
from tests.factories.accounts import make_user
from tests.factories.activities import DAY, announced, drafted, teachers
from tests.factories.bodies import make_body
from tests.factories.directory import MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.plans import planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def school(place):
    return SchoolFactory(parent=place)


def refused(service, *args, **more):
    with pytest.raises(RuleBroken) as refusal:
        service(*args, **more)
    return str(refusal.value)


def states(event):
    return [one.status for one in event.registrations.order_by("pk")]


def held(place, school, monday, *, count=2, **card):
    """An event of yesterday at which people of the school were."""
    event = announced(at=place, starts_on=date(2026, 11, 23), **card)
    people = teachers(school, count)
    services.mark_present(event, people=people, way=Way.DESK, by=None)
    return services.hold_event(event, by=None), people


def test_seats_go_in_order_and_a_freed_one_to_the_next_who_is_told(place, school):
    event = announced(at=place, seats=2)
    first, second, third, fourth = people = teachers(school, 4)

    services.register_people(event, people=people, by=None)

    assert states(event) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert refused(services.register_people, event, people=[first], by=None).startswith("Все выбранные уже")
    services.cancel_registration(event.registrations.get(person=first), by=None)
    assert event.registrations.get(person=third).status == RegistrationStatus.CONFIRMED
    assert queries.seats_of(event).taken == 2
    told = [one for one in entries_about(event) if one.key == "activities.seat_given"]
    assert [one.parameters["person_id"] for one in told] == [third.pk]
    # Whoever comes back stands at the end of the line.
    services.register_people(event, people=[first], by=None)
    assert [one.person_id for one in event.registrations.waiting()] == [fourth.pk, first.pk]
    assert queries.place_in_line(event.registrations.waiting().last()) == 2
    services.change_event(event, changes={}, limits=Limits(3, None), seen=None, by=None)
    assert event.registrations.get(person=fourth).status == RegistrationStatus.CONFIRMED
    sentence = refused(services.change_event, event, changes={}, limits=Limits(2), seen=None, by=None)
    assert "3" in sentence
    assert second.pk in set(event.registrations.confirmed().values_list("person", flat=True))


def test_quota_of_an_institution_holds_back_its_own_people_only(place, school):
    other = SchoolFactory(parent=place)
    event = announced(at=place, seats=10, per_institution=1)

    services.register_people(event, people=[*teachers(school, 2), *teachers(other, 1)], by=None)

    assert states(event) == ["confirmed", "waiting", "confirmed"]
    row = event.seats.get(organisation=school)
    assert (row.taken, row.quota) == (1, 1)
    services.cancel_registration(event.registrations.order_by("pk")[0], by=None)
    assert states(event) == ["cancelled", "confirmed", "confirmed"]
    sentence = refused(services.change_event, event, changes={}, limits=Limits(10, 0), seen=None, by=None)
    assert "1" in sentence


def test_registration_is_refused_when_it_is_not_open(place, school):
    event = drafted(at=place)
    person = teachers(school, 1)
    closed = "Запись на «Функциональная грамотность» не открыта."

    assert refused(services.register_people, event, people=person, by=None) == closed
    services.announce_event(event, is_open=False, by=None)
    assert refused(services.register_people, event, people=person, by=None) == closed
    services.announce_event(event, by=None)
    services.close_registration(event, by=None)
    assert refused(services.register_people, event, people=person, by=None) == closed


def test_cards_that_make_no_sense_are_refused(place):
    def draft(**card):
        return refused(drafted, at=place, **card)

    assert draft(title=" ") == "Назовите мероприятие."
    assert "«nothing»" in draft(kind="nothing")
    assert draft(ends_on=date(2026, 11, 1)).startswith("Мероприятие заканчивается раньше")
    assert draft(until=DAY + timedelta(days=1)).startswith("Запись не может длиться")
    assert refused(services.announce_event, drafted(at=place, place=""), by=None).startswith("Укажите, где")
    online = drafted(at=place, form="online")
    assert refused(services.announce_event, online, by=None).startswith("Укажите адрес")
    assert refused(services.announce_event, drafted(at=place, starts_on=date(2026, 11, 1)), by=None)
    assert refused(services.hold_event, announced(at=place), by=None).startswith("Мероприятие начинается")
    assert refused(services.cancel_event, announced(at=place), reason=" ", by=None)


def test_move_takes_programme_and_deadline_along_and_cancelling_ends_it(place, school):
    event = announced(at=place, ends_on=DAY + timedelta(days=1), until=DAY)
    line = services.add_line(
        event, on=DAY, title="Открытие", speakers=[Named(Part.LEADS, guest="Гость из ИРО")], by=None
    )
    assert refused(services.add_line, event, on=DAY - timedelta(days=1), title="Нет", by=None)

    moved = services.move_event(event, starts_on=DAY + timedelta(days=7), reason="Карантин", by=None)

    line.refresh_from_db()
    assert (moved.moved_from, moved.ends_on, moved.until) == (
        DAY, DAY + timedelta(days=8), DAY + timedelta(days=7),
    )  # fmt: skip
    assert (line.on, str(line.speakers.get())) == (DAY + timedelta(days=7), "Гость из ИРО")
    assert refused(services.change_event, moved, changes={"starts_on": DAY}, seen=None, by=None)
    services.drop_line(line, by=None)
    services.cancel_event(moved, reason="Нет ведущего", by=None)
    assert refused(services.move_event, moved, starts_on=DAY, reason="Снова", by=None)
    assert refused(services.register_people, moved, people=teachers(school, 1), by=None)


def test_presence_is_one_row_from_any_number_of_sheets_and_counts_days(place, school, monday):
    event = announced(at=place, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24), hours=5)
    person, walk_in = teachers(school, 2)
    services.register_people(event, people=[person], by=None)
    picture = store_upload(
        ContentFile(b"\x89PNG\r\n\x1a\n" + b"0" * 40, name="a.png"), allowed={"png"}, by=None
    )

    services.mark_present(event, people=[person, walk_in], way=Way.DESK, by=None)
    services.type_sheet(event, people=[person], on=date(2026, 11, 23), file=picture, by=None)
    assert refused(services.type_sheet, event, people=[], on=date(2026, 11, 23), by=None)
    assert refused(services.type_sheet, event, people=[person], on=date(2026, 11, 24), by=None).startswith(
        "Присутствие отмечают"
    )
    monday.shift(timedelta(days=1))
    services.type_sheet(event, people=[person], on=date(2026, 11, 24), by=None)

    rows = event.attendances.order_by("pk")
    assert [(one.way, one.hours, len(one.on)) for one in rows] == [
        ("desk", Decimal("5.0"), 2), ("desk", Decimal("2.5"), 1),
    ]  # fmt: skip
    assert rows[1].organisation == school
    assert event.sheets.count() == 1


def test_codes_let_in_those_who_are_there_and_expire(place, school, monday):
    event = announced(at=place, starts_on=date(2026, 11, 23), seats=1)
    person, other = teachers(school, 2)
    services.register_people(event, people=[person], by=None)
    user, stranger = make_user(person=person), make_user(person=other)
    desk = make_user("activities.*", at=place)
    code = queries.screen_code(event, now=timezone.now())
    row = queries.row_code(event.registrations.get(), last_day=event.ends_on)

    assert (
        refused(services.check_in, code, by=stranger)
        == "У вас нет места на этом мероприятии. Подойдите к столу регистрации."
    )
    assert refused(services.check_in, row, by=user).startswith("Этот код — для тех, кто ведёт запись")
    assert refused(services.check_in, f"{code}x", by=user).startswith("Срок кода истёк")
    assert services.check_in(code, by=user).way == Way.PHONE
    assert services.check_in(row, by=desk).person == person
    monday.shift(timedelta(minutes=11))
    assert refused(services.check_in, code, by=user).startswith("Срок кода истёк")


def test_word_said_online_marks_those_who_heard_it(place, school):
    event = announced(
        at=place, starts_on=date(2026, 11, 23), form="online", place="", link="https://meet.example.org/1"
    )
    user = make_user(person=teachers(school, 1)[0])

    assert refused(services.check_in_online, event, word="НЕТ", by=user).startswith("Это другое слово")
    marked = services.check_in_online(event, word=event.online_word.lower(), by=user)
    assert (marked.way, marked.remote) == ("online", True)


def test_feedback_is_given_once_by_those_who_were_there_and_names_nobody(place, school, monday):
    event, (person, _other) = held(place, school, monday)
    user = make_user(person=person)

    assert refused(services.give_feedback, event, score=6, by=user) == "Оценка — от 1 до 5."
    services.give_feedback(event, score=5, words="Пригодится", by=user)
    assert refused(services.give_feedback, event, score=5, by=user).startswith("Вы уже оставили отзыв")
    assert refused(services.give_feedback, event, score=5, by=make_user()).startswith("Отзыв оставляют те")
    told = queries.opinion_of(event)
    assert (told.count, told.mean, told.marks[0], told.words) == (1, 5.0, (5, 1), [(5, "Пригодится")])
    assert {field.name for field in Feedback._meta.fields} == {"id", "event", "score", "words"}
    assert [one.key for one in entries_about(event) if "feedback" in one.key] == []


def test_certificates_are_issued_to_those_who_were_there_and_to_nobody_else(place, school, monday):
    event, (person, _other) = held(place, school, monday)
    absent = PersonFactory(last_name="Отсутствующая")

    sentence = refused(services.issue_certificate, event, person=absent, kind="participant", by=None)
    assert sentence == (
        "Отсутствующая Анна Ивановна не значится среди участников мероприятия «Функциональная грамотность», "
        "поэтому сертификат не выдаётся."
    )
    assert refused(services.issue_certificate, event, person=person, kind="speaker", by=None)
    made = services.issue_certificate(
        event, person=person, kind="participant", signer=Signer("Директор", "И. И. Петров"), by=None
    )
    assert (made.number, made.places["words"], made.places["details"].replace("\u00a0", " ")) == (
        "1", "за участие в семинаре «Функциональная грамотность»", "23 ноября 2026 г., 4 академических часа",
    )  # fmt: skip
    assert made.places["name"].endswith("Анне Ивановне")
    assert refused(services.issue_certificate, event, person=person, kind="participant", by=None)
    new = services.reissue_certificate(made, reason="Опечатка", by=None)
    made.refresh_from_db()
    assert (made.void_because, new.number, new.replaces_id) == ("Опечатка", "2", made.pk)
    row = event.attendances.get(person=person)
    services.correct_attendance(row, was_there=False, reason="Подпись чужая", by=None)
    assert Certificate.objects.in_force().count() == 0
    assert refused(services.mark_present, event, people=[person], way=Way.DESK, by=None)
    assert refused(services.correct_attendance, row, was_there=True, reason="", by=None)


def test_many_certificates_survive_a_killed_worker(place, school, monday):
    event, people = held(place, school, monday, count=3)
    services.add_line(
        event, on=event.starts_on, title="Урок чтения", speakers=[Named(Part.SHOWS, people[0])], by=None
    )
    run = services.start_run(event, kind="participant", by=None)
    gone = event.attendances.get(person=people[2])
    services.correct_attendance(gone, was_there=False, reason="Не был", by=None)

    assert services.issue_next(run.pk, portion=1, most=1)
    services.pass_on(run.pk, portion=1)
    assert not services.issue_next(run.pk, portion=1)
    assert refused(services.resume_run, run, now=timezone.now(), by=None)
    services.resume_run(run, now=timezone.now() + timedelta(hours=1), by=None)
    for portion in (2, 3, 3):
        go_on_issuing(type("Asked", (), {"run_id": run.pk, "portion": portion}))

    counted = queries.run_counted(run)
    assert (counted.all_count, counted.done_count, counted.refused_count) == (3, 3, 1)
    assert counted.finished_at is not None
    assert [name.startswith("Сертификат участника 1 ") for name, _file in queries.files_of(run)] == [
        True,
        False,
    ]
    assert refused(services.start_run, event, kind="participant", by=None)
    assert len(queries.deserving(event, "speaker")) == 1
    assert len(queries.deserving(event, "thanks")) == 1


def test_event_of_others_keeps_who_was_there_and_the_result(place, school):
    person = teachers(school, 1)[0]
    card = {
        "kind": "forum",
        "title": "Форум молодых педагогов",
        "level": "regional",
        "starts_on": date(2026, 10, 5),
    }

    event = services.record_external(
        place, values=card, organiser="ИРО", people=[Outing(person, "победитель")], by=None
    )
    services.add_outings(event, people=[Outing(person, "лауреат")], by=None)

    row = event.attendances.get()
    assert (event.status, event.is_external, row.result, row.organisation) == (
        "held",
        True,
        "лауреат",
        school,
    )
    assert refused(services.register_people, event, people=[person], by=None).startswith(
        "Мероприятие провели другие"
    )
    ahead = {**card, "starts_on": DAY}
    assert refused(services.record_external, place, values=ahead, organiser="ИРО", people=[], by=None)
    assert refused(services.record_external, place, values=card, organiser=" ", people=[], by=None)


def test_plan_item_is_done_by_the_fact_of_its_event(place, school, monday):
    plan = planned({"text": "Семинар", "term": "ноябрь"}, at=place)
    item = plan.items.get()

    event = announced(at=place, starts_on=date(2026, 11, 23), plan_item=item)
    assert item.occurrences.get().status == "planned"
    services.hold_event(event, by=None)

    done = item.occurrences.get()
    assert (done.status, done.by_fact, done.proof_address) == ("done", True, f"/events/{event.pk}/")


def test_two_records_of_one_person_become_one_on_every_list(place, school, monday):
    event, (kept, dropped) = held(place, school, monday)
    other = announced(at=place)
    services.register_people(other, people=[dropped], by=None)

    merge_people(kept, drop=dropped, by=None)

    assert Attendance.objects.get(event=event).person == kept
    assert Registration.objects.get(event=other).person == kept


def test_calendar_shows_what_its_owner_may_see(place, school, monday):
    event = announced(at=place)
    person = teachers(school, 1)[0]
    user = make_user(person=person)
    services.register_people(event, people=[person], by=user)
    planned({"text": "Семинар", "term": "декабрь"}, at=school)
    own = services.open_feed(by=user)
    chief = make_user("*", at=place)
    whole = services.open_feed(organisation=place, by=chief)
    stranger = services.open_feed(organisation=place, by=make_user())

    def titles(feed):
        text = queries.calendar_of(feed, now=timezone.now()).replace("\r\n ", "")
        return [line.removeprefix("SUMMARY:") for line in text.split("\r\n") if line.startswith("SUMMARY")]

    assert titles(own) == [event.title]
    assert titles(whole) == [event.title, "Семинар"]
    assert titles(stranger) == []
    assert services.open_feed(by=user) == own
    old = own.secret
    services.renew_feed(own, by=user)
    assert queries.feed_by_secret(old) is None
    services.close_feed(own, by=user)
    assert [one.kind for one in queries.feeds_of(user)] == []
    assert Event.objects.count() == 1


def test_calendars_of_a_body_and_of_an_institution_hold_their_own_alone(place, school, monday):
    body = make_body(host=place)
    ours = announced(at=place, title="Семинар объединения", body=body)
    at_school = announced(at=school, title="День школы")
    session = plan_session(body, on=DAY, by=None)
    planned({"text": "Педсовет", "term": "декабрь"}, at=school)
    planned({"text": "Совещание", "term": "декабрь"}, at=place)
    chief = make_user("*", at=place)

    def titles(feed):
        text = queries.calendar_of(feed, now=timezone.now()).replace("\r\n ", "")
        lines = [line.removeprefix("SUMMARY:") for line in text.split("\r\n") if line.startswith("SUMMARY")]
        return {line.replace("\\,", ",") for line in lines}

    assert titles(services.open_feed(body=body, by=chief)) == {ours.title, str(session.body)}
    assert titles(services.open_feed(organisation=school, by=chief)) == {at_school.title, "Педсовет"}
    assert titles(services.open_feed(organisation=place, by=chief)) == {
        ours.title, at_school.title, str(session.body), "Педсовет", "Совещание",
    }  # fmt: skip
