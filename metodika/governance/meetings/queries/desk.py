"""What everybody at a session asks every second: has anything changed, who is here, what is voted on."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    presences_of,
    quorum_at,
    rules_for,
)
from metodika.governance.meetings.rules import voters_present

# One statement: it is asked by every screen of every session, as often as twice a second.
STATE = """
SELECT session.status, pulse.revision, item.id, vote.id, vote.question, vote.method, vote.asked,
    (SELECT json_object_agg(ballot.person_id, ballot.choice) FROM meetings_ballot AS ballot
     WHERE ballot.vote_id = vote.id),
    (SELECT json_agg(DISTINCT recusal.person_id) FROM meetings_recusal AS recusal
     WHERE recusal.item_id = vote.item_id),
    (SELECT json_agg(json_build_array(attendance.person_id, stay.remote)) FROM meetings_stay AS stay
     JOIN meetings_attendance AS attendance ON attendance.id = stay.attendance_id
     WHERE attendance.session_id = session.id AND stay.left_at IS NULL
       AND attendance.person_id IS NOT NULL)
FROM meetings_session AS session
JOIN meetings_pulse AS pulse ON pulse.session_id = session.id
LEFT JOIN meetings_agendaitem AS item ON item.session_id = session.id AND item.status = 'open'
LEFT JOIN LATERAL (
    SELECT id, question, method, asked, item_id FROM meetings_vote
    WHERE session_id = session.id AND closed_at IS NULL AND voided_at IS NULL
    ORDER BY opened_at DESC LIMIT 1
) AS vote ON TRUE
WHERE session.id = %s
"""


@dataclass(frozen=True)
class OpenVote:
    """The question that is being voted on, as one person sees it.

    `ballots` are the votes by name so far; `mine` is the viewer's own, "" for none yet.
    """

    id: int
    question: str
    method: str
    asked: int
    may_vote: bool
    mine: str
    ballots: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DeskState:
    """A session at this moment; `mark` changes with everything that a screen shows."""

    mark: str
    status: str
    item_id: int | None
    present: list[int]
    base: int
    required: int
    quorate: bool
    vote: OpenVote | None

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for an answer."""
        return asdict(self)


def desk_state(session: Session, viewer: Any) -> DeskState:
    """Return the state of a session for one viewer; one statement beside the session that is there already.

    Before the opening the members are read as well, which costs two more.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATE, [session.pk])
        row = cursor.fetchone()
    status, revision, item_id, *about_vote, here = row
    remote_allowed = rules_for(session).remote_allowed
    people = {person for person, remote in _json(here) or [] if remote_allowed or not remote}
    present = electorate_for(session).voters & people
    found = quorum_at(session, present)
    vote = _vote(about_vote, getattr(viewer, "person_id", None))
    ballots = len(vote.ballots) if vote else 0
    return DeskState(
        mark=f"{revision}.{ballots}", status=status, item_id=item_id, present=sorted(present),
        base=found.base, required=found.required, quorate=found.ok, vote=vote,
    )  # fmt: skip


def _vote(row: list[Any], person_id: int | None) -> OpenVote | None:
    number, question, method, asked, ballots, recused = row
    if number is None:
        return None
    cast = {int(person): choice for person, choice in (_json(ballots) or {}).items()}
    people = _json(asked)
    may = person_id in people and person_id not in (_json(recused) or [])
    return OpenVote(number, question, method, len(people), may, cast.get(person_id or 0, ""), cast)


def _json(value: Any) -> Any:
    # The driver gives a column of the type jsonb as text here and what json_agg made as values.
    return json.loads(value) if isinstance(value, str) else value


def people_here(session: Session) -> frozenset[int]:
    """Return the members with a vote who are here now, for a page; one query once the session is open."""
    return voters_present(
        electorate_for(session),
        presences_of(session),
        timezone.now(),
        remote_allowed=rules_for(session).remote_allowed,
    )
