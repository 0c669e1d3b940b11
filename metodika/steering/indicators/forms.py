from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import Counting, Fact, Having, Of, conditions_from, facts
from metodika.core.facts.conditions import ParameterKind
from metodika.core.facts.countings import OF_WORDS, WHOM
from metodika.core.facts.declared import About
from metodika.core.facts.fields import conditions_of, fields_of
from metodika.core.facts.tables import WHEN_EVENT, WHEN_STATE
from metodika.core.web import Form, Group, PickField
from metodika.core.web.forms import dress
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import OrganisationQuerySet
from metodika.steering.indicators import queries
from metodika.steering.indicators.lifecycle import Every, Source, Unit

LEVELS = [(one.value, one.label) for one in (Level.INSTITUTION, Level.MUNICIPALITY, Level.REGION)]
SHARE, COUNT, MEAN = "share", "count", "mean"
SHOWN = [(SHARE, _("a share: those of them who fit, in percent")), (COUNT, _("how many there are")),
         (MEAN, _("the mean of a number"))]  # fmt: skip
EACH = [("", _("at any time")), ("month", _("in every month")), ("quarter", _("in every quarter")),
        ("half_year", _("in every half-year"))]  # fmt: skip


def places_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return cast("OrganisationQuerySet", rows).alike(words)


class IndicatorForm(Form):
    groups: ClassVar = (
        Group(_("What is measured"), ["owner", "code", "name", "group", "basis"]),
        Group(_("How it is read"), ["unit", "levels", "source", "more_is_better"]),
    )
    owner = PickField(label=_("Whose indicator it is"), found=places_alike)
    code = forms.CharField(
        label=_("Code"), max_length=40,
        help_text=_("A code of the shared list puts the own indicator in the place of the shared one."),
    )  # fmt: skip
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=500)
    group = forms.CharField(label=pgettext_lazy("indicator", "Group"), max_length=200, required=False)
    basis = forms.CharField(label=_("What it follows from"), max_length=500, required=False)
    unit = forms.ChoiceField(label=pgettext_lazy("measure", "Unit"), choices=Unit)
    levels = forms.MultipleChoiceField(
        label=_("For which levels"), choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    source = forms.ChoiceField(label=_("Source"), choices=Source)
    more_is_better = forms.BooleanField(label=_("More is better"), required=False, initial=True)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].rows = lambda: queries.owners_to_choose(user)  # type: ignore[attr-defined]  # a pick


