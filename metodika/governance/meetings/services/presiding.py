"""Who presides and who keeps the minutes."""

from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.staff.models import Person
from metodika.governance.meetings.events import PresidingElected, RecorderAppointed
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    RUNNING,
    PresidingGround,
    VoteMethod,
    VotePurpose,
)
from metodika.governance.meetings.models import Session, Vote
from metodika.governance.meetings.queries.sittings import (
    electorate_for,
    presences_of,
    quorum_at,
    rules_for,
    voters_here,
)
from metodika.governance.meetings.rules import (
    VoteTotals,
    count_vote,
    people_present,
    totals_exceed,
    who_presides,
)
from metodika.governance.meetings.services.ground import (
    beat,
    locked_session,
    refuse_unless_in,
    refuse_without_quorum,
)

CHAIR, SECRETARY = "chair", "secretary"


@atomic
def elect_presiding(session: Session, *, person: Person, totals: VoteTotals, by: Any) -> Session:
    """Let those present elect who presides when chair and deputy are away; the vote is kept for the minutes.

    Raises RuleBroken when one of them is here, when the rules know no election, for somebody who is not here
    or no member, without a quorum, and when the hands are too many or too few.
    """
    locked, now = locked_session(session), timezone.now()
    refuse_unless_in(locked, BEFORE | RUNNING)
    rules, electorate = rules_for(locked), electorate_for(locked)
    present = voters_here(locked, now)
    standing = who_presides(rules, electorate, present)
    if standing.person_id is not None:
        raise RuleBroken(_("The chair or the deputy is here and presides."))
    if who_presides(rules, electorate, present, elected=person.pk).person_id is None:
        raise RuleBroken(
            _("%(person)s cannot be elected: by the rules of the body only a member who is present can be.")
            % {"person": person}
        )
    _keep_election(locked, person, totals, present)
    locked.presiding, locked.presiding_ground = person, PresidingGround.ELECTED
    locked.save(update_fields=["presiding", "presiding_ground"])
    beat(locked)
    elected = PresidingElected(session_id=locked.pk, body_id=locked.body_id, person_id=person.pk)
    announce(elected, by=by, about=locked)
    return locked


def _keep_election(session: Session, person: Person, totals: VoteTotals, present: frozenset[int]) -> None:
    """Count the hands and keep the vote; RuleBroken when they do not elect."""
    now = timezone.now()
    refuse_without_quorum(quorum_at(session, present))
    if totals_exceed(totals, able=len(present)):
        raise RuleBroken(
            _("%(cast)s votes are more than the %(present)s members present. Count again.")
            % {"cast": totals.cast, "present": len(present)}
        )
    result = count_vote(
        rules_for(session), totals, present=len(present), listed=electorate_for(session).listed
    )
    if not result.adopted:
        raise RuleBroken(
            _("%(person)s is not elected: %(needed)s votes are needed, %(votes)s were given.")
            % {"person": person, "needed": result.needed, "votes": result.for_}
        )
    Vote.objects.create(
        session=session, question=_("Elect to preside: %(person)s") % {"person": person}, opened_at=now,
        closed_at=now, purpose=VotePurpose.PRESIDING, method=VoteMethod.TOTALS, asked=sorted(present),
        frozen={"present": sorted(present), "recused": [], "base": result.base, "needed": result.needed},
        for_count=totals.for_, against_count=totals.against, abstained_count=totals.abstained,
        silent_count=result.silent, adopted=True, reason=result.reason,
    )  # fmt: skip


@atomic
def appoint_recorder(session: Session, *, person: Person, by: Any) -> Session:
    """Let somebody keep the minutes in place of the secretary; he need not be a member."""
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE | RUNNING)
    secretaries = electorate_for(locked).holders(SECRETARY)
    locked.recorder, locked.recorder_is_temporary = person, person.pk not in secretaries
    locked.save(update_fields=["recorder", "recorder_is_temporary"])
    beat(locked)
    appointed = RecorderAppointed(session_id=locked.pk, body_id=locked.body_id, person_id=person.pk)
    announce(appointed, by=by, about=locked)
    return locked


def settle_officers(session: Session, moment: datetime) -> None:
    """Set who presides and who records at the opening; the caller saves the session.

    Raises RuleBroken when nobody may preside, or when the secretary is away and nobody was named.
    """
    rules, electorate = rules_for(session), electorate_for(session)
    here = people_present(presences_of(session), moment, remote_allowed=rules.remote_allowed)
    set_presiding(session, here)
    secretaries = electorate.holders(SECRETARY)
    present = [person for person in secretaries if person in here]
    if present and session.recorder_id is None:
        session.recorder_id, session.recorder_is_temporary = present[0], False
    if secretaries and session.recorder_id is None:
        raise RuleBroken(_("The secretary is not here. Name who keeps the minutes."))


def settle_poll(session: Session) -> None:
    """Set who signs for a poll: the chair and the secretary; nobody has to be anywhere."""
    electorate = electorate_for(session)
    for person in electorate.holders(CHAIR)[:1]:
        session.presiding_id, session.presiding_ground = person, PresidingGround.CHAIR
    for person in electorate.holders(SECRETARY)[:1]:
        session.recorder_id = session.recorder_id or person


def set_presiding(session: Session, here: frozenset[int]) -> None:
    """Set who presides of those here; RuleBroken when nobody may. The caller saves the session."""
    elected = session.presiding_id if session.presiding_ground == PresidingGround.ELECTED else None
    found = who_presides(rules_for(session), electorate_for(session), here, elected=elected)
    if found.person_id is None:
        raise RuleBroken(
            _("Neither the chair nor the deputy is here. Those present elect who presides; write that down.")
        )
    session.presiding_id, session.presiding_ground = found.person_id, found.ground
