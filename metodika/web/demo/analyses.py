"""Findings, a sealed note and recommendations with answers, where indicators have been computed."""

from datetime import timedelta

from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.queries import runs_to_choose
from metodika.steering.analysis.services import confirm_all, draft_findings, make_note, seal_note
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.recommendations.services import (
    acknowledge,
    answer_receipt,
    approve_recommendation,
    make_recommendation,
    report_fulfilled,
    send_recommendation,
)
from metodika.web.demo.tree import Municipality

MOST_FINDINGS, MOST_BODIES = 12, 6
IN = timedelta(days=90)
SCHOOL_TEXT = (
    "{addressee}: показатель «{indicator}» сейчас {value}, цель {target}. Разберите причины на методическом "
    "совете и внесите меры в план до {due}."
)
BODY_TEXT = (
    "{addressee}: обсудите на ближайшем заседании показатель «{indicator}» и предложите, чем объединение "
    "поможет школам. Ответ ждём до {due}."
)


def analyse_year(home: Municipality, accounts: dict[str, User]) -> None:
    """Draft and confirm findings, seal the note of the whole, recommend; nothing without a computing."""
    place = Organisation.objects.select_related("profile", "municipality__profile").get(pk=home.node.pk)
    run = runs_to_choose().filter(values__organisation=place).first()
    if run is None:
        return
    chief, methodist = accounts["demo-head"], accounts["demo-methodist"]
    draft_findings(place, run, by=methodist)
    drafts = Finding.objects.filter(organisation=place, status="draft").order_by("severity", "pk")
    confirm_all(drafts[:MOST_FINDINGS], by=methodist)
    seal_note(make_note(place, run, by=methodist), by=chief)
    findings = list(Finding.objects.standing().filter(organisation=place, indicator__isnull=False))
    if findings:
        _advise(place, findings, methodist, chief)


def _advise(place: Organisation, findings: list[Finding], by: User, chief: User) -> None:
    first = findings[0]
    due_on = today_at(place) + IN
    schools = [one.about for one in findings if one.about_id != place.pk][:3]
    values = {"indicator": first.indicator, "due_on": due_on}
    if schools:
        own = next(one for one in findings if one.about_id == schools[0].pk)
        told = {**values, "indicator": own.indicator, "addressed_to": "institution", "text": SCHOOL_TEXT}
        row = make_recommendation(
            place,
            values={**told, "title": "Разобрать отставание"},
            findings=[own],
            institutions=schools,
            by=by,
        )
        _answered(_sent(row, by, chief), by)
    bodies = Body.objects.filter(host=place, kind__family="association").order_by("sort_key")[:MOST_BODIES]
    if bodies:
        told = {**values, "addressed_to": "body", "text": BODY_TEXT, "title": "Обсудить итоги анализа"}
        row = make_recommendation(place, values=told, findings=[first], bodies=bodies, by=by)
        _answered(_sent(row, by, chief), by)


def _sent(row: Recommendation, by: User, chief: User) -> Recommendation:
    return send_recommendation(approve_recommendation(row, by=chief), by=by)


def _answered(row: Recommendation, by: User) -> None:
    """Let the first addressee fulfil it, the second decline, the third only read it."""
    for number, receipt in enumerate(row.receipts.order_by("pk")[:3]):
        if number == 0:
            answer_receipt(receipt, accepted=True, answer="Внесли в план.", by=by)
            report_fulfilled(receipt, report="Провели методический совет, причины разобраны.", by=by)
        elif number == 1:
            answer_receipt(receipt, accepted=False, answer="Данные внесены не полностью, исправим.", by=by)
        else:
            acknowledge(receipt, by=by)
