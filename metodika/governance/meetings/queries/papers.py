"""What stands on the papers of a session, as plain values that are kept with the version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from metodika.core.language import Case, decline_phrase, russian_date
from metodika.core.language import plural as plural_form
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.queries import short_name
from metodika.directory.staff.models import Person
from metodika.governance.bodies.queries import seats_of
from metodika.governance.meetings.lifecycle import (
    CARRIED,
    Choice,
    DecisionKind,
    DecisionStatus,
    Deviation,
    ItemStatus,
    PassageField,
    PresidingGround,
    SessionKind,
    SessionMode,
    VoteMethod,
    VotePurpose,
)
from metodika.governance.meetings.models import AgendaItem, Attendance, Decision, Session, Vote
from metodika.governance.meetings.queries.lists import SessionCard, session_card
from metodika.governance.meetings.queries.sittings import rules_for

MODES = {
    SessionMode.IN_PERSON: "очно",
    SessionMode.VIDEO: "в режиме видеосвязи",
    SessionMode.MIXED: "очно и в режиме видеосвязи",
    SessionMode.CORRESPONDENCE: "заочно, опросным путём",
}
KINDS = {
    SessionKind.ORDINARY: "", SessionKind.EXTRAORDINARY: "внеочередного ", SessionKind.JOINT: "совместного ",
}  # fmt: skip
GROUNDS = {
    PresidingGround.CHAIR: "председатель",
    PresidingGround.DEPUTY: "заместитель председателя, в отсутствие председателя",
    PresidingGround.ELECTED: "избран(а) присутствующими на время заседания",
}
DEVIATIONS = {
    Deviation.NO_NOTICE: "Повестка до заседания не рассылалась.",
    Deviation.LATE_NOTICE: "Повестка разослана позже срока, который установлен правилами.",
    Deviation.SHORT: "Численность состава меньше установленной, акт о составе требует обновления.",
    Deviation.TYPED_LATE: "Протокол распечатан позже дня заседания.",
    Deviation.QUORUM_LOST: "В ходе заседания кворум утрачен, оставшиеся вопросы перенесены.",
}
CHOICES = {Choice.FOR: "за", Choice.AGAINST: "против", Choice.ABSTAINED: "воздержались"}
REASONS = {
    "majority": "принято", "no_majority": "не принято", "tie": "не принято: голоса разделились поровну",
    "no_quorum": "не принято: кворума нет",
}  # fmt: skip
# More names than this stand on a list of their own.
FEW = 15


def minutes_places(session: Session) -> dict[str, Any]:
    """Return the values of the minutes; the number comes from the register."""
    card = session_card(session)
    return {
        **_head(session),
        "title": f"{KINDS[SessionKind(session.kind)]}заседания {_genitive(session)}",
        "mode": MODES[SessionMode(session.mode)],
        "opened": _clock(session, session.opened_at),
        "closed": _clock(session, session.closed_at),
        "presiding": _name(session.presiding),
        "presiding_ground": GROUNDS.get(PresidingGround(session.presiding_ground), "")
        if session.presiding_ground
        else "",
        "recorder": _name(session.recorder),
        "recorder_is_temporary": session.recorder_is_temporary,
        "held": session.is_quorate is not False,
        **_people(card),
        "quorum": _quorum(session),
        "deviations": [DEVIATIONS[Deviation(code)] for code in session.deviations],
        "opening": card.text(None, PassageField.OPENING),
        "agenda": [_question(item) for item in card.items if not _is_added(item)],
        "agenda_changes": _changes(card),
        "items": [_item(card, item) for item in card.items if item.status != ItemStatus.REMOVED],
        "other": card.text(None, PassageField.OTHER),
        "annexes": _annexes(card),
        "signers": [
            {"position": one["capacity"], "name": one["name"], "note": one["note"]}
            for one in signers_of(session, card)
        ],
    }


def _head(session: Session) -> dict[str, Any]:
    return {
        "organisation": session.body.host.name,
        "body": session.body.name,
        "date": russian_date(session.day),
        "number": "",
        "place": session.place,
        "session_number": session.number or "",
    }


def _genitive(session: Session) -> str:
    return decline_phrase(session.body.name, Case.GENITIVE).text


def _clock(session: Session, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(ZoneInfo(zone_of(session.body.host))).strftime("%H:%M")


def _name(person: Person | None) -> str:
    return short_name(person) if person else ""


def _people(card: SessionCard) -> dict[str, Any]:
    session = card.session
    seats = {seat.person_id: seat for seat in seats_of(session.composition)}
    came = [row for row in card.members if row.stays.all()]
    away = [row for row in card.members if not row.stays.all()]
    voted = _took_part(card) if session.is_poll else set()
    if session.is_poll:
        came = [row for row in card.members if row.person_id in voted]
        away = [row for row in card.members if row.person_id not in voted]
    return {
        "members": [
            {
                "name": _name(row.person),
                "represents": _represents(seats.get(row.person_id)),
                "stay": _stay(session, row),
            }
            for row in came
        ],
        "absent": [{"name": _name(row.person), "reason": row.absence_reason} for row in away],
        "guests": [
            {"name": row.guest_name or _name(row.person), "of": row.guest_of}
            for row in card.guests
            if row.stays.all()
        ],
    }


def _took_part(card: SessionCard) -> set[int]:
    return {person for vote in card.votes for person in (vote.frozen or {}).get("present", [])}


def _represents(seat: Any) -> str:
    return str(seat.represents or seat.position) if seat else ""


def _stay(session: Session, row: Attendance) -> str:
    """Say when somebody came late, left early or was on the line; nothing for who stayed throughout."""
    said = []
    stays = list(row.stays.all())
    if stays and session.opened_at and stays[0].arrived_at > session.opened_at:
        said.append(f"с {_clock(session, stays[0].arrived_at)}")
    last = stays[-1].left_at if stays else None
    if last is not None and (session.closed_at is None or last < session.closed_at):
        said.append(f"до {_clock(session, last)}")
    if any(stay.remote for stay in stays):
        said.append("по видеосвязи")
    return ", ".join(said)


def _quorum(session: Session) -> dict[str, Any]:
    check = session.quorum_checks.order_by("at", "pk").first()
    if check is None:
        return {"text": "", "ok": False}
    of = plural_form(check.base, "члена", "членов", "членов")
    text = f"Присутствуют {check.present} из {check.base} {of}"
    if check.listed != check.filled:
        text += f" (по списку {check.listed}, замещено мест {check.filled})"
    text += f", необходимо {check.required}. "
    text += "Кворум имеется, заседание правомочно." if check.ok else "Кворума нет, заседание неправомочно."
    return {"text": text, "ok": check.ok}


def _is_added(item: AgendaItem) -> bool:
    return item.added_at_session


def _rapporteur(item: AgendaItem) -> str:
    own = item.rapporteur_text or _name(item.rapporteur)
    others = [_name(person) for person in item.co_rapporteurs.all()]
    return ", ".join(part for part in (own, *others) if part)


def _question(item: AgendaItem) -> dict[str, Any]:
    return {
        "number": item.order, "question": item.question, "rapporteur": _rapporteur(item),
        "limit": item.minutes_limit or "", "draft": item.draft_decision,
        "materials": [paper.title for paper in item.materials.all()],
    }  # fmt: skip


def _changes(card: SessionCard) -> list[str]:
    """Say by which votes the agenda was changed at the session."""
    said = []
    for vote in card.votes:
        if vote.purpose in {VotePurpose.AGENDA, VotePurpose.PRESIDING} and vote.adopted is not None:
            said.append(f"{vote.question} {_counted(vote)}")
    return said


def _item(card: SessionCard, item: AgendaItem) -> dict[str, Any]:
    votes = [one for one in card.votes if one.item_id == item.pk and one.adopted is not None]
    with_decision = {one.vote_id for one in card.decisions}
    return {
        **_question(item),
        "added": item.added_at_session,
        "deferred": item.status_reason or "перенесён" if item.status == ItemStatus.DEFERRED else "",
        "heard": card.text(item, PassageField.HEARD),
        "spoke": card.text(item, PassageField.SPOKE),
        "recused": [{"name": _name(one.person), "reason": one.reason} for one in item.recusals.all()],
        "votes": [_vote(one) for one in votes if one.pk not in with_decision],
        "decisions": [_decision(one, votes) for one in card.decisions if one.item_id == item.pk],
        "opinions": [
            {"name": _name(one.person), "text": one.text} for one in card.opinions if one.item_id == item.pk
        ],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {"question": vote.question, "counted": _counted(vote), "named": _by_name(vote)}


def _counted(vote: Vote) -> str:
    text = f"Голосовали: за – {vote.for_count}, против – {vote.against_count}"
    text += f", воздержались – {vote.abstained_count}"
    if vote.silent_count:
        text += f", не голосовали – {vote.silent_count}"
    return f"{text}. {_outcome(vote)}"


def _outcome(vote: Vote) -> str:
    if vote.reason == "casting_vote":
        words = "принято" if vote.adopted else "не принято"
        return f"Решение {words}: голоса разделились поровну, решающий голос председательствующего."
    return f"Решение {REASONS.get(vote.reason, 'не принято')}."


def _by_name(vote: Vote) -> list[dict[str, str]]:
    """Return who voted how, in the order of for, against, abstained; nothing where hands were counted."""
    if vote.method == VoteMethod.TOTALS:
        return []
    ballots = sorted(vote.ballots.all(), key=lambda one: one.person.sort_key)
    return [
        {"choice": words, "names": ", ".join(_name(one.person) for one in ballots if one.choice == choice)}
        for choice, words in CHOICES.items()
        if any(one.choice == choice for one in ballots)
    ]


def _decision(decision: Decision, votes: Iterable[Vote]) -> dict[str, Any]:
    vote = next((one for one in votes if one.pk == decision.vote_id), None)
    return {
        "number": decision.number,
        "text": decision.text,
        "adopted": decision.status in CARRIED,
        "responsible": decision.responsible_text or _name(decision.responsible),
        "due": russian_date(decision.due_on) if decision.due_on else "",
        "counted": _counted(vote) if vote else "",
        "named": _by_name(vote) if vote else [],
        "returned": decision.return_reason if decision.status == DecisionStatus.RETURNED else "",
    }


def _annexes(card: SessionCard) -> list[str]:
    return [
        f"{paper.title} (к вопросу {item.order})" for item in card.items for paper in item.materials.all()
    ]


def signers_of(session: Session, card: SessionCard | None = None) -> list[dict[str, Any]]:
    """Return who signs the minutes, by the rules of the body: everybody who was there, or the two officers.

    Each is {"person_id", "capacity", "name", "note", "order"}; who left early signs with the time.
    """
    known = card or session_card(session)
    officers = [(session.presiding, "Председательствующий")]
    if session.recorder_id != session.presiding_id:
        officers.append((session.recorder, "Секретарь"))
    signing = [
        {"person_id": person.pk, "capacity": capacity, "name": _name(person), "note": "", "order": 1}
        for person, capacity in officers
        if person is not None
    ]
    if rules_for(session).minutes_signed_by != "present":
        return signing
    done = {one["person_id"] for one in signing}
    took_part = _took_part(known) if session.is_poll else set()
    for row in known.members:
        here = row.person_id in took_part or bool(row.stays.all())
        if row.person is not None and here and row.person_id not in done:
            signing.append(
                {
                    "person_id": row.person.pk,
                    "capacity": "Член",
                    "name": _name(row.person),
                    "note": "",
                    "order": 1,
                }
            )
    left: dict[Any, str] = {row.person_id: note for row in known.members if (note := _left(session, row))}
    return [{**one, "note": left.get(one["person_id"], "")} for one in signing]


def _left(session: Session, row: Attendance) -> str:
    stays = list(row.stays.all())
    last = stays[-1].left_at if stays else None
    if last is None or session.closed_at is None or last >= session.closed_at:
        return ""
    return f"выбыл(а) с заседания в {_clock(session, last)}"


def agenda_places(session: Session) -> dict[str, Any]:
    """Return the values of the agenda with the notice of the session."""
    card = session_card(session)
    return {
        **_head(session),
        "title": f"{KINDS[SessionKind(session.kind)]}заседания {_genitive(session)}",
        "begins": _clock(session, session.starts_at),
        "until": russian_date(session.poll_until.date()) if session.poll_until else "",
        "mode": MODES[SessionMode(session.mode)],
        "link": session.link,
        "agenda": [_question(item) for item in card.items if item.status != ItemStatus.REMOVED],
        "members": [_name(row.person) for row in card.members],
        "guests": [{"name": row.guest_name or _name(row.person), "of": row.guest_of} for row in card.guests],
    }


def sheet_places(session: Session) -> dict[str, Any]:
    """Return the values of the attendance sheet, with the times where they are noted."""
    card = session_card(session)
    seats = {seat.person_id: seat for seat in seats_of(session.composition)}
    return {
        **_head(session),
        "title": f"присутствующих на заседании {_genitive(session)}",
        "people": [
            {
                "name": row.guest_name or (row.person.full_name if row.person else ""),
                "position": _represents(seats.get(row.person_id)) or row.guest_of,
                "capacity": "член" if row in card.members else "приглашённый",
                "arrived": _clock(session, stays[0].arrived_at) if (stays := list(row.stays.all())) else "",
                "left": _clock(session, stays[-1].left_at) if stays else "",
            }
            for row in [*card.members, *card.guests]
        ],
    }


def extract_places(item: AgendaItem, session: Session) -> dict[str, Any]:
    """Return the values of an extract: the head of the minutes and one item."""
    card = session_card(session)
    return {
        **_head(session),
        "title": f"заседания {_genitive(session)}",
        "members_count": sum(1 for row in card.members if row.stays.all()),
        "presiding": _name(session.presiding),
        "recorder": _name(session.recorder),
        "item": next(_item(card, one) for one in card.items if one.pk == item.pk),
    }


def recommendations_places(session: Session) -> dict[str, Any]:
    """Return the values of the recommendations that a session has given."""
    card = session_card(session)
    given = [
        row for row in card.decisions if row.kind == DecisionKind.RECOMMENDATION and row.status in CARRIED
    ]
    return {
        **_head(session),
        "title": f"Рекомендации {_genitive(session)}",
        "points": [
            {
                "text": row.text_in_force, "item": row.item.question,
                "to": row.responsible_text or _name(row.responsible),
                "due": russian_date(row.due_on) if row.due_on else "",
            }
            for row in given
        ],
        "presiding": _name(session.presiding),
    }  # fmt: skip