class CardForm(Form):
    versioned = True
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=500)
    group = forms.CharField(label=pgettext_lazy("indicator", "Group"), max_length=200, required=False)
    basis = forms.CharField(label=_("What it follows from"), max_length=500, required=False)
    unit = forms.ChoiceField(label=pgettext_lazy("measure", "Unit"), choices=Unit)
    levels = forms.MultipleChoiceField(
        label=_("For which levels"), choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    source = forms.ChoiceField(label=_("Source"), choices=Source)
    more_is_better = forms.BooleanField(label=_("More is better"), required=False)


class ChosenForm(Form):
    """Which facts a formula is made of; asked first, since each has parameters of its own."""

    whole = forms.ChoiceField(label=_("Who or what is counted"))
    has = forms.ChoiceField(label=_("And what they must have besides"), required=False)
    instead = forms.ChoiceField(label=_("Or what is as good as that"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(one.code, f"{one.title} ({one.code})") for one in facts().values()]
        self.fields["whole"].choices = known  # type: ignore[attr-defined]  # a choice
        for name in ("has", "instead"):
            self.fields[name].choices = [("", _("Nothing else")), *known]  # type: ignore[attr-defined]  # a choice


class FormulaForm(Form):
    """A formula of fields: the population, its conditions, and what is asked of it besides."""

    shown_as = forms.ChoiceField(label=_("What is shown"), choices=SHOWN, widget=forms.RadioSelect)
    counted = forms.ChoiceField(label=_("What is counted of the rows"))
    when = forms.ChoiceField(label=_("On which days"))
    placed_by = forms.ChoiceField(
        label=_("Where people belong"), required=False,
        help_text=_("For people who are counted elsewhere than where they work."),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("Which number is taken"), required=False)
    period = forms.ChoiceField(label=_("Period"), choices=Every)
    places = forms.IntegerField(label=_("Digits after the point"), min_value=0, max_value=4, initial=1)
    good = forms.DecimalField(label=_("Good from"), required=False)
    fair = forms.DecimalField(label=_("Fair from"), required=False)
    method = forms.CharField(
        label=_("Method in words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, whole: Fact, has: Sequence[Fact] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.whole, self.has = whole, list(zip(("h", "o"), has, strict=False))
        about = set(whole.about) | ({About.ORGANISATION} if whole.placed_by else set())
        kinds = [of for of in Of if of == Of.ROWS or WHOM.get(of) in about]
        self._offer("counted", [(of.value, OF_WORDS[of]) for of in kinds])
        self._offer("when", WHEN_STATE if whole.is_state else WHEN_EVENT)
        self._offer("placed_by", [("", _("where the fact itself says")), *_placings(whole)])
        numbers = [one for one in whole.parameters if one.kind == ParameterKind.NUMBER]
        self._offer("measure", [("", _("none")), *((one.code, capfirst(str(one.title))) for one in numbers)])
        names = [self._ask(whole, "w"), self._ask(whole, "n")]
        besides = [
            Group(
                one.title, self._ask_besides(one, prefix),
                hint=_("Either this or what stands above is enough.") if place else "",
            )
            for place, (prefix, one) in enumerate(self.has)
        ]  # fmt: skip
        groups = [
            Group(_("What is counted"), ["shown_as", "counted", "when", "placed_by", "measure"]),
            Group(_("All of them: the denominator"), names[0]),
            Group(
                _("Those who count: the same with more asked"), names[1], hint=_("Empty fields ask nothing.")
            ),
            *besides,
            Group(_("How it is read"), ["period", "places", "good", "fair", "method"]),
        ]
        setattr(self, "groups", [one for one in groups if one.fields])  # noqa: B010 - each fact has its own

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
        named = {_besides(prefix, name): field for name, field in more.items()}
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
        values = self.cleaned_data
        usual = (WHEN_STATE if self.whole.is_state else WHEN_EVENT)[0][0]
        whole = {
            "fact": self.whole.code, "of": values["counted"],
            "where": [_plain(one.data) for one in self._conditions(self.whole, "w")],
            "when": "" if values["when"] == usual else values["when"],
        }  # fmt: skip
        if values["placed_by"]:
            whole["placed_by"] = {"fact": values["placed_by"]}
        part = {
            **whole,
            "where": [*whole["where"], *(_plain(one.data) for one in self._conditions(self.whole, "n"))],
        }
        if self.has:
            first, *others = (self._having(one, prefix) for prefix, one in self.has)
            part["having"] = [first | ({"or": others} if others else {})]
        shown = values["shown_as"]
        if shown == MEAN:
            part = {**part, "of": Of.SUM.value, "measure": values["measure"]}
            whole = {**part, "of": Of.ROWS.value}
            whole.pop("measure")
        denominator = None if shown == COUNT else Counting.from_data(whole).data
        return {
            "numerator": Counting.from_data(part).data, "denominator": denominator,
            "scale": 100 if shown == SHARE else 1, "period": values["period"],
        }  # fmt: skip

    def _having(self, declared: Fact, prefix: str) -> dict[str, Any]:
        values = {
            name: self.cleaned_data[_besides(prefix, name)]
            for name in ("least", "each", "absent", "has_when")
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
        values = self.cleaned_data
        bounds = {key: float(values[key]) for key in ("good", "fair") if values[key] is not None}
        return {
            "places": values["places"], "method": values["method"],
            "thresholds": bounds if "good" in bounds else {},
        }  # fmt: skip


def _besides(prefix: str, name: str) -> str:
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


class FormulaJsonForm(Form):
    """A formula as a program writes it."""

    formula = forms.JSONField(label=_("Formula"))
    places = forms.IntegerField(label=_("Digits after the point"), min_value=0, max_value=4, initial=1)
    method = forms.CharField(label=_("Method in words"), required=False)

    def clean_formula(self) -> Any:
        given = self.cleaned_data["formula"]
        if not isinstance(given, dict):
            raise forms.ValidationError(_("A formula is an object with a numerator and a period."))
        return given


class PreviewForm(Form):
    """What a program asks about a formula before it writes it."""

    formula = forms.JSONField(label=_("Formula"))
    organisation = PickField(label=_("For which organisation"), found=places_alike)
    day = forms.DateField(label=_("A day of the period"))

    clean_formula = FormulaJsonForm.clean_formula

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].rows = lambda: queries.places_to_choose(user)  # type: ignore[attr-defined]  # a pick


class ApproveForm(Form):
    starts_on = forms.DateField(label=_("Holds from"))
    act = forms.ModelChoiceField(label=_("Approved by the act"), queryset=queries.no_acts(), required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].queryset = queries.acts_to_name(user)  # type: ignore[attr-defined]  # a model choice


class TargetForm(Form):
    organisation = PickField(label=_("For which organisation"), found=places_alike)
    day = forms.DateField(label=_("A day of the period"))
    value = forms.DecimalField(label=pgettext_lazy("indicator", "Target"), max_digits=16, decimal_places=4)
    reason = forms.CharField(label=_("Why so much"), max_length=500)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].rows = lambda: queries.places_to_aim(user)  # type: ignore[attr-defined]  # a pick


class RunForm(Form):
    day = forms.DateField(label=_("As of the day"))
    full = forms.BooleanField(
        label=_("Everything anew"), required=False,
        help_text=_("Else only what reads rows that have changed since the last run."),
    )  # fmt: skip


class SetForm(Form):
    owner = PickField(label=_("Whose set it is"), found=places_alike)
    title = forms.CharField(label=_("Title"), max_length=300)
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"), queryset=queries.no_indicators(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owner: Any = self.fields["owner"]
        owner.rows = lambda: queries.owners_to_choose(user)
        only = list(owner.rows().filter(level=Level.MUNICIPALITY)[:2])
        owner.initial = only[0] if len(only) == 1 else None
        self.fields["indicators"].queryset = queries.indicators(user).order_by("code", "pk")  # type: ignore[attr-defined]  # a model choice


class ApproveSetForm(Form):
    act = forms.ModelChoiceField(label=_("Approved by the act"), queryset=queries.no_acts())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].queryset = queries.acts_to_name(user)  # type: ignore[attr-defined]  # a model choice
