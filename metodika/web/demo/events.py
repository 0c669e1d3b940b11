"""Events of the demo: one that is over, one to which people may register, one of others."""

from datetime import date, time, timedelta

from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.staff.models import Person
from metodika.planning.activities import services
from metodika.planning.activities.lifecycle import Part, Way
from metodika.planning.activities.models import Event
from metodika.planning.activities.services import Limits, Named, Outing, Signer
from metodika.web.demo.clock import clock_of
from metodika.web.demo.tree import Municipality

CAME, SEATS, PER_SCHOOL = 12, 20, 3
AHEAD, BACK, ELSEWHERE = timedelta(days=12), timedelta(days=20), timedelta(days=45)
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
    "about": "Показываем приёмы дискуссии и пробуем их в парах.", "form": "onsite",
    "competences": "Вести учебную дискуссию", "topic": "Современные технологии обучения",
}  # fmt: skip
FORUM = {
    "kind": "forum", "title": "Областной форум молодых педагогов", "level": "regional", "hours": 8,
    "place": "Областной дворец молодёжи",
}  # fmt: skip
PROGRAMME = (
    (time(14), "Что показал мониторинг", Part.LEADS),
    (time(14, 30), "Три задания к одному тексту", Part.SPEAKER),
    (time(15, 30), "Мастерская: составляем задания", Part.SHOWS),
)  # fmt: skip


def hold_events(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Hold a seminar, open registration for a master class, record a forum of others."""
    methodist = accounts["demo-methodist"]
    people = list(
        Person.objects.filter(
            employments__organisation__municipality=home.node, employments__ended_on=None, merged_into=None
        )
        .distinct()
        .order_by("pk")[: CAME * 2]
    )
    teacher = accounts["demo-teacher"].person if "demo-teacher" in accounts else None
    came = [*people[:CAME], *([teacher] if teacher and teacher not in people[:CAME] else [])]
    with clock_of(zone_of(home.node)) as clock:
        day = _working(today - BACK)
        clock.set(day - timedelta(days=10), 10)
        past = services.plan_event(home.centre, values={**PAST, "starts_on": day}, by=methodist)
        _announce(past, came, methodist)
        clock.set(day, 17)
        _hold(past, came, methodist)
    coming = {**COMING, "starts_on": _working(today + AHEAD)}
    event = services.plan_event(home.centre, values=coming, limits=Limits(SEATS, PER_SCHOOL), by=methodist)
    services.announce_event(event, by=methodist)
    services.register_people(event, people=people[CAME:], by=methodist)
    outings = [Outing(people[0], "лауреат"), Outing(people[1])]
    elsewhere = {**FORUM, "starts_on": _working(today - ELSEWHERE)}
    services.record_external(
        home.node, values=elsewhere, organiser="Институт развития образования", people=outings, by=methodist
    )


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _announce(event: Event, came: list[Person], methodist: User) -> None:
    for (begins, title, part), who in zip(PROGRAMME, came, strict=False):
        services.add_line(
            event, on=event.starts_on, begins=begins, title=title, speakers=[Named(part, who)], by=methodist
        )
    services.announce_event(event, by=methodist)
    services.register_people(event, people=came, by=methodist)


def _hold(event: Event, came: list[Person], methodist: User) -> None:
    services.mark_present(event, people=came[1:], way=Way.SHEET, on=event.starts_on, by=methodist)
    held = services.hold_event(event, by=methodist)
    for person in came[1:4]:
        services.issue_certificate(
            held, person=person, kind="participant", signer=Signer("Руководитель службы", "О. В. Светлова"),
            by=methodist,
        )  # fmt: skip
    for account in User.objects.filter(person__in=came[1:]):
        services.give_feedback(held, score=5, words="Задания возьму на урок.", by=account)
