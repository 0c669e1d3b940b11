"""A form as data: what is asked, in which words, and what must agree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as having
from decimal import Decimal
from typing import Any, Self

from metodika.steering.collection.lifecycle import JUDGED, KINDS_OF_FORM, FieldKind
from metodika.steering.collection.rules.expressions import Unreadable, names_in

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
# How long a field takes whoever fills it in, where the form does not say: an estimate in minutes.
MINUTES: dict[str, Decimal] = {
    FieldKind.NUMBER: Decimal(2), FieldKind.SHARE: Decimal(4), FieldKind.MONEY: Decimal(3),
    FieldKind.YES_NO: Decimal("0.5"), FieldKind.CHOICE: Decimal(1), FieldKind.TEXT: Decimal(5),
    FieldKind.DATE: Decimal(1), FieldKind.FILE: Decimal(5), FieldKind.TABLE: Decimal(15),
    FieldKind.ITEM: Decimal(2), FieldKind.LEVEL: Decimal(5),
}  # fmt: skip
NUMERIC = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
COUNTED = frozenset({FieldKind.NUMBER, FieldKind.SHARE})
NAMED = (
    "code",
    "kind",
    "title",
    "section",
    "unit",
    "explanation",
    "required",
    "least",
    "most",
    "minutes",
    "of",
)


@dataclass(frozen=True)
class Option:
    """One value of a choice; `points` is what it counts in sums, empty when it counts nothing."""

    code: str
    title: str
    points: str = ""


@dataclass(frozen=True)
class Problem:
    """Something that does not hold: what it is, of which field, with which words beside."""

    code: str
    field: str = ""
    details: Mapping[str, Any] = having(default_factory=dict)


PEOPLE = "people"


@dataclass(frozen=True)
class FieldSpec:
    """One thing that is asked.

    `counting` and `of_counting` are countings of facts as data: what they give is shown and not asked.
    `of` is "people" where the number counts people: few of them are not told to the public.
    `least` and `most` only warn. `columns` are the headings of a table.
    """

    code: str
    kind: str
    title: str
    section: str = ""
    unit: str = ""
    explanation: str = ""
    required: bool = True
    least: str = ""
    most: str = ""
    minutes: str = ""
    of: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    counting: Mapping[str, Any] | None = None
    of_counting: Mapping[str, Any] | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a field as it is kept."""
        told = {name: data[name] for name in NAMED if name in data}
        options = tuple(
            Option(str(one["code"]), str(one["title"]), str(one.get("points", "")))
            for one in data.get("options") or ()
        )
        return cls(
            **told, options=options, columns=tuple(data.get("columns") or ()),
            counting=data.get("counting") or None, of_counting=data.get("of_counting") or None,
        )  # fmt: skip

    @property
    def data(self) -> dict[str, Any]:
        """The field as it is kept, without what is usual."""
        usual = FieldSpec("", "", "")
        told = {
            name: getattr(self, name)
            for name in NAMED
            if name in {"code", "kind", "title"} or getattr(self, name) != getattr(usual, name)
        }
        if self.options:
            told["options"] = [
                {"code": one.code, "title": one.title} | ({"points": one.points} if one.points else {})
                for one in self.options
            ]
        if self.columns:
            told["columns"] = list(self.columns)
        countings = {"counting": self.counting, "of_counting": self.of_counting}
        return told | {name: dict(value) for name, value in countings.items() if value}

    @property
    def is_judged(self) -> bool:
        """Whether an inspector looks at it."""
        return self.kind in JUDGED

    @property
    def names(self) -> list[str]:
        """Names of the numbers that an answer gives to checks and sums."""
        if self.kind in {FieldKind.TEXT, FieldKind.DATE, FieldKind.FILE}:
            return []
        if self.kind == FieldKind.SHARE:
            return [self.code, f"{self.code}_of"]
        if self.kind == FieldKind.TABLE:
            return [f"{self.code}_rows"]
        return [self.code]

    @property
    def is_of_people(self) -> bool:
        """Whether its number counts people: the author says so, or what is counted for it does."""
        return PEOPLE in {self.of, *((one or {}).get("of") for one in (self.counting, self.of_counting))}

    def minutes_needed(self) -> Decimal:
        """Return how long it takes to fill in, in minutes."""
        return Decimal(self.minutes) if self.minutes else MINUTES[self.kind]


@dataclass(frozen=True)
class CheckSpec:
    """What must hold between fields, and what to do when it does not, in the author's words."""

    holds: str
    instruction: str

    @property
    def data(self) -> dict[str, str]:
        """The check as it is kept."""
        return {"holds": self.holds, "instruction": self.instruction}


