"""Who is here at a moment, who counts, and who presides."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metodika.governance.meetings.lifecycle import PresidingGround
from metodika.governance.meetings.rules.bodies import SittingRules

CHAIR, DEPUTY, SECRETARY = "chair", "deputy", "secretary"


@dataclass(frozen=True)
class Span:
    """One stay in the room or on the line; `left_at` None while it lasts."""

    arrived_at: datetime
    left_at: datetime | None = None
    remote: bool = False

    def covers(self, moment: datetime) -> bool:
        """Whether the person is here at the moment; the moment of leaving is already outside."""
        return self.arrived_at <= moment and (self.left_at is None or moment < self.left_at)


@dataclass(frozen=True)
class Presence:
    """The stays of one person at one session; `invited` for whoever came as a guest."""

    person_id: int
    spans: tuple[Span, ...] = ()
    invited: bool = False


@dataclass(frozen=True)
class SeatHeld:
    """A person on the list as it was at the beginning of the session."""

    person_id: int
    office: str = "member"
    votes: bool = True


@dataclass(frozen=True)
class Electorate:
    """Who belongs to the body at this session; `listed` is how many votes the approved list has."""

    seats: tuple[SeatHeld, ...]
    listed: int

    @property
    def members(self) -> frozenset[int]:
        """Everybody on the list, with a vote or without."""
        return frozenset(seat.person_id for seat in self.seats)

    @property
    def voters(self) -> frozenset[int]:
        """Everybody with a vote; who sits by two grounds has one."""
        return frozenset(seat.person_id for seat in self.seats if seat.votes)

    @property
    def filled(self) -> int:
        """How many people have a vote."""
        return len(self.voters)

    def data(self) -> dict[str, Any]:
        """Return what a session keeps of its members."""
        seats = [[seat.person_id, seat.office, seat.votes] for seat in self.seats]
        return {"listed": self.listed, "seats": seats}

    def holders(self, office: str) -> list[int]:
        """Return who holds an office, in the order of the list."""
        return [seat.person_id for seat in self.seats if seat.office == office]


@dataclass(frozen=True)
class Presiding:
    """Who presides and why; nobody when those present have to elect."""

    person_id: int | None
    ground: str = ""


def people_present(
    presences: Iterable[Presence], moment: datetime, *, remote_allowed: bool
) -> frozenset[int]:
    """Return everybody who is here at the moment, guests included, each once.

    Who takes part from afar is here only where the body's rules allow it; a lost connection is a leaving.
    Source: domain capabilities, C05, edge cases 8, 9 and 15.
    """
    return frozenset(
        one.person_id
        for one in presences
        if any(span.covers(moment) and (remote_allowed or not span.remote) for span in one.spans)
    )


def voters_present(
    electorate: Electorate, presences: Sequence[Presence], moment: datetime, *, remote_allowed: bool
) -> frozenset[int]:
    """Return the members with a vote who are here at the moment.

    The composition decides who is a member: a guest stays a guest, also one who stands in for a member.
    Source: domain capabilities, C05, edge cases 5, 7, 10 and 23.
    """
    return electorate.voters & people_present(presences, moment, remote_allowed=remote_allowed)


def who_presides(
    rules: SittingRules, electorate: Electorate, present: Collection[int], *, elected: int | None = None
) -> Presiding:
    """Tell who presides: the chair, else the deputy, else the member whom those present have elected.

    Nobody where the rules know no further way; the session then cannot begin or go on.
    Source: YAK-4.5; domain capabilities, C05, edge case 4.
    """
    for way, ground in ((CHAIR, PresidingGround.CHAIR), (DEPUTY, PresidingGround.DEPUTY)):
        if way in rules.presiding:
            for person_id in electorate.holders(way):
                if person_id in present:
                    return Presiding(person_id, ground)
    may_elect = PresidingGround.ELECTED in rules.presiding
    if may_elect and elected is not None and elected in present and elected in electorate.members:
        return Presiding(elected, PresidingGround.ELECTED)
    return Presiding(None)


def left_early(presence: Presence, closed_at: datetime) -> datetime | None:
    """Return when somebody left for good before the end; None for who stayed or never came.

    Source: domain capabilities, C05, edge case 19.
    """
    ends = [span.left_at for span in presence.spans]
    if not ends or any(end is None or end >= closed_at for end in ends):
        return None
    return max(end for end in ends if end is not None)
