"""Campaigns of the demo: a monitoring that is over, sites and documents looked at, a form that is open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from metodika.core.calendar import Period, school_year
from metodika.core.facts import remembering_questions
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.steering.collection import services
from metodika.steering.collection.lifecycle import Found, Level
from metodika.steering.collection.models import Campaign, Form, Submission
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.tree import OFFICES, Municipality

# Days after which the monitoring had to be answered, the last answer came, it was closed and frozen.
DUE, LATE, CLOSED, FROZEN = (timedelta(days=after) for after in (14, 15, 17, 21))
LOOKED, LOOKED_AT_MOST = timedelta(days=40), timedelta(days=20)
# The same was done a year before.
YEAR = timedelta(days=364)
OPENED, DUE_AHEAD = timedelta(days=8), timedelta(days=6)
EVENING = time(18)
# Where fewer institutions answer, nobody is late.
FEW, HALF_YEAR = 2, 6
VACANCIES: dict[str, Any] = {
    "sections": [
        {"title": "Кадры", "fields": [
            {"code": "i_64", "kind": "share", "title": "Вакантные педагогические ставки", "unit": "ставок",
             "explanation": "Сначала — сколько ставок вакантно, затем — сколько их всего."},
            {"code": "teachers", "kind": "number", "title": "Педагогов работает", "unit": "чел.",
             "counting": {"fact": "staff.employment", "of": "people", "where": [
                 {"code": "category", "is": "in", "value": ["teaching"]}]}},
        ]},
        {"title": "Помощь", "fields": [
            {"code": "wanted", "kind": "text", "title": "Кого ищете в первую очередь", "required": False},
        ]},
    ],
    "checks": [{"holds": "i_64 <= i_64_of", "instruction": "Вакантных ставок не больше, чем ставок."}],
}  # fmt: skip
NEEDS = (
    "Помочь с разбором результатов диагностических работ.", "", "Нужны встречи для учителей физики.",
    "Провести семинар о работе с детьми с ОВЗ.", "", "Помочь с наставничеством.",
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """Who collects, from whom, and how the answers are drawn."""

    home: Municipality
    accounts: dict[str, User]
    today: date
    clock: Clock
    draw: Random

    @property
    def methodist(self) -> User:
        """Return who collects."""
        return self.accounts["demo-methodist"]

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of institutions that are asked: not the offices."""
        found = {one.kind for one in self.home.institutions if one.kind not in OFFICES}
        return sorted(found)

    def clerk_of(self, institution: Organisation) -> User | None:
        """Return who answers for an institution; only one of them has a sign-in."""
        return self.accounts["demo-deputy"] if institution == self.home.schools[0] else None

    def due(self, day: date) -> datetime:
        """Return the evening of a day by the clock of the municipality."""
        return datetime.combine(day, EVENING, self.clock.zone)


def hold_campaigns(home: Municipality, accounts: dict[str, User], today: date, *, few: bool = False) -> None:
    """Hold the monitoring of last school year, look at sites and documents, leave a campaign open."""
    with clock_of(zone_of(home.node)) as clock, remembering_questions():
        draw = Random(home.node.code)  # noqa: S311 - invented answers
        desk = Desk(home, accounts, today, clock, draw)
        last = school_year(today).previous()
        for year, back in ((last.previous(), YEAR), (last, timedelta())):
            if few and back:
                continue
            _hold_monitoring(desk, year, is_last=not back)
            if not few:
                _look_through(desk, DOCUMENTS, on_weekday(today - back - LOOKED), is_last=not back)
        if not few:
            _look_through(desk, SITES, on_weekday(today - LOOKED), is_last=True)
        _leave_open(desk)


def _ready(desk: Desk, code: str) -> Form:
    return services.take_ready_form(desk.home.node, code=code, by=desk.methodist)


def _opened(desk: Desk, form: Form, title: str, days: tuple[date, date, date], due_at: datetime) -> Campaign:
    values = {
        "form": form, "title": title, "starts_on": days[0], "ends_on": days[1], "as_of": days[2],
        "due_at": due_at, "kinds": desk.kinds, "ground": "План работы методической службы",
    }  # fmt: skip
    campaign = services.make_campaign(desk.home.node, values=values, by=desk.methodist)
    return services.open_campaign(campaign, by=desk.methodist)


