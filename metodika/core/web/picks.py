"""Choosing one of thousands: a person types a few letters and takes a suggestion; no list of all is sent."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

SUGGESTIONS = 12


class PickWidget(forms.TextInput):
    """A text box with suggestions that htmx fetches from the page itself; a plain text box without it."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})
        self.suggested: list[str] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the text box and its list of suggestions."""
        known = f"{(attrs or {}).get('id', name)}_known"
        fetching = {
            "list": known,
            "hx-get": f"?pick={name}",
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{known}",
            "hx-swap": "innerHTML",
        }
        box = super().render(name, value, {**(attrs or {}), **fetching}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', box, known, options(self.suggested))


def rows_of_the_page() -> QuerySet[Any]:
    """Stand in until the page has told which rows this person may choose from.

    Raises ImproperlyConfigured: a forgotten line must not read as "nothing fits".
    """
    raise ImproperlyConfigured("Set `rows` of this field before the form is used.")


class PickField(forms.Field):
    """A row of a large table, named in words.

    `rows` gives the rows that the person may choose (set it in the form's `__init__` when it
    depends on the user), `found` narrows them to typed words, `text` names one row. `numbers` lets
    a bare number name a row: links to a narrowed list carry one.
    """

    widget = PickWidget
    default_error_messages = {  # noqa: RUF012 - Django's own way to declare them
        "unknown": _("Nothing fits these words. Check the spelling or type fewer letters."),
        "several": _("Several fit. Choose one from the suggestions."),
    }

    def __init__(
        self,
        *,
        found: Callable[[QuerySet[Any], str], QuerySet[Any]],
        rows: Callable[[], QuerySet[Any]] = rows_of_the_page,
        text: Callable[[Any], str] = str,
        numbers: bool = False,
        **options: Any,
    ) -> None:
        self.rows, self.found, self.text, self.numbers = rows, found, text, numbers
        super().__init__(**options)

    def named(self, row: Model) -> str:
        """Return the words for a row, with its number: namesakes are told apart by it."""
        return f"{self.text(row)} · № {row.pk}"

    def suggestions(self, words: str) -> list[str]:
        """Return the rows that fit the words, in words."""
        return [self.named(row) for row in self.found(self.rows(), words)[:SUGGESTIONS]]

    def prepare_value(self, value: Any) -> Any:
        """Show a stored row in words; what was typed stays as it was."""
        if isinstance(value, Model):
            return self.named(value)
        if isinstance(value, int) or self._is_number(value):
            row = next(iter(self.rows().filter(pk=value)[:1]), None)
            return self.named(row) if row else ""
        return value

    def clean(self, value: Any) -> Any:
        """Return the row that the words name. Raises ValidationError when none or several fit."""
        # A program names the row by its number alone.
        by_number = isinstance(value, int) or self._is_number(value)
        words = f"№ {value}" if by_number else str(value or "").strip()
        self.validate(words or None)
        if not words:
            return None
        number = re.search(r"№\s*(\d+)$", words)
        fitting = self.rows().filter(pk=number.group(1)) if number else self.found(self.rows(), words)
        rows = list(fitting[: SUGGESTIONS + 1])
        if len(rows) == 1:
            return rows[0]
        self.widget.suggested = [self.named(row) for row in rows[:SUGGESTIONS]]
        code = "several" if rows else "unknown"
        raise ValidationError(self.error_messages[code], code=code)

    def _is_number(self, value: Any) -> bool:
        return self.numbers and str(value).isascii() and str(value).isdigit()


def options(words: list[str]) -> SafeString:
    """Return suggestions as options of a datalist."""
    return format_html_join("", '<option value="{}"></option>', ((one,) for one in words))


def suggest(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """Answer a form's request for suggestions; None when it is not one."""
    name = request.GET.get("pick", "")
    field = form.fields.get(name)
    if request.method != "GET" or not isinstance(field, PickField):
        return None
    words = request.GET.get(form.add_prefix(name), "").strip()
    return HttpResponse(options(field.suggestions(words) if words else []))
