from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import facts
from metodika.core.facts.fields import conditions_of, fields_of, values_of
from metodika.core.web import Form, Group, PickField, ReasonForm
from metodika.core.web.filters import Filter
from metodika.core.web.forms import dress
from metodika.directory.mandates.queries import roles
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.queries import all_positions, people_alike
from metodika.governance.bodies.queries import bodies_alike
from metodika.planning.goals.queries import goals_alike, goals_to_name
from metodika.planning.plans import queries
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Item, Plan
from metodika.planning.plans.services import Finished, Head

PROOFS = {"pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "png", "jpg", "webp", "txt", "zip"}
ITEM_WORDS = ("section", "number", "text", "term", "result", "funding", "audience", "clause", "basis", "note")


def _days() -> tuple[forms.DateField, forms.DateField]:
    return forms.DateField(label=_("First day")), forms.DateField(label=_("Last day"))


class _HeadForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PlanKind.choices)
    title = forms.CharField(label=_("Title"), max_length=500)
    starts_on, ends_on = _days()
    body = PickField(
        label=_("Council or association"), found=bodies_alike, required=False,
        help_text=_("For the plan of a council: whose plan it is."),
    )  # fmt: skip
    by_terms = forms.BooleanField(
        label=_("A quarter is a school quarter"), required=False,
        help_text=_("“Once a quarter” follows the quarters of the school year, holidays left out."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["body"]).rows = lambda: queries.bodies_to_plan_for(user)

    def head(self) -> Head:
        """Return what the plan is."""
        return Head(**self.values("kind", "title", "starts_on", "ends_on", "body", "by_terms"))


class PlanForm(_HeadForm):
    groups: ClassVar = (
        Group(_("The plan"), ["organisation", "kind", "title", "body"]),
        Group(_("Period"), ["starts_on", "ends_on", "by_terms"]),
    )
    organisation = forms.ModelChoiceField(label=_("Whose plan it is"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["organisation"].queryset = queries.organisations_to_plan_for(user)  # type: ignore[attr-defined]  # a model choice


class CardForm(_HeadForm):
    versioned = True
    preface = forms.CharField(
        label=_("Words before the table"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    remind_days = forms.IntegerField(
        label=_("Remind so many days before"), min_value=0, max_value=365,
        help_text=_("Those responsible are told once of what is not done yet; 0 for no reminders."),
    )  # fmt: skip


class CopyForm(Form):
    title = forms.CharField(label=_("Title"), max_length=500)
    starts_on, ends_on = _days()


class UploadForm(Form):
    file = forms.FileField(
        label=_("File with the table"),
        help_text=_("Word (.docx), Excel (.xlsx), or a text with tabs (.txt). Merged cells do no harm."),
    )
    organisation = forms.ModelChoiceField(label=_("Whose plan it is"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = queries.organisations_to_plan_for(user)  # type: ignore[attr-defined]  # a model choice


class CheckForm(_HeadForm):
    """The head of a plan that was read, and a field for each cell that a person should finish."""

    def __init__(self, *args: Any, user: Any, unfinished: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        names = [self._add(item, part) for item, part in unfinished]
        groups = [
            Group(_("The plan"), ["kind", "title", "body"]),
            Group(_("Period"), ["starts_on", "ends_on", "by_terms"]),
        ]
        if names:
            hint = _("What stays as it is comes into the plan in the words of the file.")
            groups.append(Group(_("To be finished"), names, hint=hint))
        setattr(self, "groups", groups)  # noqa: B010 - the groups of one form depend on its file

    def _add(self, item: Any, part: str) -> str:
        name = f"{part}_{item.place}"
        number = item.number or item.place + 1
        title = _("%(number)s: term") if part == "term" else _("%(number)s: responsible")
        self.fields[name] = forms.CharField(
            label=title % {"number": number}, required=False, max_length=2000,
            initial=item.term if part == "term" else item.responsible_text, help_text=item.text[:160],
        )  # fmt: skip
        return name

    def finished(self) -> dict[int, Finished]:
        """Return what the person has written, by the row's place."""
        found: dict[int, dict[str, str]] = {}
        for name in self.fields:
            part, _line, place = name.rpartition("_")
            if place.isdigit():
                found.setdefault(int(place), {})[part] = self.cleaned_data[name]
        return {place: Finished(**told) for place, told in found.items()}


class SectionForm(Form):
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    title = forms.CharField(label=_("Title"), max_length=1000)
    goal = PickField(label=_("Goal that it serves"), found=goals_alike, required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["goal"]).rows = lambda: goals_to_name(user)


class ItemForm(Form):
    groups: ClassVar = (
        Group(_("What is done"), ["section", "number", "text", "result", "audience"]),
        Group(_("When and who"), ["term", "responsible"]),
        Group(_("What it follows from"), ["clause", "basis", "funding", "note"]),
        Group(_("Change of an approved plan"), ["reason", "act"]),
    )
    section = forms.ModelChoiceField(label=_("Section"), queryset=queries.no_sections(), required=False)
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    text = forms.CharField(label=_("What is done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    term = forms.CharField(
        label=pgettext_lazy("plan", "Term"), max_length=500, required=False,
        help_text=_("In usual words: “до 1 декабря”, “ежегодно”, “1 раз в квартал”."),
    )  # fmt: skip
    responsible = forms.CharField(
        label=pgettext_lazy("plan", "Responsible"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Posts, roles, groups or people, one a line. The first one reports for all."),
    )  # fmt: skip
    result = forms.CharField(
        label=_("Expected result"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    audience = forms.CharField(
        label=_("For whom"), max_length=300, required=False,
        help_text=_("Two items of one day for the same people are pointed out."),
    )  # fmt: skip
    clause = PickField(label=_("Clause it follows from"), found=queries.clauses_alike, required=False)
    basis = forms.CharField(label=_("What it follows from"), max_length=500, required=False)
    funding = forms.CharField(label=_("Source of money"), max_length=500, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Why the approved plan is changed"), max_length=500, required=False)
    act = PickField(label=_("Changed by the act"), found=queries.acts_alike, required=False)

    def __init__(self, *args: Any, plan: Plan, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["section"].queryset = plan.sections.order_by("order", "pk")  # type: ignore[attr-defined]  # a model choice
        cast("PickField", self.fields["clause"]).rows = lambda: queries.clauses_to_name(user)
        cast("PickField", self.fields["act"]).rows = lambda: queries.acts_to_name(user)
        if not plan.is_approved:
            setattr(self, "groups", self.groups[:-1])  # noqa: B010 - nothing is explained in a draft
            del self.fields["reason"], self.fields["act"]

    def told(self) -> dict[str, Any]:
        """Return what the services take beside the words of the item."""
        return {
            name: self.cleaned_data[name] for name in ("responsible", "reason", "act") if name in self.fields
        }


class ItemChangeForm(ItemForm):
    versioned = True

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        named = "\n".join(one.text for one in item.responsible.order_by("order", "pk"))
        words = {name: getattr(item, name) for name in ITEM_WORDS}
        return {**words, "responsible": named, "version": item.version}


class _ActForm(Form):
    act = PickField(label=_("Act"), found=queries.acts_alike, required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["act"]).rows = lambda: queries.acts_to_name(user)


class ApproveForm(_ActForm):
    approved_on = forms.DateField(
        label=_("Approved on"), required=False,
        help_text=_("Empty: the day of the act. What was due before it does not count as overdue."),
    )  # fmt: skip


class CancelItemForm(_ActForm, ReasonForm):
    field_order = ("reason", "act")


class DayForm(Form):
    starts_on = forms.DateField(label=_("First day"), required=False, help_text=_("Empty for a single day."))
    due_on = forms.DateField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Why the approved plan is changed"), max_length=500, required=False,
        help_text=_("A letter, a schedule, a decision. In an approved plan it is needed."),
    )  # fmt: skip


class MoveForm(_ActForm, ReasonForm):
    field_order = ("starts_on", "due_on", "reason", "act")
    starts_on = forms.DateField(
        label=_("First day"),
        required=False,
        help_text=_("Empty: as many days before the last one as before."),
    )
    due_on = forms.DateField(label=_("New last day"))


class FinishForm(Form):
    done_on = forms.DateField(label=_("Done on"))
    result = forms.CharField(
        label=_("What came of it"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(
        label=_("Why it counts as done"),
        max_length=500,
        help_text=_("Held, approved, published, handed over."),
    )
    proof = forms.CharField(
        label=_("Proof: a document or an address"), max_length=500, required=False,
        help_text=_("Number and date of a paper, or an address on a site. A file will do as well."),
    )  # fmt: skip
    attached = forms.FileField(label=_("File"), required=False)


class HandDownForm(Form):
    institutions = forms.ModelMultipleChoiceField(
        label=_("Institutions"), queryset=no_organisations(), widget=forms.CheckboxSelectMultiple()
    )
    items = forms.ModelMultipleChoiceField(
        label=_("Items"), queryset=queries.no_items(), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        living = plan.items.filter(cancelled_on=None).order_by("order", "pk")
        self.fields["institutions"].queryset = queries.institutions_under(plan)  # type: ignore[attr-defined]  # a model choice
        self.fields["items"].queryset = living  # type: ignore[attr-defined]  # a model choice
        self.fields["items"].initial = living


class FactForm(Form):
    code = forms.ChoiceField(
        label=_("Fact"), required=False,
        help_text=_("When it happens in the time of the item, the item is done by itself."),
    )  # fmt: skip
    needed = forms.IntegerField(
        label=_("How many times it is needed"), min_value=1, max_value=1000, initial=1
    )
    conditions = forms.JSONField(
        label=_("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Empty for any. The page of the fact in the catalogue shows what can be asked for."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why the approved plan is changed"), max_length=500, required=False,
        help_text=_("Needed in an approved plan."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(one.code, f"{one.title} ({one.code})") for one in facts().values() if not one.is_state]
        self.fields["code"].choices = [("", _("No fact: marked by hand")), *known]  # type: ignore[attr-defined]  # a choice

    def clean_conditions(self) -> list[Any]:
        given = self.cleaned_data["conditions"] or []
        if not isinstance(given, list):
            raise forms.ValidationError(_("Conditions are a list in square brackets."))
        return given


class FactFieldsForm(FactForm):
    """The same with a field for each thing that the chosen fact can be narrowed by.

    Another fact has other fields: they are shown first, and what was typed is stored with the next press.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **options: Any) -> None:
        initial = initial or {}
        super().__init__(*args, initial=initial, **options)
        del self.fields["conditions"]
        chosen = self.data.get("code", "") if self.is_bound else initial.get("code", "")
        self.asked = facts().get(chosen)
        self.has_other_fact = self.is_bound and chosen != self.data.get("shown", "")
        self.fields["shown"].initial = chosen
        parameters = self.asked.parameters if self.asked else ()
        kept = values_of(parameters, initial.get("conditions") or ())
        names = [self._add(field, kept) for one in parameters for field in fields_of(one, many=True)]
        groups = [Group(_("What proves the item"), ["code", "needed"])]
        if names:
            groups.append(Group(_("Only those"), names, hint=_("What stays empty does not matter.")))
        groups.append(Group(_("Change of an approved plan"), ["reason"]))
        setattr(self, "groups", groups)  # noqa: B010 - the groups of one form depend on its fact

    def _add(self, field: Filter, kept: dict[str, Any]) -> str:
        self.fields[field.key] = field.field()
        self.fields[field.key].initial = kept.get(field.key)
        dress(self.fields[field.key])
        return field.key

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.has_other_fact and self.asked and self.asked.parameters:
            # Shown before anything is stored; the hidden field of the next press knows the fact.
            given = cast("QueryDict", self.data).copy()
            given["shown"] = self.asked.code
            self.data = given
            raise forms.ValidationError(_("Now say which of them count, and save."))
        return values

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        value = self.cleaned_data.get
        parameters = self.asked.parameters if self.asked else ()
        conditions = [one.data for parameter in parameters for one in conditions_of(parameter, value)]
        return self.values("code", "needed", "reason") | {"conditions": conditions}


class ExplainForm(Form):
    person = PickField(label=_("Person"), found=people_alike, required=False)
    position = forms.ModelChoiceField(label=_("Or a post"), queryset=all_positions(), required=False)
    role = forms.ModelChoiceField(label=_("Or a role"), queryset=roles(), required=False)
    body = PickField(
        label=_("Or a council or an association"), found=bodies_alike, required=False,
        help_text=_("Its head answers."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["person"]).rows = lambda: queries.people_to_choose(user)
        cast("PickField", self.fields["body"]).rows = lambda: queries.bodies_to_choose(user)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if sum(bool(values.get(name)) for name in self.fields) > 1:
            raise forms.ValidationError(_("Name one: a person, a post, a role or a council."))
        return values

    def means(self) -> Any:
        """Return whom the words mean, None for words alone."""
        return next((one for one in self.cleaned_data.values() if one), None)
