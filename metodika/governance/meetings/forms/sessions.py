from datetime import date, datetime, time
from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group, PickField, ReasonForm
from metodika.directory.mandates.queries import zone_of
from metodika.directory.staff.queries import people_alike
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.lifecycle import SessionKind, SessionMode
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.choices import bodies_alike, bodies_led_by, people_to_name

SURNAME = _("Type the beginning of the surname and take a suggestion.")
END_OF_DAY = time(23, 59)
DAY_CARD = ("mode", "place", "link", "theme")


def offer(form: forms.Form, **rows: Any) -> None:
    """Tell the fields of a form which rows this person may choose."""
    for name, found in rows.items():
        if name in form.fields:
            cast("PickField", form.fields[name]).rows = found


def moment_on(day: date | None, clock: time | None, body: Body) -> datetime | None:
    """Return the moment at the body's own clock, None when the day or the hour is not said."""
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock, ZoneInfo(zone_of(body.host)))


class SessionCardForm(Form):
    versioned = True
    planned_on = forms.DateField(label=_("Day of the session"))
    begins = forms.TimeField(
        label=_("Begins at"), required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("How it is held"), choices=SessionMode.choices)
    place = forms.CharField(label=_("Place of the session"), max_length=300, required=False)
    link = forms.URLField(
        label=_("Address of the video meeting"), max_length=500, required=False, assume_scheme="https"
    )
    poll_until = forms.DateField(
        label=_("Sheets are taken until"), required=False, help_text=_("Only for a poll by correspondence.")
    )
    theme = forms.CharField(label=_("Theme"), max_length=500, required=False)

    @classmethod
    def said(cls, session: Session) -> dict[str, Any]:
        zone = ZoneInfo(zone_of(session.body.host))
        starts_at, poll_until = session.starts_at, session.poll_until
        return {
            **{name: getattr(session, name) for name in ("planned_on", *DAY_CARD, "version")},
            "begins": starts_at.astimezone(zone).time() if starts_at else None,
            "poll_until": poll_until.astimezone(zone).date() if poll_until else None,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        until, day = values.get("poll_until"), values.get("planned_on")
        if until and day and until < day:
            self.add_error("poll_until", _("Sheets cannot be due before the poll begins. Correct the day."))
        return values

    def card(self, body: Body) -> dict[str, Any]:
        """Return the columns of the session, without its day."""
        values = self.cleaned_data
        return {
            **{name: values[name] for name in DAY_CARD},
            "starts_at": moment_on(values["planned_on"], values["begins"], body),
            "poll_until": moment_on(values["poll_until"], END_OF_DAY, body),
        }


class PlanForm(SessionCardForm):
    versioned = False
    groups: ClassVar = (
        Group(_("What is planned"), ["body", "kind", "other", "theme", "fill"]),
        Group(_("When and where"), ["planned_on", "begins", "mode", "place", "link", "poll_until"]),
    )
    body = PickField(
        label=_("Whose session"), found=bodies_alike, numbers=True,
        help_text=_("Type part of the name and take a suggestion."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of session"), choices=SessionKind.choices)
    other = PickField(
        label=_("Together with"), found=bodies_alike, required=False,
        help_text=_("For a joint session: it has two quorums and two sets of minutes."),
    )  # fmt: skip
    fill = forms.BooleanField(
        label=_("Write the agenda at once"), required=False, initial=True,
        help_text=_("The usual questions, what was put off, what was sent here, assignments that fell due."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, body=lambda: bodies_led_by(user), other=lambda: bodies_led_by(user))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        joint = values.get("kind") == SessionKind.JOINT
        if joint and not values.get("other") and "other" not in self.errors:
            self.add_error("other", _("Name the other body of the joint session."))
        return values


class BeginForm(Form):
    """A moment that has come already, now when left empty."""

    at = forms.TimeField(
        label=_("At what time"), required=False, help_text=_("Empty: now."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )  # fmt: skip


class PostponeForm(ReasonForm):
    field_order = ("to", "reason")
    to = forms.DateField(label=_("The new day"))


class InviteForm(Form):
    person = PickField(label=_("Person"), found=people_alike, required=False, help_text=SURNAME)
    name = forms.CharField(
        label=_("Or a name"), max_length=300, required=False,
        help_text=_("For a guest who has no card here."),
    )  # fmt: skip
    guest_of = forms.CharField(label=_("Whom the guest represents"), max_length=300, required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, person=lambda: people_to_name(user))


class AgainForm(Form):
    again = forms.BooleanField(
        label=_("Send the changed agenda once more"), help_text=_("Members have the earlier one already.")
    )


class FillForm(Form):
    sources = forms.MultipleChoiceField(
        label=_("What to add"), widget=forms.CheckboxSelectMultiple,
        choices=[
            ("usual", pgettext_lazy("agenda", "The usual questions")),
            ("unfinished", pgettext_lazy("agenda", "What was put off before")),
            ("sent", pgettext_lazy("agenda", "What other bodies have sent")),
            ("assignments", pgettext_lazy("agenda", "Assignments that fell due")),
        ],
    )  # fmt: skip
