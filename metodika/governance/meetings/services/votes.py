"""Putting a question, casting ballots, counting them.

A ballot waits for no other ballot: it takes the vote in share mode and its own row by a unique constraint.
Closing a vote takes it alone, so no ballot slips in while it is counted. A whole hall presses within seconds,
so a ballot is three statements under its lock: the vote, how the person stands to it, the ballot itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.staff.models import Person
from metodika.governance.meetings.events import VoteClosed, VoteVoided
from metodika.governance.meetings.lifecycle import (
    Choice,
    ItemStatus,
    SessionStatus,
    VoteMethod,
    VotePurpose,
)
from metodika.governance.meetings.models import AgendaItem, Ballot, Session, Vote
from metodika.governance.meetings.queries.ballots import Standing, standing_in
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    presences_of,
    quorum_at,
    recused_from,
    rules_for,
    voters_here,
)
from metodika.governance.meetings.rules import (
    Quorum,
    VoteResult,
    VoteTotals,
    count_vote,
    counted_present,
    may_vote,
    people_present,
    totals_exceed,
    totals_of,
)
from metodika.governance.meetings.services.ground import (
    beat,
    locked_session,
    refuse_unless_in,
    refuse_without_quorum,
    write_check,
)
from metodika.governance.meetings.services.presiding import set_presiding

NO_QUORUM = "no_quorum"
# Django has no word for a lock that many may hold at once.
SHARED = """
SELECT id, session_id, item_id, method, asked::text, closed_at, voided_at FROM meetings_vote
WHERE id = %s AND session_id = %s FOR KEY SHARE
"""
# Nor for a row that somebody else may have written at the same moment: the database says who was first.
FIRST = """
INSERT INTO meetings_ballot (vote_id, person_id, choice, cast_at, cast_by_id) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT ON CONSTRAINT one_ballot_a_person DO NOTHING RETURNING id
"""


class AlreadyVoted(RuleBroken):
    """The person has voted otherwise already; the first ballot stands."""


@atomic
def open_vote(
    session: Session, *, question: str, by: Any, item: AgendaItem | None = None,
    purpose: str = VotePurpose.DECISION, method: str = VoteMethod.NAMED,
) -> Vote:  # fmt: skip
    """Put a question to the vote of the members who are here now; the quorum is counted first.

    A poll asks every member and needs no presence. Raises RuleBroken when the session does not go on, when
    the quorum is gone (with the figures), when nobody may preside, and while another vote is open.
    """
    locked, now = locked_session(session), timezone.now()
    refuse_unless_in(locked, frozenset({SessionStatus.OPENED}))
    if locked.is_poll != (method == VoteMethod.CORRESPONDENCE):
        raise RuleBroken(_("A poll is voted on by sheets, a session in person by hands or by name."))
    _refuse_second_vote(locked, item)
    if purpose == VotePurpose.DECISION and item is None:
        raise RuleBroken(_("Say on which item of the agenda the vote is."))
    asked = electorate_for(locked).voters if locked.is_poll else _asked_here(locked, now)
    vote = Vote.objects.create(
        session=locked, item=item, question=question, purpose=purpose, method=method, opened_at=now,
        asked=sorted(asked),
    )  # fmt: skip
    if not locked.is_poll:
        write_check(locked, quorum_at(locked, asked), now, vote)
    beat(locked)
    return vote


def _refuse_second_vote(session: Session, item: AgendaItem | None) -> None:
    going_on = Vote.objects.open().filter(session=session)
    if session.is_poll:
        going_on = going_on.filter(item=item)
    if going_on.exists():
        raise RuleBroken(_("Another vote is open. Close it or call it off first."))
    if item is not None and (item.session_id != session.pk or item.status == ItemStatus.REMOVED):
        raise RuleBroken(_("This item does not stand on the agenda of the session."))


def _asked_here(session: Session, now: datetime) -> frozenset[int]:
    here = voters_here(session, now)
    refuse_without_quorum(quorum_at(session, here))
    everybody = people_present(presences_of(session), now, remote_allowed=rules_for(session).remote_allowed)
    before = session.presiding_id, session.presiding_ground
    set_presiding(session, everybody)
    if before != (session.presiding_id, session.presiding_ground):
        session.save(update_fields=["presiding", "presiding_ground"])
    return here


@atomic
def cast_ballot(vote: Vote, *, person: Person, choice: str, by: Any) -> Ballot:
    """Take the vote of one member, from his own device or noted by the secretary.

    Sending the same again changes nothing: a line that breaks may repeat itself. Raises AlreadyVoted for
    another choice, RuleBroken for a vote that is closed, for who was not asked, has left or withdrew himself.
    """
    row = _shared(vote)
    standing = standing_in(row, person.pk)
    _refuse_ballot(row, person, standing)
    ballot = Ballot(vote=vote, person=person, choice=Choice(choice), cast_at=timezone.now(), cast_by=by)
    if not standing.choice and _is_first(ballot):
        return ballot
    first = standing.choice or standing_in(row, person.pk).choice
    if first != choice:
        raise AlreadyVoted(
            _("%(person)s has voted already: %(choice)s. The first vote stands.")
            % {"person": person, "choice": str(Choice(first).label).lower()}
        )
    return Ballot.objects.get(vote=vote, person=person)


def _is_first(ballot: Ballot) -> bool:
    """Store the ballot and tell whether no other of the person was there, or came at the same moment."""
    values = (ballot.vote_id, ballot.person_id, ballot.choice, ballot.cast_at, ballot.cast_by_id)
    with connection.cursor() as cursor:
        cursor.execute(FIRST, values)
        stored = cursor.fetchone()
    if stored is None:
        return False
    (ballot.pk,) = stored
    return True


@atomic
def correct_ballot(vote: Vote, *, person: Person, choice: str, by: Any) -> Ballot:
    """Set a slip of the secretary right while the vote is open; the history keeps what was noted before."""
    row = _shared(vote)
    _refuse_ballot(row, person, standing_in(row, person.pk))
    ballot, _made = Ballot.objects.update_or_create(
        vote=row, person=person,
        defaults={"choice": Choice(choice), "cast_at": timezone.now(), "cast_by": by},
    )  # fmt: skip
    # Pages count the ballots; that one has changed they learn by the pulse.
    beat(Session(pk=row.session_id))
    return ballot


def _shared(vote: Vote) -> Vote:
    """Return the vote held against its closing, but not against other ballots."""
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [vote.pk, vote.session_id])
        found = cursor.fetchone()
    if found is None:
        raise Vote.DoesNotExist
    number, session, item, method, asked, closed_at, voided_at = found
    row = Vote(
        pk=number, session_id=session, item_id=item, method=method, asked=json.loads(asked),
        closed_at=closed_at, voided_at=voided_at,
    )  # fmt: skip
    if not row.is_open:
        raise RuleBroken(_("The vote is closed."))
    if row.method == VoteMethod.TOTALS:
        raise RuleBroken(_("In this vote hands are counted. Enter the totals."))
    return row


def _refuse_ballot(vote: Vote, person: Person, standing: Standing) -> None:
    if standing.recused:
        raise RuleBroken(_("%(person)s takes no part in this vote.") % {"person": person})
    if not may_vote(person.pk, voters=vote.asked, recused=()):
        raise RuleBroken(
            _("%(person)s has no vote here: he is no member with a vote, or came after the question was put.")
            % {"person": person}
        )
    if vote.method != VoteMethod.CORRESPONDENCE and not standing.here:
        raise RuleBroken(_("%(person)s has left. Note the return first.") % {"person": person})


@atomic
def enter_totals(vote: Vote, *, totals: VoteTotals, by: Any, chair_choice: str = "") -> Vote:
    """Enter counted hands. Raises RuleBroken when they exceed those who could raise one, with the figures."""
    session, row = _alone(vote)
    _refuse_closed(row)
    if row.method != VoteMethod.TOTALS:
        raise RuleBroken(_("This vote is by name. Note each vote, or call it off and count hands."))
    recused = recused_from(row.item_id)
    able = len([person for person in row.asked if person not in recused])
    if totals_exceed(totals, able=able):
        raise RuleBroken(
            _(
                "%(for)s for, %(against)s against and %(abstained)s abstained make %(cast)s, and only "
                "%(able)s members could vote. Count again."
            )
            % {
                "for": totals.for_, "against": totals.against, "abstained": totals.abstained,
                "cast": totals.cast, "able": able,
            }
        )  # fmt: skip
    row.for_count, row.against_count, row.abstained_count = totals.for_, totals.against, totals.abstained
    row.chair_choice = chair_choice
    row.save(update_fields=["for_count", "against_count", "abstained_count", "chair_choice"])
    beat(session)
    return row


@dataclass(frozen=True)
class _Count:
    """What a vote is counted from at its end."""

    in_room: frozenset[int]
    counted: frozenset[int]
    recused: frozenset[int]
    totals: VoteTotals
    chair_choice: str


@atomic
def close_vote(vote: Vote, *, by: Any) -> Vote:
    """Count a vote and freeze it with its electorate, presence and rule.

    Who left without having voted no longer counts as present. Raises RuleBroken when the quorum is gone
    (call the vote off then), when no totals were entered, and when the vote is closed already.
    """
    session, row = _alone(vote)
    _refuse_closed(row)
    now = timezone.now()
    count = _counted(session, row, now)
    found = quorum_at(session, count.in_room)
    if not session.is_poll:
        refuse_without_quorum(found)
    rules, electorate = rules_for(session), electorate_for(session)
    result = count_vote(
        rules, count.totals, present=len(count.counted), listed=electorate.listed,
        recused=len(count.recused & frozenset(row.asked)), chair_choice=count.chair_choice or None,
    )  # fmt: skip
    write_check(session, found, now, row)
    _freeze(row, count, result, found, rules.data())
    row.closed_at = now
    row.save()
    beat(session)
    announce(_closed(session, row), by=by, about=session)
    return row


def _counted(session: Session, vote: Vote, now: datetime) -> _Count:
    ballots = dict(vote.ballots.values_list("person_id", "choice"))
    asked, recused = frozenset(vote.asked), recused_from(vote.item_id)
    # In a poll those who sent a sheet are those present.
    here = frozenset[int]() if session.is_poll else voters_here(session, now)
    totals = _entered(vote) if vote.method == VoteMethod.TOTALS else None
    if totals is not None and totals_exceed(totals, able=len((asked & here) - recused)):
        # Hands were raised before some left: everybody who was asked counts.
        here = asked
    in_room = asked & (here | ballots.keys())
    counted = counted_present(rules_for(session), asked=asked, still_here=in_room, voted=(), recused=recused)
    if totals is not None:
        return _Count(in_room, counted, recused, totals, vote.chair_choice)
    presiding = session.presiding_id if session.presiding_id not in recused else None
    totals = totals_of(ballots, counted=counted, recused=recused)
    return _Count(in_room, counted, recused, totals, ballots.get(presiding or 0, ""))


def _entered(vote: Vote) -> VoteTotals:
    if vote.for_count is None or vote.against_count is None or vote.abstained_count is None:
        raise RuleBroken(_("Enter the totals first."))
    return VoteTotals(vote.for_count, vote.against_count, vote.abstained_count)


def _freeze(vote: Vote, count: _Count, result: VoteResult, found: Quorum, rules: Mapping[str, Any]) -> None:
    vote.frozen = {
        "present": sorted(count.counted), "recused": sorted(count.recused & frozenset(vote.asked)),
        "base": result.base, "needed": result.needed, "listed": found.listed, "filled": found.filled,
        "required": found.required, "rules": dict(rules),
    }  # fmt: skip
    vote.for_count, vote.against_count = result.for_, result.against
    vote.abstained_count, vote.silent_count = result.abstained, result.silent
    vote.chair_choice = count.chair_choice
    vote.adopted, vote.reason = result.adopted, result.reason
    if vote.method == VoteMethod.CORRESPONDENCE and not found.ok:
        vote.adopted, vote.reason = False, NO_QUORUM


def _closed(session: Session, vote: Vote) -> VoteClosed:
    item = vote.item
    kind = item.subject_type if item is not None else None
    return VoteClosed(
        session_id=session.pk, body_id=session.body_id, vote_id=vote.pk, for_count=vote.for_count or 0,
        against=vote.against_count or 0, abstained=vote.abstained_count or 0, adopted=bool(vote.adopted),
        subject=f"{kind.app_label}.{kind.model}" if kind else "",
        subject_id=item.subject_id if item is not None else None,
    )  # fmt: skip


@atomic
def void_vote(vote: Vote, *, reason: str, by: Any) -> Vote:
    """Call an open vote off: the quorum went away, or the question was put wrongly. It can be put again."""
    session, row = _alone(vote)
    _refuse_closed(row)
    row.voided_at, row.voided_because = timezone.now(), reason
    row.save(update_fields=["voided_at", "voided_because"])
    beat(session)
    voided = VoteVoided(session_id=session.pk, body_id=session.body_id, vote_id=row.pk, reason=reason)
    announce(voided, by=by, about=session)
    return row


@atomic
def vote_at_once(
    session: Session, *, question: str, totals: VoteTotals, by: Any, item: AgendaItem | None = None,
    purpose: str = VotePurpose.DECISION, chair_choice: str = "",
) -> Vote:  # fmt: skip
    """Put a question, count the hands and close the vote in one step, as small bodies do."""
    vote = open_vote(session, question=question, item=item, purpose=purpose, method=VoteMethod.TOTALS, by=by)
    enter_totals(vote, totals=totals, chair_choice=chair_choice, by=by)
    return close_vote(vote, by=by)


def _alone(vote: Vote) -> tuple[Session, Vote]:
    """Return the session and the vote, both locked, the session first; ballots under way are waited for."""
    session = locked_session(Session(pk=vote.session_id))
    rows = Vote.objects.select_for_update(of=("self",)).select_related("item__subject_type")
    return session, rows.get(pk=vote.pk)


def _refuse_closed(vote: Vote) -> None:
    if vote.voided_at is not None:
        raise RuleBroken(_("The vote has been called off."))
    if vote.closed_at is not None:
        raise RuleBroken(_("The vote is closed already, its result stands."))
