"""Findings, a registered note and recommendations with answers, where indicators have been computed."""

from dataclasses import dataclass
from datetime import date, timedelta

from metodika.core.calendar import school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.queries import runs_to_choose
from metodika.steering.analysis.services import (
    confirm_all,
    draft_findings,
    make_note,
    register_note,
    seal_note,
)
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.recommendations.services import (
    acknowledge,
    answer_receipt,
    approve_recommendation,
    make_recommendation,
    register_recommendation,
    report_fulfilled,
    send_recommendation,
)
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.tree import Municipality

MOST_FINDINGS, MOST_SCHOOLS, ANSWERING = 12, 4, 3
MOST_OF_TOWN, MOST_OF_SCHOOLS = 3, 2
WEEK, MONTH, IN = timedelta(days=7), timedelta(days=30), timedelta(days=90)
DONE_BY_SCHOOL = "Провели методический совет, причины разобраны."
DONE_BY_BODY = "Показатель обсудили на августовском заседании, меры внесены в план."
SCHOOL_TEXT = (
    "{addressee}: показатель «{indicator}» сейчас {value}, цель {target}. Разберите причины на методическом "
    "совете и внесите меры в план до {due}."
)
BODY_TEXT = (
    "{addressee}: обсудите на ближайшем заседании показатель «{indicator}» и предложите, чем объединение "
    "поможет школам. Ответ ждём до {due}."
)


@dataclass(frozen=True)
class Desk:
    """Who analyses, whose year, and from which day on."""

    place: Organisation
    methodist: User
    chief: User
    clock: Clock
    day: date


def analyse_year(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Draft and confirm findings of last year, register the note, recommend, and let some answer.

    Nothing where nothing was computed.
    """
    place = Organisation.objects.select_related("profile", "municipality__profile").get(pk=home.node.pk)
    summer = date(school_year(today).starts_on.year, 6, 30)
    run = runs_to_choose().filter(day=summer).first()
    if run is None:
        return
    with clock_of(zone_of(home.node)) as clock:
        desk = Desk(
            place, accounts["demo-methodist"], accounts["demo-head"], clock, on_weekday(summer + WEEK)
        )
        clock.set(desk.day, 10)
        draft_findings(place, run, by=desk.methodist)
        drafts = Finding.objects.filter(organisation=place, status="draft").order_by("severity", "pk")
        confirm_all(drafts[:MOST_FINDINGS], by=desk.methodist)
        note = seal_note(make_note(place, run, by=desk.methodist), by=desk.chief)
        register_note(note, by=desk.methodist)
        findings = list(
            Finding.objects.standing().filter(organisation=place, run=run, indicator__isnull=False)
        )
        if findings:
            _advise(desk, findings)


def _advise(desk: Desk, findings: list[Finding]) -> None:
    first, place = findings[0], desk.place
    values = {"indicator": first.indicator, "due_on": desk.day + IN}
    schools = list(dict.fromkeys(one.about for one in findings if one.about_id != place.pk))[:MOST_SCHOOLS]
    if schools:
        own = next(one for one in findings if one.about_id == schools[0].pk)
        told = {**values, "indicator": own.indicator, "addressed_to": "institution", "text": SCHOOL_TEXT}
        row = make_recommendation(
            place,
            values={**told, "title": "Разобрать отставание"},
            findings=[own],
            institutions=schools,
            by=desk.methodist,
        )
        _send(desk, row, DONE_BY_SCHOOL)
    associations = Body.objects.active().filter(host__municipality=place, kind__family="association")
    of_town = associations.filter(level="municipality").order_by("sort_key", "pk")[:MOST_OF_TOWN]
    of_schools = associations.exclude(parent=None).order_by("sort_key", "pk")[:MOST_OF_SCHOOLS]
    bodies = [*of_town, *of_schools]
    if bodies:
        told = {**values, "addressed_to": "body", "text": BODY_TEXT, "title": "Обсудить итоги анализа"}
        row = make_recommendation(place, values=told, findings=[first], bodies=bodies, by=desk.methodist)
        _send(desk, row, DONE_BY_BODY)


def _send(desk: Desk, row: Recommendation, done: str) -> None:
    """Send it; the first addressee fulfils it, the second declines, the third reads, others are silent."""
    desk.clock.set(desk.day, 15)
    sent = send_recommendation(approve_recommendation(row, by=desk.chief), by=desk.methodist)
    register_recommendation(sent, by=desk.methodist)
    desk.clock.set(desk.day + WEEK, 11)
    told = list(row.receipts.order_by("pk")[:ANSWERING])
    for receipt in told[:1]:
        answer_receipt(receipt, accepted=True, answer="Внесли в план.", by=desk.methodist)
    for receipt in told[1:2]:
        answer = "Данные внесены не полностью: исправим и тогда вернёмся к рекомендации."
        answer_receipt(receipt, accepted=False, answer=answer, by=desk.methodist)
    for receipt in told[2:]:
        acknowledge(receipt, by=desk.methodist)
    desk.clock.set(desk.day + MONTH, 11)
    for receipt in told[:1]:
        report_fulfilled(receipt, report=done, by=desk.methodist)
