"""What narrows a fact: parameters that an area declares, conditions that are plain data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Case, Exists, Model, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.web.values import Text

Choices = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Beside:
    """Whether the row has rows in a table beside it: those of `model` that name it by the relation `path`.

    `flag` is a column of theirs that has to be true. A run over all places reads such a table once and
    joins it, whatever is asked of it; for a few rows each is looked up.
    """

    model: type[Model]
    path: str
    flag: str = ""

    @property
    def expression(self) -> Exists:
        """The same as an expression of one row."""
        asked = {self.flag: True} if self.flag else {}
        return Exists(self.model._default_manager.filter(**{self.path: OuterRef("pk")}, **asked))


Remembered = dict[Callable[[], Choices], list[tuple[str, str]]]
NOTHING_REMEMBERED: Remembered = {}
_remembered: ContextVar[Remembered] = ContextVar("remembered_choices", default=NOTHING_REMEMBERED)


@contextmanager
def remembering_choices() -> Iterator[None]:
    """Read the words of profiles that parameters may have once, however many conditions name them.

    For jobs that read many formulas: the profiles must not change meanwhile.
    """
    before = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(before)


# A path of fields, an expression, a look beside, or one that depends on the day on which the fact is asked.
Column = str | Combinable | Beside | Callable[[date], Combinable]


class ParameterKind(StrEnum):
    """What a parameter holds, and so how it can be asked."""

    CHOICE = "choice"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    TEXT = "text"


OPERATORS: dict[ParameterKind, tuple[str, ...]] = {
    ParameterKind.CHOICE: ("in", "not_in"),
    ParameterKind.NUMBER: ("at_least", "at_most"),
    ParameterKind.FLAG: ("yes", "no"),
    ParameterKind.DAY: ("from", "to"),
    ParameterKind.TEXT: ("contains",),
}
WITHOUT_VALUE = frozenset({"yes", "no"})
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Parameter:
    """What a fact can be narrowed by.

    `column` is a path from the row, or an expression; one that depends on the day is a function of it.
    `choices` may be a function, for words that come from profiles. `many` says that the path goes to
    several rows, any of which may fit. `reveals` is the permission to see what its values tell: nobody asks
    by it who sees rows where he does not hold that.
    """

    code: str
    title: Text
    kind: ParameterKind
    column: Column
    choices: Choices | Callable[[], Choices] = ()
    many: bool = False
    reveals: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """The values of a choice with their titles."""
        if not callable(self.choices):
            return [(str(value), str(title)) for value, title in self.choices]
        remembered = _remembered.get()
        if self.choices not in remembered:
            told = [(str(value), str(title)) for value, title in self.choices()]
            if remembered is NOTHING_REMEMBERED:
                return told
            remembered[self.choices] = told
        return remembered[self.choices]

    def expression(self, day: date) -> Any:
        """Return the expression of the column; None when it is a path."""
        if isinstance(self.column, str):
            return None
        if isinstance(self.column, Beside):
            return self.column.expression
        return self.column if isinstance(self.column, Combinable) else self.column(day)

    @property
    def depends_on_day(self) -> bool:
        """Whether the column is another on each day."""
        return not isinstance(self.column, str | Combinable | Beside)


def truth(condition: Q) -> Case | Value:
    """Return a column that is true where the condition holds and false everywhere else, never empty."""
    if not condition:
        return Value(True, output_field=BooleanField())
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def choice(
    code: str, title: Text, column: Column, choices: Choices | Callable[[], Choices], *, many: bool = False
) -> Parameter:
    """Declare a parameter that has one of some values."""
    return Parameter(code, title, ParameterKind.CHOICE, column, choices, many)


def flag(code: str, title: Text, column: Column | Q, *, reveals: str = "") -> Parameter:
    """Declare a parameter that holds or does not: a column, or a condition on the row."""
    made = truth(column) if isinstance(column, Q) else column
    return Parameter(code, title, ParameterKind.FLAG, made, reveals=reveals)


def number(code: str, title: Text, column: Column, *, reveals: str = "") -> Parameter:
    """Declare a parameter that is a number; it can be added up as well."""
    return Parameter(code, title, ParameterKind.NUMBER, column, reveals=reveals)


def day(code: str, title: Text, column: Column) -> Parameter:
    """Declare a parameter that is a date."""
    return Parameter(code, title, ParameterKind.DAY, column)


def text(code: str, title: Text, column: Column) -> Parameter:
    """Declare a parameter in whose words others can be looked for."""
    return Parameter(code, title, ParameterKind.TEXT, column)


def _as_json(value: Any) -> Any:
    """Return a value of a form as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True)
