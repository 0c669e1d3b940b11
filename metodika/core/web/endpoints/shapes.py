"""What an operation takes, read off the form or the table that the page uses: one source for both."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from django import forms
from ninja import Schema
from ninja.params.models import ParamModel
from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictStr, create_model

from metodika.core.web import filters
from metodika.core.web.forms import Form
from metodika.core.web.picks import PickField
from metodika.core.web.tables import Table

# Schemas are worked out at the first call of the API: most processes never answer one.
Schema.model_config["defer_build"] = True
ParamModel.model_config["defer_build"] = True

LARGEST = 2**63 - 1
MOST_ROWS = 200
USUAL_ROWS = 50
SURROGATES = re.compile("[\ud800-\udfff]")
Item = TypeVar("Item")
Shape: TypeAlias = tuple[Any, Any]
__all__ = [
    "Body",
    "Day",
    "Id",
    "Page",
    "Ref",
    "Schema",
    "as_text",
    "body_of",
    "model_of",
    "query_of",
    "text_of",
]


def _told(pattern: str, words: str) -> Callable[[object], object]:
    """Return a check that lets a text through only when it is written in the one way of the description."""
    known = re.compile(pattern, re.ASCII)

    def check(value: object) -> object:
        if isinstance(value, str) and not known.fullmatch(value):
            raise ValueError(words)
        return value

    return check


def _only_text(value: object) -> object:
    # A number would be taken for seconds since 1970.
    if not isinstance(value, str | date | None):
        raise ValueError("a day is written as 2026-09-01")  # noqa: TRY004 - pydantic turns only this one into a refusal
    return value


def _whole(value: object) -> object:
    # 5.0 is a whole number in JSON; a text or true is none.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise ValueError("a whole number")
    return value


Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_told(r"\d{4}-\d{2}-\d{2}", "a day is written as 2026-09-01")),
    BeforeValidator(_only_text),
]
_WHOLE = BeforeValidator(_whole)
Id: TypeAlias = Annotated[int, Field(ge=1, le=LARGEST), _WHOLE]
TextBool: TypeAlias = Annotated[bool, BeforeValidator(_told("true|false", "true or false"))]
Number: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]
_IN_DIGITS = BeforeValidator(_told(r"-?\d{1,19}", "a whole number in digits"))
_NUMBER = BeforeValidator(_told(r"-?\d{1,19}(\.\d{1,19})?", "a number such as 18 or 18.5"))
# Bounds stand before the check of the writing, or the description would not show them.
TextId: TypeAlias = Annotated[int, Field(ge=1, le=LARGEST), _IN_DIGITS]
PART: dict[str, Shape] = {
    "limit": (Annotated[int, Field(ge=1, le=MOST_ROWS), _IN_DIGITS], USUAL_ROWS),
    "offset": (Annotated[int, Field(ge=0, le=LARGEST), _IN_DIGITS], 0),
}


class Body(Schema):
    """What is sent to an operation; a name that it does not know is refused rather than overlooked."""

    model_config = ConfigDict(extra="forbid")


class Ref(Schema):
    """A row of another list, by its number and its name."""

    id: int
    name: str

    @staticmethod
    def resolve_name(row: Any) -> str:
        return str(row["name"] if isinstance(row, dict) else row)


class With:
    """A row together with what was computed about it, for a shape that tells both."""

    def __init__(self, row: Any, **more: Any) -> None:
        self._row = row
        self.__dict__.update(more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)

    def __str__(self) -> str:
        return str(self._row)


class Page(Schema, Generic[Item]):
    """A part of a list: how many rows there are altogether, and those that were asked for."""

    count: int
    items: list[Item]


def model_of(name: str, fields: dict[str, Shape]) -> type[Schema]:
    """Return a model of the API with the fields, which refuses unknown names."""
    made: type[Schema] = create_model(name, __base__=Body, **fields)  # type: ignore[call-overload]  # fields are made at run time
    return made


@cache
def body_of(form: type[Form], *, partial: bool, text: bool = False) -> type[Schema]:
    """Return what a form takes as a model; `partial` makes all but the version optional.

    `text` is for values that come as texts, beside a file.
    """
    shapes = {
        name: _left_out(field, text=text) if partial else _shape(field, text=text)
        for name, field in form.base_fields.items()
        if not isinstance(field, forms.FileField)
    }
    if form.versioned:
        shapes["version"] = (Annotated[int, Field(ge=0, le=2**31 - 1), _WHOLE], ...)
    kind = ("Change" if partial else "In") + ("BesideFile" if text else "")
    return model_of(form.__name__.removesuffix("Form") + kind + _area_of(form), shapes)


def _area_of(made: type) -> str:
    """Return the area of a form or table: areas may call theirs alike, the description names each once."""
    _house, _storey, area, *_rest = [*made.__module__.split("."), "", ""]
    return area.title()


def query_of(table: type[Table] | None) -> type[Schema]:
    """Return the filters, the sorting and the part of a list as parameters of the address."""
    if table is None:
        return _part()
    shapes: dict[str, Shape] = {}
    # Only what the table declares is read: neither a request nor rows are needed for that.
    bare = table(None, None)  # type: ignore[arg-type]  # as said above
    for one in bare.all_filters:
        shapes |= _shapes_of_filter(one)
    keys = [column.key for column in (table.columns or bare.all_columns) if column.sort]
    if keys:
        ways = tuple(way for key in keys for way in (key, f"-{key}"))
        shapes["sort"] = (Literal[ways] | None, Field(None, description="Downwards with a minus."))
    return model_of(f"{_area_of(table)}{table.__name__}Query", shapes | PART)


@cache
def _part() -> type[Schema]:
    return model_of("PartQuery", PART)


def _shapes_of_filter(one: filters.Filter) -> dict[str, Shape]:
    title = str(one.label)
    if isinstance(one, filters.Period):
        return {
            f"{one.key}_{end}": (Day | None, Field(None, description=f"{title}: {end}"))
            for end in ("from", "to")
        }
    kind: Any = Annotated[str, Field(max_length=200)]
    if isinstance(one, filters.Flag):
        kind = TextBool
    elif isinstance(one, filters.AsOf):
        kind = Day
    elif isinstance(one, filters.Choice) and not callable(one.choices):
        kind = Literal[tuple(str(value) for value, _title in one.choices)]
    if isinstance(one, filters.Choice) and one.many:
        kind = list[kind]
    return {one.key: (kind | None, Field(None, description=title))}


def _left_out(field: forms.Field, *, text: bool) -> Shape:
    """Return the shape of a field that may be left out and then stays as it is: it has no default."""
    kind, told = _shape(field, text=text)
    return kind, Field(None, description=told.description, json_schema_extra=_without_default)


def _without_default(described: dict[str, Any]) -> None:
    described.pop("default", None)


def _shape(field: forms.Field, *, text: bool) -> Shape:
    kind = _kind(field, text=text)
    title = str(field.label or "")
    if field.required:
        return kind, Field(..., description=title)
    if isinstance(field, forms.BooleanField | forms.CharField | forms.MultipleChoiceField):
        empty: Any = False if isinstance(field, forms.BooleanField) else ""
        empty = [] if isinstance(field, forms.MultipleChoiceField) else empty
        return kind, Field(empty, description=title)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return kind, Field([], description=title)
    if isinstance(field, forms.ChoiceField):
        return (kind if _static(field) else kind | Literal[""], Field("", description=title))
    return kind | None, Field(None, description=title)


def _static(field: forms.ChoiceField) -> list[str]:
    known = field._choices if isinstance(field.choices, list) else []  # type: ignore[attr-defined]  # lists made for each person are not asked for
    return [str(value) for value, _title in known]


def _kind(field: forms.Field, *, text: bool) -> Any:
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return _kind_of_many(field, text=text)
    if isinstance(field, forms.ModelChoiceField | PickField):
        return TextId if text else Id
    if isinstance(field, forms.ChoiceField):
        return _kind_of_choice(field, text=text)
    if isinstance(field, forms.BooleanField):
        return TextBool if text else StrictBool
    if isinstance(field, forms.DateField):
        return Day
    if isinstance(field, forms.IntegerField):
        return _kind_of_number(field, text=text)
    return Annotated[StrictStr, Field(min_length=1 if field.required else 0, max_length=_longest(field))]


def _kind_of_many(field: forms.Field, *, text: bool) -> Any:
    rows = isinstance(field, forms.ModelMultipleChoiceField)
    one: Any = str
    if rows or (isinstance(field, forms.TypedMultipleChoiceField) and field.coerce is int):
        one = TextId if text else Id
    return Annotated[list[one], Field(min_length=1 if field.required else 0)]


def _kind_of_choice(field: forms.ChoiceField, *, text: bool) -> Any:
    known = _static(field)
    if not known:
        number = TextId if text else Id
        return number if isinstance(field, forms.TypedChoiceField) and field.coerce is int else str
    if not field.required and "" not in known:
        known = ["", *known]
    return Literal[tuple(known)]


def _kind_of_number(field: forms.IntegerField, *, text: bool) -> Any:
    least = field.min_value if isinstance(field.min_value, int) else None
    if isinstance(field, forms.DecimalField):
        places, digits = field.decimal_places or 0, field.max_digits or 9
        most = 10 ** (digits - places) - 10**-places
        bounds = Field(ge=least, le=most)
        return Annotated[float, bounds, _NUMBER] if text else Annotated[Number, bounds]
    bounds = Field(ge=least, le=field.max_value if isinstance(field.max_value, int) else None)
    return Annotated[int, bounds, _IN_DIGITS] if text else Annotated[int, bounds, _WHOLE]


def _longest(field: forms.Field) -> int | None:
    longest: int | None = getattr(field, "max_length", None)
    return longest


def text_of(value: Any) -> str:
    """Return a value of an address as a form reads it."""
    if value is True:
        return "on"
    return value.isoformat() if isinstance(value, date) else str(value)


def as_text(value: Any) -> str:
    """Return any value of a history as plain text: days as 2026-09-01, nothing as an empty text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
