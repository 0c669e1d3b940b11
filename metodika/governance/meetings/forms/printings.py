from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.calendar import Period
from metodika.core.web import Form, PickField
from metodika.governance.meetings.forms.sessions import offer
from metodika.governance.meetings.queries.choices import bodies_alike
from metodika.governance.meetings.queries.printings import (
    bodies_to_print,
    organisations_alike,
    organisations_to_print,
    top_to_print,
    years_to_print,
)


def year_key(period: Period) -> str:
    return f"{period.starts_on.year}/{period.ends_on.year}"


class PrintingForm(Form):
    year = forms.ChoiceField(label=_("School year"), help_text=_("By the day on which a session was held."))
    organisation = PickField(
        label=_("Organisation"), found=organisations_alike, numbers=True,
        help_text=_("With everything that lies under it."),
    )  # fmt: skip
    body = PickField(
        label=_("Only of this body"), found=bodies_alike, required=False, numbers=True,
        help_text=_("Empty: all councils and associations there."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, organisation=lambda: organisations_to_print(user), body=lambda: bodies_to_print(user))
        self.years = {year_key(one): one for one in years_to_print(user, timezone.localdate())}
        year = self.fields["year"]
        year.choices = [(key, one.label) for key, one in self.years.items()]  # type: ignore[attr-defined]  # a field of choices
        self.fields["organisation"].initial = top_to_print(user)

    def told(self) -> dict[str, Any]:
        """Return what the service asks for."""
        values = self.cleaned_data
        return {
            "organisation": values["organisation"],
            "period": self.years[values["year"]],
            "body": values["body"],
        }
