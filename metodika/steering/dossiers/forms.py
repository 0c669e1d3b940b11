from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.calendar import Period, calendar_year, school_year
from metodika.core.language import normalise
from metodika.core.web import Form, PickField
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers import queries
from metodika.steering.dossiers.lifecycle import Part
from metodika.steering.dossiers.rules.contents import SCORES, Position

YEARS_BACK = 3


def _alike(rows: Any, words: str) -> Any:
    return rows.alike(normalise(words))


class DossierForm(Form):
    """Which direction of which municipality, for which year."""

    municipality = PickField(label=_("Municipality"), found=_alike, numbers=True)
    direction = forms.ChoiceField(label=_("Direction"))
    year = forms.ChoiceField(label=_("Year"))
    is_public = forms.BooleanField(
        label=_("Without people"), required=False, initial=True,
        help_text=_("Rows about people are counted and not named; lists of people are left out."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place: Any = self.fields["municipality"]
        place.rows = lambda: queries.places_to_choose(user)
        only = list(queries.places_to_choose(user)[:2])
        place.initial = only[0] if len(only) == 1 else None
        self.years = years_of(timezone.localdate())
        _offer(self.fields["year"], [(key, one.label) for key, one in self.years.items()])
        _offer(self.fields["direction"], queries.directions_to_choose(user))

    def told(self) -> tuple[Organisation, dict[str, Any]]:
        """Return the municipality and what the service asks for."""
        values = self.cleaned_data
        return values["municipality"], {
            "direction": values["direction"],
            "period": self.years[values["year"]],
            "is_public": values["is_public"],
        }


def years_of(today: date) -> dict[str, Period]:
    """Return the last school and calendar years by their keys, the latest first."""
    school, calendar = school_year(today), calendar_year(today)
    found: list[Period] = []
    for _year in range(YEARS_BACK):
        found += [school, calendar]
        school, calendar = school.previous(), calendar.previous()
    return {f"{one.starts_on}/{one.ends_on}": one for one in found}


def _offer(field: Any, choices: Sequence[tuple[str, str]]) -> None:
    field.choices = choices


class ScoresForm(Form):
    """A score and a note for each position."""

    versioned = True

    def __init__(self, *args: Any, positions: Sequence[Position], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [one.code for one in positions]
        for one in positions:
            words = [(str(score), f"{score}. {one.scores[score]}") for score in SCORES]
            self.fields[f"{one.code}-score"] = forms.ChoiceField(
                label=one.title, choices=[("", gettext("not scored yet")), *words], required=False,
                initial="" if one.score is None else str(one.score), help_text=one.asks,
            )  # fmt: skip
            self.fields[f"{one.code}-note"] = forms.CharField(
                label=gettext("Note: %(position)s") % {"position": one.title}, required=False, max_length=500,
                initial=one.note,
            )  # fmt: skip

    def told(self) -> dict[str, dict[str, Any]]:
        """Return the scores as the service asks for them."""
        values = self.cleaned_data
        return {
            code: {
                "score": int(values[f"{code}-score"]) if values[f"{code}-score"] else None,
                "note": values[f"{code}-note"],
            }
            for code in self.codes
        }


class ScoreForm(Form):
    """The score of one position, for programs."""

    position = forms.CharField(label=_("Code of the position"), max_length=60)
    score = forms.TypedChoiceField(
        label=_("Score"), choices=[(str(one), str(one)) for one in SCORES], coerce=int, empty_value=None,
        required=False,
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=500)


class YearForm(Form):
    """For which year a form is filled in; the present school year when none is told."""

    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.years = years_of(timezone.localdate())
        _offer(self.fields["year"], [(key, one.label) for key, one in self.years.items()])

    @property
    def key(self) -> str:
        """The key of the year that was told, else of the present one."""
        told = str(self.data.get("year", ""))
        return told if told in self.years else next(iter(self.years))

    @property
    def period(self) -> Period:
        """The days of that year."""
        return self.years[self.key]


class RegionFormForm(Form):
    municipality = PickField(label=_("Municipality"), found=_alike, numbers=True)
    title = forms.CharField(label=_("Title"), max_length=300)
    file = forms.FileField(label=_("Spreadsheet"), help_text=_("An .xlsx without macros and password."))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place: Any = self.fields["municipality"]
        place.rows = lambda: queries.places_to_choose(user)
        only = list(queries.places_to_choose(user)[:2])
        place.initial = only[0] if len(only) == 1 else None


class RenewForm(Form):
    file = forms.FileField(
        label=_("New edition"), help_text=_("Matches go along where the words beside the cell are the same.")
    )


class CellForm(Form):
    """Which number goes into a cell."""

    versioned = True
    sheet = forms.CharField(label=_("Sheet"), max_length=60)
    cell = forms.CharField(label=_("Cell"), max_length=12)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    part = forms.ChoiceField(label=_("Which of its numbers"), choices=Part.choices, initial=Part.VALUE)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = queries.indicators_to_match(user)
        words = [(code, f"{code} {name}") for code, name in known.items()]
        _offer(self.fields["indicator"], [("", gettext("nothing")), *words])
