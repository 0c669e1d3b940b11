from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, PickField
from metodika.directory.mandates.queries import people_seen_by
from metodika.directory.staff.queries import people_alike

PROOFS = frozenset({"pdf", "docx", "odt", "xlsx", "jpg", "png"})


class ProofForm(Form):
    title = forms.CharField(
        label=_("What it is"),
        max_length=300,
        help_text=_("For instance: order of the head of 12.10.2026 No. 45."),
    )
    speaks_for = forms.DateField(
        label=_("The day it speaks for"), help_text=_("The day of the document, not that of the upload.")
    )
    expires_on = forms.DateField(
        label=_("Valid to, the last day included"), required=False, help_text=_("Empty when it has no end.")
    )
    address = forms.URLField(
        label=_("Address on a site"), max_length=500, required=False, assume_scheme="https"
    )
    attached = forms.FileField(label=_("File"), required=False)


class WaiverForm(Form):
    reason = forms.CharField(label=_("Why the clause is not asked"), max_length=500)
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("To, the last day included"))


class OwnerForm(Form):
    person = PickField(label=_("Who answers for the clause"), found=people_alike)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: people_seen_by(user)
