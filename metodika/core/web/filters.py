"""Filters of lists: each is a field of the address and narrows the rows."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from typing import Any, TypeAlias

from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web.picks import PickField
from metodika.core.web.values import Text, escaped

Rows: TypeAlias = QuerySet[Any]
Narrowing: TypeAlias = Callable[[Any, Any], Any]
Choices: TypeAlias = Iterable[tuple[Any, Any]]


def _narrow(rows: Rows, value: object, how: str | Narrowing) -> Rows:
    narrowed: Rows = rows.filter(**{how: value}) if isinstance(how, str) else how(rows, value)
    return narrowed


class QuickSelect(forms.Select):
    """A list to choose from, drawn in one go: Django's own renders a template an option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the list as markup."""
        chosen = set(self.format_value(value))
        options = "".join(
            f'<option value="{escaped(str(key))}"{mark}>{escaped(label)}</option>'
            for key, label in self.choices
            for mark in [" selected" if str(key) in chosen else ""]
        )
        marks = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return mark_safe(f"<select{marks}>{options}</select>")  # noqa: S308 - every value is escaped above


@dataclass(frozen=True)
class Filter:
    """A field above a list; `apply` is a lookup or a function of rows and value, the key by default."""

    key: str
    label: Text
    apply: str | Narrowing = ""
    _: KW_ONLY
    hint: Text = ""
    aside: bool = False  # behind «More filters»

    def field(self) -> forms.Field:
        """Return the form field that reads the value from the address."""
        raise NotImplementedError

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Return the rows that the value leaves."""
        return rows if value in (None, "", False, []) else _narrow(rows, value, self.apply or self.key)


@dataclass(frozen=True)
class Search(Filter):
    """Words typed by a person; `apply` is a function of rows and words, or a lookup (icontains)."""

    key: str = "q"
    label: Text = _("Search")
    apply: str | Narrowing = ""

    def field(self) -> forms.Field:
        """Return a search box."""
        box = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": self.hint})
        return forms.CharField(label=self.label, required=False, max_length=200, widget=box)


@dataclass(frozen=True)
class Choice(Filter):
    """One (or many) of named values; `choices` may be a function, called when the page is shown."""

    _: KW_ONLY
    choices: Choices | Callable[[], Choices] = ()
    many: bool = False
    every: Text = pgettext_lazy("filter", "All")

    def field(self) -> forms.Field:
        """Return a list to choose from, with «All» on top."""
        known = list(self.choices() if callable(self.choices) else self.choices)
        if self.many:
            boxes = forms.CheckboxSelectMultiple()
            return forms.MultipleChoiceField(label=self.label, required=False, choices=known, widget=boxes)
        choices = [("", self.every), *known]
        return forms.ChoiceField(label=self.label, required=False, choices=choices, widget=QuickSelect())


@dataclass(frozen=True)
class OneOf(Filter):
    """One row of another table: a list where it is short, else a box with suggestions.

    `rows` are those that the person may choose, `found` narrows them to typed words, `text` names
    one row. The lookup gets the row's number; the address carries it as well.
    """

    _: KW_ONLY
    rows: Callable[[], Rows]
    found: Narrowing
    text: Callable[[Any], str] = str
    every: Text = pgettext_lazy("filter", "All")
    # A longer list is no help to choose from, and weighs more than the rows below it.
    longest: int = 100

    def field(self) -> forms.Field:
        """Return a list to choose from, or a text box that suggests."""
        known = list(self.rows()[: self.longest + 1])
        if len(known) > self.longest:
            return PickField(
                label=self.label, required=False, rows=self.rows, found=self.found, text=self.text,
                numbers=True,
            )  # fmt: skip
        choices = [("", self.every), *((row.pk, self.text(row)) for row in known)]
        return forms.ChoiceField(label=self.label, required=False, choices=choices, widget=QuickSelect())

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Return the rows that belong to the chosen one."""
        return super().narrow(rows, getattr(value, "pk", value))


@dataclass(frozen=True)
class Flag(Filter):
    """A box to tick: only rows of which `apply` is true."""

    def field(self) -> forms.Field:
        """Return a tick box."""
        return forms.BooleanField(label=self.label, required=False)

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Return only the rows that have it, when ticked."""
        return _narrow(rows, True, self.apply or self.key) if value else rows


@dataclass(frozen=True)
class AsOf(Filter):
    """The day of which the list tells; today when not given. `apply` is always called."""

    key: str = "on"
    label: Text = _("As of")
    apply: str | Narrowing = ""

    def field(self) -> forms.Field:
        """Return a date field."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(label=self.label, required=False, widget=widget)

    def narrow(self, rows: Rows, value: datetime.date | None) -> Rows:
        """Return the rows as of the day."""
        return _narrow(rows, value or timezone.localdate(), self.apply or self.key)


@dataclass(frozen=True)
class Period(Filter):
    """Days from and to, either may be open; `apply` is a date column or a function of rows and (from, to)."""

    def field(self) -> forms.Field:
        """Return two date fields in one."""
        return PeriodField(label=self.label, required=False)

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Return the rows between both days, both included."""
        since, until = value or (None, None)
        if since is None and until is None:
            return rows
        column = self.apply or self.key
        if not isinstance(column, str):
            return _narrow(rows, (since, until), column)
        if since is not None:
            rows = rows.filter(**{f"{column}__gte": since})
        return rows if until is None else rows.filter(**{f"{column}__lte": until})


class PeriodWidget(forms.MultiWidget):
    """Two days side by side."""

    def __init__(self) -> None:
        day = {"type": "date"}
        since = forms.DateInput(format="%Y-%m-%d", attrs={**day, "aria-label": _("From date")})
        until = forms.DateInput(format="%Y-%m-%d", attrs={**day, "aria-label": _("To date")})
        super().__init__({"from": since, "to": until})

    def decompress(self, value: Any) -> list[Any]:
        return list(value) if value else [None, None]


class PeriodField(forms.MultiValueField):
    """The days from and to."""

    def __init__(self, **options: Any) -> None:
        fields = (forms.DateField(required=False), forms.DateField(required=False))
        super().__init__(fields, widget=PeriodWidget(), require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> tuple[Any, Any] | None:
        return (data_list[0], data_list[1]) if data_list else None
