"""Turning one cell into the value that its column needs, or into a sentence about it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from metodika.core.imports.columns import Cell, CellRefused, Column, Kind
from metodika.core.imports.headings import normalised
from metodika.core.imports.snils import digits_of, format_snils, is_snils

Parser = Callable[[Cell], Any]

# Excel counts days from here, since it takes 1900 for a leap year. Source: ECMA-376, part 1, 18.17.4.1.
SERIAL_START = date(1899, 12, 30)
SERIAL_RANGE = range(3_654, 73_051)  # 1910 to 2100: smaller numbers are years or counts
YEARS = range(1900, 2101)
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
NUMERIC_DATE = re.compile(
    r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})(?:\s*г\.?)?(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?"
)
ISO_DATE = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
WORD_DATE = re.compile(r"«?(\d{1,2})»?\s+([а-яё]+)\.?\s+(\d{4})(?:\s*г(?:ода|\.)?)?", re.IGNORECASE)
ONLY_YEAR = re.compile(r"(\d{4})(?:[.,]0+)?(?:\s*г(?:од|\.)?)?")
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")
# Addresses that need no closer look; Django's own check is thirty times slower.
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}"
)
PLAIN_SNILS = re.compile(r"(\d{3})-(\d{3})-(\d{3})[ -](\d{2})", re.ASCII)
STRANGE_IN_SNILS = re.compile(r"[^\d\s\-–—.]")
STRANGE_IN_PHONE = re.compile(r"[^\d\s()+\-–—.]")
YES = {"да", "истина", "true", "yes", "1", "v", "x", "х", "есть", "имеется"}
NO = {"нет", "ложь", "false", "no", "0", "отсутствует", "не имеется"}
SNILS_DIGITS = 11
SHORTEST_SNILS = 9
MOBILE_DIGITS = 10
PHONE_DIGITS = range(5, 16)


def text_of(cell: Cell) -> str:
    """Return the cell as a person sees it, with single spaces and without the quote that guards formulas."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@'") else text
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def parse_text(cell: Cell) -> str:
    """Return the text of the cell."""
    return text_of(cell)


