"""Goals of the demo with their targets, priority directions and subject concepts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from metodika.core.calendar import dates, school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.regulations.lifecycle import ActKind
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Subject
from metodika.governance.bodies.models import Body
from metodika.planning.goals import services
from metodika.planning.goals.lifecycle import GoalKind, GoalLevel, GoalStatus, PriorityKind
from metodika.planning.goals.models import Goal
from metodika.planning.goals.services import Figure
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.councils import act_of
from metodika.web.demo.tree import Municipality

YEARS = 5
APPROVED_AFTER = timedelta(days=9)
CONCEPTS = ("Математика", "Русский язык", "История")
DIRECTIONS = (
    ("Функциональная грамотность", "Задания на понимание текста и расчёт — в каждом предмете."),
    ("Поддержка молодых педагогов", "Наставник с первого дня, встречи раз в месяц."),
    ("Воспитание", "Классный руководитель знает, к кому обратиться за помощью."),
)


@dataclass(frozen=True)
class Aim:
    """A goal in words; `figures` are code, what is measured, the figure of last year and of this one."""

    text: str
    reason: str
    figures: tuple[tuple[str, str, int, int, str], ...] = ()
    kind: str = GoalKind.GOAL


STRATEGY = Aim(
    "Стратегия развития методической службы: каждый педагог получает помощь, которая ему нужна",
    "Справка о методической работе за три года: помощь получают одни и те же школы.",
    kind=GoalKind.STRATEGY,
)
GOALS = (
    Aim(
        "Больше педагогов участвуют в муниципальных мероприятиях, в том числе из малых организаций",
        "Мониторинг прошлых лет: из малых организаций на мероприятиях бывает один педагог из пяти.",
        (("I-33", "Доля педагогов — участников муниципальных мероприятий", 45, 60, "%"),
         ("I-37", "Удовлетворённость участников", 4, 4, "баллов")),
    ),
    Aim(
        "Методическая работа опирается на данные: мониторинг, анализ, рекомендации, проверка исполнения",
        "Проверка планов показала: треть мероприятий не связана с выводами анализа.",
        (("I-36", "Доля мероприятий по выявленным дефицитам", 30, 50, "%"),
         ("I-63", "Выполнение годового плана", 80, 90, "%")),
    ),
)  # fmt: skip
TASKS = (
    Aim("Проводить не меньше трети мероприятий в сетевом формате", "Дорога до центра занимает до двух часов.",
        kind=GoalKind.TASK),
    Aim("Собирать сведения один раз и не спрашивать того, что уже есть", "Школы отвечают на одно и то же.",
        kind=GoalKind.TASK),
)  # fmt: skip
PAST = Aim(
    "Каждая школа ведёт план методической работы, связанный с планом муниципалитета",
    "Сверка планов: связаны планы половины школ.",
    (("I-63", "Выполнение годового плана", 75, 75, "%"),),
)


@dataclass(frozen=True)
class Office:
    """Where goals are set."""

    home: Municipality
    methodist: User
    head: User
    today: date
    clock: Clock


def set_goals(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Set a strategy with goals, tasks and targets, end last year's goal, keep priorities."""
    with clock_of(zone_of(home.node)) as clock:
        office = Office(home, accounts["demo-methodist"], accounts["demo-head"], today, clock)
        this = school_year(today)
        last = school_year(this.starts_on - timedelta(days=1))
        day = on_weekday(last.starts_on + APPROVED_AFTER)
        clock.set(day, 12)
        title = "О целях методической работы"
        act = act_of(home.node, day, kind=ActKind.ORDER, title=title, number=f"{day:%y}-ц")
        end = date(last.starts_on.year + YEARS, 8, 31)
        strategy = _approved(office, STRATEGY, act, (last.starts_on, end))
        goals = [_approved(office, aim, act, (last.starts_on, end), strategy) for aim in GOALS]
        for aim, goal in zip(TASKS, goals, strict=True):
            _approved(office, aim, act, (last.starts_on, this.ends_on), goal)
        past = _approved(office, PAST, act, (last.starts_on, last.ends_on), strategy)
        clock.set(last.ends_on, 15)
        outcome = "Планы всех школ, кроме одной, приняты и сверены; цель продолжают задачи нового года."
        services.end_goal(past, status=GoalStatus.ACHIEVED, outcome=outcome, by=office.head)
        clock.set(today, 9)
        services.propose_goal(organisation=home.node, by=office.methodist, card={
            "kind": GoalKind.TASK, "level": GoalLevel.MUNICIPAL, "parent": goals[0],
            "text": "Открыть запись на мероприятия для воспитателей всех детских садов",
            "reason": "Отзывы участников: о мероприятиях узнают поздно.",
            "starts_on": this.starts_on, "ends_on": this.ends_on,
        })  # fmt: skip


def _approved(
    office: Office, aim: Aim, act: Act, days: tuple[date, date], parent: Goal | None = None
) -> Goal:
    goal = services.propose_goal(organisation=office.home.node, by=office.methodist, card={
        "kind": aim.kind, "level": GoalLevel.MUNICIPAL, "text": aim.text, "reason": aim.reason,
        "parent": parent, "act": act, "starts_on": days[0], "ends_on": days[1],
    })  # fmt: skip
    goal = services.approve_goal(goal, act=act, by=office.head)
    this = school_year(office.today)
    last = school_year(this.starts_on - timedelta(days=1))
    for code, title, before, now, unit in aim.figures:
        for year, value in ((last, before), (this, now)):
            if year.ends_on <= goal.ends_on:
                figure = Figure(title, year.starts_on, year.ends_on, Decimal(value), code=code, unit=unit)
                services.set_target(goal, figure=figure, by=office.methodist)
    return goal


def name_priorities(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Write down what comes first these years, and the concepts of the subjects that associations follow."""
    methodist, first = accounts["demo-methodist"], date(school_year(today).starts_on.year - 1, 9, 1)
    days = dates(first, date(first.year + YEARS, 8, 31))
    for title, note in DIRECTIONS:
        services.add_priority(organisation=home.node, by=methodist, card={
            "kind": PriorityKind.DIRECTION, "title": title, "note": note, "starts_on": days.starts_on,
            "ends_on": days.ends_on,
        })  # fmt: skip
    taught = Subject.objects.filter(bodies__in=Body.objects.filter(host__municipality=home.node)).distinct()
    known = {one.title: one for one in taught}
    wanted = [*(title for title in CONCEPTS if title in known), *known][: len(CONCEPTS)]
    for title in dict.fromkeys(wanted):
        services.add_priority(organisation=home.node, by=methodist, card={
            "kind": PriorityKind.CONCEPT, "title": f"Концепция преподавания: {title[0].lower()}{title[1:]}",
            "subject": known[title], "starts_on": days.starts_on,
            "note": "Объединение рассматривает выполнение концепции раз в год.",
        })  # fmt: skip
