"""What is counted, as data: an indicator made in the browser is two of these."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, calendar_year
from metodika.core.facts.conditions import Condition, ParameterKind, checked_value, conditions_from
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.registry import fact
from metodika.core.facts.spans import pieces_of, span_of
from metodika.core.web.values import Text


class Of(StrEnum):
    """What is counted: each once, except that a sum adds a number of every row.

    A mark is no count: it is another number as soon as other rows are counted.

    Organisations are those of the lowest rung of the ladder: a unit counts as what it is a part of.
    """

    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    BODIES = "bodies"
    ROWS = "rows"
    SUM = "sum"
    MARK = "mark"


OF_WORDS: dict[str, Text] = {
    Of.PEOPLE: gettext_lazy("people"),
    Of.ORGANISATIONS: gettext_lazy("organisations"),
    Of.BODIES: gettext_lazy("bodies"),
    Of.ROWS: gettext_lazy("rows"),
    Of.SUM: gettext_lazy("sum of a number"),
    Of.MARK: gettext_lazy("mark of the rows"),
}
WHOM = {Of.PEOPLE: About.PERSON, Of.ORGANISATIONS: About.ORGANISATION, Of.BODIES: About.BODY}

# Any year serves to see whether words for a time can be read.
SAMPLE = calendar_year(date(2000, 1, 1))


@dataclass(frozen=True)
class Selection:
    """Rows of one fact that fit: the fact, conditions, and when it is asked (see `span_of`)."""

    fact: str
    conditions: tuple[Condition, ...] = ()
    when: str = ""

    @property
    def declared(self) -> Fact:
        """The fact itself; RuleBroken when no area declares it any longer."""
        return fact(self.fact)

    def check(self) -> None:
        """Raise RuleBroken when the fact, a condition or the time does not fit."""
        declared = self.declared
        for condition in self.conditions:
            checked_value(declared.parameter(condition.code), condition)
        span_of(self.when, SAMPLE, lasting=declared.is_state)

    @property
    def data(self) -> dict[str, Any]:
        """The selection as it is kept in JSON, without what is usual."""
        told: dict[str, Any] = {"fact": self.fact}
        if self.conditions:
            told["where"] = [one.data for one in self.conditions]
        if self.when:
            told["when"] = self.when
        return told

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a selection; RuleBroken for what has not the shape of one."""
        return cls(**_selected(data))


