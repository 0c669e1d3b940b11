"""What a vote has decided."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from metodika.governance.meetings.lifecycle import Choice
from metodika.governance.meetings.rules.bodies import SittingRules

PRESENT, CAST, LIST = "present", "cast", "list"
CHAIR_DECIDES = "chair"
# Why it was adopted or not, as codes.
MAJORITY, NO_MAJORITY, TIE, CASTING_VOTE = "majority", "no_majority", "tie", "casting_vote"


@dataclass(frozen=True)
class VoteTotals:
    """Counted hands."""

    for_: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many have voted in any way."""
        return self.for_ + self.against + self.abstained


@dataclass(frozen=True)
class VoteResult:
    """A counted vote; `base` is of how many, `needed` the fewest votes in favour that carry."""

    for_: int
    against: int
    abstained: int
    silent: int
    recused: int
    present: int
    base: int
    needed: int
    adopted: bool
    reason: str


def may_vote(person_id: int, *, voters: Collection[int], recused: Collection[int]) -> bool:
    """Tell whether somebody has a vote in this vote: asked when it was put, and not withdrawn himself.

    Source: domain capabilities, C05, edge cases 7, 9 and 11.
    """
    return person_id in voters and person_id not in recused


def counted_present(
    rules: SittingRules, *, asked: Collection[int], still_here: Collection[int], voted: Collection[int],
    recused: Collection[int],
) -> frozenset[int]:  # fmt: skip
    """Return who counts as present at a vote: of those asked, who is still here or had voted before leaving.

    Who withdrew himself counts as present where the rules say so.
    Source: domain capabilities, C05, edge cases 8 and 11.
    """
    here = frozenset(asked) & (frozenset(still_here) | frozenset(voted))
    return here if rules.recused_present else here - frozenset(recused)


def totals_of(
    ballots: Mapping[int, str], *, counted: Collection[int], recused: Collection[int]
) -> VoteTotals:
    """Add named ballots up, one a person; ballots of others than those who count are left out.

    Source: domain capabilities, C05, edge cases 7, 10 and 11.
    """
    counting = frozenset(counted) - frozenset(recused)
    choices = [choice for person_id, choice in ballots.items() if person_id in counting]
    return VoteTotals(
        choices.count(Choice.FOR), choices.count(Choice.AGAINST), choices.count(Choice.ABSTAINED)
    )


def totals_exceed(totals: VoteTotals, *, able: int) -> bool:
    """Tell whether counted hands are more than the people who could raise one, or fewer than none.

    Source: domain capabilities, C05, edge case 17.
    """
    return totals.cast > able or min(totals.for_, totals.against, totals.abstained) < 0


def count_vote(
    rules: SittingRules, totals: VoteTotals, *, present: int, listed: int, recused: int = 0,
    chair_choice: str | None = None,
) -> VoteResult:  # fmt: skip
    """Decide a vote. `present` are those who count as present, recused ones included where the rules say so.

    Adopted with more than the fraction in favour of the base: those present (abstaining and silence then work
    as votes against), the votes cast (an abstention is one) or the whole list. A tie is when everybody who
    counts has voted and one half is for, the other against: not adopted, or decided by the vote of whoever
    presides where the rules say so.
    Source: YAK-4.11; domain capabilities, C05 (arithmetic), edge cases 3, 11 and 16.
    """
    base = {PRESENT: present, CAST: totals.cast, LIST: listed}[rules.majority_of]
    fraction = rules.majority_numerator, rules.majority_denominator
    weight, share = totals.for_ * fraction[1], base * fraction[0]
    adopted, reason = weight > share, MAJORITY
    if not adopted:
        reason = NO_MAJORITY
        if base and weight == share and totals.for_ == totals.against:
            adopted = rules.tie == CHAIR_DECIDES and chair_choice == Choice.FOR
            reason = CASTING_VOTE if rules.tie == CHAIR_DECIDES and chair_choice else TIE
    able = present - recused if rules.recused_present else present
    return VoteResult(
        for_=totals.for_, against=totals.against, abstained=totals.abstained,
        silent=max(0, able - totals.cast), recused=recused, present=present, base=base,
        needed=share // fraction[1] + 1, adopted=adopted, reason=reason,
    )  # fmt: skip
