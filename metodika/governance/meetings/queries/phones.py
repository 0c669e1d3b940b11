"""What the phones of members show, and how they learn that it has changed."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from metodika.governance.meetings.lifecycle import RUNNING, ItemStatus
from metodika.governance.meetings.models import AgendaItem, Session, Stay, Vote
from metodika.governance.meetings.queries.sittings import electorate_for, quorum_at, rules_for
from metodika.governance.meetings.rules import MeetingRules, Quorum

# Asked by every phone at every session every second or two, so it is one statement that finds by keys.
BEAT = """
SELECT pulse.revision,
    vote.method <> 'totals' AND vote.asked @> to_jsonb(%(person)s)
    AND NOT EXISTS (SELECT FROM meetings_recusal WHERE item_id = vote.item_id AND person_id = %(person)s),
    (SELECT choice FROM meetings_ballot WHERE vote_id = vote.id AND person_id = %(person)s)
FROM meetings_pulse AS pulse
LEFT JOIN LATERAL (
    SELECT id, item_id, method, asked, closed_at FROM meetings_vote
    WHERE session_id = pulse.session_id AND voided_at IS NULL
    ORDER BY closed_at IS NOT NULL, opened_at DESC, id DESC LIMIT 1
) AS vote ON vote.closed_at IS NULL
WHERE pulse.session_id = %(session)s
"""


@dataclass(frozen=True)
class PhoneBeat:
    """How far a session has come for one person: its changes, whether he is asked, what he has voted.

    Two people with equal beats see the same. Ballots of others are no change: nobody follows them on a phone.
    """

    revision: int
    is_asked: bool
    mine: str

    @property
    def mark(self) -> str:
        """What changes with everything that the phone shows."""
        return f"{self.revision}.{self.mine}"


def phone_beat(session: int, *, person: int) -> PhoneBeat:
    """Return the beat of a session for a person; 0 stands for somebody without a card. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, {"session": session, "person": person})
        revision, is_asked, mine = cursor.fetchone() or (0, False, "")
    return PhoneBeat(revision, bool(is_asked), mine or "")


@dataclass(frozen=True)
class Followed:
    """What a member sees on the phone: the item, the quorum, the question, what was decided last."""

    session: Session
    rules: MeetingRules
    item: AgendaItem | None
    quorum: Quorum | None
    vote: Vote | None
    may_vote: bool
    mine: str
    last: Vote | None


def followed(session: Session, *, beat: PhoneBeat) -> Followed:
    """Return what a person who follows a session sees at a beat. Three queries."""
    # In a poll several questions are open at once: one that is closed must not hide those that wait.
    is_over = ExpressionWrapper(Q(closed_at__isnull=False), output_field=BooleanField())
    newest = session.votes.filter(voided_at=None).order_by(is_over, "-opened_at", "-pk").first()
    is_open = newest is not None and newest.is_open
    rules = rules_for(session)
    present = _present(session, rules) if session.status in RUNNING else None
    return Followed(
        session=session, rules=rules, item=session.items.filter(status=ItemStatus.OPEN).first(),
        quorum=quorum_at(session, present) if present is not None else None,
        vote=newest if is_open else None, may_vote=rules.members_vote and beat.is_asked, mine=beat.mine,
        last=None if is_open else newest,
    )  # fmt: skip


def _present(session: Session, rules: MeetingRules) -> frozenset[int]:
    here = Stay.objects.filter(attendance__session=session, left_at=None)
    if not rules.remote_allowed:
        here = here.filter(remote=False)
    people = set(here.values_list("attendance__person", flat=True))
    return electorate_for(session).voters & people
