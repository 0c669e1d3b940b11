from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import kind_choices, no_organisations
from metodika.directory.organisations.rules.numbers import is_inn, is_ogrn

FACTS = (
    "kind", "code", "inn", "ogrn", "address", "website", "email", "phone",
    "is_rural", "is_small", "is_branch", "opened_on",
)  # fmt: skip


def _only_digits(text: str) -> str:
    digits = "".join(sign for sign in text if not sign.isspace())
    if digits and not digits.isdigit():
        raise forms.ValidationError(_("Write digits only."))
    return digits


class OrganisationForm(Form):
    versioned = True
    groups = (
        Group(_("Organisation"), ["level", "parent", "name", "short_name", "kind", "opened_on"]),
        Group(_("Contacts"), ["address", "phone", "email", "website"]),
        Group(_("Marks"), ["is_rural", "is_small", "is_branch"]),
        Group(_("Numbers"), ["inn", "ogrn", "code", "numbers_checked"]),
    )
    kind = forms.ChoiceField(label=_("Kind"))
    opened_on = forms.DateField(label=_("Opened on"), required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    is_rural = forms.BooleanField(label=_("Rural"), required=False)
    is_small = forms.BooleanField(label=_("Small"), required=False)
    is_branch = forms.BooleanField(label=_("Branch"), required=False)
    inn = forms.CharField(label=_("INN"), max_length=15, required=False)
    ogrn = forms.CharField(label=_("OGRN"), max_length=20, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=60, required=False, help_text=_("A short name for addresses and imports.")
    )
    numbers_checked = forms.BooleanField(
        label=_("I have checked the INN and the OGRN"), required=False,
        help_text=_("Tick it when the number is right although its control digit does not fit."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]  # a ChoiceField

    def clean_inn(self) -> str:
        return _only_digits(self.cleaned_data["inn"])

    def clean_ogrn(self) -> str:
        return _only_digits(self.cleaned_data["ogrn"])

    def clean(self) -> None:
        if self.cleaned_data.get("numbers_checked"):
            return
        for name, check in (("inn", is_inn), ("ogrn", is_ogrn)):
            if (number := self.cleaned_data.get(name)) and not check(number):
                self.add_error(
                    name,
                    _("The control digit does not fit. Correct the number or tick the mark below."),
                )


class NewOrganisationForm(OrganisationForm):
    versioned = False
    level = forms.ChoiceField(
        label=_("Level"), initial=Level.INSTITUTION,
        choices=[(one.value, one.label) for one in Level if one not in {Level.REGION, Level.MUNICIPALITY}],
    )  # fmt: skip
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=no_organisations())
    name = forms.CharField(label=_("Full name"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    short_name = forms.CharField(label=_("Short name"), max_length=200, required=False)

    def __init__(self, *args: Any, parents: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]  # a ModelChoiceField


class RenameForm(Form):
    full = forms.CharField(label=_("New full name"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    short = forms.CharField(label=_("New short name"), max_length=200, required=False)
    on = forms.DateField(
        label=_("First day of the new name"), required=False,
        help_text=_("Leave empty to correct a mistake in the present name."),
    )  # fmt: skip


class MoveForm(Form):
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=no_organisations())

    def __init__(self, *args: Any, parents: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]  # a ModelChoiceField


class MergeForm(Form):
    successor = forms.ModelChoiceField(label=_("Successor"), queryset=no_organisations())
    on = forms.DateField(label=_("First day under the successor"))
    ground = forms.CharField(
        label=_("Ground"), max_length=300, required=False, help_text=_("The act that decided it.")
    )
    carry_staff = forms.BooleanField(
        label=_("Continue the jobs in the successor"), required=False, initial=True
    )

    def __init__(self, *args: Any, successors: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]  # a ModelChoiceField


class CloseForm(Form):
    on = forms.DateField(label=_("Last day"))


class AliasForm(Form):
    text = forms.CharField(
        label=_("Another spelling"),
        max_length=500,
        help_text=_("As the organisation is called in lists and texts."),
    )


class GuestForm(Form):
    organisation = forms.ModelChoiceField(label=_("Guest"), queryset=no_organisations())
    since = forms.DateField(label=_("From"))
    until = forms.DateField(label=_("To"), required=False)
    ground = forms.CharField(label=_("Ground"), max_length=300, required=False, help_text=_("The agreement."))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField


class EndGuestForm(Form):
    on = forms.DateField(label=_("Last day"))
