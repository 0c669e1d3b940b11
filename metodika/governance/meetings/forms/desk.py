from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, PickField
from metodika.directory.mandates.queries import today_at
from metodika.directory.staff.queries import people_alike
from metodika.governance.meetings.forms.sessions import moment_on
from metodika.governance.meetings.lifecycle import Choice, DecisionKind, PassageField
from metodika.governance.meetings.models import Session, Vote
from metodika.governance.meetings.queries.choices import people_to_name
from metodika.governance.meetings.queries.live import people_at
from metodika.governance.meetings.services import DecisionValues, VoteTotals

FEW_LINES = forms.Textarea(attrs={"rows": 3})
MOST_VOTES = 1000
TOTALS = ("for_count", "against_count", "abstained_count")


class DeskForm(Form):
    """A form of the desk: knows the session and whose browser it is."""

    def __init__(self, *args: Any, session: Session, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.session, self.user = session, user

    def moment(self, name: str = "at") -> datetime | None:
        """Return the moment of the session's day at the time that was entered; None for «now»."""
        entered: time | None = self.cleaned_data.get(name)
        if entered is None:
            return None
        body = self.session.body
        day = self.session.held_on or today_at(body.host)
        return moment_on(day, entered, body)


class PressForm(DeskForm):
    """Nothing to fill in: the button says it all."""


class TimeForm(DeskForm):
    at = forms.TimeField(
        label=_("Time, if not now"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )


class ArrivalForm(TimeForm):
    remote = forms.BooleanField(label=_("From afar, on the line"), required=False)


class StayForm(DeskForm):
    arrived_at = forms.TimeField(
        label=_("Came at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    left_at = forms.TimeField(
        label=_("Left at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class AbsenceForm(DeskForm):
    reason = forms.CharField(label=_("Reason of absence"), required=False, max_length=300)


class WhyForm(DeskForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class GuestForm(DeskForm):
    name = forms.CharField(label=_("Name of the guest"), max_length=300)
    guest_of = forms.CharField(label=_("Whom the guest represents"), max_length=300, required=False)


class MemberForm(DeskForm):
    """Chooses one of the members at the session."""

    person: Any = forms.ModelChoiceField(label=_("Member"), queryset=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people_at(self.session, members_only=True)  # type: ignore[attr-defined]  # a choice of rows


class RecorderForm(MemberForm):
    """Chooses one of those with a card who belong to the session, guests included."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].label = _("Who keeps the minutes")
        self.fields["person"].queryset = people_at(self.session)  # type: ignore[attr-defined]  # a choice of rows


class RecusalForm(MemberForm):
    reason = forms.CharField(label=_("Why this member does not vote"), max_length=500)


class OpinionForm(MemberForm):
    text = forms.CharField(label=_("Special opinion"), widget=FEW_LINES)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES)


class HandsForm(DeskForm):
    """Hands that were counted; whoever presides says separately how he voted where that decides a tie."""

    for_count = _count(pgettext_lazy("vote", "For"))
    against_count = _count(pgettext_lazy("vote", "Against"))
    abstained_count = _count(pgettext_lazy("vote", "Abstained"))
    chair_choice = forms.ChoiceField(
        label=_("Whoever presides voted"), required=False, choices=[("", "—"), *Choice.choices]
    )

    def totals(self) -> VoteTotals:
        """Return the counted hands."""
        return VoteTotals(*(self.cleaned_data[name] for name in TOTALS))


class ElectionForm(MemberForm, HandsForm):
    field_order = ("person", *TOTALS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["chair_choice"]


class NewItemForm(HandsForm):
    """A question that the members agree to put on the agenda."""

    question = forms.CharField(label=_("Question to put on the agenda"), max_length=1000)
    field_order = ("question", *TOTALS)


class DecisionForm(DeskForm):
    text = forms.CharField(label=_("Text of the decision"), widget=FEW_LINES)
    kind = forms.ChoiceField(label=_("Kind"), choices=DecisionKind.choices, initial=DecisionKind.DECISION)
    responsible = PickField(label=_("Responsible, a person"), required=False, found=people_alike)
    responsible_text = forms.CharField(label=_("or a position, a group"), required=False, max_length=300)
    due_on = forms.DateField(label=pgettext_lazy("deadline", "By"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["responsible"]
        field.rows = lambda: people_to_name(self.user)  # type: ignore[attr-defined]  # a PickField

    def details(self) -> DecisionValues:
        """Return what is told of the decision beside its text."""
        kept = self.values("kind", "responsible", "responsible_text", "due_on")
        return DecisionValues(**kept)  # type: ignore[typeddict-item,no-any-return]  # the fields above


class ChangeDecisionForm(DecisionForm):
    versioned = True


class DecisionTextForm(DeskForm):
    versioned = True
    text = forms.CharField(label=_("Text of the decision"), widget=FEW_LINES)


class PassageForm(DeskForm):
    """One text of the minutes; the version is its number of edits."""

    versioned = True
    field = forms.ChoiceField(choices=PassageField.choices, widget=forms.HiddenInput())
    item: Any = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput())
    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].queryset = self.session.items.all()  # type: ignore[attr-defined]  # a choice of rows


class BallotsForm(DeskForm):
    """What the secretary has noted: one choice for each member who was asked; `rest` fills the others."""

    rest = forms.ChoiceField(choices=[("", ""), *Choice.choices], required=False, widget=forms.HiddenInput())
    finish = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, vote: Vote, names: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for person in names:
            self.fields[f"choice_{person}"] = forms.ChoiceField(
                label=names[person], choices=[("", ""), *Choice.choices], required=False
            )
        self.vote, self.names = vote, names

    def choices(self) -> dict[int, str]:
        """Return the noted choices by person, the rest filled where that was asked."""
        rest = self.cleaned_data["rest"]
        noted = {person: self.cleaned_data[f"choice_{person}"] or rest for person in self.names}
        return {person: choice for person, choice in noted.items() if choice}


class CastForm(forms.Form):
    choice = forms.ChoiceField(choices=Choice.choices)

    def clean(self) -> dict[str, Any]:
        """Say in words that nothing was chosen."""
        values = super().clean() or {}
        if "choice" not in values:
            raise ValidationError(_("Choose: for, against or abstained."))
        return values
