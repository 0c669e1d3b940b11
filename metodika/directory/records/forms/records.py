from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group, PickField
from metodika.directory.records import queries
from metodika.directory.records.models import Record, SignatureRequest
from metodika.directory.records.rules import Signer, points_of, typed_points

LONG_TEXT = {"rows": 12}
SHORT_TEXT = {"rows": 3}


def _scan_hint() -> str:
    limit = settings.SCAN_MAX_BYTES // 1024 // 1024
    return gettext("PDF, JPEG or PNG, up to %(limit)s MB.") % {"limit": limit}


SCAN_HINT = lazy(_scan_hint, str)()


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """The organisations in whose name the person may act; set `queryset` on the page."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Organisation"))
        super().__init__(queryset=None, **options)


class PersonField(PickField):
    """One person by a few letters of the name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Person"))
        super().__init__(found=queries.people_named, **options)


def let(form: Form, name: str, rows: Any) -> None:
    """Tell a field which rows this person may choose from."""
    field: Any = form.fields[name]
    if isinstance(field, PickField):
        field.rows = rows
    else:
        field.queryset = rows


class PlacedForm(Form):
    """A form in the name of an organisation for which the person holds the `permission`."""

    permission: ClassVar[str]

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let(self, "organisation", queries.organisations_for(user, self.permission))


