from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form
from metodika.directory.records import queries
from metodika.directory.records.forms.records import (
    SCAN_HINT,
    OrganisationField,
    let,
)
from metodika.directory.records.lifecycle import AudienceKind
from metodika.directory.records.models import Acknowledgement


class SendForm(Form):
    """Whom to acquaint with something and until when; `people` only for named people."""

    organisation = OrganisationField(label=_("Of which organisation"))
    audience = forms.ChoiceField(label=_("Who is to be acquainted"), choices=queries.audience_choices)
    people: Any = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Those without an account sign a paper sheet."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Acknowledge by"), required=False)

    def __init__(self, *args: Any, user: Any, day: date, **options: Any) -> None:
        organisations = queries.organisations_for(user, "records.send_dispatch")
        usual = {"organisation": organisations.first(), "audience": AudienceKind.EVERYBODY}
        super().__init__(*args, initial=usual, **options)
        self.day = day
        let(self, "organisation", organisations)
        let(self, "people", queries.people_to_name(None, day=day))

    def full_clean(self) -> None:
        """Offer people to tick only when somebody wants to name them, of the organisation chosen."""
        if self.is_bound and "people" in self.fields:
            if self["audience"].value() != AudienceKind.NAMED:
                self.fields.pop("people")
            else:
                chosen = f"{self['organisation'].value() or 0}"
                places: Any = self.fields["organisation"]
                place = places.queryset.filter(pk=chosen).first() if chosen.isdigit() else None
                let(self, "people", queries.people_to_name(place, day=self.day))
        super().full_clean()

    def chosen(self) -> dict[str, Any]:
        """Return what `send_for_acknowledgement` takes: the group becomes people now."""
        told = self.cleaned_data
        place, audience = told["organisation"], told["audience"]
        people = told.get("people")
        if people is None:
            people = queries.people_of_audience(place, audience=audience, day=self.day)
        words = f"{dict(queries.audience_choices())[audience]}: {place}"
        return {"organisation": place, "people": people, "audience": words, "due_on": told["due_on"]}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "people" in self.fields and not values.get("people"):
            self.add_error("people", _("Tick the people of this organisation."))
        return values


class SheetForm(Form):
    items = forms.TypedMultipleChoiceField(
        label=_("Whose signatures stand on the sheet"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(label=_("Scan of the sheet"), help_text=SCAN_HINT)

    def __init__(self, *args: Any, missing: Sequence[Acknowledgement], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = [(item.pk, str(item.person)) for item in missing]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> dict[str, Any]:
        """Return what `acknowledge_on_paper` takes."""
        return {"items": self.cleaned_data["items"], "scan": self.cleaned_data["file"]}


class CodeForm(Form):
    code = forms.CharField(
        label=_("Code from the document"), max_length=40, help_text=_("It stands beside the square picture.")
    )
