from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form
from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.rules import OWN_RECORDS
from metodika.directory.organisations.models import Organisation


class GiveForm(Form):
    """Needs `roles` and `organisations` that the giver may choose from."""

    organisation = forms.TypedChoiceField(
        label=_("For what"), coerce=int,
        help_text=_("The role holds for this organisation and for everything that belongs to it."),
    )  # fmt: skip
    role = forms.TypedChoiceField(label=_("Role"), coerce=int)
    only_self = forms.BooleanField(
        label=_("Only for the person's own records"), required=False,
        help_text=_("Some roles may be given without a view of colleagues; the table of roles tells which."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(
        label=_("To, the last day included"), required=False,
        help_text=_("Empty: until somebody ends it. The role stops at midnight of the last day."),
    )  # fmt: skip
    ground = forms.CharField(
        label=_("Ground"), max_length=300, required=False,
        help_text=_("The act by which it is given: order No. 15 of 01.09.2026, for instance."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, roles: Sequence[Role], organisations: Sequence[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.roles = {role.pk: role for role in roles}
        self.organisations = {organisation.pk: organisation for organisation in organisations}
        self.fields["role"].choices = [("", "—"), *((role.pk, role.title) for role in roles)]  # type: ignore[attr-defined]  # it is a choice field
        self.fields["organisation"].choices = [("", "—"), *((o.pk, str(o)) for o in organisations)]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        role = self.roles.get(values.get("role", 0))
        if role and values.get("only_self") and OWN_RECORDS not in role.levels:
            self.add_error("only_self", _("This role is not given for own records only. Clear the tick."))
        return values

    def chosen(self) -> dict[str, Any]:
        """Return what give_mandate takes."""
        values = self.values()
        return {
            **values,
            "role": self.roles[values["role"]],
            "organisation": self.organisations[values["organisation"]],
        }


class EndForm(Form):
    on = forms.DateField(
        label=_("The last day"),
        help_text=_("Yesterday ends the role at once; today, at midnight."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history of the record."),
    )  # fmt: skip


class SubstituteForm(Form):
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("To, the last day included"))
    ground = forms.CharField(
        label=_("Ground"), max_length=300, required=False,
        help_text=_("The act by which it is given: order No. 15 of 01.09.2026, for instance."),
    )  # fmt: skip

    @classmethod
    def proposed(cls, mandate: Mandate, today: date) -> dict[str, Any]:
        return {"starts_on": max(today, mandate.starts_on), "ends_on": mandate.ends_on}
