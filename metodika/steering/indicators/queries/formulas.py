"""What a formula says, whether it can be computed, and what it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period, calendar_year, half_year, month, quarter, school_year
from metodika.core.facts import Condition, Counting, Having, Selection, facts
from metodika.core.facts.conditions import ParameterKind
from metodika.core.facts.countings import OF_WORDS
from metodika.core.facts.declared import Fact
from metodika.core.facts.spans import DAY_OF_YEAR
from metodika.core.facts.tables import WHEN_EVENT, WHEN_STATE
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Version
from metodika.steering.indicators.rules.formulas import expanded, fact_codes, faults_of_shape

LEAP_YEAR = 2000
PERIODS = {
    "school_year": school_year, "calendar_year": calendar_year, "half_year": half_year, "quarter": quarter,
    "month": month,
}  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """A formula whose countings can be asked; `denominator` None for a plain count."""

    numerator: Counting
    denominator: Counting | None

    @property
    def is_part(self) -> bool:
        """Whether the numerator is a part of the denominator, so that their ratio is a share."""
        return self.denominator is not None and self.numerator.is_part_of(self.denominator)

    @property
    def parts(self) -> list[Counting]:
        """The numerator, and the denominator when there is one."""
        return [self.numerator, *([self.denominator] if self.denominator else [])]


def period_on(kind: str, day: date) -> Period:
    """Return the period of a kind in which the day lies."""
    return PERIODS[kind](day)


def unknown_facts(formula: Mapping[str, Any] | None) -> list[str]:
    """Return the codes of facts that no area declares yet, or any longer."""
    known = facts()
    return [code for code in fact_codes(formula) if code not in known]


def formula_of(data: Mapping[str, Any] | None) -> Formula:
    """Read a formula that can be computed; RuleBroken with a sentence when it cannot."""
    if not data:
        raise RuleBroken(_("The version has no formula yet, so it is not computed. Write the formula."))
    for fault in faults_of_shape(data):
        raise RuleBroken(SENTENCES[fault]())
    waits = unknown_facts(data)
    if waits:
        raise RuleBroken(waiting_sentence(waits))
    read = [
        Counting.from_data(data[part]) if data.get(part) else None for part in ("numerator", "denominator")
    ]
    for one in read:
        if one:
            one.check()
    numerator, denominator = read
    if numerator is None:
        raise RuleBroken(SENTENCES["numerator"]())
    return Formula(numerator, denominator)


SENTENCES = {
    "indicator": lambda: _(
        "A formula counts facts of daily work, not other indicators: "
        "so none can depend on itself in a circle."
    ),
    "numerator": lambda: _("Say what is counted: the formula has no numerator."),
    "period": lambda: _(
        "Name the period: a school year, a calendar year, a half-year, a quarter or a month."
    ),
    "scale": lambda: _("The scale is 1 or 100."),
}


def waiting_sentence(codes: Iterable[str]) -> str:
    """Return the sentence that names the facts for which an indicator waits."""
    told = list(codes)
    return ngettext(
        "Waits for the fact %(codes)s: no part of the system keeps it.",
        "Waits for the facts %(codes)s: no part of the system keeps them.",
        len(told),
    ) % {"codes": ", ".join(told)}


@dataclass(frozen=True)
class State:
    """Whether a version computes (`code` computes, waits, broken, draft), by which formula, and why not."""

    code: str
    sentence: str = ""
    waits: tuple[str, ...] = ()
    formula: Formula | None = None

    @property
    def computes(self) -> bool:
        """Whether a run counts it."""
        return self.code == "computes"


def state_of(version: Version | None) -> State:
    """Tell whether a version computes now; a missing one and one without a formula are drafts."""
    if version is None or not version.formula:
        return State("draft", _("The version has no formula yet, so it is not computed. Write the formula."))
    waits = unknown_facts(version.formula)
    if waits:
        return State("waits", waiting_sentence(waits), tuple(waits))
    try:
        formula = formula_of(version.formula)
    except RuleBroken as refusal:
        return State("broken", str(refusal))
    if version.status == VersionStatus.DRAFT:
        return State("draft", _("The formula is ready; the version computes once it is brought into force."))
    return State("computes", formula=formula)


def warning_of(data: Mapping[str, Any]) -> str:
    """Return why the ratio is no share, empty when it is one or is not meant to be."""
    formula = formula_of(data)
    if formula.denominator is None or formula.is_part or data.get("scale") == 1:
        return ""
    return _(
        "The numerator is not a part of the denominator: it counts other rows, or at another time, "
        "so the value may exceed 100 % and has no interval. Make it the denominator with more conditions."
    )


def formula_words(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the formula for a person: label and words of each part."""
    formula = formula_of(data)
    told = [(_("What is counted"), counting_words(formula.numerator))]
    if formula.denominator is None:
        return told
    if formula.is_part:
        told = [(_("Of whom or what"), counting_words(formula.denominator)),
                (_("Who or what of them is counted"), _more_words(formula))]  # fmt: skip
    else:
        told.append((_("Divided by"), counting_words(formula.denominator)))
    return told


