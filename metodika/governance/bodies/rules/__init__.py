"""The rules of a body as values, what a composition owes to them, and what a body owes to anybody."""

from metodika.governance.bodies.rules.compositions import (
    Fault,
    Member,
    SeatFacts,
    Strength,
    composition_faults,
    members_among,
    strength,
)
from metodika.governance.bodies.rules.duties import BodyFacts, Duty, Owed, owed_by, term_ends_on
from metodika.governance.bodies.rules.parameters import OFFICES, BodyRules, SeatRule, overlaid

__all__ = [
    "OFFICES",
    "BodyFacts",
    "BodyRules",
    "Duty",
    "Fault",
    "Member",
    "Owed",
    "SeatFacts",
    "SeatRule",
    "Strength",
    "composition_faults",
    "members_among",
    "overlaid",
    "owed_by",
    "strength",
    "term_ends_on",
]
