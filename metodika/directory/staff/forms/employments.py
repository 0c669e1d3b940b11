from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, ReasonForm
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.lifecycle import EmploymentKind, LeaveKind
from metodika.directory.staff.queries import all_positions, all_subjects


class _TermsForm(Form):
    position = forms.ModelChoiceField(label=_("Position"), queryset=all_positions())
    kind = forms.ChoiceField(label=_("Kind of job"), choices=EmploymentKind.choices)
    is_head = forms.BooleanField(label=_("Heads the organisation"), required=False)
    started_on = forms.DateField(label=_("First day"))
    load = forms.DecimalField(
        label=_("Load, full posts"), max_digits=4, decimal_places=2, min_value=0, required=False,
        help_text=_("1 is a full post, 0.5 is a half."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Load, hours a week"), max_digits=4, decimal_places=1, min_value=0, required=False
    )
    subjects = forms.ModelMultipleChoiceField(
        label=_("Subjects"), queryset=all_subjects(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip


class HireForm(_TermsForm):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=no_organisations())

    field_order = ("organisation", "position", "kind", "started_on", "load", "hours", "subjects", "is_head")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField


class EmploymentForm(_TermsForm):
    versioned = True
    ended_on = forms.DateField(label=_("Last day"), required=False)
    end_reason = forms.CharField(label=_("Reason of ending"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["started_on"].required = False


class EndForm(ReasonForm):
    on = forms.DateField(label=_("Last day worked"))
    field_order = ("on", "reason")


class TransferForm(Form):
    to = forms.ModelChoiceField(label=_("New place of work"), queryset=no_organisations())
    on = forms.DateField(label=_("First day there"), help_text=_("The present job ends the day before."))
    position = forms.ModelChoiceField(
        label=_("Position there"), queryset=all_positions(), required=False,
        help_text=_("Leave empty to keep the present one."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField


class LeaveForm(Form):
    kind = forms.ChoiceField(label=_("Kind of leave"), choices=LeaveKind.choices)
    since = forms.DateField(label=_("First day"))
    until = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave empty when it is not known yet.")
    )


class ReturnForm(Form):
    on = forms.DateField(label=_("First day at work again"))