def _more_words(formula: Formula) -> str:
    part, whole = formula.numerator, formula.denominator
    declared = part.declared
    more = [condition_words(declared, one) for one in part.conditions if one not in whole.conditions]  # type: ignore[union-attr]  # a part has a whole
    more += [having_words(one) for one in part.having if one not in whole.having]  # type: ignore[union-attr]  # as above
    return "; ".join(more) or _("all of them")


def counting_words(counting: Counting) -> str:
    """Return a counting in words: what is counted of which rows, when, under which conditions."""
    told = [
        _("%(of)s of the rows “%(fact)s”, %(when)s")
        % {"of": OF_WORDS[counting.of], "fact": counting.declared.title, "when": when_words(counting)}
    ]
    if counting.measure:
        told.append(
            _("added up: %(measure)s") % {"measure": counting.declared.parameter(counting.measure).title}
        )
    told += [condition_words(counting.declared, one) for one in counting.conditions]
    told += [having_words(one) for one in counting.having]
    if counting.placed_by:
        told.append(_("placed by “%(fact)s”") % {"fact": counting.placed_by.declared.title})
    return "; ".join(told)


def having_words(having: Having) -> str:
    """Return in words what the counted must have besides."""
    sentence = _("there is no “%(fact)s”, %(when)s") if having.absent else _("there is “%(fact)s”, %(when)s")
    told = [sentence % {"fact": having.declared.title, "when": when_words(having)}]
    if having.at_least > 1:
        told.append(_("at least %(count)d times") % {"count": having.at_least})
    if having.in_each:
        told.append(EACH[having.in_each]())
    told += [condition_words(having.declared, one) for one in having.conditions]
    others = [_("or %(words)s") % {"words": having_words(one)} for one in having.others]
    return "; ".join([", ".join(told), *others])


EACH = {
    "month": lambda: _("in every month"), "quarter": lambda: _("in every quarter"),
    "half_year": lambda: _("in every half-year"),
}  # fmt: skip


def when_words(selection: Selection) -> str:
    """Return in words on which days of the period a fact is asked."""
    choices = WHEN_STATE if selection.declared.is_state else WHEN_EVENT
    when = selection.when or choices[0][0]
    usual = dict(choices).get(when)
    return str(usual) if usual is not None else _own_time_words(when)


def _own_time_words(when: str) -> str:
    """Return in words a day of the year or a number of months that no list names."""
    if day := DAY_OF_YEAR.fullmatch(when):
        shown = date_format(date(LEAP_YEAR, int(day[1]), int(day[2])), "j E")
        return _("on %(day)s") % {"day": shown}
    count = int("".join(one for one in when if one.isdigit()) or 0)
    if when.startswith("ago"):
        return ngettext(
            "within a period as long, %(count)d month before",
            "within a period as long, %(count)d months before",
            count,
        ) % {"count": count}
    return ngettext(
        "within %(count)d month up to its last day", "within %(count)d months up to its last day", count
    ) % {"count": count}


def condition_words(declared: Fact, condition: Condition) -> str:
    """Return a condition in words."""
    parameter = declared.parameter(condition.code)
    if parameter.kind == ParameterKind.FLAG:
        sentence = _("%(parameter)s: yes") if condition.operator == "yes" else _("%(parameter)s: no")
        return sentence % {"parameter": parameter.title}
    value: Any = condition.value
    if parameter.kind == ParameterKind.CHOICE:
        titles = dict(parameter.options)
        value = ", ".join(titles.get(str(one), str(one)) for one in condition.value)
    return OPERATOR_WORDS[condition.operator]() % {"parameter": parameter.title, "value": value}


OPERATOR_WORDS = {
    "in": lambda: _("%(parameter)s: %(value)s"), "not_in": lambda: _("%(parameter)s: anything but %(value)s"),
    "at_least": lambda: _("%(parameter)s: at least %(value)s"),
    "at_most": lambda: _("%(parameter)s: at most %(value)s"),
    "from": lambda: _("%(parameter)s: from %(value)s"), "to": lambda: _("%(parameter)s: to %(value)s"),
    "contains": lambda: _("%(parameter)s: contains “%(value)s”"),
}  # fmt: skip


def indicator_page(said: Mapping[str, Any], populations: Mapping[str, Any]) -> str:
    """Return the table of indicators of a profile: code, name, computes or waits, facts, those awaited."""
    lines = ["code\tname\tstate\tfacts\twaits_for"]
    for code, told in said.items():
        formula = expanded(told, populations) if told.get("numerator") else None
        waits = unknown_facts(formula)
        state = "draft" if formula is None else "waits" if waits else "computes"
        cells = [code, told["name"], state, ", ".join(fact_codes(formula)), ", ".join(waits)]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
