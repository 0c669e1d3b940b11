from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group, PickField
from metodika.directory.regulations import queries
from metodika.directory.regulations.lifecycle import ActKind, ActLevel, ActStatus, RelationKind


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """The registers into which the person may write."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, label=_("In the register of"), **options)


class ActForm(Form):
    """The card of an act."""

    versioned = True
    groups: ClassVar = (
        Group(_("What tells the act from others"), ["kind", "issuer", "issued_on", "number"]),
        Group(_("About the act"), ["title", "level", "annex_number", "place", "signatory", "controller"]),
        Group(_("Term"), ["valid_from", "valid_to", "is_governing"]),
    )

    kind = forms.ChoiceField(label=_("Kind"), choices=ActKind.choices)
    issuer = forms.CharField(label=_("Issued by"), max_length=500)
    issued_on = forms.DateField(label=_("Date of the act"), required=False)
    number = forms.CharField(
        label=_("Number of the act"), max_length=60, required=False, help_text=_("May stay empty.")
    )
    title = forms.CharField(label=_("Title"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    level = forms.ChoiceField(label=_("Level of power"), choices=ActLevel.choices, required=False)
    annex_number = forms.CharField(label=_("Number of the annex"), max_length=20, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    signatory = forms.CharField(label=_("Signed by"), max_length=300, required=False)
    controller = forms.CharField(label=_("Control of execution"), max_length=500, required=False)
    valid_from = forms.DateField(label=_("In force from"), required=False)
    valid_to = forms.DateField(
        label=_("In force to"), required=False, help_text=_("Empty when the term is not limited.")
    )
    is_governing = forms.BooleanField(label=_("The service lives by this regulation"), required=False)

    def clean(self) -> dict[str, Any]:
        """Check that the term does not end before it begins."""
        values: dict[str, Any] = super().clean() or {}
        begun, ended = values.get("valid_from"), values.get("valid_to")
        if begun and ended and ended < begun:
            self.add_error("valid_to", _("The term ends before it begins. Correct one of the dates."))
        return values


class NewActForm(ActForm):
    """The card of an act that is written in by hand."""

    versioned = False
    owner = OwnerField()


class UploadForm(Form):
    """A text to be read."""

    file = forms.FileField(
        label=_("File"), help_text=_("Text (.txt), Markdown (.md) or Word (.docx), up to 20 MB.")
    )
    owner = OwnerField()


class CheckedCardForm(Form):
    """What was read from the head of the text; a person may correct it before the import."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActKind.choices)
    issuer = forms.CharField(label=_("Issued by"), max_length=500, required=False)
    issued_on = forms.DateField(label=_("Date of the act"), required=False)
    number = forms.CharField(label=_("Number of the act"), max_length=60, required=False)
    title = forms.CharField(label=_("Title"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(Form):
    """The next status of an act and the day of it."""

    status = forms.ChoiceField(label=_("Status"), choices=ActStatus.choices)
    on = forms.DateField(label=_("From which day"))


class PublishForm(Form):
    """Where and when an act was made public."""

    on = forms.DateField(label=_("Published on"))
    address = forms.URLField(label=_("Address of the page"), required=False, assume_scheme="https")


class SettleForm(Form):
    """Why a doubtful place may stay."""

    reason = forms.CharField(
        label=_("Why it may stay as it is"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RepealDayForm(Form):
    """From which day an act is repealed."""

    on = forms.DateField(label=_("From which day"))


class SupersedeForm(RepealDayForm):
    """Which act takes the place of this one, and from which day."""

    field_order = ("successor", "on")

    successor = PickField(
        label=_("The act that repeals it"),
        found=queries.found_acts,
        help_text=_("Type part of the title or the number. The act has to be in the register already."),
    )


class RelationForm(Form):
    """What an act does to another one, repealing left out: it changes both."""

    kind = forms.ChoiceField(
        label=_("What this act does"),
        choices=[pair for pair in RelationKind.choices if pair[0] != RelationKind.SUPERSEDES],
    )


class RelateForm(RelationForm):
    """What this act does to which other one."""

    other = PickField(
        label=_("Which act"),
        found=queries.found_acts,
        help_text=_("Type part of the title or the number. The act has to be in the register already."),
    )
