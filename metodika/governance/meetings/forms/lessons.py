from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.language import normalise
from metodika.core.web import Form, Group, PickField
from metodika.directory.organisations.models import OrganisationQuerySet
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import all_subjects, people_alike
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import places_for_choice
from metodika.governance.meetings.forms.agenda import lines_of_people, people_of_lines
from metodika.governance.meetings.forms.sessions import SURNAME, offer
from metodika.governance.meetings.models import OpenLesson
from metodika.governance.meetings.queries.choices import people_to_name
from metodika.governance.meetings.queries.lessons import sessions_for_lesson

CARD = ("teacher", "school", "subject", "pupils", "theme", "held_on", "session", "outcome")


def _places_alike(rows: Any, words: str) -> Any:
    return cast("OrganisationQuerySet", rows).alike(normalise(words))


class LessonForm(Form):
    versioned = True
    groups: ClassVar = (
        Group(_("The lesson"), ["theme", "held_on", "teacher", "school", "subject", "pupils", "session"]),
        Group(_("What came of it"), ["visitors", "outcome"]),
    )
    theme = forms.CharField(label=_("Theme"), max_length=500)
    held_on = forms.DateField(label=_("Day"))
    teacher = PickField(label=_("Teacher"), found=people_alike, help_text=SURNAME)
    school = PickField(
        label=_("Where it is held"), found=_places_alike, required=False,
        help_text=_("Empty: where the teacher works."),
    )  # fmt: skip
    subject = forms.ModelChoiceField(label=_("Subject"), queryset=all_subjects(), required=False)
    pupils = forms.CharField(label=_("Class or group"), max_length=60, required=False)
    session: Any = forms.ModelChoiceField(
        label=_("Session"), queryset=None, required=False, help_text=_("Where it was part of one.")
    )
    visitors = forms.CharField(
        label=_("Who came"), max_length=20_000, required=False, help_text=_("Surnames, one a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("What colleagues took from it"), max_length=20_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["session"].queryset = sessions_for_lesson(body)  # type: ignore[attr-defined]  # it is a choice of rows
        offer(self, teacher=lambda: people_to_name(user), school=lambda: places_for_choice(user))

    @classmethod
    def said(cls, lesson: OpenLesson) -> dict[str, Any]:
        values = {name: getattr(lesson, name) for name in CARD}
        return {**values, "visitors": lines_of_people(lesson.visitors.all()), "version": lesson.version}

    def clean_visitors(self) -> list[Person]:
        return people_of_lines(self.cleaned_data["visitors"], self.user)

    def told(self) -> dict[str, Any]:
        """Return the values of the lesson and, apart, who came."""
        values = self.values()
        return {"values": {name: values[name] for name in CARD}, "visitors": values["visitors"]}
