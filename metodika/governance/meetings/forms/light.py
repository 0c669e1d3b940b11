from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, PickField
from metodika.directory.staff.queries import people_alike
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.forms.sessions import SURNAME, moment_on, offer
from metodika.governance.meetings.lifecycle import ItemTag
from metodika.governance.meetings.models import AgendaItem, Attendance, Session
from metodika.governance.meetings.queries.choices import people_to_name
from metodika.governance.meetings.services import Lines, YearLine

MORE_QUESTIONS = 2
SESSIONS_PLANNED = 5
NEW = "new"


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class LightForm(Form):
    """Who was there, and four lines of minutes on every question."""

    begun = forms.TimeField(label=_("Began at"), widget=_clock())
    ended = forms.TimeField(label=_("Ended at"), widget=_clock())
    present = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    recorder = PickField(
        label=_("Who kept the minutes"), found=people_alike, required=False,
        help_text=_("Only when the secretary was away. Type the beginning of the surname."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: Any, session: Session, items: Sequence[AgendaItem],
        people: Sequence[Attendance], **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.session, self.items = session, {str(item.pk): item for item in items}
        offer(self, recorder=lambda: people_to_name(user))
        self.fields["present"].choices = [(row.pk, str(row)) for row in people]  # type: ignore[attr-defined]  # a choice field
        self.keys = [*self.items, *(f"{NEW}{number}" for number in range(1, MORE_QUESTIONS + 1))]
        for key in self.keys:
            self._add_question(key, user)

    def _add_question(self, key: str, user: Any) -> None:
        if key not in self.items:
            self.fields[f"question_{key}"] = forms.CharField(
                label=_("One more question"), max_length=1000, required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            self.fields[f"tag_{key}"] = forms.ChoiceField(
                label=_("Mark"), choices=ItemTag.choices, required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
        for name, label in (("heard", _("Heard")), ("spoke", _("Spoke")), ("decided", _("Decided"))):
            self.fields[f"{name}_{key}"] = forms.CharField(
                label=label, required=False, max_length=20_000, widget=_lines(2)
            )
        person = PickField(
            label=_("Responsible"), found=people_alike, required=False, help_text=SURNAME,
            rows=lambda: people_to_name(user),
        )  # fmt: skip
        person.widget.attrs["class"] = "form-control"
        self.fields[f"responsible_{key}"] = person
        self.fields[f"due_{key}"] = forms.DateField(
            label=_("By"), required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
        )  # fmt: skip

    @property
    def head(self) -> list[Any]:
        """Return the fields above the questions."""
        return [self[name] for name in ("begun", "ended", "present", "recorder")]

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Return every question with its fields, for the page."""
        return [
            {
                "item": self.items.get(key),
                "fields": [self[name] for name in self.fields if name.endswith(f"_{key}")],
            }
            for key in self.keys
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for key in self.keys:
            said = any(values.get(f"{name}_{key}") for name in ("heard", "spoke", "decided"))
            if said and key not in self.items and not values.get(f"question_{key}"):
                self.add_error(f"question_{key}", _("Write the question to which these lines belong."))
        return values

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        values, day, body = self.cleaned_data, self.session.planned_on, self.session.body
        lines = [self._line(key) for key in self.keys if key in self.items or values[f"question_{key}"]]
        return {
            "present": values["present"], "lines": lines, "recorder": values["recorder"],
            "begun_at": moment_on(day, values["begun"], body),
            "ended_at": moment_on(day, values["ended"], body),
        }  # fmt: skip

    def _line(self, key: str) -> Lines:
        values = self.cleaned_data
        return Lines(
            item=self.items.get(key), question=values.get(f"question_{key}", ""),
            tag=values.get(f"tag_{key}", ""), heard=values[f"heard_{key}"], spoke=values[f"spoke_{key}"],
            decided=values[f"decided_{key}"], responsible=values[f"responsible_{key}"],
            due_on=values[f"due_{key}"],
        )  # fmt: skip


class YearForm(Form):
    """The sessions of a year: for each its day, its theme and its questions."""

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        self.body = body
        for number in range(1, SESSIONS_PLANNED + 1):
            self.fields[f"on_{number}"] = forms.DateField(
                label=_("Day of the session"), required=False,
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
            )  # fmt: skip
            self.fields[f"theme_{number}"] = forms.CharField(
                label=_("Theme"), max_length=500, required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            for tag in list(ItemTag)[1:]:
                self.fields[f"{tag.value}_{number}"] = forms.CharField(
                    label=tag.label, max_length=1000, required=False,
                    widget=forms.TextInput(attrs={"class": "form-control"}),
                )  # fmt: skip

    @property
    def sessions(self) -> list[list[Any]]:
        """Return the fields of every session, for the page."""
        return [
            [self[name] for name in self.fields if name.endswith(f"_{number}")]
            for number in range(1, SESSIONS_PLANNED + 1)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(
            values.get(f"on_{number}") for number in range(1, SESSIONS_PLANNED + 1)
        ):
            self.add_error("on_1", _("Give at least one session its day."))
        for number in range(1, SESSIONS_PLANNED + 1):
            named = any(value for name, value in values.items() if name.endswith(f"_{number}"))
            if named and not values.get(f"on_{number}") and f"on_{number}" not in self.errors:
                self.add_error(f"on_{number}", _("Give this session its day."))
        return values

    def lines(self) -> list[YearLine]:
        """Return the sessions that have a day."""
        values = self.cleaned_data
        return [
            YearLine(
                on=values[f"on_{number}"], theme=values[f"theme_{number}"],
                questions=tuple(
                    (values[f"{tag.value}_{number}"], tag.value)
                    for tag in list(ItemTag)[1:]
                    if values[f"{tag.value}_{number}"]
                ),
            )
            for number in range(1, SESSIONS_PLANNED + 1)
            if values[f"on_{number}"]
        ]  # fmt: skip
