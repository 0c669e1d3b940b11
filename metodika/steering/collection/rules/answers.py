"""What people type, read as what a field asks for; nothing is guessed, and nothing is lost."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from metodika.steering.collection.lifecycle import FieldKind, Found, Level
from metodika.steering.collection.rules.expressions import Unreadable, Verdict, verdict
from metodika.steering.collection.rules.forms import CheckSpec, FieldSpec, FormSpec, Problem

NUMBER = re.compile(r"[-+]?\d{1,12}([.,]\d{1,6})?")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LONGEST_TEXT = 10_000
MOST_ROWS = 500
YES = {
    "yes": "yes",
    "да": "yes",
    "true": "yes",
    "1": "yes",
    "no": "no",
    "нет": "no",
    "false": "no",
    "0": "no",
}
POINTS = {Found.FOUND: Decimal(1), Found.PARTLY: Decimal("0.5"), Found.MISSING: Decimal(0)}


class Refused(ValueError):
    """The answer is not what the field asks for."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def read_answer(spec: FieldSpec, raw: Any) -> Any:
    """Return the answer as it is kept, None for an empty one; Refused with a code for anything else.

    Numbers become plain text with a point, days ISO; blanks inside numbers and a comma are understood.
    Source: domain capabilities, C28 (validation); issue of bad input: text in a number.
    """
    return READERS[spec.kind](spec, raw)


def _number(_spec: FieldSpec, raw: Any) -> str | None:
    """Read a number.

    Source: domain capabilities, C28.
    """
    if isinstance(raw, bool):
        raise Refused("not_a_number", text=str(raw))
    text = SPACES.sub("", str(raw if raw is not None else ""))
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise Refused("not_a_number", text=str(raw).strip()[:60])
    found = f"{Decimal(text.replace(',', '.')):f}"
    return found.rstrip("0").rstrip(".") if "." in found else found


def _share(spec: FieldSpec, raw: Any) -> dict[str, str] | None:
    """Read a part and a whole; one without the other is no answer.

    Source: domain cycle, calculation rules (numerator and denominator are kept).
    """
    told = raw if isinstance(raw, Mapping) else {}
    if raw and not isinstance(raw, Mapping):
        raise Refused("share_needs_two", text=str(raw)[:60])
    part, whole = _number(spec, told.get("part")), _number(spec, told.get("of"))
    if part is None and whole is None:
        return None
    if part is None or whole is None:
        raise Refused("share_needs_two", text=part or whole)
    return {"part": part, "of": whole}


def _money(spec: FieldSpec, raw: Any) -> str | None:
    """Read roubles with kopecks.

    Source: domain capabilities, C35 (money at the level of the plan).
    """
    found = _number(spec, re.sub(r"(руб\.?|р\.|₽)\s*$", "", str(raw if raw is not None else "").strip()))
    return None if found is None else f"{Decimal(found).quantize(Decimal('0.01')):f}"


def _yes_no(_spec: FieldSpec, raw: Any) -> str | None:
    """Read yes or no.

    Source: domain capabilities, C28.
    """
    text = str(raw if raw is not None else "").strip().lower()
    if not text:
        return None
    if text not in YES:
        raise Refused("not_yes_or_no", text=text[:60])
    return YES[text]


def _choice(spec: FieldSpec, raw: Any) -> str | None:
    """Read one of the values, by its code or its words.

    Source: domain capabilities, C28.
    """
    text = str(raw if raw is not None else "").strip()
    if not text:
        return None
    for option in spec.options:
        if text in {option.code, option.title}:
            return option.code
    raise Refused("not_in_the_list", text=text[:60])


def _text(_spec: FieldSpec, raw: Any) -> str | None:
    """Read words.

    Source: domain capabilities, C28.
    """
    text = str(raw if raw is not None else "").replace("\x00", "").strip()
    if len(text) > LONGEST_TEXT:
        raise Refused("too_long", most=LONGEST_TEXT)
    return text or None


