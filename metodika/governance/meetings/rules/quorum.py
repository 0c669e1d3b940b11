"""Whether enough members are here."""

from dataclasses import dataclass

from metodika.governance.meetings.rules.bodies import SittingRules

LIST, FILLED = "list", "filled"


@dataclass(frozen=True)
class Quorum:
    """One count: of how many, by the list and by filled seats, how many are here and have to be."""

    base: int
    listed: int
    filled: int
    present: int
    required: int
    ok: bool


def required_for_quorum(rules: SittingRules, base: int) -> int:
    """Return how many members have to be present of `base`, at least one.

    "Not fewer than half" includes the half itself: 5 of 9, 5 of 10, 6 of 11; a strict rule asks for more
    than the fraction: 5 of 9, 6 of 10.
    Source: YAK-4.10.1; domain capabilities, C05 (arithmetic).
    """
    whole, rest = divmod(base * rules.quorum_numerator, rules.quorum_denominator)
    return max(1, whole + 1 if rest or rules.quorum_strict else whole)


def quorum(rules: SittingRules, *, listed: int, filled: int, present: int) -> Quorum:
    """Count a quorum; vacant seats count in the base unless the rules speak of filled seats.

    Source: YAK-4.10.1; domain capabilities, C05, edge case 1.
    """
    base = filled if rules.quorum_base == FILLED else listed
    required = required_for_quorum(rules, base)
    return Quorum(base, listed, filled, present, required, ok=base > 0 and present >= required)


def is_short(rules: SittingRules, *, filled: int) -> bool:
    """Tell whether the composition has fewer people than it must; the session may be held, with a warning.

    Source: YAK-4.3; domain capabilities, C05, edge case 2.
    """
    return rules.min_members is not None and filled < rules.min_members