@dataclass(frozen=True)
class FormSpec:
    """Everything that a form asks, in its order."""

    fields: tuple[FieldSpec, ...] = ()
    checks: tuple[CheckSpec, ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a form as it is kept, or as a profile writes it: fields under headings."""
        listed = [FieldSpec.from_data(one) for one in data.get("fields") or ()]
        for part in data.get("sections") or ():
            listed += [FieldSpec.from_data({**one, "section": part["title"]}) for one in part["fields"]]
        checks = tuple(CheckSpec(one["holds"], one["instruction"]) for one in data.get("checks") or ())
        return cls(tuple(listed), checks)

    @property
    def data(self) -> dict[str, Any]:
        """The form as it is kept."""
        return {
            "fields": [one.data for one in self.fields],
            "checks": [one.data for one in self.checks],
        }

    def field(self, code: str) -> FieldSpec | None:
        """Return a field by its code."""
        return next((one for one in self.fields if one.code == code), None)

    @property
    def sections(self) -> list[tuple[str, list[FieldSpec]]]:
        """Fields under their headings, in the order in which the headings first come."""
        found: dict[str, list[FieldSpec]] = {}
        for one in self.fields:
            found.setdefault(one.section, []).append(one)
        return list(found.items())

    def with_field(self, told: FieldSpec, *, instead_of: str = "") -> Self:
        """Return the form with a field more, or with one changed in its place."""
        if not instead_of:
            return replace(self, fields=(*self.fields, told))
        changed = tuple(told if one.code == instead_of else one for one in self.fields)
        return replace(self, fields=changed)

    def without_field(self, code: str) -> Self:
        """Return the form without a field."""
        return replace(self, fields=tuple(one for one in self.fields if one.code != code))

    def moved(self, code: str, by: int) -> Self:
        """Return the form with a field one place up (-1) or down (1); at the edge it stays."""
        listed = list(self.fields)
        place = next((number for number, one in enumerate(listed) if one.code == code), None)
        if place is not None and 0 <= place + by < len(listed):
            listed[place], listed[place + by] = listed[place + by], listed[place]
        return replace(self, fields=tuple(listed))


def problems_of(form: FormSpec, kind: str) -> list[Problem]:
    """List what keeps a form from being asked.

    Codes must be plain and each its own, kinds must suit the form, a choice needs two values, a table its
    columns, bounds must be numbers in their order, and checks must speak of fields that give numbers.
    Source: domain capabilities, C28 (form: fields, validation).
    """
    found: list[Problem] = []
    taken: set[str] = set()
    for one in form.fields:
        found += _problems_of_field(one, kind)
        names = {one.code, *one.names}
        found += [Problem("code_taken", one.code, {"code": name}) for name in sorted(names & taken)]
        taken |= names
    for check in form.checks:
        found += _problems_of_check(check, form.fields)
    return found


def _problems_of_field(one: FieldSpec, kind: str) -> Iterator[Problem]:
    """Say what is wrong with one field.

    Source: domain capabilities, C28.
    """
    if not CODE.fullmatch(one.code):
        yield Problem("code_unreadable", one.code, {"code": one.code})
    if not one.title.strip():
        yield Problem("title_missing", one.code)
    if one.kind not in KINDS_OF_FORM[kind]:
        yield Problem("kind_unsuitable", one.code)
    if one.kind == FieldKind.CHOICE and len({option.code for option in one.options}) < 2:  # noqa: PLR2004 - a choice
        yield Problem("options_missing", one.code)
    if one.kind == FieldKind.TABLE and not one.columns:
        yield Problem("columns_missing", one.code)
    if one.counting and one.kind not in COUNTED:
        yield Problem("counting_unsuitable", one.code)
    yield from _problems_of_bounds(one)


def _problems_of_bounds(one: FieldSpec) -> Iterator[Problem]:
    """Say what is wrong with the bounds of a field.

    Source: domain capabilities, C28.
    """
    bounds = [_bound(text) for text in (one.least, one.most) if text]
    if None in bounds:
        yield Problem("bound_unreadable", one.code)
    elif one.least and one.most and Decimal(one.least) > Decimal(one.most):
        yield Problem("bounds_swapped", one.code)


def _bound(text: str) -> Decimal | None:
    """Read a bound.

    Source: domain capabilities, C28.
    """
    return Decimal(text) if re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", text) else None


def _problems_of_check(check: CheckSpec, fields: Sequence[FieldSpec]) -> Iterator[Problem]:
    """Say what is wrong with a check.

    Source: domain capabilities, C28; peers 2.3 (a check carries its author's instruction).
    """
    if not check.instruction.strip():
        yield Problem("instruction_missing", "", {"holds": check.holds})
    known = {name for one in fields for name in one.names}
    try:
        unknown = sorted(names_in(check.holds) - known)
    except Unreadable:
        yield Problem("check_unreadable", "", {"holds": check.holds})
        return
    if unknown:
        yield Problem("check_unknown", "", {"holds": check.holds, "names": ", ".join(unknown)})