def _day(_spec: FieldSpec, raw: Any) -> str | None:
    """Read a day, written in the Russian or in the ISO way.

    Source: domain capabilities, C28.
    """
    text = str(raw if raw is not None else "").strip()
    if not text:
        return None
    russian = RUSSIAN_DAY.fullmatch(text)
    try:
        found = (
            date(int(russian[3]), int(russian[2]), int(russian[1])) if russian else date.fromisoformat(text)
        )
    except ValueError:
        raise Refused("not_a_day", text=text[:60]) from None
    return found.isoformat()


def _file(_spec: FieldSpec, raw: Any) -> dict[str, Any] | None:
    """Read the number and the name of a stored file.

    Source: domain capabilities, C28.
    """
    if not raw:
        return None
    if not isinstance(raw, Mapping) or not isinstance(raw.get("file"), int):
        raise Refused("not_a_file")
    return {"file": raw["file"], "name": str(raw.get("name", ""))[:255]}


def _table(spec: FieldSpec, raw: Any) -> list[list[str]] | None:
    """Read rows: a list of lists, or lines with tabs or semicolons as a spreadsheet gives them.

    Source: domain capabilities, C28 (bulk import from a spreadsheet).
    """
    if isinstance(raw, str):
        lines = [one for one in raw.splitlines() if one.strip()]
        raw = [[cell.strip() for cell in re.split(r"\t|;", line)] for line in lines]
    rows = [[str(cell).strip() for cell in row] for row in raw or () if isinstance(row, list | tuple)]
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_ROWS:
        raise Refused("too_many_rows", most=MOST_ROWS)
    for number, row in enumerate(rows, 1):
        if len(row) > len(spec.columns):
            raise Refused("too_many_cells", row=number, most=len(spec.columns))
    wide = len(spec.columns)
    return [[*row, *[""] * (wide - len(row))] for row in rows] or None


def _judged(spec: FieldSpec, raw: Any) -> dict[str, Any] | None:
    """Read what an inspector saw: the result, where, a note, when, and a picture.

    Source: PEST-7.4.1, PEST-7.4.2; YAK-1.6.1.4c.
    """
    told = raw if isinstance(raw, Mapping) else {"result": raw}
    result = str(told.get("result") or "").strip()
    if not result:
        return None
    if result not in (Found.values if spec.kind == FieldKind.ITEM else Level.values):
        raise Refused("not_in_the_list", text=result[:60])
    address = str(told.get("address") or "").strip()[:500]
    if address and not re.match(r"https?://\S+$", address):
        raise Refused("not_an_address", text=address[:60])
    found = {"result": result, "address": address, "note": str(told.get("note") or "").strip()[:1000]}
    return found | {name: told[name] for name in ("at", "file", "name") if told.get(name)}


READERS: dict[str, Callable[[FieldSpec, Any], Any]] = {
    FieldKind.NUMBER: _number,
    FieldKind.SHARE: _share,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.TEXT: _text,
    FieldKind.DATE: _day,
    FieldKind.FILE: _file,
    FieldKind.TABLE: _table,
    FieldKind.ITEM: _judged,
    FieldKind.LEVEL: _judged,
}


