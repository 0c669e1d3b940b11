"""A question of the demo that goes from a school up to the council and is answered; a poll by sheets."""

from datetime import date, timedelta

from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.governance.bodies.lifecycle import Family
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.services import set_own_rules
from metodika.governance.meetings import services
from metodika.governance.meetings.lifecycle import SessionMode, VoteMethod
from metodika.governance.meetings.models import AgendaItem, Attendance, Session
from metodika.governance.meetings.services import Lines
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.tree import Municipality

AT_SCHOOL, IN_DISTRICT, POLL = (timedelta(days=days) for days in (40, 26, 12))
QUESTION = "О сетевых консультациях для учителей малых школ"
POLLED = "О сроках декады предметов"
FEWEST = 3


def go_up(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Send a question from a school association to the district one and on to the council; hold a poll."""
    bodies = Body.objects.active().filter(host__municipality=home.node).with_names().order_by("pk")
    council = bodies.filter(kind__family=Family.COUNCIL, level="municipality").first()
    school = bodies.filter(kind__family=Family.ASSOCIATION, parent__isnull=False).first()
    if school is None or school.parent is None:
        return
    district = bodies.get(pk=school.parent.pk)
    with clock_of(zone_of(home.node)) as clock:
        by = accounts["demo-secretary"]
        ask = f"Просить {district.short_name} о консультациях по сети."
        asked = _considered(clock, school, on_weekday(today - AT_SCHOOL), decided=ask, by=by)
        answer = f"Поддержать и просить {'совет' if council else 'методистов'} включить консультации в план."
        sent = services.send_item_on(asked, body=district, by=by)
        answered = _considered(clock, district, on_weekday(today - IN_DISTRICT), sent, decided=answer, by=by)
        if council is not None:
            sent = services.send_item_on(answered, body=council, by=by)
            coming = Session.objects.upcoming().filter(body=council, planned_on__gte=today).first()
            if coming is not None:
                services.take_item(sent, session=coming, by=by)
        _poll(clock, district, on_weekday(today - POLL), by)


def _considered(
    clock: Clock, body: Body, day: date, sent: AgendaItem | None = None, *, decided: str, by: User
) -> AgendaItem:
    """Hold a light session on one question, own or sent by another body, and return the question."""
    clock.set(day - timedelta(days=10), 10)
    session = services.plan_session(
        body, on=day, by=by, card={"place": "Методический кабинет", "theme": "Помощь малым школам"}
    )
    if sent is None:
        item = services.add_item(session, question=QUESTION, card={"tag": "coordination"}, by=by)
    else:
        item = services.take_item(sent, session=session, by=by)
    rows = _members(session)
    begun = clock.set(day, 15)
    line = Lines(
        item=item, heard="Руководителя объединения: в трёх школах предмет ведёт один учитель.",
        spoke="Консультации нужны раз в месяц.", decided=decided, responsible=rows[0].person,
        due_on=day + timedelta(days=30),
    )  # fmt: skip
    services.hold_light_session(
        session, present=[row.pk for row in rows], lines=[line], begun_at=begun, ended_at=clock.later(40),
        recorder=rows[-1].person, by=by,
    )  # fmt: skip
    item.refresh_from_db()
    return item


def _members(session: Session) -> list[Attendance]:
    return list(session.attendances.select_related("person").order_by("pk"))


def _poll(clock: Clock, body: Body, day: date, by: User) -> None:
    """Ask the members by sheets: the body has decided for itself that it may."""
    set_own_rules(body, rules={"correspondence_allowed": True}, by=by)
    body.refresh_from_db()
    clock.set(day - timedelta(days=5), 10)
    session = services.plan_session(
        body, on=day, by=by,
        card={
            "mode": SessionMode.CORRESPONDENCE, "theme": POLLED,
            "poll_until": clock.moment + timedelta(days=7),
        },
    )  # fmt: skip
    draft = "Провести декаду во второй половине февраля."
    item = services.add_item(session, question=POLLED, card={"draft_decision": draft}, by=by)
    services.convene_session(session, by=by)
    clock.set(day, 10)
    session = services.open_session(session, by=by)
    vote = services.open_vote(
        session, question=draft.rstrip("."), item=item, method=VoteMethod.CORRESPONDENCE, by=by
    )
    people = [row.person for row in _members(session) if row.person_id in vote.asked]
    for place, person in enumerate(people[: max(FEWEST, len(people) * 3 // 4)]):
        clock.later(47)
        if person is not None:
            services.cast_ballot(vote, person=person, choice="against" if place == 1 else "for", by=by)
    clock.set(day + timedelta(days=2), 16)
    vote = services.close_vote(vote, by=by)
    services.record_decision(item, text=draft, vote=vote, by=by)
    services.print_minutes(services.close_session(session, by=by), by=by)
