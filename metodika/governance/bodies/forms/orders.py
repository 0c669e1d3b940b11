from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import PickField
from metodika.directory.records.queries import organisations_for, people_to_choose, written_kinds
from metodika.directory.staff.queries import people_alike
from metodika.governance.bodies.forms.bodies import SURNAME, Choosing


class OrderForm(Choosing):
    """Whose order it is, of which day and who signs it; what it says comes from the composition."""

    on = forms.DateField(label=_("The composition holds from"), help_text=_("Not before the order."))
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
        super().__init__(*args, user=user, **options)
        issuers = self.fields["organisation"]
        issuers.queryset = organisations_for(user, "records.write_record")  # type: ignore[attr-defined]  # of a choice

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {name: lambda: people_to_choose(user) for name in ("signer", "controller")}

    def order(self) -> dict[str, Any]:
        """Return what the service that drafts the order takes."""
        frame = self.values("kind", "organisation", "dated_on", "place")
        return {"frame": frame, **self.values("signer", "position", "controller", "on")}
