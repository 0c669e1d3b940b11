from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, PickField, ReasonForm
from metodika.directory.records.queries import organisations_for, people_to_choose, written_kinds
from metodika.directory.regulations.queries import found_acts
from metodika.directory.staff.queries import people_alike
from metodika.governance.meetings.forms.sessions import SURNAME, offer
from metodika.governance.meetings.models import Decision
from metodika.governance.meetings.queries.choices import acts_to_approve_by
from metodika.governance.meetings.services import Approval

AS_IS, CHANGED, NOT_NOW = "as_is", "changed", "not_now"
WAYS = (
    (AS_IS, pgettext_lazy("approval", "as adopted")),
    (CHANGED, pgettext_lazy("approval", "with another text")),
    (NOT_NOW, pgettext_lazy("approval", "not by this act")),
)


class OrderForm(Form):
    """Whose order it is, of which day and who signs it; what it says comes from the decisions."""

    kind = forms.ChoiceField(label=_("Kind"), choices=written_kinds)
    organisation: Any = forms.ModelChoiceField(label=_("Who issues it"), queryset=None)
    dated_on = forms.DateField(label=_("Date of the document"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    signer = PickField(label=_("Who signs"), found=people_alike, help_text=SURNAME)
    position = forms.CharField(
        label=_("Position of who signs"), max_length=300, help_text=_("As it stands under the document.")
    )
    controller = PickField(
        label=_("Who controls it"), found=people_alike, required=False,
        help_text=_("Empty: whoever signs the order."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        issuers = self.fields["organisation"]
        issuers.queryset = organisations_for(user, "records.write_record")  # type: ignore[attr-defined]  # of a choice
        offer(self, signer=lambda: people_to_choose(user), controller=lambda: people_to_choose(user))

    def order(self) -> dict[str, Any]:
        """Return what the service that drafts the order takes."""
        frame = self.values("kind", "organisation", "dated_on", "place")
        return {"frame": frame, **self.values("signer", "position", "controller")}


class ApproveForm(Form):
    """One act and, for every decision that waits, what the act does with it."""

    act = PickField(
        label=_("Act that approves"), found=found_acts,
        help_text=_("Type part of the title or the number. The act has to be in the register already."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, decisions: Sequence[Decision], **options: Any) -> None:
        super().__init__(*args, **options)
        self.decisions = decisions
        offer(self, act=lambda: acts_to_approve_by(user))
        for row in decisions:
            self.fields[f"way_{row.pk}"] = forms.ChoiceField(
                label=_("What the act does with it"), choices=WAYS, initial=AS_IS,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
            self.fields[f"text_{row.pk}"] = forms.CharField(
                label=_("Text as the act has it"), required=False, initial=row.text, max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return each decision with its two fields, for the page."""
        return [
            {"decision": row, "way": self[f"way_{row.pk}"], "text": self[f"text_{row.pk}"]}
            for row in self.decisions
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for row in self.decisions:
            text = values.get(f"text_{row.pk}", "").strip()
            if values.get(f"way_{row.pk}") == CHANGED and text in {"", row.text}:
                self.add_error(
                    f"text_{row.pk}",
                    _("Decision %(number)s: write the text as the act has it; it is the adopted one yet.")
                    % {"number": row.number},
                )
        return values

    def approvals(self) -> list[Approval]:
        """Return what the act does, for the decisions that it names."""
        values, found = self.cleaned_data, []
        for row in self.decisions:
            way = values[f"way_{row.pk}"] or AS_IS
            if way != NOT_NOW:
                found.append(Approval(row.pk, values[f"text_{row.pk}"] if way == CHANGED else ""))
        return found


class ReturnForm(ReasonForm):
    field_order = ("on", "reason")
    on = forms.DateField(label=_("Returned on"))


class PublishForm(Form):
    on = forms.DateField(label=_("Published on"))


class TellForm(Form):
    members = forms.BooleanField(label=_("Members of the body"), required=False, initial=True)
    guests = forms.BooleanField(label=_("Guests of the session"), required=False)
    responsible = forms.BooleanField(
        label=_("Those who answer for the decisions"), required=False, initial=True
    )
    heads = forms.BooleanField(label=_("Heads of the organisations that it serves"), required=False)
    due_on = forms.DateField(label=_("Acknowledge by"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_due_on(self) -> date | None:
        due: date | None = self.cleaned_data["due_on"]
        if due is not None and due < self.today:
            raise forms.ValidationError(_("This day has passed. Give a later one."))
        return due

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(name) for name in ("members", "guests", "responsible", "heads")):
            self.add_error("members", _("Choose whom to tell."))
        return values
