"""Events of the demo: a year that is over, one to which people may register, one of others."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from metodika.core.calendar import school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.staff.lifecycle import PositionCategory
from metodika.directory.staff.models import Person
from metodika.governance.bodies.lifecycle import Family
from metodika.governance.bodies.models import Body
from metodika.planning.activities import services
from metodika.planning.activities.lifecycle import CertificateKind, EventForm, EventLevel, Part, Way
from metodika.planning.activities.models import Event
from metodika.planning.activities.services import Limits, Named, Outing, Signer
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.happenings import HAPPENINGS, LEFT_OUT, WORDS, Happening
from metodika.web.demo.tree import Municipality

CAME, SEATS, PER_SCHOOL = 12, 20, 3
AHEAD, BACK, ELSEWHERE = timedelta(days=12), timedelta(days=20), timedelta(days=45)
# So long before an event people are told of it; what is farther ahead is only planned.
TOLD_BEFORE, TOLD_AT_MOST = timedelta(days=10), timedelta(days=60)
MOVED_BY = timedelta(days=7)
# Who is registered and does not come.
AWAY = 2
SIGNER = Signer("Руководитель службы", "О. В. Светлова")
PAST = {
    "kind": "seminar", "title": "Читательская грамотность: от текста к заданию", "place": "Актовый зал",
    "about": "Разбираем задания, составляем свои и пробуем их друг на друге.", "begins": time(14),
    "ends": time(16, 30), "hours": 3, "audience": "Учителя русского языка и начальных классов",
    "competences": "Составлять задания на понимание текста", "topic": "Функциональная грамотность",
    "basis": "Справка по итогам мониторинга читательской грамотности",
}  # fmt: skip
COMING = {
    "kind": "master_class", "title": "Урок, на котором спорят", "place": "Кабинет 12", "begins": time(15),
    "ends": time(16, 30), "hours": 2, "audience": "Все желающие педагоги",
    "about": "Показываем приёмы дискуссии и пробуем их в парах.", "form": EventForm.ONSITE,
    "competences": "Вести учебную дискуссию", "topic": "Современные технологии обучения",
}  # fmt: skip
FORUMS = (
    ({
        "kind": "forum", "title": "Областной форум молодых педагогов", "level": EventLevel.REGIONAL,
        "hours": 8, "place": "Областной дворец молодёжи",
    }, ELSEWHERE, ("лауреат", "", "")),
    ({
        "kind": "contest", "title": "Областной конкурс методических разработок",
        "level": EventLevel.REGIONAL, "hours": 4, "place": "Институт развития образования",
    }, timedelta(days=250), ("диплом II степени", "сертификат участника")),
)  # fmt: skip
PROGRAMME = (
    (time(14), "Что показал мониторинг", Part.LEADS),
    (time(14, 30), "Три задания к одному тексту", Part.SPEAKER),
    (time(15, 30), "Мастерская: составляем задания", Part.SHOWS),
)  # fmt: skip


@dataclass
class Hall:
    """Where the events of a municipality are held, and who may come."""

    home: Municipality
    methodist: User
    today: date
    clock: Clock
    people: list[Person]
    draw: Random
    council: Body | None


def hold_events(home: Municipality, accounts: dict[str, User], today: date, *, few: bool = False) -> None:
    """Hold the events of last school year and of this one; `few` leaves out all but the latest."""
    with clock_of(zone_of(home.node)) as clock:
        council = Body.objects.active().filter(
            host=home.node, kind__family=Family.COUNCIL, level="municipality"
        )  # fmt: skip
        draw = Random(home.node.code)  # noqa: S311 - who comes to an invented event
        hall = Hall(home, accounts["demo-methodist"], today, clock, _teachers(home), draw, council.first())
        if not few:
            _lead_years(hall)
        _lead_seminar(hall, accounts["demo-teacher"].person)
    _announce_master_class(hall)
    for card, ago, results in FORUMS:
        people = hall.draw.sample(hall.people, len(results))
        outings = [Outing(*one) for one in zip(people, results, strict=True)]
        services.record_external(
            home.node, values={**card, "starts_on": on_weekday(today - ago)},
            organiser="Институт развития образования", people=outings, by=hall.methodist,
        )  # fmt: skip


def _teachers(home: Municipality) -> list[Person]:
    found = Person.objects.filter(
        employments__organisation__municipality=home.node, employments__ended_on=None, merged_into=None,
        employments__position__category=PositionCategory.TEACHING,
    )  # fmt: skip
    return list(found.distinct().order_by("pk"))


def _lead_years(hall: Hall) -> None:
    first = date(school_year(hall.today).starts_on.year - 1, 9, 1)
    for one in HAPPENINGS:
        day = on_weekday(first + timedelta(days=one.day))
        if one.title in LEFT_OUT.get(hall.home.node.code, ()):
            continue
        _lead(hall, one, day)


def _lead(hall: Hall, one: Happening, day: date) -> None:
    body = hall.council if one.by_council else None
    told_on = min(on_weekday(day - TOLD_BEFORE), hall.today)
    hall.clock.set(told_on, 9)
    planned_on = day - MOVED_BY if one.fate == "moved" else day
    card = {**one.card, "body": body, "starts_on": planned_on}
    event = services.plan_event(body.host if body else hall.home.centre, values=card, by=hall.methodist)
    if day - hall.today > TOLD_AT_MOST:
        return
    event = services.announce_event(event, by=hall.methodist)
    people = hall.draw.sample(hall.people, min(one.came + AWAY, len(hall.people)))
    services.register_people(event, people=people, by=hall.methodist)
    if one.fate == "cancelled":
        services.cancel_event(event, reason="Объявлен карантин.", by=hall.methodist)
        return
    if one.fate == "moved":
        reason = "Совпало с родительскими собраниями."
        event = services.move_event(event, starts_on=day, reason=reason, by=hall.methodist)
    if day < hall.today:
        hall.clock.set(day, 18)
        _hold(hall, event, people[:-AWAY], certified=one.certified)
        if one.fate != "held":
            services.report_event(event, result=one.result, by=hall.methodist)


def _hold(hall: Hall, event: Event, came: list[Person], *, certified: int) -> Event:
    way = Way.ONLINE if event.form == EventForm.ONLINE else Way.SHEET
    services.mark_present(
        event, people=came, way=way, on=event.starts_on, remote=way == Way.ONLINE, by=hall.methodist
    )
    if certified:
        speaker = [Named(Part.SHOWS, came[0])]
        services.add_line(
            event, on=event.starts_on, begins=event.begins, title=event.title, speakers=speaker,
            by=hall.methodist,
        )  # fmt: skip
    held = services.hold_event(event, by=hall.methodist)
    for number, person in enumerate(came[:certified]):
        kind = CertificateKind.PARTICIPANT if number else CertificateKind.SPEAKER
        services.issue_certificate(held, person=person, kind=kind, signer=SIGNER, by=hall.methodist)
    for person in came[::3]:
        # Somebody who was there and answers from the address of the event.
        by = User(person=person)
        score, words = hall.draw.choices((5, 4, 3), (6, 4, 1))[0], hall.draw.choice(WORDS)
        services.give_feedback(held, score=score, words=words, by=by)
    return held


def _lead_seminar(hall: Hall, teacher: Person | None) -> None:
    """Hold the seminar at which the teacher who signs in was, with its programme."""
    came = hall.people[: CAME + 1]
    came += [teacher] if teacher and teacher not in came else []
    day = on_weekday(hall.today - BACK)
    hall.clock.set(day - TOLD_BEFORE, 10)
    event = services.plan_event(hall.home.centre, values={**PAST, "starts_on": day}, by=hall.methodist)
    for (begins, title, part), who in zip(PROGRAMME, came, strict=False):
        services.add_line(
            event, on=day, begins=begins, title=title, speakers=[Named(part, who)], by=hall.methodist
        )
    services.announce_event(event, by=hall.methodist)
    services.register_people(event, people=came, by=hall.methodist)
    hall.clock.set(day, 17)
    held = _hold(hall, event, came[1:], certified=0)
    for person in came[1:4]:
        services.issue_certificate(
            held, person=person, kind=CertificateKind.PARTICIPANT, signer=SIGNER, by=hall.methodist
        )


def _announce_master_class(hall: Hall) -> None:
    card = {**COMING, "starts_on": on_weekday(hall.today + AHEAD)}
    limits = Limits(SEATS, PER_SCHOOL)
    event = services.plan_event(hall.home.centre, values=card, limits=limits, by=hall.methodist)
    services.announce_event(event, by=hall.methodist)
    services.register_people(event, people=hall.people[CAME : CAME * 2], by=hall.methodist)
