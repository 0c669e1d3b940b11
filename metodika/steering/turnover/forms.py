from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.calendar import Period, school_year
from metodika.core.language import normalise
from metodika.core.web import Form, PickField
from metodika.directory.organisations.models import Organisation
from metodika.steering.turnover import queries
from metodika.steering.turnover.lifecycle import Choice, Register
from metodika.steering.turnover.models import Rollover

YEARS_BACK, YEARS_AHEAD = 2, 2


def _alike(rows: Any, words: str) -> Any:
    return rows.alike(normalise(words))


class RolloverForm(Form):
    """Which year of which municipality goes over into which."""

    municipality = PickField(label=_("Municipality"), found=_alike, numbers=True)
    ending = forms.ChoiceField(label=_("Year that ends"))
    coming = forms.ChoiceField(label=_("Year that follows"))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place: Any = self.fields["municipality"]
        place.rows = lambda: queries.places_to_choose(user)
        only = list(queries.places_to_choose(user)[:2])
        place.initial = only[0] if len(only) == 1 else None
        self.years = _years()
        choices = [(key, one.label) for key, one in self.years.items()]
        for name in ("ending", "coming"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # both are choices
        last = school_year(timezone.localdate()).previous()
        self.fields["ending"].initial = _key(last)
        self.fields["coming"].initial = _key(last.next())

    def told(self) -> tuple[Organisation, dict[str, Period]]:
        """Return the municipality and the years as the service asks for them."""
        values = self.cleaned_data
        return values["municipality"], {name: self.years[values[name]] for name in ("ending", "coming")}


def _years() -> dict[str, Period]:
    """Return some school years around the present one by their keys, the earliest first."""
    year = school_year(timezone.localdate())
    for _step in range(YEARS_BACK):
        year = year.previous()
    found = {}
    for _step in range(YEARS_BACK + YEARS_AHEAD + 1):
        found[_key(year)] = year
        year = year.next()
    return found


def _key(year: Period) -> str:
    return str(year.starts_on.year)


class ChoiceForm(Form):
    """A choice for rows by number, or for all rows of a register."""

    choice = forms.ChoiceField(label=pgettext_lazy("roll-over", "Choice"), choices=Choice.choices)
    rows = forms.ModelMultipleChoiceField(
        label=_("Numbers of rows"), queryset=queries.no_lines(), required=False
    )
    kind = forms.ChoiceField(
        label=_("What is handed over"), choices=[("", "—"), *Register.choices], required=False
    )

    def __init__(self, *args: Any, rollover: Rollover, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rows"].queryset = queries.lines_of(rollover)  # type: ignore[attr-defined]  # chosen among them