def _asked(campaign: Campaign) -> list[Submission]:
    return list(campaign.submissions.select_related("organisation").order_by("organisation__sort_key", "pk"))


def _hold_monitoring(desk: Desk, year: Period, *, is_last: bool) -> None:
    """Most answer in time and are accepted, one is late, one answers twice; the last one never does."""
    first_of_june = date(year.ends_on.year, 6, 1)
    day = on_weekday(first_of_june)
    desk.clock.set(day, 10)
    title = f"Мониторинг методической работы за {year.label}"
    days = (year.starts_on, year.ends_on, first_of_june)
    campaign = _opened(desk, _ready(desk, "monitoring_year"), title, days, desk.due(day + DUE))
    asked = _asked(campaign)
    silent, late = (asked[-1], asked[-2]) if is_last and len(asked) > FEW else (None, None)
    for number, one in enumerate(asked):
        if one not in (silent, late):
            desk.clock.set(day + DUE - timedelta(days=1 + number % 9), 11, number % 60)
            _answer(desk, one, number)
    if late:
        desk.clock.set(day + DUE - timedelta(days=1), 16)
        services.remind_silent(campaign, by=desk.methodist)
        desk.clock.set(day + LATE, 12)
        _answer(desk, late, len(asked))
    desk.clock.set(day + CLOSED, 17)
    services.close_campaign(campaign, by=desk.methodist)
    for one in asked:
        if one != silent:
            services.accept_answers(one, by=desk.methodist)
    desk.clock.set(day + FROZEN, 12)
    services.freeze_campaign(campaign, by=desk.methodist)


def _answer(desk: Desk, submission: Submission, number: int) -> None:
    """Fill the form of an institution in and submit it; every sixth is returned once and mended."""
    clerk = desk.clerk_of(submission.organisation)
    begun = services.begin_answers(submission, by=clerk)
    answers, reasons = _told(desk, begun.held, number)
    services.save_answers(begun, answers=answers, reasons=reasons, seen=None, by=clerk)
    explanation = "Часть ставок ведут совместители." if number % 4 == 0 else ""
    services.submit_answers(submission, explanation=explanation or "Проверено.", by=clerk)
    if number % 6 == 1:
        remark = {"i_29": "Назовите число объединений вместе с кафедрами."}
        services.return_answers(submission, remarks=remark, by=desk.methodist)
        services.save_answers(submission, answers={"i_29": {"part": "2", "of": "4"}}, seen=None, by=clerk)
        services.submit_answers(submission, by=clerk)


