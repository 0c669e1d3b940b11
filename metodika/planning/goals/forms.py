from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Form, Group, PickField
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.queries import subject_choices
from metodika.planning.goals import queries
from metodika.planning.goals.lifecycle import ENDS, Direction, GoalKind, GoalLevel, PriorityKind
from metodika.planning.goals.models import Goal, Priority
from metodika.planning.goals.services import Figure

GOAL_WORDS = (
    "kind", "level", "text", "parent", "act", "clause", "reason", "reason_address", "starts_on", "ends_on",
)  # fmt: skip
PRIORITY_WORDS = ("kind", "title", "subject", "act", "note", "starts_on", "ends_on")


def _place(form: Form, rows: Any) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields["organisation"]).queryset = rows


class GoalChangeForm(Form):
    versioned = True
    groups: ClassVar = (
        Group(_("The goal"), ["text", "kind", "level", "parent", "starts_on", "ends_on"]),
        Group(_("Where it comes from"), ["act", "clause", "reason", "reason_address"]),
    )
    text = forms.CharField(
        label=_("What is wanted"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=GoalKind.choices, initial=GoalKind.GOAL)
    level = forms.ChoiceField(
        label=_("Level"), choices=GoalLevel.choices, initial=GoalLevel.MUNICIPAL,
        help_text=_("Whose goal it is by its origin."),
    )  # fmt: skip
    parent = PickField(
        label=_("Serves the goal"), found=queries.goals_alike, required=False,
        help_text=_("For a task: the goal that it brings nearer."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    act = PickField(label=_("Set by the act"), found=queries.acts_alike, required=False)
    clause = PickField(label=_("Clause it follows from"), found=queries.clauses_alike, required=False)
    reason = forms.CharField(
        label=_("Why this goal here"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the analysis has shown. Without a reason a goal is not approved."),
    )  # fmt: skip
    reason_address = forms.CharField(
        label=_("Page of the reason"), max_length=500, required=False,
        help_text=_("The address of a note, a finding or a report, if there is one."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["parent"]).rows = lambda: queries.goals_to_name(user)
        cast("PickField", self.fields["act"]).rows = lambda: queries.acts_to_name(user)
        cast("PickField", self.fields["clause"]).rows = lambda: queries.clauses_to_name(user)

    def clean_reason_address(self) -> str:
        address: str = self.cleaned_data["reason_address"].strip()
        if address and not address.startswith(("/", "https://", "http://")):
            raise forms.ValidationError(_("An address begins with https:// or, within this service, with /."))
        return address

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        return {name: getattr(goal, name) for name in GOAL_WORDS} | {"version": goal.version}


class GoalForm(GoalChangeForm):
    versioned = False
    groups: ClassVar = (
        Group(_("The goal"), ["organisation", "text", "kind", "level", "parent", "starts_on", "ends_on"]),
        GoalChangeForm.groups[1],
    )
    organisation = forms.ModelChoiceField(label=_("Whose goal it is"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        _place(self, queries.organisations_to_set_goals_for(user))


class ApproveForm(Form):
    act = PickField(label=_("Act"), found=queries.acts_alike, required=False)
    approved_on = forms.DateField(
        label=_("Approved on"), required=False, help_text=_("Empty: the day of the act, or today.")
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("PickField", self.fields["act"]).rows = lambda: queries.acts_to_name(user)


class EndForm(Form):
    status = forms.ChoiceField(label=_("How it ended"), choices=ENDS, widget=forms.RadioSelect())
    outcome = forms.CharField(
        label=_("What came of it"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The figures that were reached, and what follows for the next goals."),
    )  # fmt: skip


class TargetForm(Form):
    title = forms.CharField(label=_("What is measured"), max_length=500)
    code = forms.CharField(
        label=_("Code of the indicator"), max_length=60, required=False,
        help_text=_("If the figure is among the indicators: its value is set beside the target."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    direction = forms.ChoiceField(label=_("Side"), choices=Direction.choices, initial=Direction.AT_LEAST)
    value = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=3, localize=True)
    unit = forms.CharField(
        label=pgettext_lazy("measure", "Unit"),
        max_length=20,
        required=False,
        help_text=_("%, people, hours."),
    )

    def figure(self) -> Figure:
        """Return what the target asks for."""
        return Figure(**self.values())


class PriorityChangeForm(Form):
    versioned = True
    kind = forms.ChoiceField(label=_("Kind"), choices=PriorityKind.choices)
    title = forms.CharField(label=_("Title"), max_length=500)
    subject = forms.TypedChoiceField(
        label=_("Subject"), required=False, coerce=int, empty_value=None,
        help_text=_("For a concept: the subject whose teaching it describes."),
    )  # fmt: skip
    act = PickField(label=_("Set by the act"), found=queries.acts_alike, required=False)
    note = forms.CharField(
        label=_("What it asks for"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts_on = forms.DateField(label=_("In force from"))
    ends_on = forms.DateField(label=_("In force until"), required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("no subject")), *subject_choices()]
        cast("forms.TypedChoiceField", self.fields["subject"]).choices = choices
        cast("PickField", self.fields["act"]).rows = lambda: queries.acts_to_name(user)

    def clean_subject(self) -> Any:
        number = self.cleaned_data["subject"]
        return queries.subject_of(number) if number else None

    @staticmethod
    def initial_of(priority: Priority) -> dict[str, Any]:
        told = {name: getattr(priority, name) for name in PRIORITY_WORDS}
        return told | {"subject": priority.subject_id, "version": priority.version}


class PriorityForm(PriorityChangeForm):
    versioned = False
    field_order = ("organisation", *PRIORITY_WORDS)
    organisation = forms.ModelChoiceField(label=_("Where it is in force"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        _place(self, queries.organisations_with_priorities_of(user))


class AgendaForm(Form):
    session = forms.ModelChoiceField(label=_("Session"), queryset=queries.no_sessions())

    def __init__(self, *args: Any, user: Any, priority: Priority, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = queries.sessions_to_consider_at(user, priority)
        cast("forms.ModelChoiceField[Any]", self.fields["session"]).queryset = rows