def effective(form: FormSpec, answers: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Return what counts: the institution's own answer where it gave one, else what the system holds.

    Source: domain capabilities, C28 (system value and school's value differ: both kept).
    """
    return {
        one.code: answers[one.code] if answers.get(one.code) is not None else held.get(one.code)
        for one in form.fields
    }


def numbers_of(form: FormSpec, values: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the numbers that the values give to checks and sums, by name.

    A share gives its part under the code and its whole under the code with `_of`; yes is one and no nought;
    a choice gives the points of its value; an item found counts one, found in part a half; a site that did
    not open gives nothing. Source: domain cycle, 4.4 (indicators of sources F, V, D).
    """
    found: dict[str, Decimal] = {}
    for one in form.fields:
        value = values.get(one.code)
        if value is not None:
            found |= _numbers_of_one(one, value)
    return found


def _numbers_of_one(spec: FieldSpec, value: Any) -> dict[str, Decimal]:
    """Return the numbers of one answer.

    Source: domain cycle, 4.4.
    """
    match spec.kind:
        case FieldKind.NUMBER | FieldKind.MONEY:
            return {spec.code: Decimal(value)}
        case FieldKind.SHARE:
            return {spec.code: Decimal(value["part"]), f"{spec.code}_of": Decimal(value["of"])}
        case FieldKind.YES_NO:
            return {spec.code: Decimal(value == "yes")}
        case FieldKind.TABLE:
            return {f"{spec.code}_rows": Decimal(len(value))}
        case FieldKind.LEVEL:
            return {spec.code: Decimal(value["result"])}
        case FieldKind.ITEM:
            return {spec.code: POINTS[value["result"]]} if value["result"] in POINTS else {}
        case FieldKind.CHOICE:
            points = next((one.points for one in spec.options if one.code == value), "")
            return {spec.code: Decimal(points)} if points else {}
    return {}


def missing_in(form: FormSpec, values: Mapping[str, Any]) -> list[str]:
    """Return the codes of required fields without any value.

    Source: domain capabilities, C28 (partial forms).
    """
    return [one.code for one in form.fields if one.required and values.get(one.code) is None]


def unexplained_in(
    form: FormSpec, answers: Mapping[str, Any], held: Mapping[str, Any], reasons: Mapping[str, str]
) -> list[str]:
    """Return the codes of fields whose own value differs from the system's without a reason.

    Source: domain capabilities, C28 (both values are kept, a reason is required).
    """
    return [
        one.code for one in form.fields
        if one.code in held and answers.get(one.code) not in (None, held[one.code])
        and not reasons.get(one.code)
    ]  # fmt: skip


def is_complete(
    form: FormSpec, answers: Mapping[str, Any], held: Mapping[str, Any], reasons: Mapping[str, str]
) -> bool:
    """Tell whether the answers could be submitted as they stand: nothing is missing and nothing unexplained.

    Source: domain capabilities, C28 (partial forms).
    """
    values = effective(form, answers, held)
    return not missing_in(form, values) and not unexplained_in(form, answers, held, reasons)


def warnings_of(form: FormSpec, values: Mapping[str, Any]) -> list[Problem]:
    """List what looks wrong and may be right: bounds, parts greater than wholes, broken checks.

    A warning forbids nothing: the institution explains it and submits.
    Source: domain capabilities, C28; peers 2.3 (validation warns with the author's instruction).
    """
    numbers = numbers_of(form, values)
    found: list[Problem] = []
    for one in form.fields:
        number = numbers.get(one.code)
        if number is None:
            continue
        if one.least and number < Decimal(one.least):
            found.append(Problem("below", one.code, {"number": number, "bound": one.least}))
        if one.most and number > Decimal(one.most):
            found.append(Problem("above", one.code, {"number": number, "bound": one.most}))
        if one.kind == FieldKind.SHARE and number > numbers[f"{one.code}_of"]:
            whole = numbers[f"{one.code}_of"]
            found.append(Problem("part_above_whole", one.code, {"number": number, "bound": whole}))
    for check in form.checks:
        found += _broken(check, numbers)
    return found


def _broken(check: CheckSpec, numbers: Mapping[str, Decimal]) -> list[Problem]:
    """Say what a check has to tell.

    Source: domain capabilities, C28.
    """
    told = {"holds": check.holds, "instruction": check.instruction}
    try:
        said = verdict(check.holds, numbers)
    except Unreadable:
        return [Problem("check_unreadable", "", told)]
    codes = {Verdict.BROKEN: "check_broken", Verdict.UNDEFINED: "check_undefined"}
    return [Problem(codes[said], "", told)] if said in codes else []


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the codes whose answers differ, in the order of the new answers and then of the old.

    Source: domain capabilities, C28; design, 7 (two people at once see what differs).
    """
    codes = list(dict.fromkeys([*after, *before]))
    return [code for code in codes if before.get(code) != after.get(code)]
