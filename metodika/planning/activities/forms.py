from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group, PickField, ReasonForm
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.queries import people_alike
from metodika.governance.bodies.queries import bodies_alike
from metodika.planning.activities import queries
from metodika.planning.activities.lifecycle import CertificateKind, EventForm, EventLevel, Part
from metodika.planning.activities.models import Event
from metodika.planning.activities.rules.seats import Limits
from metodika.planning.activities.services import CARD, Named, Outing, Signer

SHEETS = {"png", "jpg", "webp", "pdf"}


def _text(label: Any, *, rows: int = 0, longest: int = 500, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, **more)


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class _CardForm(Form):
    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=500)
    about = _text(_("What it is about"), rows=3, longest=5000)
    level = forms.ChoiceField(label=_("Level"), choices=EventLevel.choices, initial=EventLevel.MUNICIPAL)
    form = forms.ChoiceField(
        label=pgettext_lazy("event", "Form"), choices=EventForm.choices, initial=EventForm.ONSITE
    )
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"), required=False, help_text=_("Empty for a single day."))
    place = _text(_("Place"), longest=300)
    hours = forms.DecimalField(
        label=_("Academic hours"), max_digits=5, decimal_places=1, required=False, min_value=0.5,
        help_text=_("They stand on certificates; several days share them equally."),
    )  # fmt: skip
    subject = forms.ModelChoiceField(label=_("Subject"), queryset=queries.subjects(), required=False)
    topic = _text(_("Priority direction"), longest=300)
    plan_item = PickField(
        label=_("Plan item"), found=queries.items_alike, required=False,
        help_text=_("The item is done by itself when the event has been held."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = queries.kinds_to_choose()  # type: ignore[attr-defined]  # a choice
        cast("PickField", self.fields["plan_item"]).rows = lambda: queries.items_to_name(user)

    def card(self) -> dict[str, Any]:
        """Return the columns of the card that the form asks for."""
        told = self.values(*(name for name in self.fields if name in CARD))
        return {**told, "ends_on": told.get("ends_on") or told.get("starts_on")}


class _OwnEventForm(_CardForm):
    begins, ends = _time(_("Begins")), _time(_("Ends"))
    link = forms.URLField(
        label=_("Address online"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Those who are registered see it on the card."),
    )  # fmt: skip
    audience = _text(_("For whom"), longest=300)
    competences = _text(
        _("Competences and deficits it works on"),
        help_text=_("What people will be able to do, or which difficulty it removes."),
    )
    basis = _text(_("What it follows from"), help_text=_("A finding of monitoring, a request, a decision."))
    body = PickField(label=_("Council or association"), found=bodies_alike, required=False)
    until = forms.DateField(label=_("Last day of registration"), required=False)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=1, required=False, help_text=_("Empty: as many as come.")
    )
    per_institution = forms.IntegerField(
        label=_("Seats for one institution"), min_value=1, required=False, help_text=_("Empty: no limit.")
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        cast("PickField", self.fields["body"]).rows = lambda: queries.bodies_to_name(user)

    def limits(self) -> Limits:
        """Return how many may come."""
        return Limits(self.cleaned_data["seats"], self.cleaned_data["per_institution"])


WHAT = Group(_("What it is"), ["kind", "title", "about", "level", "form"])
WHEN = Group(_("When and where"), ["starts_on", "ends_on", "begins", "ends", "place", "link"])
WHO = Group(_("Who comes"), ["audience", "until", "seats", "per_institution", "hours"])
WHY = Group(_("Why it is held"), ["body", "subject", "topic", "competences", "basis", "plan_item"])


class PlanEventForm(_OwnEventForm):
    groups: ClassVar = (Group(_("Who holds it"), ["host"]), WHAT, WHEN, WHO, WHY)
    host = forms.ModelChoiceField(label=_("Who holds it"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["host"].queryset = queries.hosts_to_plan_for(user)  # type: ignore[attr-defined]  # a model choice


class ChangeEventForm(_OwnEventForm):
    versioned = True
    groups: ClassVar = (WHAT, WHEN, WHO, WHY)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        seats = queries.seats_of(event)
        told = {name: getattr(event, name) for name in CARD}
        limits = {"seats": seats.quota, "per_institution": seats.per_institution}
        return {**told, **limits, "version": event.version}


class ExternalForm(_CardForm):
    groups: ClassVar = (
        Group(
            _("What it was"), ["kind", "title", "organiser", "level", "form", "starts_on", "ends_on", "place"]
        ),
        Group(_("Our people"), ["host", "people", "hours"]),
        Group(_("Why it is recorded"), ["about", "subject", "topic", "plan_item"]),
    )
    host = forms.ModelChoiceField(label=_("Whose people were there"), queryset=no_organisations())
    organiser = forms.CharField(label=_("Who held it"), max_length=300)
    people = forms.CharField(
        label=_("Who was there"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line: full name, then a dash and the result if there is one."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.user = user
        self.fields["host"].queryset = queries.hosts_to_plan_for(user)  # type: ignore[attr-defined]  # a model choice

    def clean_people(self) -> list[Outing]:
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["people"].splitlines())):
            name, _dash, result = line.replace(" - ", " — ").partition(" — ")
            people = list(people_alike(queries.people_to_choose(self.user), name)[:2])
            if len(people) != 1:
                sentence = _("“%(name)s”: there are several such people. Write the full name.")
                unknown = _("“%(name)s”: there is nobody of this name in the register.")
                raise forms.ValidationError((sentence if people else unknown) % {"name": name})
            found.append(Outing(people[0], result))
        return found


class MoveEventForm(ReasonForm):
    field_order = ("starts_on", "ends_on", "begins", "ends", "place", "reason")
    starts_on = forms.DateField(label=_("New first day"))
    ends_on = forms.DateField(
        label=_("New last day"), required=False, help_text=_("Empty: it lasts as long as before.")
    )
    begins, ends = _time(_("Begins")), _time(_("Ends"))
    place = _text(_("Place"), longest=300, help_text=_("Empty: the same place."))


class ReportForm(Form):
    result = forms.CharField(
        label=_("What came of the event"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class LineForm(Form):
    on = forms.DateField(label=_("Day"))
    begins = _time(_("Begins"))
    title = forms.CharField(label=_("What is done"), max_length=500)
    person = PickField(label=_("Who"), found=people_alike, required=False)
    guest = _text(
        _("Or a guest: name and place of work"),
        longest=300,
        help_text=_("Somebody who is not in the register."),
    )
    part = forms.ChoiceField(label=_("What he does"), choices=Part.choices, initial=Part.SPEAKER)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: queries.people_to_choose(user)


def line_told(form: LineForm) -> dict[str, Any]:
    told = form.values("on", "begins", "title")
    who = form.values("part", "person", "guest")
    return {**told, "speakers": [Named(**who)] if who["person"] or who["guest"] else []}


class TakePartForm(Form):
    remote = forms.BooleanField(label=_("I take part online"), required=False)


class GroupForm(Form):
    people = forms.ModelMultipleChoiceField(
        label=_("Who comes"), queryset=queries.nobody(), widget=forms.CheckboxSelectMultiple()
    )
    remote = forms.BooleanField(label=_("They take part online"), required=False)

    def __init__(self, *args: Any, event: Event, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = queries.people_to_register(event, user)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # a model choice
        if event.form != EventForm.MIXED:
            del self.fields["remote"]

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {"people": list(self.cleaned_data["people"]), "remote": self.cleaned_data.get("remote", False)}


class DeskForm(Form):
    person = PickField(label=_("Who has come"), found=people_alike)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: queries.people_around(event)


class SheetForm(Form):
    on = forms.DateField(label=_("Day"))
    people = forms.ModelMultipleChoiceField(
        label=_("Who has signed"), queryset=queries.nobody(), required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Photo or scan of the sheet"), required=False, help_text=_("A picture or a PDF.")
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = queries.people_of_sheet(event)  # type: ignore[attr-defined]  # a model choice


class WordForm(Form):
    word = forms.CharField(label=_("The word that was said"), max_length=20)


class CorrectForm(ReasonForm):
    field_order = ("was_there", "hours", "reason")
    was_there = forms.BooleanField(label=_("Was there"), required=False)
    hours = forms.DecimalField(
        label=_("Academic hours"), max_digits=5, decimal_places=1, required=False, min_value=0
    )


class FeedbackForm(Form):
    score = forms.TypedChoiceField(
        label=_("Your mark"), coerce=int, widget=forms.RadioSelect(),
        choices=[(5, _("5 — I will use it")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 — of no use"))],
    )  # fmt: skip
    words = _text(_("In words"), rows=4, longest=3000, help_text=_("Your name is not kept with the answer."))


class CertificatesForm(Form):
    kind = forms.ChoiceField(label=_("What is issued"), choices=CertificateKind.choices)
    position = _text(_("Who signs: post"), longest=300)
    name = _text(_("Who signs: name"), longest=200)

    def signer(self) -> Signer:
        """Return whose post and name stand under the papers."""
        return Signer(self.cleaned_data["position"], self.cleaned_data["name"])


class OneCertificateForm(CertificatesForm):
    person = PickField(label=_("Who gets it"), found=people_alike)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: queries.people_around(event)


class FeedForm(Form):
    body = PickField(
        label=_("Council or association"), found=bodies_alike, required=False,
        help_text=_("Both empty: your own calendar."),
    )  # fmt: skip
    organisation = PickField(
        label=_("Institution or municipality"), found=queries.organisations_alike, required=False
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["body"]).rows = lambda: queries.all_bodies(user)
        cast("PickField", self.fields["organisation"]).rows = lambda: queries.places_to_follow(user)