def parse_date(cell: Cell) -> date:
    """Return a date from a date cell, an Excel day number or the usual Russian ways to write one."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _date_of_number(float(cell))
    text = text_of(cell)
    if found := NUMERIC_DATE.fullmatch(text):
        return _date(text, year=found[3], month=int(found[2]), day=int(found[1]))
    if found := ISO_DATE.fullmatch(text):
        return _date(text, year=found[1], month=int(found[2]), day=int(found[3]))
    if found := WORD_DATE.fullmatch(text):
        return _date(text, year=found[3], month=_month(found[2], text), day=int(found[1]))
    if NUMBER.fullmatch(text.removesuffix("г.").strip()) or ONLY_YEAR.fullmatch(text):
        found = ONLY_YEAR.fullmatch(text)
        return _date_of_number(float(found[1] if found else text.replace(",", ".").replace("−", "-")))
    raise CellRefused(_not_a_date(text))


def _date(text: str, *, year: str, month: int, day: int) -> date:
    if len(year) < 4:  # noqa: PLR2004  a year has four digits
        raise CellRefused(_("the year in “%(value)s” has two digits; write all four") % {"value": text})
    try:
        return _within(date(int(year), month, day))
    except ValueError as error:
        if isinstance(error, CellRefused):
            raise
        raise CellRefused(_("the date %(value)s does not exist") % {"value": text}) from error


def _within(found: date) -> date:
    if found.year not in YEARS:
        raise CellRefused(
            _("the year %(year)s is not possible here; check the date %(value)s")
            % {"year": found.year, "value": f"{found:%d.%m.%Y}"}
        )
    return found


def _date_of_number(number: float) -> date:
    if number.is_integer() and int(number) in YEARS:
        raise CellRefused(
            _("only the year %(year)s is given; write the full date, such as 31.12.%(year)s")
            % {"year": int(number)}
        )
    if int(number) in SERIAL_RANGE:
        return SERIAL_START + timedelta(days=int(number))
    raise CellRefused(_not_a_date(text_of(number)))


def _month(word: str, text: str) -> int:
    for number, start in enumerate(MONTHS, 1):
        if word.casefold().startswith(start):
            return number
    raise CellRefused(_not_a_date(text))


def _not_a_date(text: str) -> str:
    return _("“%(value)s” is not a date; write it as 31.12.2026") % {"value": text[:60]}


def parse_decimal(cell: Cell) -> Decimal:
    """Return a number; spaces between thousands and a decimal comma are understood."""
    if isinstance(cell, bool | date | time | timedelta):
        raise CellRefused(_not_a_number(text_of(cell)))
    text = text_of(cell)
    if isinstance(cell, float):
        return _plain(Decimal(repr(round(cell, 9))))
    compact = re.sub(r"\s", "", text).replace("−", "-").replace(",", ".")
    if not NUMBER.fullmatch(compact):
        raise CellRefused(_not_a_number(text))
    try:
        return _plain(Decimal(compact))
    except InvalidOperation as error:
        raise CellRefused(_not_a_number(text)) from error


def _plain(number: Decimal) -> Decimal:
    """Return the number without needless zeros and without an exponent."""
    whole = number.to_integral_value() if abs(number) < Decimal(10) ** 20 else number
    return (
        whole.quantize(Decimal(1))
        if whole == number and abs(number) < Decimal(10) ** 20
        else number.normalize()
    )


def parse_integer(cell: Cell) -> int:
    """Return a whole number."""
    number = parse_decimal(cell)
    if number != number.to_integral_value():
        raise CellRefused(_("“%(value)s” is not a whole number") % {"value": text_of(cell)})
    return int(number)


def _not_a_number(text: str) -> str:
    return _("“%(value)s” is not a number") % {"value": text[:60]}


def parse_boolean(cell: Cell) -> bool:
    """Return yes or no from the usual words and marks."""
    if isinstance(cell, bool):
        return cell
    text = text_of(cell).casefold().rstrip(".")
    if text in YES or text in {"+", "✓", "✔"}:
        return True
    if text in NO or text in {"-", "–", "—"}:
        return False
    raise CellRefused(_("“%(value)s” is neither yes nor no") % {"value": text_of(cell)[:60]})


def parse_snils(cell: Cell) -> str:
    """Return the number in its official form; zeros that a spreadsheet has cut off are put back."""
    plain = PLAIN_SNILS.fullmatch(cell) if isinstance(cell, str) else None
    if plain and is_snils("".join(plain.groups())):
        return f"{plain[1]}-{plain[2]}-{plain[3]} {plain[4]}"
    text = text_of(cell)
    digits = digits_of(text)
    if isinstance(cell, float | int) and SHORTEST_SNILS <= len(digits) < SNILS_DIGITS:
        digits = digits.zfill(SNILS_DIGITS)
    if len(digits) != SNILS_DIGITS or STRANGE_IN_SNILS.search(text):
        raise CellRefused(
            _("“%(value)s” is not an insurance number (СНИЛС): eleven digits are needed")
            % {"value": text[:60]}
        )
    if not is_snils(digits):
        raise CellRefused(
            _("the insurance number (СНИЛС) %(value)s has a wrong check sum; look at it once more")
            % {"value": format_snils(digits)}
        )
    return format_snils(digits)


def parse_email(cell: Cell) -> str:
    """Return an e-mail address in small letters."""
    text = text_of(cell).lower()
    if PLAIN_EMAIL.fullmatch(text):
        return text
    try:
        validate_email(text)
    except ValidationError as error:
        raise CellRefused(_("“%(value)s” is not an e-mail address") % {"value": text[:60]}) from error
    return text


def parse_phone(cell: Cell) -> str:
    """Return a telephone number: "+79001234567" for Russian long ones, digits alone for local ones."""
    text = text_of(cell)
    digits = digits_of(text)
    if STRANGE_IN_PHONE.search(text) or len(digits) not in PHONE_DIGITS:
        raise CellRefused(_("“%(value)s” is not a telephone number") % {"value": text[:60]})
    if len(digits) == MOBILE_DIGITS + 1 and digits[0] in "78":
        return f"+7{digits[1:]}"
    if len(digits) == MOBILE_DIGITS and digits[0] == "9":
        return f"+7{digits}"
    return f"+{digits}" if text.startswith("+") else digits


PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: parse_text,
    Kind.REFERENCE: parse_text,
    Kind.DATE: parse_date,
    Kind.INTEGER: parse_integer,
    Kind.DECIMAL: parse_decimal,
    Kind.BOOLEAN: parse_boolean,
    Kind.SNILS: parse_snils,
    Kind.EMAIL: parse_email,
    Kind.PHONE: parse_phone,
}


def parser_of(column: Column) -> Parser:
    """Return the function that turns a filled cell into the column's value, or raises CellRefused."""
    one = _one_parser(column)
    if not column.many:
        return one

    def many(cell: Cell) -> list[Any]:
        if not isinstance(cell, str):
            return [one(cell)]
        parts = [part.strip() for part in re.split(r"[;\n]", cell)]
        return list(dict.fromkeys(one(part) for part in parts if part))

    return many


def _one_parser(column: Column) -> Parser:
    if column.parse is not None:
        own = column.parse
        return lambda cell: own(text_of(cell))
    if column.kind is Kind.CHOICE:
        return _choice_parser(column)
    parse = PARSERS[column.kind]
    if column.kind not in {Kind.TEXT, Kind.REFERENCE}:
        return parse

    def limited(cell: Cell) -> str:
        text = text_of(cell)
        if len(text) > column.max_length:
            raise CellRefused(
                _("the text has %(length)s letters, at most %(limit)s are possible")
                % {"length": len(text), "limit": column.max_length}
            )
        return text

    return limited


def _choice_parser(column: Column) -> Parser:
    known: dict[str, str] = {}
    for value, words in column.words().items():
        for word in (*words, value):
            known.setdefault(normalised(str(word)), value)
    shown = ", ".join(str(words[0]) for words in column.words().values() if words)

    def choose(cell: Cell) -> str:
        text = text_of(cell)
        value = known.get(normalised(text))
        if value is None:
            raise CellRefused(
                _("“%(value)s” is not in the list: %(known)s") % {"value": text[:60], "known": shown}
            )
        return value

    return choose
