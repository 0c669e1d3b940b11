from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group, PickField
from metodika.core.web.forms import dress
from metodika.governance.bodies.queries import bodies_alike
from metodika.steering.analysis import queries
from metodika.steering.analysis.lifecycle import Scope, Severity
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.indicators.queries import no_indicators

ROWS = 6


def _chosen(form: Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # a model choice


class RunForm(Form):
    """A municipality and a computing of indicators."""

    organisation = forms.ModelChoiceField(label=_("Municipality"), queryset=queries.no_municipalities())
    run = forms.ModelChoiceField(label=_("Computing of indicators"), queryset=queries.no_runs())

    permission: ClassVar[str] = queries.JUDGE

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = queries.municipalities_to_judge(user, self.permission)
        _chosen(self, "organisation", places)
        _chosen(self, "run", queries.runs_to_choose())
        self.fields["organisation"].initial = next(iter(places[:1]), None)
        self.fields["run"].initial = next(iter(queries.runs_to_choose()[:1]), None)


class AllNotesForm(RunForm):
    permission: ClassVar[str] = queries.MAKE


class NoteForm(AllNotesForm):
    about = PickField(
        label=_("Institution"), required=False, found=queries.places_alike,
        help_text=_("Leave it empty for the note of the whole municipality."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["about"].rows = lambda: queries.places_to_tell_of(user, queries.MAKE)  # type: ignore[attr-defined]  # a pick


class ObserveForm(Form):
    groups: ClassVar = (
        Group(_("What you have found"), ["text", "severity", "cause", "indicator"]),
        Group(_("About whom"), ["organisation", "scope", "about", "body", "category"]),
        Group(_("For which time"), ["starts_on", "ends_on"]),
    )
    organisation = forms.ModelChoiceField(label=_("Municipality"), queryset=queries.no_municipalities())
    text = forms.CharField(
        label=pgettext_lazy("finding", "Finding"), max_length=2000, widget=forms.Textarea({"rows": ROWS})
    )
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, initial=Severity.MEDIUM)
    cause = forms.CharField(
        label=pgettext_lazy("finding", "Cause"), max_length=200, required=False,
        help_text=_("A new one joins the dictionary."),
    )  # fmt: skip
    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=no_indicators(), required=False)
    scope = forms.ChoiceField(label=_("About whom"), choices=Scope.choices)
    about = PickField(label=_("Institution"), required=False, found=queries.places_alike)
    body = PickField(label=_("Council or association"), required=False, found=bodies_alike)
    category = forms.ChoiceField(label=_("Category of people"), required=False)
    starts_on = forms.DateField(label=_("First day of the period"))
    ends_on = forms.DateField(label=_("Last day of the period"))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = queries.municipalities_to_judge(user)
        _chosen(self, "organisation", places)
        _chosen(self, "indicator", queries.indicators_to_name())
        first = next(iter(places[:1]), None)
        self.fields["organisation"].initial = first
        self.fields["about"].rows = lambda: queries.places_to_tell_of(user)  # type: ignore[attr-defined]  # a pick
        self.fields["body"].rows = lambda: queries.bodies_to_tell_of(user)  # type: ignore[attr-defined]  # a pick
        titles = queries.categories_of(first) if first else []
        self.fields["category"].choices = [("", "—"), *titles]  # type: ignore[attr-defined]  # a choice

    def told(self) -> dict[str, Any]:
        """Return the values of a finding; the period is any span of days within a school year."""
        names = (
            "scope",
            "about",
            "body",
            "category",
            "severity",
            "indicator",
            "text",
            "starts_on",
            "ends_on",
        )
        return {**self.values(*names), "period_kind": "school_year"}


class JudgeForm(Form):
    versioned = True
    text = forms.CharField(
        label=pgettext_lazy("finding", "Finding"), max_length=2000, widget=forms.Textarea({"rows": ROWS}),
        help_text=_("Leave the words as they are to confirm, or write your own."),
    )  # fmt: skip
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices)
    cause = forms.CharField(
        label=pgettext_lazy("finding", "Cause"), max_length=200, required=False,
        help_text=_("A new one joins the dictionary."),
    )  # fmt: skip

    def __init__(self, *args: Any, finding: Finding, **options: Any) -> None:
        super().__init__(*args, **options)
        titles = [str(one) for one in queries.causes_of(finding.organisation)[:12]]
        if titles:
            said = _("A new one joins the dictionary. In it already: %(causes)s.")
            self.fields["cause"].help_text = said % {"causes": "; ".join(titles)}

    @staticmethod
    def initial_of(finding: Finding) -> dict[str, Any]:
        cause = finding.cause.title if finding.cause else ""
        return {
            "text": finding.text, "severity": finding.severity, "cause": cause, "version": finding.version,
        }  # fmt: skip


class NoteTextForm(Form):
    versioned = True
    title = forms.CharField(label=_("Title"), max_length=500)

    def __init__(self, *args: Any, note: Note, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in note.content["sections"]:
            self.fields[f"text_{one['code']}"] = forms.CharField(
                label=one["title"] or one["code"], required=False, strip=True,
                widget=forms.Textarea({"rows": max(4, min(18, len(one["text"]) // 90))}),
            )  # fmt: skip
            dress(self.fields[f"text_{one['code']}"])

    @staticmethod
    def initial_of(note: Note) -> dict[str, Any]:
        texts = {f"text_{one['code']}": one["text"] for one in note.content["sections"]}
        return {"title": note.title, "version": note.version, **texts}

    def texts(self) -> Mapping[str, str]:
        """Return the texts by the codes of their sections."""
        kept = self.cleaned_data.items()
        return {name.removeprefix("text_"): text for name, text in kept if name.startswith("text_")}
