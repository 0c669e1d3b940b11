from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group, PickField, ReasonForm
from metodika.directory.mandates.queries import roles
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import all_positions, people_alike
from metodika.governance.assignments import queries
from metodika.governance.assignments import services as acts

PROOFS = {"pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "png", "jpg", "webp", "txt", "zip"}
MOST_FILES = 10


class _WhoForm(Form):
    """Who does it: one of several ways to name an executor, and helpers beside."""

    person = PickField(
        label=_("Person"), found=people_alike, required=False,
        help_text=_("Type the beginning of the surname and take a suggestion."),
    )  # fmt: skip
    position = forms.ModelChoiceField(label=_("Or a post"), queryset=all_positions(), required=False)
    role = forms.ModelChoiceField(label=_("Or a role"), queryset=roles(), required=False)
    place = PickField(
        label=_("Where the post or the role is"), found=queries.places_alike, required=False,
        help_text=_("A role means everybody who acts in it there and in what lies under it."),
    )  # fmt: skip
    people = forms.CharField(
        label=_("Several people"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Beside a person, a post or a role they help; alone they answer together."),
    )  # fmt: skip
    group = forms.CharField(
        label=_("What the group is called"), required=False, max_length=300,
        help_text=_("For several people who answer together."),
    )  # fmt: skip
    controller = PickField(
        label=_("Controller"), found=people_alike, required=False,
        help_text=_("Who checks the execution. Empty: you yourself."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        for name in ("person", "controller"):
            cast("PickField", self.fields[name]).rows = lambda: queries.people_to_choose(user)
        cast("PickField", self.fields["place"]).rows = lambda: queries.places_to_choose(user)

    def clean_people(self) -> list[Person]:
        field = PickField(found=people_alike, rows=lambda: queries.people_to_choose(self.user))
        return list(self._named(field, self.cleaned_data["people"].splitlines()))

    def _named(self, field: PickField, lines: Iterable[str]) -> Iterable[Person]:
        for line in filter(None, map(str.strip, lines)):
            try:
                yield field.clean(line)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("“%(line)s”: %(fault)s"), params={"line": line, "fault": error.messages[0]}
                ) from error

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        named = [name for name in ("person", "position", "role") if values.get(name)]
        if len(named) > 1:
            self.add_error(named[1], _("Name one: a person, a post or a role. Others are named as helpers."))
        if not named and not values.get("people") and not self.errors:
            self.add_error("person", _("Say who does it: a person, a post, a role or several people."))
        if {"position", "role"} & set(named) and not self._place(values) and "place" not in self.errors:
            self.add_error("place", _("Say where the post or the role is."))
        return values

    def _place(self, values: dict[str, Any]) -> Any:
        return values.get("place") or values.get("organisation")

    def named(self) -> list[acts.Named]:
        """Return who does it, the first one answering for it."""
        values, place = self.cleaned_data, self._place(self.cleaned_data)
        if values["person"]:
            return [values["person"], *values["people"]]
        if values["position"]:
            return [acts.Post(values["position"], place), *values["people"]]
        if values["role"]:
            return [acts.RoleThere(values["role"], place), *values["people"]]
        return [acts.Group(values["group"] or str(_("Group")), values["people"])]

    def terms(self) -> acts.Terms:
        """Return what most assignments do without."""
        return acts.Terms(proof=self.cleaned_data["proof"])


WHO = Group(
    _("Who does it"), ["person", "position", "role", "place", "people", "group"],
    hint=_("One way of naming is enough. A post and a role pass to whoever holds them."),
)  # fmt: skip


def _text() -> forms.CharField:
    return forms.CharField(
        label=_("What is to be done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _proof() -> forms.CharField:
    return forms.CharField(
        label=_("What proves it"), max_length=500, required=False,
        help_text=_("A document, a list, a link: what the report has to bring."),
    )  # fmt: skip


class GiveForm(_WhoForm):
    groups: ClassVar = (
        Group(_("The assignment"), ["text", "proof", "due_on", "organisation"]),
        WHO,
        Group(_("Control"), ["controller"]),
    )
    text = _text()
    proof = _proof()
    due_on = forms.DateField(label=_("Due on"), help_text=_("The last day, which still belongs to the term."))
    organisation = forms.ModelChoiceField(
        label=_("In whose name"), queryset=no_organisations(),
        help_text=_("The assignment is numbered and controlled there."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["organisation"].queryset = queries.organisations_to_give_in(user)  # type: ignore[attr-defined]  # a model choice


class SplitForm(_WhoForm):
    groups: ClassVar = (
        Group(_("The part"), ["text", "proof", "due_on"]),
        WHO,
        Group(_("Control"), ["controller"]),
    )
    text = _text()
    proof = _proof()
    due_on = forms.DateField(label=_("Due on"), help_text=_("No later than the whole."))


class ChangeForm(Form):
    versioned = True
    text = _text()
    proof = _proof()
    controller = PickField(label=_("Controller"), found=people_alike)

    def __init__(self, *args: Any, user: Any, controller: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("PickField", self.fields["controller"])
        field.rows = lambda: queries.people_to_choose(user, named=controller.pk)


class ReplaceForm(ReasonForm):
    field_order = ("person", "reason")
    person = PickField(label=_("Who does it from today"), found=people_alike)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: queries.people_to_choose(user)


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; the list is empty when none was chosen."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(one, initial) for one in given if one]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)d files come with one report. Put them into an archive."),
                params={"most": MOST_FILES},
            )
        return found


class ReportForm(Form):
    text = forms.CharField(
        label=_("What has been done"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    attached = FilesField(
        label=_("Files"), required=False, widget=_SeveralFiles(),
        help_text=_("What proves it: documents, tables, pictures, up to 25 MB each."),
    )  # fmt: skip


class AcceptForm(Form):
    note = forms.CharField(
        label=_("Words for the executor"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SendBackForm(Form):
    reason = forms.CharField(
        label=_("What is lacking"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The executor reads it and reports again."),
    )  # fmt: skip


class ProlongForm(ReasonForm):
    field_order = ("to", "reason")
    to = forms.DateField(label=_("New last day"))


class RefuseForm(Form):
    note = forms.CharField(
        label=_("Why no more time is given"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemoveForm(Form):
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
