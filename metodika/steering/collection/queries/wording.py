"""What rules have found, in words for a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken
from metodika.core.facts import fact
from metodika.core.web.values import Text, shown
from metodika.steering.collection.lifecycle import JUDGED, FieldKind, Found, Level
from metodika.steering.collection.rules.forms import FieldSpec, FormSpec, Problem

SENTENCES: dict[str, Text] = {
    "not_a_number": _("“%(text)s” is not a number. Write digits, for example 12 or 12.5."),
    "share_needs_two": _("A share needs both numbers: the part and the whole."),
    "not_yes_or_no": _("“%(text)s” is neither yes nor no."),
    "not_in_the_list": _("“%(text)s” is not in the list. Choose one of its values."),
    "too_long": _("The text is too long: at most %(most)s characters are kept."),
    "not_a_day": _("“%(text)s” is not a date. Write it like 31.08.2026."),
    "not_a_file": _("Choose a file."),
    "too_many_rows": _("The table is too long: at most %(most)s rows are kept."),
    "too_many_cells": _("Row %(row)s has too many cells: the table has %(most)s columns."),
    "not_an_address": _("“%(text)s” is not an address of a page. It begins with https://"),
    "below": _("%(field)s: %(number)s is less than expected (%(bound)s)."),
    "above": _("%(field)s: %(number)s is more than expected (%(bound)s)."),
    "part_above_whole": _("%(field)s: the part (%(number)s) is greater than the whole (%(bound)s)."),
    "check_broken": _("%(instruction)s (it must hold: %(holds)s)"),
    "check_undefined": _("The check “%(holds)s” divides by zero and says nothing. %(instruction)s"),
    "check_unreadable": _("The check “%(holds)s” cannot be read. Compare fields and numbers: a + b <= c."),
    "check_unknown": _("The check “%(holds)s” speaks of what is no number of this form: %(names)s."),
    "instruction_missing": _("Say what to do when the check “%(holds)s” does not hold."),
    "code_unreadable": _(
        "The code “%(code)s” does not suit: small Latin letters, digits and “_”, a letter first."
    ),
    "code_taken": _("The code “%(code)s” is taken in this form. Choose another."),
    "title_missing": _("Word the question of the field “%(field)s”."),
    "kind_unsuitable": _("“%(field)s”: this kind of field does not suit this kind of form."),
    "options_missing": _("“%(field)s”: a choice needs at least two values."),
    "columns_missing": _("“%(field)s”: name the columns of the table."),
    "counting_unsuitable": _("“%(field)s”: only a number or a share can be taken from the system."),
    "bound_unreadable": _("“%(field)s”: the bounds are numbers, for example 0 and 100."),
    "bounds_swapped": _("“%(field)s”: the lower bound is greater than the upper one."),
}


def sentence_of(problem: Problem, form: FormSpec | None = None) -> str:
    """Return what was found as a sentence; fields are named by their questions, checks speak of them."""
    spec = form.field(problem.field) if form else None
    details = dict(problem.details)
    if form and "holds" in details:
        details["holds"] = check_words(str(details["holds"]), form)
    numbers = {name: shown(value) if name in {"number"} else value for name, value in details.items()}
    return str(SENTENCES[problem.code]) % {"field": spec.title if spec else problem.field, **numbers}


def check_words(holds: str, form: FormSpec) -> str:
    """Return a check with the questions of the fields in the place of their codes."""
    words = {}
    for one in form.fields:
        words[one.code] = f"«{one.title}»"
        if one.kind == FieldKind.SHARE:
            words[f"{one.code}_of"] = gettext("the whole of “%(field)s”") % {"field": one.title}
    out, name = "", ""
    for sign in f"{holds} ":
        if sign.isalnum() or sign == "_":
            name += sign
        else:
            out += words.get(name, name) + sign
            name = ""
    return out.strip().replace("<=", "≤").replace(">=", "≥")


def refuse(code: str, **details: Any) -> RuleBroken:
    """Return the refusal of one answer."""
    return RuleBroken(str(SENTENCES[code]) % details)


def answer_shown(spec: FieldSpec, value: Any) -> str:
    """Return an answer as people read it, with its unit; nothing for none."""
    if value is None:
        return ""
    if spec.kind in JUDGED:
        return _judged(spec, value)
    words = _WORDS.get(spec.kind, _plain)(spec, value)
    return f"{words} {spec.unit}".strip() if spec.unit else words


def _plain(_spec: FieldSpec, value: Any) -> str:
    return str(value).replace(".", ",") if _spec.kind in {FieldKind.NUMBER, FieldKind.MONEY} else str(value)


def _share(_spec: FieldSpec, value: Mapping[str, str]) -> str:
    told = {name: text.replace(".", ",") for name, text in value.items()}
    return gettext("%(part)s of %(of)s") % told


def _choice(spec: FieldSpec, value: str) -> str:
    return next((one.title for one in spec.options if one.code == value), value)


def _yes_no(_spec: FieldSpec, value: str) -> str:
    return gettext("yes") if value == "yes" else gettext("no")


def _day(_spec: FieldSpec, value: str) -> str:
    year, month, day = value.split("-")
    return f"{day}.{month}.{year}"


def _table(_spec: FieldSpec, value: list[list[str]]) -> str:
    return "\n".join("; ".join(row) for row in value)


def _judged(spec: FieldSpec, value: Mapping[str, Any]) -> str:
    labels = Found if spec.kind == FieldKind.ITEM else Level
    parts = [str(labels(value["result"]).label), value.get("address", ""), value.get("note", "")]
    return " · ".join(part for part in parts if part)


_WORDS: dict[str, Callable[[FieldSpec, Any], str]] = {
    FieldKind.SHARE: _share,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
    FieldKind.DATE: _day,
    FieldKind.TABLE: _table,
    FieldKind.FILE: lambda _spec, value: str(value["name"]),
}


def counting_words(counting: Mapping[str, Any] | None) -> str:
    """Say where the system takes a value from, or which fact it waits for."""
    if not counting:
        return ""
    code = str(counting.get("fact", ""))
    try:
        return gettext("from the system: %(fact)s") % {"fact": fact(code).title}
    except RuleBroken:
        return gettext("waits for the fact “%(code)s”; asked until then") % {"code": code}