@dataclass(frozen=True)
class Having(Selection):
    """What whoever is counted must have besides: at least so many rows of another fact.

    `in_each` asks for as many in every month, quarter or half-year of the period. `by` says through what the
    rows belong together (a person, an organisation's institution, a body); `absent` turns it round.
    `others` are as good as it: any one of them is enough.
    """

    at_least: int = 1
    in_each: str = ""
    by: str = ""
    absent: bool = False
    others: "tuple[Having, ...]" = ()

    @property
    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        told = super().data | ({"or": [one.data for one in self.others]} if self.others else {})
        usual = {"at_least": 1, "in_each": "", "by": "", "absent": False}
        return told | {name: getattr(self, name) for name in usual if getattr(self, name) != usual[name]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read one; RuleBroken for what has not the shape of one."""
        names = ("at_least", "in_each", "by", "absent")
        others = tuple(cls.from_data(one) for one in data.get("or") or ())
        return cls(**_selected(data), **{name: data[name] for name in names if name in data}, others=others)


@dataclass(frozen=True)
class Counting(Selection):
    """What is counted of the rows that fit, and what the counted must have besides.

    People are counted where the fact itself places them, or, with `placed_by`, where that state does:
    a teacher who sat in a municipal council counts for his school when the staff places him. `measure` is
    the parameter that a sum adds up.
    """

    of: Of = Of.ROWS
    having: tuple[Having, ...] = ()
    placed_by: Selection | None = None
    measure: str = ""

    def check(self) -> None:
        """Raise RuleBroken with a sentence when the counting cannot be computed."""
        super().check()
        declared = self.declared
        placing = self.placing
        needed = WHOM.get(self.of)
        known = {*declared.about, *([About.ORGANISATION] if placing else [])}
        if needed and needed not in known:
            raise RuleBroken(
                _("“%(fact)s” does not name what is to be counted (%(of)s). Count something else.")
                % {"fact": declared.title, "of": OF_WORDS[self.of]}
            )
        if placing:
            _check_placing(declared, placing)
        if self.of == Of.SUM:
            self._check_sum()
        for one in self.having:
            _check_having(self, one)

    def check_for(self, viewer: object) -> None:
        """Raise RuleBroken when the viewer may not be told what a condition or a sum would reveal.

        Source: domain cycle, calculation rules (groups under five people are hidden).
        """
        apart = [other for one in self.having for other in (one, *one.others)]
        asked = [
            (one.declared, one.declared.parameter(condition.code))
            for one in (self, *apart, *filter(None, [self.placed_by]))
            for condition in one.conditions
        ]
        if self.measure:
            asked.append((self.declared, self.declared.parameter(self.measure)))
        for declared, parameter in asked:
            if not declared.may_ask(viewer, parameter):
                raise RuleBroken(
                    _("“%(parameter)s” tells numbers of few people. Who sees them may ask by it.")
                    % {"parameter": parameter.title}
                )

    def _check_sum(self) -> None:
        if self.declared.parameter(self.measure).kind != ParameterKind.NUMBER:
            raise RuleBroken(
                _("“%(parameter)s” is not a number and cannot be added up.")
                % {"parameter": self.declared.parameter(self.measure).title}
            )
        if self.placing:
            raise RuleBroken(_("A sum is placed by its own rows only."))

    @property
    def placing(self) -> Selection | None:
        """The state that places the people: the one that was asked for, else the fact's own."""
        if self.placed_by:
            return self.placed_by
        usual = self.declared.placed_by
        return Selection(usual) if usual else None

    @property
    def facts(self) -> list[Fact]:
        """All facts that it names: that of its own rows first."""
        havings = [one for having in self.having for one in (having, *having.others)]
        named: list[Selection] = [self, *havings, *([self.placing] if self.placing else [])]
        return [one.declared for one in named]

    @property
    def data(self) -> dict[str, Any]:
        """The counting as it is kept in JSON."""
        told = super().data | {"of": self.of.value}
        if self.having:
            told["having"] = [one.data for one in self.having]
        if self.placed_by:
            told["placed_by"] = self.placed_by.data
        if self.measure:
            told["measure"] = self.measure
        return told

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a counting; RuleBroken for what has not the shape of one; `check` tells more."""
        told: dict[str, Any] = _selected(data)
        try:
            told["of"] = Of(data.get("of", Of.ROWS))
        except ValueError:
            raise RuleBroken(_("“%(of)s” cannot be counted.") % {"of": data.get("of")}) from None
        told["having"] = tuple(Having.from_data(one) for one in data.get("having") or ())
        placing = data.get("placed_by")
        told["placed_by"] = Selection.from_data(placing) if placing else None
        return cls(**told, measure=str(data.get("measure", "")))

    @property
    def fingerprint(self) -> str:
        """A name of the definition: values under different ones are no series.

        Source: domain cycle, calculation rules (series break on definition change).
        """
        told = json.dumps(self.data, sort_keys=True, ensure_ascii=False, default=str)
        return sha256(told.encode()).hexdigest()[:16]

    def is_part_of(self, whole: "Counting") -> bool:
        """Tell whether all that is counted here is counted there too: the same with more asked."""
        same = ("fact", "when", "of", "placed_by", "measure")
        return (
            all(getattr(self, name) == getattr(whole, name) for name in same)
            and set(whole.conditions) <= set(self.conditions)
            and set(whole.having) <= set(self.having)
        )

    def without(self, having: Having) -> "Counting":
        """Return the counting of those who lack what is asked for: "who is not there yet"."""
        others = tuple(one for one in self.having if one != having)
        return replace(self, having=(*others, replace(having, absent=not having.absent)))


@dataclass(frozen=True)
class Question:
    """A counting over a period."""

    counting: Counting
    period: Period


def _selected(data: Any) -> dict[str, Any]:
    if not isinstance(data, Mapping) or not isinstance(data.get("fact"), str):
        raise RuleBroken(_("A counting names its fact."))
    return {
        "fact": data["fact"],
        "conditions": conditions_from(data.get("where") or ()),
        "when": str(data.get("when") or ""),
    }


def _check_placing(declared: Fact, placing: Selection) -> None:
    placing.check()
    if About.PERSON not in declared.about:
        raise RuleBroken(
            _("“%(fact)s” is not about people and stays where it is.") % {"fact": declared.title}
        )
    place = placing.declared
    if not place.is_state or About.PERSON not in place.about or About.ORGANISATION not in place.about:
        raise RuleBroken(_("“%(fact)s” does not say where people belong.") % {"fact": place.title})


def _check_having(counting: Counting, having: Having) -> None:
    for one in having.others:
        _check_having(counting, one)
    having.check()
    match = matched_by(counting, having)
    for declared in (counting.declared, having.declared):
        own = declared.about
        if declared is counting.declared and counting.placing:
            own = [*own, About.ORGANISATION]
        if match not in own:
            raise RuleBroken(
                _("“%(one)s” and “%(other)s” have nothing in common by which they could be matched.")
                % {"one": counting.declared.title, "other": having.declared.title}
            )
    if having.at_least < 1:
        raise RuleBroken(_("At least one row must be asked for."))
    if having.in_each:
        pieces_of(SAMPLE, having.in_each)
        if having.declared.is_state:
            raise RuleBroken(
                _("“%(fact)s” lasts; only what happens can be asked for in each part of a period.")
                % {"fact": having.declared.title}
            )


def matched_by(counting: Counting, having: Having) -> About:
    """Return through what the counted and the other fact's rows belong together."""
    if having.by:
        try:
            return About(having.by)
        except ValueError:
            raise RuleBroken(_("Rows cannot be matched by “%(by)s”.") % {"by": having.by}) from None
    if counting.of in WHOM:
        return WHOM[counting.of]
    common = [one for one in About if one in counting.declared.about and one in having.declared.about]
    if not common:
        raise RuleBroken(
            _("“%(one)s” and “%(other)s” have nothing in common by which they could be matched.")
            % {"one": counting.declared.title, "other": having.declared.title}
        )
    return common[0]
