from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form
from metodika.directory.records import queries
from metodika.directory.records.forms.records import (
    OrganisationField,
    PlacedForm,
    let,
)
from metodika.directory.records.models import CaseFile


class FileForm(Form):
    case_file: Any = forms.ModelChoiceField(label=_("Case"), queryset=None)

    def __init__(self, *args: Any, cases: QuerySet[CaseFile], **options: Any) -> None:
        super().__init__(*args, **options)
        let(self, "case_file", cases)


class CaseForm(Form):
    versioned = True
    index = forms.CharField(label=_("Index"), max_length=40, help_text=_("As in the file plan: 01-12."))
    title = forms.CharField(label=_("Title of the case"), max_length=500)
    keep_years = forms.IntegerField(
        label=_("Kept for, years"), min_value=1, max_value=100, required=False,
        help_text=_("Empty: kept for ever."),
    )  # fmt: skip
    keep_note = forms.CharField(
        label=_("Note on keeping"), max_length=300, required=False,
        help_text=_("The article of the list, or «ЭПК», as in the file plan."),
    )  # fmt: skip


class OpenCaseForm(PlacedForm, CaseForm):
    versioned = False
    permission = "records.manage_cases"
    organisation = OrganisationField()
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class CloseForm(Form):
    on = forms.DateField(label=_("Closed on"))


class DestructionForm(Form):
    """Which cases an act of destruction names."""

    cases: Any = forms.ModelMultipleChoiceField(
        label=_("Cases whose term has passed"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, cases: QuerySet[CaseFile], **options: Any) -> None:
        super().__init__(*args, initial={"cases": cases}, **options)
        let(self, "cases", cases)


class PlaceForm(PlacedForm):
    """In whose name something is done."""

    permission = "records.destroy_records"
    organisation = OrganisationField()


class PatternForm(Form):
    pattern = forms.CharField(
        label=_("Pattern"), max_length=40,
        help_text=_("{n} is the number, {n:3} with zeros before it, {year} and {yy} the year: {n}-мс/{yy}."),
    )  # fmt: skip


class TemplateForm(PlacedForm):
    """An own Word file for a kind of document."""

    permission = "records.manage_templates"
    kind = forms.ChoiceField(label=_("Kind of document"), choices=queries.kind_choices)
    organisation = OrganisationField(help_text=_("It holds for all that belongs to the organisation."))
    file = forms.FileField(label=_("Word file"), help_text=_("A .docx with named places: {{ number }}."))
