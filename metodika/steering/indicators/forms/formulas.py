import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, NoReturn

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Counting, Fact, Having, Of, conditions_from, facts
from metodika.core.facts.conditions import ParameterKind
from metodika.core.facts.countings import OF_WORDS, WHOM
from metodika.core.facts.declared import About
from metodika.core.facts.fields import conditions_of, fields_of
from metodika.core.facts.tables import WHEN_EVENT, WHEN_STATE
from metodika.core.web import Form, Group
from metodika.core.web.forms import dress
from metodika.steering.indicators.forms.indicators import more_of
from metodika.steering.indicators.lifecycle import Every

SHARE, COUNT, MEAN, RATIO = "share", "count", "mean", "ratio"
SHOWN = [(SHARE, _("a share: those of them who fit, in percent")), (COUNT, _("how many there are")),
         (MEAN, _("the mean of a number"))]  # fmt: skip
EACH = [("", _("at any time")), ("month", _("in every month")), ("quarter", _("in every quarter")),
        ("half_year", _("in every half-year"))]  # fmt: skip
DAY, BACK, AGO = "day", "back", "ago"
OWN_DAY = [(DAY, _("on another day of the year"))]
OWN_MONTHS = [(BACK, _("within so many months up to its last day")),
              (AGO, _("within a period as long, so many months before"))]  # fmt: skip
MOST_MONTHS, LEAP_YEAR = 120, 2000
DAY_AND_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
# What is said of one side of a formula; the denominator from a fact of its own has the same, marked so.
SIDE = ("counted", "when", "day", "months", "placed_by", "measure")
BELOW = "d_"


