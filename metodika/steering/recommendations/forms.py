from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group
from metodika.directory.organisations.queries import no_organisations
from metodika.steering.analysis.queries import indicators_to_name, no_municipalities
from metodika.steering.indicators.queries import no_indicators
from metodika.steering.recommendations import queries
from metodika.steering.recommendations.lifecycle import AddressedTo
from metodika.steering.recommendations.models import Receipt, Recommendation

ROWS, SIZE = 6, 8
CARD = ("addressed_to", "category", "title", "text", "help", "indicator", "change", "due_on")
MANY = ("findings", "institutions", "bodies", "people")


def _several(label: Any, **more: Any) -> Any:
    return forms.ModelMultipleChoiceField(
        label=label, queryset=no_organisations(), required=False,
        widget=forms.SelectMultiple(attrs={"size": SIZE}), **more,
    )  # fmt: skip


class RecommendationForm(Form):
    groups: ClassVar = (
        Group(_("From what it follows"), ["organisation", "findings"]),
        Group(_("What is recommended"), ["title", "text", "help", "links"]),
        Group(_("What should change"), ["indicator", "change", "due_on"]),
        Group(_("To whom"), ["addressed_to", "institutions", "bodies", "category", "people"]),
    )
    organisation = forms.ModelChoiceField(label=_("Municipality"), queryset=no_municipalities())
    findings = _several(
        pgettext_lazy("finding", "Findings"), help_text=_("Only confirmed findings lead to recommendations.")
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(
        label=_("What is recommended"), max_length=4000, widget=forms.Textarea({"rows": ROWS}),
        help_text=_(
            "{addressee}, {value}, {target}, {indicator} and {due} become each addressee's own."
        ),
    )  # fmt: skip
    help = forms.CharField(
        label=_("What helps"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Practices, people and events to turn to."),
    )  # fmt: skip
    links = forms.CharField(
        label=_("Links"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("One address a line."),
    )  # fmt: skip
    indicator = forms.ModelChoiceField(
        label=_("Indicator that should change"), queryset=no_indicators(), required=False
    )
    change = forms.DecimalField(
        label=_("Expected change"), required=False, min_value=0,
        help_text=_("By how much for the better, in the unit of the indicator."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("To be done by"))
    addressed_to = forms.ChoiceField(label=_("To whom"), choices=AddressedTo.choices)
    institutions = _several(_("Institutions"))
    bodies = _several(_("Councils and associations"))
    category = forms.ChoiceField(
        label=_("Category of people"), required=False,
        help_text=_("Who belongs to it is found on the day of sending and stays so."),
    )  # fmt: skip
    people = _several(_("People by name"))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = queries.municipalities_to_advise(user)
        self.fields["organisation"].initial = next(iter(places[:1]), None)
        rows = {
            "organisation": places, "findings": queries.findings_to_answer(user),
            "indicator": indicators_to_name(), "institutions": queries.institutions_to_advise(user),
            "bodies": queries.bodies_to_advise(user), "people": queries.people_to_name(user),
        }  # fmt: skip
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]  # a model choice
        self.fields["category"].choices = [("", "—"), *queries.category_choices(user)]  # type: ignore[attr-defined]  # a choice

    def clean_links(self) -> list[str]:
        told = [one.strip() for one in self.cleaned_data["links"].splitlines() if one.strip()]
        if any(not one.startswith(("https://", "http://", "/")) for one in told):
            raise forms.ValidationError(_("Write each address on a line of its own, from https:// on."))
        return told

    def told(self) -> dict[str, Any]:
        """Return the values of a recommendation."""
        return {**self.values(*CARD), "links": self.cleaned_data["links"]}

    def several(self) -> dict[str, Any]:
        """Return the findings and the addressees."""
        return {name: list(self.cleaned_data[name]) for name in MANY}

    @staticmethod
    def initial_of(row: Recommendation) -> dict[str, Any]:
        return {
            **{name: getattr(row, name) for name in CARD}, "links": "\n".join(row.links),
            **{name: list(getattr(row, name).all()) for name in MANY}, "version": row.version,
            "organisation": row.organisation_id,
        }  # fmt: skip


class RecommendationChangeForm(RecommendationForm):
    versioned = True


class AnswerForm(Form):
    accepted = forms.ChoiceField(
        label=pgettext_lazy("recommendation", "Answer"), widget=forms.RadioSelect(),
        choices=(("yes", _("We take it up")), ("no", _("We decline it"))), initial="yes",
    )  # fmt: skip
    answer = forms.CharField(
        label=_("What you will do, or why you decline"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": ROWS}),
    )  # fmt: skip
    items = _several(_("Items of our plans that follow from it"))

    def __init__(self, *args: Any, receipt: Receipt, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].queryset = queries.items_to_promise(receipt)  # type: ignore[attr-defined]  # a model choice

    def told(self) -> dict[str, Any]:
        """Return what a service takes."""
        return {**self.values("answer", "items"), "accepted": self.cleaned_data["accepted"] == "yes"}


class ReportForm(Form):
    report = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea({"rows": ROWS}))
