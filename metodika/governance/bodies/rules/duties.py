"""What a body owes on a day, worked out of its facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from metodika.governance.bodies.rules.compositions import Fault
from metodika.governance.bodies.rules.parameters import BodyRules


@dataclass(frozen=True)
class Duty:
    """Something that a body owes, told to the people who answer for it before it is late.

    `words` is a sentence with named places, lazily translated or plain; `parameters` fill them. `due_on` None
    means at once.
    """

    body_id: int
    code: str
    words: Any
    due_on: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    responsible: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """The duty in the language of the reader."""
        return str(self.words % self.parameters) if self.parameters else str(self.words)

    def is_late_on(self, day: date) -> bool:
        """Tell whether the day has passed; what is due at once is not late, it is owed."""
        return self.due_on is not None and self.due_on < day


@dataclass(frozen=True)
class BodyFacts:
    """What is known of a body on a day: dates, papers, and the faults of its composition."""

    is_permanent: bool = True
    starts_on: date | None = None
    ends_on: date | None = None
    has_regulation: bool = False
    has_act: bool = False
    has_composition: bool = False
    composition_has_act: bool = False
    composition_starts_on: date | None = None
    composition_ends_on: date | None = None
    has_head: bool = False
    faults: Sequence[Fault] = ()
    holders_changed: Sequence[Mapping[str, Any]] = ()
    stages: Sequence[tuple[str, date]] = ()


@dataclass(frozen=True)
class Owed:
    """One duty before it has words: its code, its day and what its sentence names."""

    code: str
    due_on: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


def term_ends_on(rules: BodyRules, starts_on: date | None, ends_on: date | None) -> date | None:
    """Return the last day of a composition: its own, or the one after the years that the rules give it.

    Source: domain capabilities, C06 (terms of heads and compositions differ from place to place).
    """
    if ends_on is not None or starts_on is None or rules.term_years is None:
        return ends_on
    last = min(starts_on.day, 28) if starts_on.month == 2 else starts_on.day  # noqa: PLR2004 - a leap day
    return date(starts_on.year + rules.term_years, starts_on.month, last) - timedelta(days=1)


def owed_by(rules: BodyRules, facts: BodyFacts, *, day: date) -> list[Owed]:
    """List what a body owes on the day by its own make-up; sessions are another matter.

    Source: YAK-3.6, YAK-3.7 (a regulation), YAK-4.2, YAK-4.3 (composition by an act), PERV-8.7 (a group has
    an end); domain capabilities, C08 (a reminder before it).
    """
    return [*_papers_owed(rules, facts), *_people_owed(facts), *_terms_owed(rules, facts, day)]


def _papers_owed(rules: BodyRules, facts: BodyFacts) -> Iterator[Owed]:
    """Find the acts that are not there.

    Source: YAK-3.6, YAK-3.7, YAK-4.3a.
    """
    if rules.needs_regulation and not facts.has_regulation:
        yield Owed("regulation_missing", parameters={"clause": rules.clause_of("needs_regulation")})
    if rules.composition_act and facts.has_composition and not facts.composition_has_act:
        yield Owed("act_missing", parameters={"clause": rules.clause_of("composition_act")})


def _people_owed(facts: BodyFacts) -> Iterator[Owed]:
    """Find the people who are not there, or sit by a position that they no longer hold.

    Source: YAK-4.2a, YAK-4.2d, YAK-4.3b; domain capabilities, C05, cases 2 and 5.
    """
    if not facts.has_composition:
        yield Owed("composition_missing")
        return
    if not facts.has_head:
        yield Owed("head_missing")
    told = {
        "too_few": "members_missing",
        "seats_vacant": "seats_vacant",
        "consent_missing": "consent_missing",
    }
    for fault in facts.faults:
        if fault.code in told:
            yield Owed(told[fault.code], parameters=dict(fault.parameters))
    for changed in facts.holders_changed:
        yield Owed("holder_changed", parameters=dict(changed))


def _terms_owed(rules: BodyRules, facts: BodyFacts, day: date) -> Iterator[Owed]:
    """Find terms and stages that end within the days of the reminder, or have ended.

    Source: PERV-8.7, YAK-1.6.2b (temporary bodies); domain capabilities, C08.
    """
    soon = day + timedelta(days=rules.reminder_days)
    if facts.ends_on is not None and facts.ends_on <= soon:
        yield Owed("body_ends", facts.ends_on, {"ends_on": facts.ends_on})
    elif facts.ends_on is None and not facts.is_permanent:
        yield Owed("end_missing")
    for title, due_on in facts.stages:
        if due_on <= soon:
            yield Owed("stage_due", due_on, {"title": title, "ends_on": due_on})
    last = term_ends_on(rules, facts.composition_starts_on, facts.composition_ends_on)
    if facts.has_composition and last is not None and last <= soon:
        yield Owed("term_ends", last, {"ends_on": last})