class TextForm(Form):
    """The text of an order or a directive; `user` is who names the signer."""

    preamble = forms.CharField(
        label=_("On what ground"), max_length=3000, required=False, widget=forms.Textarea(attrs=SHORT_TEXT),
        help_text=_("What stands before the word of command. May stay empty."),
    )  # fmt: skip
    points = forms.CharField(
        label=_("Points"), max_length=50_000, widget=forms.Textarea(attrs=LONG_TEXT),
        help_text=_("One point a line, the numbers come by themselves. A dash begins a point within."),
    )  # fmt: skip
    signer = PersonField(label=_("Who signs"))
    position = forms.CharField(
        label=_("Position of who signs"), max_length=300, help_text=_("As it stands under the document.")
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let(self, "signer", lambda: queries.people_to_choose(user))

    def text(self) -> dict[str, Any]:
        """Return what `write_text` takes."""
        return {
            **self.values("preamble", "signer", "position"),
            "points": points_of(self.cleaned_data["points"]),
        }

    @staticmethod
    def of_record(record: Record) -> dict[str, Any]:
        """Return the text of which the version that holds was made, to be changed."""
        current = record.versions.current().first()
        places = (current.places if current else None) or {}
        signer: dict[str, Any] = next(iter(places.get("signers", ())), {})
        return {
            "preamble": places.get("preamble", ""),
            "points": typed_points(places.get("points", ())),
            "signer": signer.get("person_id"),
            "position": signer.get("position", ""),
        }


class CardForm(Form):
    """What tells a document from others."""

    title = forms.CharField(
        label=_("Title"), max_length=1000, widget=forms.Textarea(attrs=SHORT_TEXT),
        help_text=_("On what the document is: On the composition of the council."),
    )  # fmt: skip
    dated_on = forms.DateField(label=_("Date of the document"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    keep_years = forms.IntegerField(
        label=_("Own term of keeping, years"), min_value=1, max_value=100, required=False,
        help_text=_("Empty: as the case and the archive list say. Of several terms the longest holds."),
    )  # fmt: skip


class WriteForm(CardForm, TextForm):
    """A new order or directive."""

    groups: ClassVar = (
        Group(_("Document"), ["kind", "organisation", "title", "dated_on", "place", "keep_years"]),
        Group(_("Text"), ["preamble", "points"]),
        Group(_("Signature"), ["signer", "position"]),
    )

    kind = forms.ChoiceField(label=_("Kind"), choices=queries.written_kinds)
    organisation = OrganisationField()

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        let(self, "organisation", queries.organisations_for(user, "records.write_record"))

    def draft(self) -> dict[str, Any]:
        """Return what `draft_record` takes."""
        return self.values("kind", "organisation", "title", "dated_on", "place", "keep_years")


class ChangeForm(CardForm):
    versioned = True


class TermForm(Form):
    """What may still change when there is a number."""

    versioned = True
    keep_years = CardForm.base_fields["keep_years"]


class AskForm(Form):
    person = PersonField(label=_("Who signs"))
    capacity = forms.CharField(
        label=_("Signs as"), max_length=300, help_text=_("Chair, secretary, member, director.")
    )
    acting = forms.BooleanField(label=_("Acting"), required=False)
    order = forms.IntegerField(
        label=_("Turn"), min_value=1, max_value=99, initial=1,
        help_text=_("Who has 2 is asked after all who have 1. The same number: side by side."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note beside the signature"), max_length=300, required=False,
        help_text=_("For example: left the session at 15:40."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Sign by"), required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let(self, "person", lambda: queries.people_to_choose(user))

    @staticmethod
    def named_in(record: Record) -> dict[str, Any]:
        """Return who signs by the text of an order, until he is asked; nothing for other documents."""
        named = TextForm.of_record(record)
        if named["signer"] is None or record.signatures.counted().filter(person=named["signer"]).exists():
            return {}
        return {"person": named["signer"], "capacity": named["position"]}

    def chosen(self) -> dict[str, Any]:
        """Return what `ask_signatures` takes."""
        told = self.cleaned_data
        signer = Signer(told["person"].pk, told["capacity"], told["order"], told["acting"], told["note"])
        return {"signers": [signer], "due_on": told["due_on"]}


class SignForm(Form):
    """The proof that it is the owner of the account who signs."""

    password = forms.CharField(
        label=_("Your password"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("The one with which you sign in."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Or a one-time code"), required=False, max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("From the application on your phone, if you use one."),
    )  # fmt: skip
    opinion = forms.CharField(
        label=_("Special opinion"), max_length=5000, required=False, widget=forms.Textarea(attrs=SHORT_TEXT),
        help_text=_("If you sign and do not agree with everything. It is attached to the document."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note beside the signature"), max_length=300, required=False)

    def __init__(self, *args: Any, has_codes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_codes:
            self.fields.pop("code")
            self.fields["password"].required = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "code" in self.fields and not values.get("password") and not values.get("code"):
            self.add_error("password", _("Enter your password or a one-time code."))
        return values


class RefuseForm(Form):
    reason = forms.CharField(
        label=_("Why you do not sign"), max_length=1000, widget=forms.Textarea(attrs=SHORT_TEXT)
    )
    opinion = forms.CharField(
        label=_("Special opinion"), max_length=5000, required=False, widget=forms.Textarea(attrs=LONG_TEXT),
        help_text=_("It is attached to the document."),
    )  # fmt: skip


class ScanForm(Form):
    """A scan of the signed paper and whose signatures stand on it."""

    file = forms.FileField(label=_("Scan of the signed paper"), help_text=SCAN_HINT)
    signed_by = forms.TypedMultipleChoiceField(
        label=_("Whose signatures stand on it"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    confirmed = forms.BooleanField(
        label=_("I have compared the scan with the document: it is this one"), required=False,
        help_text=_("Needed only when the code on the scan cannot be read."),
    )  # fmt: skip

    def __init__(self, *args: Any, missing: Sequence[SignatureRequest], **options: Any) -> None:
        options.setdefault("initial", {"signed_by": [one.pk for one in missing]})
        super().__init__(*args, **options)
        self.fields["signed_by"].choices = [(one.pk, str(one)) for one in missing]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> dict[str, Any]:
        """Return what `sign_on_paper` takes."""
        return {**self.values("signed_by", "confirmed"), "scan": self.cleaned_data["file"]}


class QualifiedForm(Form):
    file = forms.FileField(label=_("File of the signature"), help_text=_("A .sig or .p7s file, up to 1 MB."))
    note = forms.CharField(label=_("Note beside the signature"), max_length=300, required=False)
    confirmed = forms.BooleanField(
        label=_("I have compared the name in the certificate: it is the same person"), required=False,
        help_text=_("Needed only when the surnames differ."),
    )  # fmt: skip


class SubstituteForm(Form):
    person = PersonField(label=_("Who signs instead"))
    acting = forms.BooleanField(label=_("Acting"), required=False, initial=True)
    note = forms.CharField(label=_("Note beside the signature"), max_length=300, required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let(self, "person", lambda: queries.people_to_choose(user))
