"""The rules of a profile as questions to facts, and their answers as verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import MonthDay, Period, calendar_year, dates, school_year
from metodika.core.facts import (
    Condition,
    Counting,
    Having,
    Number,
    Of,
    Question,
    Scope,
    facts,
    pieces_of,
    rows,
)
from metodika.directory.profiles.queries import HavingSaid, RuleSaid, SelectionSaid, facts_of
from metodika.steering.compliance.rules import (
    Verdict,
    Window,
    at_once,
    enough,
    in_every_piece,
    in_order,
    in_pieces,
    not_more,
    part_of,
    window_of,
)

EVER = "ever"
# A state asked for on any day of the period may still come, like an event.
ANY_DAY = "any_day"
PARTS = frozenset({"every", "share"})


@dataclass(frozen=True)
class Asked:
    """One rule on a day: what is counted for it, within which days, or why it cannot be counted."""

    code: str
    order: int
    said: RuleSaid
    today: date
    whole: Period
    window: Window
    questions: tuple[Question, ...] = ()
    pieces: tuple[Window, ...] = ()
    waits: tuple[str, ...] = ()
    problem: str = ""
    lasting: bool = False

    @property
    def facts(self) -> list[str]:
        """The codes of the facts it counts."""
        return facts_of(self.said)

    @property
    def is_split(self) -> bool:
        """Whether the rule can be judged for each institution too."""
        return bool(self.questions) and self.said.kind in PARTS


@dataclass
class Year:
    """The years of a municipality on a day."""

    today: date
    school_start: MonthDay = field(default_factory=lambda: MonthDay(9, 1))

    def period(self, kind: str) -> Period:
        """Return the whole year that a rule means."""
        if kind == "calendar":
            return calendar_year(self.today)
        return school_year(self.today, start=self.school_start)


def conditions_of(where: Mapping[str, Any]) -> tuple[Condition, ...]:
    """Return the conditions that a profile words shortly: yes, no, one value, several, a comparison."""
    found = []
    for code, value in where.items():
        if isinstance(value, bool):
            found.append(Condition(code, "yes" if value else "no"))
        elif isinstance(value, dict):
            found += [Condition(code, operator, given) for operator, given in value.items()]
        else:
            found.append(Condition(code, "in", tuple(value) if isinstance(value, list) else (value,)))
    return tuple(sorted(found, key=lambda one: (one.code, one.operator, str(one.value))))


def counting_of(said: SelectionSaid, *, ever: bool = False) -> Counting:
    """Return what a rule counts; a rule for all times asks events ever up to the day."""
    known = facts().get(said.fact)
    when = said.when or (EVER if ever and known and not known.is_state else "")
    return Counting(said.fact, conditions_of(said.where), when, Of(said.of))


def having_of(said: HavingSaid, *, ever: bool = False) -> Having:
    """Return what the counted must have besides."""
    known = facts().get(said.fact)
    when = said.when or (EVER if ever and known and not known.is_state else "")
    return Having(
        said.fact, conditions_of(said.where), when, said.at_least, said.in_each, said.by, said.absent
    )


def asked_rule(code: str, order: int, said: RuleSaid, year: Year) -> Asked:
    """Return a rule on a day: its questions when its facts are there, else what it waits for or lacks."""
    whole = year.period(said.year)
    window = window_of(whole.starts_on, whole.ends_on, starts=said.starts, by=said.by)
    asked = Asked(code, order, said, year.today, whole, window, lasting=_is_lasting(said))
    missing = [one for one in facts_of(said) if one not in facts()]
    if missing and set(missing) <= set(said.waits):
        return replace(asked, waits=tuple(missing))
    if missing:
        return replace(asked, problem=_gone(missing))
    questions, pieces = _questions(asked)
    try:
        for one in questions:
            one.counting.check()
    except RuleBroken as refusal:
        return replace(asked, problem=str(refusal), waits=tuple(said.waits))
    return replace(asked, questions=questions, pieces=pieces)


def _gone(missing: Sequence[str]) -> str:
    return _("The facts %(facts)s are not known here. Correct the rule in the profile.") % {
        "facts": ", ".join(missing)
    }


def _is_lasting(said: RuleSaid) -> bool:
    """Tell whether a rule asks for what must be there on the day, so that there is no time to wait for."""
    if said.year == EVER:
        return True
    told: Sequence[Any] = said.has if said.kind in PARTS else [said.of]
    known = facts()
    return all(
        one.when.startswith(("back", EVER))
        or (one.when != ANY_DAY and one.fact in known and known[one.fact].is_state)
        for one in told
        if one is not None
    )


def _questions(asked: Asked) -> tuple[tuple[Question, ...], tuple[Window, ...]]:
    said, ever = asked.said, asked.said.year == EVER
    until = dates(asked.whole.starts_on, max(asked.today, asked.whole.starts_on))
    if said.of is None:
        return (), ()
    counting = counting_of(said.of, ever=ever)
    if said.kind in PARTS:
        having = tuple(having_of(one, ever=ever) for one in said.has)
        piece = next((one.in_each for one in said.has if one.in_each), "")
        pieces = _windows(asked.whole, piece) if piece else ()
        pair = (Question(replace(counting, having=having), until), Question(counting, until))
        return pair, pieces
    if said.kind == "in_order" and said.before is not None:
        return (Question(counting, until), Question(counting_of(said.before, ever=ever), until)), ()
    if said.each:
        pieces = _windows(asked.whole, said.each)
        begun = [one for one in pieces if one.first <= asked.today]
        each = tuple(Question(counting, dates(one.first, min(one.last, asked.today))) for one in begun)
        return each, pieces
    return (Question(counting, until),), ()


def _windows(whole: Period, piece: str) -> tuple[Window, ...]:
    return tuple(Window(one.first or whole.starts_on, one.last) for one in pieces_of(whole, piece))


def verdict_of(asked: Asked, numbers: Sequence[Number], *, scope: Scope, proved: bool) -> Verdict:
    """Return what became of a rule by the numbers of its questions."""
    said, found = asked.said, [int(one) for one in numbers]
    if said.kind == "proof":
        return at_once(int(proved), 1)
    if said.kind == "in_order":
        first, second = (_first_day(one, scope) for one in asked.questions)
        return in_order(first, second, asked.window, asked.today)
    if said.kind in PARTS:
        return verdict_of_part(asked, *found)
    needs = 1 if said.number is None else said.number
    if said.kind == "none":
        return not_more(found[0], said.number or 0)
    if asked.pieces:
        padded = [*found, *[0] * (len(asked.pieces) - len(found))]
        return in_pieces(list(zip(asked.pieces, padded, strict=True)), needs, asked.today)
    if asked.lasting and not (said.by or said.starts):
        return at_once(found[0], needs)
    return enough(found[0], needs, asked.window, asked.today, lasting=asked.lasting)


def verdict_of_part(asked: Asked, has: int, all_: int) -> Verdict:
    """Return what became of a rule about everybody, for a municipality or for one place."""
    if asked.pieces:
        return in_every_piece(has, all_, asked.pieces, asked.today)
    percent = asked.said.share or 100
    return part_of(has, all_, asked.window, asked.today, percent=percent, lasting=asked.lasting)


def _first_day(question: Question, scope: Scope) -> date | None:
    found = rows(question.counting, question.period, scope)
    column = "fact_since" if question.counting.declared.is_state else "fact_on"
    day: date | None = found.order_by().aggregate(day=Min(column))["day"]
    return day


def asked_rules(evidence: Mapping[str, Any], year: Year) -> Iterator[Asked]:
    """Yield every rule of the clauses on a day, in the order of the clauses."""
    for code, told in evidence.items():
        for order, said in enumerate(told.rules):
            yield asked_rule(code, order, said, year)