class ChosenForm(Form):
    """Which facts a formula is made of; asked first, since each has parameters of its own."""

    whole = forms.ChoiceField(label=_("Who or what is counted"))
    has = forms.ChoiceField(label=_("And what they must have besides"), required=False)
    instead = forms.ChoiceField(label=_("Or what is as good as that"), required=False)
    divided = forms.ChoiceField(
        label=_("Divided by what"), required=False,
        help_text=_("Only for a ratio of two numbers, such as hours to people or one sum to another."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(one.code, f"{one.title} ({one.code})") for one in facts().values()]
        self.fields["whole"].choices = known  # type: ignore[attr-defined]  # a choice
        for name in ("has", "instead"):
            self.fields[name].choices = [("", _("Nothing else")), *known]  # type: ignore[attr-defined]  # a choice
        self.fields["divided"].choices = [("", _("Nothing of its own")), *known]  # type: ignore[attr-defined]  # a choice


class DayOfYearField(forms.CharField):
    """A day of every year, typed as "20.09", kept as "09-20"."""

    def clean(self, value: Any) -> str:
        told = super().clean(value)
        found = DAY_AND_MONTH.fullmatch(told)
        if not told:
            return ""
        try:
            return date(LEAP_YEAR, int(found[2]), int(found[1])).strftime("%m-%d") if found else _no_day()
        except ValueError:
            return _no_day()


def _no_day() -> NoReturn:
    raise forms.ValidationError(
        _("There is no such day in a year. Write the day and the month, for instance 20.09.")
    )


class FormulaForm(Form):
    """A formula of fields: the population, its conditions, and what is asked of it besides.

    With `per` the denominator is another fact, or the same one asked otherwise.
    """

    shown_as = forms.ChoiceField(label=_("What is shown"), choices=SHOWN, widget=forms.RadioSelect)
    counted = forms.ChoiceField(label=_("What is counted of the rows"))
    when = forms.ChoiceField(label=_("On which days"))
    day = DayOfYearField(
        label=_("Another day of the year"), required=False,
        help_text=_("Day and month, for instance 20.09: the latest such day of the period."),
    )  # fmt: skip
    months = forms.IntegerField(
        label=_("How many months"), required=False, min_value=1, max_value=MOST_MONTHS,
        help_text=_("Only where months are asked for above."),
    )  # fmt: skip
    placed_by = forms.ChoiceField(
        label=_("Where people belong"), required=False,
        help_text=_("For people who are counted elsewhere than where they work."),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("Which number is taken"), required=False)
    percent = forms.BooleanField(label=_("Multiply by 100 to read it in percent"), required=False)
    period = forms.ChoiceField(label=_("Period"), choices=Every)
    places = forms.IntegerField(label=_("Digits after the point"), min_value=0, max_value=4, initial=1)
    good = forms.DecimalField(label=_("Good from"), required=False)
    fair = forms.DecimalField(label=_("Fair from"), required=False)
    method = forms.CharField(
        label=_("Method in words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, whole: Fact, has: Sequence[Fact] = (), per: Fact | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.whole, self.has, self.per = whole, list(zip(("h", "o"), has, strict=False)), per
        self.sides = [("", whole), *([(BELOW, per)] if per else [])]
        below = self._offer_side(per, BELOW) if per else []
        above = self._offer_side(whole, "")
        last = ["period", "places", "good", "fair", "method"]
        if per:
            del self.fields["shown_as"]
            groups = [
                Group(_("What is divided: the numerator"), [*above, *self._ask(whole, "w")]),
                *self._besides(),
                Group(_("By what it is divided: the denominator"), [*below, *self._ask(per, "d")]),
                Group(_("How it is read"), ["percent", *last]),
            ]
        else:
            del self.fields["percent"]
            groups = [
                Group(_("What is counted"), ["shown_as", *above]),
                Group(_("All of them: the denominator"), self._ask(whole, "w")),
                Group(
                    _("Those who count: the same with more asked"), self._ask(whole, "n"),
                    hint=_("Empty fields ask nothing."),
                ),
                *self._besides(),
                Group(_("How it is read"), last),
            ]  # fmt: skip
        setattr(self, "groups", [one for one in groups if one.fields])  # noqa: B010 - each fact has its own

    def _besides(self) -> list[Group]:
        return [
            Group(
                one.title, self._ask_besides(one, prefix),
                hint=_("Either this or what stands above is enough.") if place else "",
            )
            for place, (prefix, one) in enumerate(self.has)
        ]  # fmt: skip

    def _offer_side(self, declared: Fact, side: str) -> list[str]:
        """Offer what can be counted of a fact, on which days, and which numbers it has; return the fields."""
        if side:
            for name in SIDE:
                self.fields[side + name] = deepcopy(self.fields[name])
        about = set(declared.about) | ({About.ORGANISATION} if declared.placed_by else set())
        numbers = [one for one in declared.parameters if one.kind == ParameterKind.NUMBER]
        kinds = [
            of for of in Of
            if of == Of.ROWS or WHOM.get(of) in about or (of == Of.SUM and numbers)
        ]  # fmt: skip
        times = [*WHEN_STATE, *OWN_DAY] if declared.is_state else [*WHEN_EVENT, *OWN_MONTHS]
        self._offer(f"{side}counted", [(of.value, OF_WORDS[of]) for of in kinds])
        self._offer(f"{side}when", times)
        self._offer(f"{side}placed_by", [("", _("where the fact itself says")), *_placings(declared)])
        self._offer(
            f"{side}measure", [("", _("none")), *((one.code, capfirst(str(one.title))) for one in numbers)]
        )
        gone = {"months" if declared.is_state else "day"}
        gone |= set() if numbers else {"measure"}
        gone |= set() if About.PERSON in declared.about else {"placed_by"}
        for name in gone:
            del self.fields[side + name]
        return [side + name for name in SIDE if name not in gone]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for side, _declared in self.sides:
            when, of = values.get(f"{side}when"), values.get(f"{side}counted")
            takes = of == Of.SUM or (not side and values.get("shown_as") == MEAN)
            if when == DAY and not values.get(f"{side}day") and f"{side}day" not in self.errors:
                self.add_error(f"{side}day", _("Write the day and the month, for instance 20.09."))
            if when in {BACK, AGO} and not values.get(f"{side}months") and f"{side}months" not in self.errors:
                self.add_error(f"{side}months", _("Write how many months."))
            if takes and not values.get(f"{side}measure"):
                at = f"{side}measure" if f"{side}measure" in self.fields else None
                self.add_error(at, _("Choose the number that is added up."))
        return values

    def _offer(self, name: str, choices: Iterable[Any]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice

    def _ask(self, declared: Fact, prefix: str) -> list[str]:
        names = []
        for parameter in declared.parameters:
            for one in fields_of(parameter, aside=False):
                name = f"{prefix}_{one.key}"
                self.fields[name] = one.field()
                dress(self.fields[name])
                names.append(name)
        return names

    def _ask_besides(self, declared: Fact, prefix: str) -> list[str]:
        """Ask what must be there besides: how often, when, or that it must be missing."""
        more = {
            "least": forms.IntegerField(label=_("At least so many"), min_value=1, initial=1),
            "each": forms.ChoiceField(label=_("How often"), choices=EACH, required=False),
            "absent": forms.BooleanField(label=_("It must be missing"), required=False),
            "has_when": forms.ChoiceField(
                label=_("On which days"), choices=WHEN_STATE if declared.is_state else WHEN_EVENT
            ),
        }
        named = {_named(prefix, name): field for name, field in more.items()}
        for name, field in named.items():
            self.fields[name] = field
            dress(field)
        return [*named, *self._ask(declared, prefix)]

    def _conditions(self, declared: Fact, prefix: str) -> list[Any]:
        def told(key: str) -> Any:
            return self.cleaned_data.get(f"{prefix}_{key}") or None

        return [one for parameter in declared.parameters for one in conditions_of(parameter, told)]

    def formula(self) -> dict[str, Any]:
        """Return what the fields say as data."""
        shown = RATIO if self.per else self.cleaned_data["shown_as"]
        whole = self._side("", self.whole, "w")
        more = [] if self.per else [_plain(one.data) for one in self._conditions(self.whole, "n")]
        part = {**whole, "where": [*whole["where"], *more]}
        if self.has:
            first, *others = (self._having(one, prefix) for prefix, one in self.has)
            part["having"] = [first | ({"or": others} if others else {})]
        if shown == MEAN:
            part = {**part, "of": Of.SUM.value, "measure": self.cleaned_data["measure"]}
            whole = {name: told for name, told in part.items() if name != "measure"} | {"of": Of.ROWS.value}
        if self.per:
            whole = self._side(BELOW, self.per, "d")
        hundredfold = shown == SHARE or (shown == RATIO and self.cleaned_data["percent"])
        return {
            "numerator": Counting.from_data(part).data,
            "denominator": None if shown == COUNT else Counting.from_data(whole).data,
            "scale": 100 if hundredfold else 1, "period": self.cleaned_data["period"],
        }  # fmt: skip

    def _side(self, side: str, declared: Fact, prefix: str) -> dict[str, Any]:
        """Return the counting of one side: what is counted, when, under which conditions."""
        values = self.cleaned_data
        told = {
            "fact": declared.code, "of": values[f"{side}counted"],
            "where": [_plain(one.data) for one in self._conditions(declared, prefix)],
            "when": self._when(side, declared),
        }  # fmt: skip
        if values.get(f"{side}placed_by"):
            told["placed_by"] = {"fact": values[f"{side}placed_by"]}
        if told["of"] == Of.SUM:
            told["measure"] = values[f"{side}measure"]
        return told

    def _when(self, side: str, declared: Fact) -> str:
        when, months = self.cleaned_data[f"{side}when"], self.cleaned_data.get(f"{side}months")
        usual = (WHEN_STATE if declared.is_state else WHEN_EVENT)[0][0]
        if when in {BACK, AGO}:
            return f"{when}:{months}m"
        if when == DAY:
            return str(self.cleaned_data[f"{side}day"])
        return "" if when == usual else str(when)

    def _having(self, declared: Fact, prefix: str) -> dict[str, Any]:
        values = {
            name: self.cleaned_data[_named(prefix, name)] for name in ("least", "each", "absent", "has_when")
        }
        usual = (WHEN_STATE if declared.is_state else WHEN_EVENT)[0][0]
        conditions = conditions_from(_plain(one.data) for one in self._conditions(declared, prefix))
        when = "" if values["has_when"] == usual else values["has_when"]
        return Having(
            declared.code, conditions, when, at_least=values["least"], in_each=values["each"],
            absent=values["absent"],
        ).data  # fmt: skip

    def more(self) -> dict[str, Any]:
        """Return what a version has besides its formula."""
        return more_of(self.cleaned_data)


def _named(prefix: str, name: str) -> str:
    """Return the name of a field: the first thing asked besides has the plain one."""
    return name if prefix == "h" else f"{prefix}_{name}"


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a condition as JSON can keep it."""
    value = data.get("value")
    if isinstance(value, date):
        value = value.isoformat()
    elif value is not None and not isinstance(value, str | list | bool | int):
        value = str(value)
    return {**data, "value": value} if "value" in data else dict(data)


def _placings(whole: Fact) -> list[tuple[str, Any]]:
    if About.PERSON not in whole.about:
        return []
    needed = {About.PERSON, About.ORGANISATION}
    return [
        (one.code, one.title)
        for one in facts().values()
        if one.is_state and needed <= set(one.about) and one != whole
    ]
