"""What a profile says of its regulation and of the evidence of its clauses, in the shapes of its files."""

from metodika.directory.profiles.rules.acts import Regulation, clauses_in_order
from metodika.directory.profiles.rules.dossiers import Directions, DirectionSaid, PositionSaid, ProofSaid
from metodika.directory.profiles.rules.evidence import (
    ClauseSaid,
    Evidence,
    HavingSaid,
    RuleSaid,
    SelectionSaid,
    facts_of,
)

__all__ = [
    "ClauseSaid",
    "DirectionSaid",
    "Directions",
    "Evidence",
    "HavingSaid",
    "PositionSaid",
    "ProofSaid",
    "Regulation",
    "RuleSaid",
    "SelectionSaid",
    "clauses_in_order",
    "facts_of",
]
