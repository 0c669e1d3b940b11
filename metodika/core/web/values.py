"""Values as a person reads them: dates, yes and no, nothing, statuses, links."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from django.db.models import Manager
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metodika.core.web.icons import icon

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise
else:
    Text = str | Promise
Tone: TypeAlias = Literal["good", "waiting", "warning", "bad", "info", "neutral"]
TONE_ICONS = {
    "good": "circle-check",
    "waiting": "clock",
    "warning": "alert-triangle",
    "bad": "alert-circle",
    "info": "info-circle",
    "neutral": "circle-dashed",
}


@dataclass(frozen=True)
class Status:
    """A state in a word, with a colour and an icon that never stand alone."""

    word: Text
    tone: Tone = "neutral"
    icon: str = ""

    def __str__(self) -> str:
        return str(self.word)

    def __html__(self) -> str:
        return format_html(
            '<span class="m-status m-status-{}">{}{}</span>',
            self.tone,
            icon(self.icon or TONE_ICONS[self.tone]),
            self.word,
        )


@dataclass(frozen=True)
class Link:
    """A value, or a state, that leads to its own page."""

    text: Text | Status
    url: str

    def __str__(self) -> str:
        return str(self.text)

    def __html__(self) -> str:
        return format_html('<a href="{}">{}</a>', self.url, self.text)


def nothing() -> SafeString:
    """Show that there is no value, in a dash for the eye and in words for the ear."""
    dash = '<span class="m-nothing" aria-hidden="true">—</span><span class="m-ear">{}</span>'
    return format_html(dash, _("no value"))


def shown(value: object, *, long_dates: bool = False) -> str:
    """Return the value as escaped markup; dates are 22.11.2026 in tables, 22 November 2026 on cards."""
    if value is None or value == "":
        return nothing()
    if hasattr(value, "__html__") or isinstance(value, str | Promise):
        return escaped(value)
    if isinstance(value, bool):
        return conditional_escape(_("yes") if value else _("no"))
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, long_dates=long_dates)
    if isinstance(value, int | float | Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, Iterable):
        parts = [shown(one, long_dates=long_dates) for one in value]
        return mark_safe("<br>".join(parts)) if parts else nothing()  # noqa: S308 - every part is escaped above
    return escaped(value)


def trimmed(value: Decimal | None) -> Decimal | int | None:
    """Return a number without the zeros after its point: 4.0 hours are 4 hours."""
    return int(value) if value is not None and value == int(value) else value


def escaped(value: Any) -> str:
    """Return the value as markup: escaped, unless it is safe already or draws itself."""
    if type(value) is str:
        # Seven hundred cells a page: Django's own way around lazy texts costs three times as much.
        return SafeString(escape(value))
    return conditional_escape(value)


def _date(value: datetime.date, *, long_dates: bool) -> str:
    if isinstance(value, datetime.datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(moment, "DATETIME_FORMAT" if long_dates else "SHORT_DATETIME_FORMAT")
    return _day(value, "DATE_FORMAT" if long_dates else "SHORT_DATE_FORMAT", get_language())


@lru_cache(maxsize=20_000)
def _day(value: datetime.date, form: str, _language: str | None) -> str:
    # Days repeat themselves from row to row and from page to page.
    return date_format(value, form)


def getter(source: str | Callable[[Any], object]) -> Callable[[Any], object]:
    """Return a function that reads a value of a row by a path ("person.full_name") or as told.

    A missing link of the path (None, or no related row) gives None; a method is called; a name
    of choices gives its label when the path says `get_status_display`.
    """
    if not isinstance(source, str):
        return source
    names = source.split(".")

    def read(row: Any) -> object:
        for name in names:
            if row is None:
                return None
            row = row[name] if isinstance(row, dict) else getattr(row, name)
            if callable(row) and not isinstance(row, Manager):
                row = row()
        return row

    return read


def plain(value: object) -> object:
    """Return the value for a spreadsheet cell: dates and numbers as they are, the rest as words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, datetime.date | int | float | Decimal):
        return value
    if isinstance(value, Iterable) and not isinstance(value, str | Promise):
        return "; ".join(str(plain(one)) for one in value)
    return str(value)
