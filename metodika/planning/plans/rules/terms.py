"""What the words of a term mean: «2020 год», «1 раз в квартал», «до 1 сентября», «по отдельному графику»."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace

from metodika.planning.plans.lifecycle import Every, ScheduleKind
from metodika.planning.plans.rules.schedule import LAST_DAY, UNKNOWN, Day, Schedule, Span
from metodika.planning.plans.rules.wording import (
    MONTH,
    NUMBERS,
    OFTEN,
    OPEN,
    ROMAN,
    SEPARATE,
    THROUGHOUT,
    TIMES,
    UNITS,
    month_number,
)

EACH_MONTH = re.compile(
    r"(?:(?:до|к|не позднее) )?(?P<each>кажд\w+ )?(?P<day>\d{1,2})(?:-?(?:е|ое|го))? ?числ[оа]"
    r"(?P<month> (?:кажд\w+ )?месяца)?"
)
DECEMBER = 12
LEAP_YEAR = 2024
CENTURY = 2000
SHORT = 2
YEAR = r"(?:\s?(?P<{0}>(?:19|20)\d\d)(?:\s?(?:г\.?г?\.?|год[аеу]?|годы))?)"
DASH = r"\s?-\s?"
NUMERIC = r"(?P<d{0}>\d{{1,2}})\.(?P<m{0}>\d{{1,2}})(?:\.(?P<y{0}>\d{{4}}|\d{{2}}))?(?:\s?г\.?)?"
SEPARATORS = re.compile(r"\s*(?:[,;]|(?<!\w)и(?!\w))\s*")
QUARTER = r"(?P<{0}>iv|i{{1,3}}|[1-4](?:-?(?:й|ый|ой|ий))?|перв\w+|втор\w+|трет\w+|четв\w+)"
WHOLE: tuple[tuple[re.Pattern[str], ScheduleKind], ...] = (
    (OPEN, ScheduleKind.OPEN), (SEPARATE, ScheduleKind.SEPARATE), (THROUGHOUT, ScheduleKind.THROUGHOUT),
)  # fmt: skip
Reader = Callable[["re.Match[str]"], Span]


def read_term(text: str) -> Schedule:
    """Return what the words of a term mean; the unknown schedule for words that are not understood wholly.

    Nothing is guessed: a word that fits no rule makes the whole term a matter for a person.
    Source: domain quirks, D9 (terms of the road map of Verkhnyaya Pyshma); municipal practice.
    """
    words = tidy(text)
    if not words:
        return UNKNOWN
    for pattern, kind in WHOLE:
        if pattern.fullmatch(words):
            return Schedule(kind)
    return _repeated(words) or _each_month(words) or _spans(words) or UNKNOWN


def tidy(text: str) -> str:
    """Return the words in lower case, with plain dashes and blanks and without final signs.

    Source: municipal practice: the same term is typed with any dash, blank and capital letter.
    """
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold().replace("ё", "е"))
    words = " ".join(words.replace("\u00a0", " ").split())
    return words.strip(" .;,:")


def _repeated(words: str) -> Schedule | None:
    """Read what is done again and again, and the day in each unit: «ежемесячно, 31 числа».

    Source: domain quirks, D9 («ежегодно», «1 раз в квартал»).
    """
    every, times, rest = _how_often(words)
    if every is None:
        return None
    schedule = Schedule(ScheduleKind.REPEATED, every=every, times=times)
    rest = rest.strip(" ,;:()")
    if not rest:
        return schedule
    found = re.fullmatch(r"(?:до|к|не позднее)?\s?(\d{1,2})(?:-?го)?\s?(?:числа?)?(?: каждого месяца)?", rest)
    if found and 1 <= int(found[1]) <= LAST_DAY and every in {Every.MONTH, Every.QUARTER}:
        return replace(schedule, day=int(found[1]))
    if re.fullmatch(r"(?:до |в )?(?:последн\w+|конца?) (?:числа?|день|дня|месяца)(?: месяца)?", rest):
        return replace(schedule, day=LAST_DAY)
    within = _spans(rest)
    if within and every == Every.YEAR and times == 1 and not any(one.last.year for one in within.spans):
        return replace(schedule, spans=within.spans)
    return None


def _each_month(words: str) -> Schedule | None:
    """Read a day of every month: «каждое 31-е число», «до 5 числа каждого месяца».

    Source: municipal practice: the last day is written as the 31st, whatever the month.
    """
    found = EACH_MONTH.fullmatch(words)
    if found is None or not (found["each"] or found["month"]) or not 1 <= int(found["day"]) <= LAST_DAY:
        return None
    return Schedule(ScheduleKind.REPEATED, every=Every.MONTH, day=int(found["day"]))


def _how_often(words: str) -> tuple[Every | None, int, str]:
    """Return the unit, how many times in it, and the words that are left.

    Source: domain quirks, D9 («1 раз в квартал»); municipal practice: «не реже двух раз в год».
    """
    for pattern, every, times in OFTEN:
        if found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words):
            return every, times, words[: found.start()] + words[found.end() :]
    if found := TIMES.search(words):
        told = found["n"] or "1"
        unit = next(every for stem, every in UNITS.items() if found["unit"].startswith(stem))
        return (
            unit,
            int(told) if told.isdigit() else NUMBERS[told],
            words[: found.start()] + words[found.end() :],
        )
    return None, 1, words


def _spans(words: str) -> Schedule | None:
    """Read days and periods, several of them between commas; a year told at the end is of all before it.

    Source: domain capabilities, C09 (schedule: date, period); municipal practice: «сентябрь, январь 2027 г.».
    """
    whole = _span(words)
    if whole:
        return Schedule(ScheduleKind.SPANS, (whole,))
    parts = [part for part in SEPARATORS.split(words) if part]
    found: list[Span] = []
    for part in reversed(parts):
        span = _span(part) or (_span(f"{part} {_month_after(words, part)}") if part.isdigit() else None)
        if span is None:
            return None
        if span.last.year is None and found and found[-1].last.year is not None:
            span = _in_year(span, found[-1].last.year)
        found.append(span)
    return Schedule(ScheduleKind.SPANS, tuple(reversed(found))) if found else None


def _month_after(words: str, day: str) -> str:
    """Return the month that stands after several days: «5, 12 и 19 октября».

    Source: municipal practice: several days of one month.
    """
    found = re.search(rf"(?<!\d){day}\b.*?{MONTH.format('m')}", words)
    return found["m"] if found else ""


def _in_year(span: Span, year: int) -> Span:
    """Return the span in the year.

    Source: municipal practice: a year told once at the end of a list.
    """
    return Span(span.first and span.first._replace(year=year), span.last._replace(year=year))


def _span(words: str) -> Span | None:
    """Read one day or one period.

    Source: domain capabilities, C09 (schedule: date, period, year); domain quirks, D9 («2020 год»).
    """
    words = re.sub(r"^(?:в|во|за|на|на период)\s(?=\S)", "", words)
    for pattern, reader in READERS:
        if found := pattern.fullmatch(words):
            try:
                return reader(found)
            except ValueError:
                return None
    return None


def _day(year: str | None, month: str, day: str | int) -> Day:
    """Return a day after checking that there is such a one.

    Source: Civil Code of the Russian Federation, art. 190 (a term is a calendar date).
    """
    number = int(month) if month.isdigit() else month_number(month)
    if not 1 <= number <= DECEMBER or not 1 <= int(day) <= monthrange(LEAP_YEAR, number)[1]:
        raise ValueError
    return Day(_year(year), number, int(day))


def _year(written: str | None) -> int | None:
    """Return the year in full: «26» is 2026.

    Source: municipal practice: dates in figures.
    """
    if not written:
        return None
    return int(written) + (CENTURY if int(written) < CENTURY else 0)


def _dated(found: "re.Match[str]") -> Span:
    """Read «01.09.2026», alone, as the last day or as a period.

    Source: municipal practice: dates in figures.
    """
    last = _day(found["y2"], found["m2"], found["d2"])
    if "d1" in found.re.groupindex and found["d1"]:
        return Span(_day(found["y1"] or found["y2"], found["m1"], found["d1"]), last)
    return Span(None if found["until"] else last, last)


def _worded(found: "re.Match[str]") -> Span:
    """Read «1 сентября 2026 г.», «до 1 сентября», «с 1 по 15 сентября», «с 1 сентября по 10 октября».

    Source: municipal practice: dates in words.
    """
    last = _day(found["y2"], found["m2"], found["d2"])
    if "d1" in found.re.groupindex:
        return Span(_day(found["y1"] or found["y2"], found["m1"] or found["m2"], found["d1"]), last)
    return Span(None if found["until"] else last, last)


def _months(found: "re.Match[str]") -> Span:
    """Read «сентябрь», «сентябрь - ноябрь 2026 года», «до декабря», «декабрь 2026 - январь 2027».

    Source: municipal practice: months as terms.
    """
    names = found.groupdict()
    last = _day(names.get("y2"), names["m2"], 1)._replace(day=LAST_DAY)
    if names.get("m1"):
        first = _day(names.get("y1") or names.get("y2"), names["m1"], 1)
        if not names.get("y1") and last.year and first.month > last.month:
            first = first._replace(year=last.year - 1)
        return Span(first, last)
    if names.get("until"):
        before = last.month - 1 or DECEMBER
        if "конца" in names["until"]:
            return Span(None, last)
        return Span(
            None, Day(last.year and (last.year if last.month > 1 else last.year - 1), before, LAST_DAY)
        )
    return Span(last._replace(day=1), last)


def _quarters(found: "re.Match[str]") -> Span:
    """Read «I квартал», «II - III кварталы 2027 года», «первое полугодие».

    Source: municipal practice: quarters and half-years of a calendar year.
    """
    names = found.groupdict()
    months = 3 if "кварт" in found[0] else 6
    last = _ordinal(names["q2"])
    first = _ordinal(names["q1"]) if names.get("q1") else last
    if max(first, last) * months > DECEMBER:
        raise ValueError
    year = int(names["y"]) if names.get("y") else None
    return Span(Day(year, (first - 1) * months + 1, 1), Day(year, last * months, LAST_DAY))


def _ordinal(word: str) -> int:
    """Return the number of a quarter or a half-year by its figure or word.

    Source: municipal practice: Roman and Arabic figures, ordinal words.
    """
    bare = re.sub(r"-?(?:й|ый|ой|ий|я|ая|ое|е)$", "", word) if word[0].isdigit() else word
    return ROMAN.get(bare) or ROMAN[bare[:4]]


def _years(found: "re.Match[str]") -> Span:
    """Read «2020 год», «2020 - 2024 годы», «до 2024 года», «2026/2027 учебный год».

    Source: domain quirks, D9 («2020 год»); Education Act 273-FZ, art. 28 (the school year).
    """
    names = found.groupdict()
    first, last = int(names["y1"]), int(names.get("y2") or names["y1"])
    if names.get("y2") and len(names["y2"]) == SHORT:
        last += CENTURY
    if "уч" in found[0]:
        return Span(Day(first, 9, 1), Day(last if last > first else first + 1, 8, LAST_DAY))
    if names.get("until"):
        if "конца" in names["until"]:
            return Span(None, Day(last, 12, LAST_DAY))
        return Span(None, Day(last - 1, 12, LAST_DAY))
    return Span(Day(first, 1, 1), Day(last, 12, LAST_DAY))


UNTIL = r"(?P<until>до конца|до|к|не позднее)?\s?"
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"(?:с\s)?{NUMERIC.format(1)}(?:{DASH}|\s(?:по|до)\s){NUMERIC.format(2)}"), _dated),
    (re.compile(UNTIL + NUMERIC.format(2)), _dated),
    (
        re.compile(
            rf"(?:с\s)?(?P<d1>\d{{1,2}})(?:\s{MONTH.format('m1')})?{YEAR.format('y1')}?(?:{DASH}|\s(?:по|до)\s)"
            rf"(?P<d2>\d{{1,2}})\s{MONTH.format('m2')}{YEAR.format('y2')}?"
        ),
        _worded,
    ),
    (re.compile(rf"{UNTIL}(?P<d2>\d{{1,2}})(?:-?го)?\s{MONTH.format('m2')}{YEAR.format('y2')}?"), _worded),
    (
        re.compile(
            rf"(?:с\s)?{MONTH.format('m1')}{YEAR.format('y1')}?(?:{DASH}|\s(?:по|до)\s)"
            rf"{MONTH.format('m2')}{YEAR.format('y2')}?"
        ),
        _months,
    ),
    (re.compile(rf"{UNTIL}{MONTH.format('m2')}{YEAR.format('y2')}?"), _months),
    (
        re.compile(
            rf"(?:{QUARTER.format('q1')}{DASH})?{QUARTER.format('q2')}\s?(?:квартал\w*|полугоди\w*)"
            rf"{YEAR.format('y')}?"
        ),
        _quarters,
    ),
    (
        re.compile(
            r"(?P<y1>(?:19|20)\d\d)\s?[-/]\s?(?P<y2>(?:19|20)?\d\d)\s?(?:уч\.|учебн\w+)\s?(?:г\.?|год\w*)"
        ),
        _years,
    ),
    (
        re.compile(rf"{UNTIL}(?P<y1>(?:19|20)\d\d)(?:{DASH}(?P<y2>(?:19|20)\d\d))?\s?(?:г\.?г?\.?|год[аеу]?|годы|годах)?"),
        _years,
    ),
)  # fmt: skip
