from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group, PickField
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import OrganisationQuerySet
from metodika.steering.indicators import queries
from metodika.steering.indicators.lifecycle import Source, Unit

LEVELS = [(one.value, one.label) for one in (Level.INSTITUTION, Level.MUNICIPALITY, Level.REGION)]


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


def more_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a version has besides its formula; without a good bound there is no fair one."""
    bounds = {key: float(values[key]) for key in ("good", "fair") if values[key] is not None}
    return {
        "places": values["places"], "method": values["method"],
        "thresholds": bounds if "good" in bounds else {},
    }  # fmt: skip


class FormulaJsonForm(Form):
    """A formula as a program writes it."""

    formula = forms.JSONField(label=_("Formula"))
    places = forms.IntegerField(label=_("Digits after the point"), min_value=0, max_value=4, initial=1)
    method = forms.CharField(label=_("Method in words"), required=False)
    good = forms.DecimalField(label=_("Good from"), required=False)
    fair = forms.DecimalField(label=_("Fair from"), required=False)

    def more(self) -> dict[str, Any]:
        """Return what a version has besides its formula."""
        return more_of(self.cleaned_data)

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