def _told(desk: Desk, held: Mapping[str, Any], number: int) -> tuple[dict[str, Any], dict[str, str]]:
    draw, teachers = desk.draw, int(held.get("teachers_all", "10"))
    posts = max(2, round(teachers * draw.uniform(1.0, 1.3)))
    groups = draw.randint(1, 5)
    took_part = draw.randint(0, 3)
    answers: dict[str, Any] = {
        "i_64": {"part": str(draw.randint(0, max(1, posts // 9))), "of": str(posts)},
        "posts_without_profile": str(draw.randint(0, max(1, teachers // 8))),
        "i_29": {"part": str(draw.randint(0, groups)), "of": str(groups)},
        "i_28": draw.choice(("partly", "partly", "full", "none")),
        "i_43": {"part": str(draw.randint(0, took_part)), "of": str(max(1, took_part))},
        "i_56": draw.choice(("yes", "yes", "no")),
        "mentoring_pairs": str(draw.randint(0, 4)),
        "training_money": str(draw.choice((0, 15_000, 40_000, 62_500))),
        "needs": draw.choice(NEEDS),
    }
    if number % 5 == 0 and "teachers_all" in held:
        return answers | {"teachers_all": str(teachers + 1)}, {
            "teachers_all": "Одна учительница вышла из отпуска в последний день мая."
        }
    return answers, {}


@dataclass(frozen=True)
class Look:
    """Something that the methodist looks through, and what is seen there."""

    form: str
    title: str
    seen: Callable[[Random, Submission], dict[str, str]]


def _seen_on_site(draw: Random, one: Submission) -> dict[str, str]:
    result = draw.choices((Found.FOUND, Found.PARTLY, Found.MISSING), (6, 2, 2))[0]
    address = f"https://school-{one.organisation_id}.example.org/metodika/"
    return {"result": result, "address": address if result != Found.MISSING else "", "note": ""}


def _read_in_documents(draw: Random, one: Submission) -> dict[str, str]:
    level = draw.choices((Level.FULL, Level.PARTLY, Level.NONE), (4, 4, 2))[0]
    address = f"https://school-{one.organisation_id}.example.org/documents/"
    return {"result": level, "address": address if level != Level.NONE else "", "note": ""}


SITES = Look("site_methodical", "Сайты: раздел о методической работе", _seen_on_site)
DOCUMENTS = Look("documents_methodical", "Документы о методической работе", _read_in_documents)


def _look_through(desk: Desk, look: Look, day: date, *, is_last: bool) -> None:
    """Let the methodist look through all institutions; this year one is still to be seen."""
    year = school_year(day)
    desk.clock.set(day, 9)
    due_at = desk.due(desk.today + DUE_AHEAD if is_last else day + LOOKED_AT_MOST)
    title = f"{look.title}, {year.label}"
    campaign = _opened(desk, _ready(desk, look.form), title, (year.starts_on, year.ends_on, day), due_at)
    asked = _asked(campaign)
    for number, one in enumerate(asked[: max(1, len(asked) - 1)] if is_last else asked):
        desk.clock.set(on_weekday(day + timedelta(days=number % LOOKED_AT_MOST.days)), 15)
        begun = services.begin_answers(one, by=desk.methodist)
        answers = {spec.code: look.seen(desk.draw, one) for spec in begun.spec.fields}
        services.save_answers(begun, answers=answers, seen=None, by=desk.methodist)
        services.submit_answers(one, by=desk.methodist)
    if not is_last:
        desk.clock.set(day + LOOKED_AT_MOST, 18)
        services.close_campaign(campaign, by=desk.methodist)


def _leave_open(desk: Desk) -> None:
    """Some have answered, one is accepted, one was returned, one is being filled in, the rest is silent."""
    desk.clock.set(on_weekday(desk.today - OPENED), 10)
    form = services.make_form(
        desk.home.node, code="vacancies", kind="monitoring", title="Вакансии и ставки",
        purpose="Два раза в год: кого не хватает и где искать.", content=VACANCIES, by=desk.methodist,
    )  # fmt: skip
    first = date(desk.today.year, 1 if desk.today.month <= HALF_YEAR else 7, 1)
    last = date(first.year, first.month + 5, 30)
    day = on_weekday(desk.today - OPENED)
    due_at = desk.due(desk.today + DUE_AHEAD)
    campaign = _opened(desk, form, "Вакансии и ставки: сведения организаций", (first, last, day), due_at)
    asked = _asked(campaign)
    answered = asked[: max(1, len(asked) * 2 // 5)]
    filling_in = answered[-1] if len(answered) > FEW else None
    for number, one in enumerate(answered):
        desk.clock.set(on_weekday(desk.today - OPENED + timedelta(days=1 + number % 4)), 13, number % 60)
        posts = desk.draw.randint(8, 60)
        answers = {"i_64": {"part": str(desk.draw.randint(0, max(1, posts // 10))), "of": str(posts)}}
        clerk = desk.clerk_of(one.organisation)
        services.save_answers(one, answers=answers, seen=None, by=clerk)
        if one != filling_in:
            services.submit_answers(one, by=clerk)
    desk.clock.set(on_weekday(desk.today - timedelta(days=2)), 11)
    for one in answered[:1]:
        services.accept_answers(one, by=desk.methodist)
    for one in answered[1:2] if len(answered) > FEW else ():
        services.return_answers(one, remarks={"i_64": "Считайте и неполные ставки."}, by=desk.methodist)
    services.remind_silent(campaign, by=desk.methodist)