class Condition:
    """One narrowing: a parameter, how it is compared, with what."""

    code: str
    operator: str
    value: Any = None

    def __post_init__(self) -> None:
        if isinstance(self.value, list):
            object.__setattr__(self, "value", tuple(self.value))

    @property
    def data(self) -> dict[str, Any]:
        """The condition as it is kept in JSON."""
        told: dict[str, Any] = {"code": self.code, "is": self.operator}
        if self.operator not in WITHOUT_VALUE:
            told["value"] = list(self.value) if isinstance(self.value, tuple) else _as_json(self.value)
        return told

    @classmethod
    def from_data(cls, data: Any) -> "Condition":
        """Read one condition; RuleBroken for what has not the shape of one."""
        if not isinstance(data, Mapping) or not isinstance(data.get("code"), str):
            raise RuleBroken(_("A condition names a parameter, a comparison and a value."))
        return cls(data["code"], str(data.get("is", "in")), data.get("value"))


def conditions_from(data: Iterable[Any]) -> tuple[Condition, ...]:
    """Read a list of conditions into one order: the same ones are the same however they were typed."""
    found = [one if isinstance(one, Condition) else Condition.from_data(one) for one in data]
    return tuple(sorted(found, key=lambda one: (one.code, one.operator, str(one.value))))


def checked_value(parameter: Parameter, condition: Condition) -> Any:
    """Return the value as the database compares it; RuleBroken when it does not fit the parameter."""
    if condition.operator not in OPERATORS[parameter.kind]:
        raise RuleBroken(
            _("“%(parameter)s” cannot be compared by “%(operator)s”. Possible: %(possible)s.")
            % {
                "parameter": parameter.title, "operator": condition.operator,
                "possible": ", ".join(OPERATORS[parameter.kind]),
            }
        )  # fmt: skip
    readers: dict[ParameterKind, Callable[[Parameter, Any], Any]] = {
        ParameterKind.CHOICE: _choice,
        ParameterKind.NUMBER: _number,
        ParameterKind.DAY: _day,
        ParameterKind.TEXT: _text,
        ParameterKind.FLAG: lambda _parameter, _value: None,
    }
    return readers[parameter.kind](parameter, condition.value)


def _choice(parameter: Parameter, value: Any) -> list[str]:
    given = [str(one) for one in (value if isinstance(value, tuple | list) else [value]) if one is not None]
    known = {code for code, _title in parameter.options}
    unknown = [one for one in given if one not in known]
    if unknown or not given:
        raise RuleBroken(
            _("“%(parameter)s” has no value “%(value)s”. Choose one of the list.")
            % {"parameter": parameter.title, "value": ", ".join(unknown)}
        )
    return given


def _number(parameter: Parameter, value: Any) -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise RuleBroken(
            _("“%(parameter)s” needs a number instead of “%(value)s”.")
            % {"parameter": parameter.title, "value": value}
        )
    return number


def _day(parameter: Parameter, value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise RuleBroken(
            _("“%(parameter)s” needs a date instead of “%(value)s”.")
            % {"parameter": parameter.title, "value": value}
        ) from None


def _text(parameter: Parameter, value: Any) -> str:
    words = str(value or "").strip()[:LONGEST_TEXT]
    if not words:
        raise RuleBroken(_("Write what “%(parameter)s” has to contain.") % {"parameter": parameter.title})
    return words
