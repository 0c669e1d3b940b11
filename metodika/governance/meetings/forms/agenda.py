from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group, PickField
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import people_alike
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.forms.sessions import SURNAME, offer
from metodika.governance.meetings.lifecycle import ItemTag
from metodika.governance.meetings.models import AgendaItem
from metodika.governance.meetings.queries.choices import bodies_alike, bodies_to_send_to, people_to_name

# What members read before a session.
PAPERS = frozenset({"pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "png", "jpg", "txt", "zip"})
CARD = (
    "question", "tag", "rapporteur", "rapporteur_text", "minutes_limit", "draft_decision", "source_clause",
)  # fmt: skip


def people_of_lines(text: str, user: Any) -> list[Person]:
    """Return the people whose surnames stand one a line; ValidationError names the line that is unclear."""
    field = PickField(found=people_alike, rows=lambda: people_to_name(user))
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found.append(field.clean(line))
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("“%(line)s”: %(fault)s"), params={"line": line, "fault": error.messages[0]}
            ) from error
    return found


def lines_of_people(people: Iterable[Person]) -> str:
    """Return people as the lines from which they are read back."""
    return "\n".join(f"{person} · № {person.pk}" for person in people)


class ItemForm(Form):
    versioned = True
    groups: ClassVar = (
        Group(_("Question"), ["question", "tag", "source_clause", "minutes_limit"]),
        Group(_("Who reports"), ["rapporteur", "rapporteur_text", "co_rapporteurs"]),
        Group(_("What is proposed"), ["draft_decision"]),
    )
    question = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    tag = forms.ChoiceField(label=_("Mark"), choices=ItemTag.choices, required=False)
    source_clause = forms.CharField(
        label=_("Clause"), max_length=60, required=False,
        help_text=_("The clause or the item of a plan that asks for it."),
    )  # fmt: skip
    minutes_limit = forms.IntegerField(label=_("Time, minutes"), min_value=1, max_value=480, required=False)
    rapporteur = PickField(label=_("Rapporteur"), found=people_alike, required=False, help_text=SURNAME)
    rapporteur_text = forms.CharField(
        label=_("Or in words"), max_length=300, required=False,
        help_text=_("For somebody who has no card here: name and position."),
    )  # fmt: skip
    co_rapporteurs = forms.CharField(
        label=_("Co-rapporteurs"), max_length=5000, required=False, help_text=_("Surnames, one a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    draft_decision = forms.CharField(
        label=_("Draft of the decision"), max_length=20_000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        offer(self, rapporteur=lambda: people_to_name(user))

    @classmethod
    def said(cls, item: AgendaItem) -> dict[str, Any]:
        values = {name: getattr(item, name) for name in CARD}
        helpers = lines_of_people(item.co_rapporteurs.all())
        return {**values, "co_rapporteurs": helpers, "version": item.version}

    def clean_co_rapporteurs(self) -> list[Person]:
        return people_of_lines(self.cleaned_data["co_rapporteurs"], self.user)


class MaterialForm(Form):
    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, help_text=_("Empty: the name of the file.")
    )
    file = forms.FileField(
        label=_("File"), help_text=_("A document, a table, a presentation or a picture, up to 25 MB.")
    )


class SendOnForm(Form):
    body = PickField(
        label=_("To which body"), found=bodies_alike,
        help_text=_("Type part of the name and take a suggestion."),
    )  # fmt: skip
    question = forms.CharField(
        label=_("Question in other words"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Empty: as it stands."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, source: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, body=lambda: bodies_to_send_to(user, but=source))
