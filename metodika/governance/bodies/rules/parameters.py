"""What a municipality decides about a body, each decision with the clause that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

# The offices of a body, the foremost first.
OFFICES = ("chair", "deputy", "secretary", "member")
# Parameters that a profile writes as a fraction, "2/3".
FRACTIONS = ("quorum", "majority")
ORDERED = ("presiding", "offices")


@dataclass(frozen=True)
class SeatRule:
    """A seat that the regulation names: whom it represents, or by which position it is held.

    `head_of` is the code of a kind of bodies: one such seat for the head of each body of the kind.
    `count` is the number of such seats, at least 1.
    """

    office: str = "member"
    represents: str = ""
    position: str = ""
    head_of: str = ""
    count: int = 1
    by_agreement: bool = False
    votes: bool = True
    clause: str = ""


@dataclass(frozen=True)
class BodyRules:
    """How a body is made up, meets and decides. What nobody has said stays as it is here.

    Fractions are of the list (or of those present, of votes cast): the quorum needs at least its fraction,
    or strictly more with `quorum_strict`; a majority always needs strictly more than its fraction. `offices`
    are those that a composition must fill exactly once. `composition_act` is the kind of act that approves a
    composition, "any" for any kind, empty when none is needed. `head_role` is the code of the role that the
    head receives for the host, empty when none. `open_to_staff` is what all staff of a municipality may
    read of its bodies' sessions once the minutes are signed: "nothing", "decisions", "minutes" with names.
    `clauses` names the clause of a parameter: one that has a clause binds, one that has none advises.
    """

    min_members: int | None = None
    min_teachers: int | None = None
    offices: tuple[str, ...] = ("chair",)
    seats: tuple[SeatRule, ...] = ()
    composition_act: str = ""
    head_role: str = ""
    needs_regulation: bool = False
    term_years: int | None = None
    reminder_days: int = 30
    quorum_numerator: int = 1
    quorum_denominator: int = 2
    quorum_strict: bool = False
    quorum_base: str = "list"
    majority_of: str = "present"
    majority_numerator: int = 1
    majority_denominator: int = 2
    tie: str = "rejected"
    presiding: tuple[str, ...] = ("chair", "deputy", "elected")
    remote_allowed: bool = False
    correspondence_allowed: bool = False
    recused_present: bool = True
    sessions_a_year: int | None = None
    sessions_a_quarter: int | None = None
    year: str = "school"
    quarters: str = "calendar"
    notice_days: int | None = None
    notice_in: str = "calendar"
    minutes_signed_by: str = "present"
    keep_years: int = 5
    needs_approval: bool = False
    approval_days: int | None = None
    members_follow: bool = False
    members_vote: bool = False
    secretary_votes: bool = True
    open_to_staff: str = "nothing"
    clauses: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "BodyRules":
        """Read rules as they are stored: fractions as "2/3", absent and empty values left at their defaults.

        Raises ValueError for a fraction that is none, TypeError for an unknown parameter.
        """
        told = {name: value for name, value in data.items() if value is not None}
        for name in FRACTIONS:
            if name in told:
                part = as_fraction(told.pop(name))
                told[f"{name}_numerator"], told[f"{name}_denominator"] = part
        for name in ORDERED:
            if name in told:
                told[name] = tuple(told[name])
        told["seats"] = tuple(
            SeatRule(**{key: value for key, value in seat.items() if value is not None})
            for seat in told.get("seats", ())
        )
        told["clauses"] = {name: clause for name, clause in (told.get("clauses") or {}).items() if clause}
        return cls(**told)

    def data(self) -> dict[str, Any]:
        """Return the rules as `from_data` reads them, ready for JSON."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in FRACTIONS:
            told[name] = f"{told.pop(f'{name}_numerator')}/{told.pop(f'{name}_denominator')}"
        for name in ORDERED:
            told[name] = list(told[name])
        told["seats"] = [dict(vars(seat)) for seat in self.seats]
        told["clauses"] = dict(self.clauses)
        return told

    def clause_of(self, parameter: str) -> str:
        """Return the clause that the parameter comes from, empty when no act speaks of it."""
        return self.clauses.get(parameter, "")

    @property
    def quorum(self) -> Fraction:
        """The part of the list that must be present."""
        return Fraction(self.quorum_numerator, self.quorum_denominator)

    @property
    def majority(self) -> Fraction:
        """The part that a decision must exceed."""
        return Fraction(self.majority_numerator, self.majority_denominator)


def as_fraction(text: str) -> tuple[int, int]:
    """Read "2/3" as two numbers, not reduced; ValueError unless 0 < numerator <= denominator.

    Source: docs/profile.ru.md, «Советы и объединения»; YAK-4.10.1c, YAK-4.11a.
    """
    above, _slash, below = str(text).partition("/")
    part = int(above), int(below)
    if not 0 < part[0] <= part[1]:
        raise ValueError(f"{text} is no part of a whole.")
    return part


def overlaid(kind: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a body's own decisions over those of its kind; None in `own` says nothing.

    A parameter that the body decides for itself no longer comes from the clause of its kind, unless the
    body names one.
    Source: domain capabilities, C05 (settings of a body); YAK-3.7 (institutions decide for themselves).
    """
    said = {name: value for name, value in own.items() if value is not None and name != "clauses"}
    kept = {name: ref for name, ref in (kind.get("clauses") or {}).items() if name not in said}
    return {**kind, **said, "clauses": {**kept, **(own.get("clauses") or {})}}
