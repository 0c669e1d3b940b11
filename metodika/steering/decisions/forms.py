from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.calendar import Period, school_year
from metodika.core.web import Form, Group, PickField
from metodika.directory.organisations.queries import no_organisations
from metodika.directory.staff.queries import people_alike
from metodika.planning.activities.queries import kinds_for
from metodika.steering.decisions import queries
from metodika.steering.decisions.lifecycle import DecisionKind, Direction, MeasureKind, NextStep
from metodika.steering.decisions.models import Decision, Effect, Measure
from metodika.steering.decisions.services import Said

MEASURE_WORDS = (
    "kind", "text", "finding", "item", "event", "responsible", "resources", "starts_on", "ends_on",
)  # fmt: skip
DECISION_WORDS = ("kind", "text", "note", "finding", "controller", "due_on")
YEARS_BACK = 3
LONGEST_TITLE = 500
LONG = forms.Textarea(attrs={"rows": 4})


def _rows(form: Form, name: str, rows: Any) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def _pick(form: Form, name: str, rows: Any) -> None:
    cast("PickField", form.fields[name]).rows = rows


class MeasureChangeForm(Form):
    versioned = True
    groups: ClassVar = (
        Group(_("What is done"), ["text", "kind", "starts_on", "ends_on", "responsible", "resources"]),
        Group(_("Why and for whom"), ["finding", "places"]),
        Group(_("How it is carried out"), ["item", "event"]),
    )
    text = forms.CharField(label=_("What is done"), max_length=5000, widget=LONG)
    kind = forms.ChoiceField(label=_("Kind"), choices=MeasureKind.choices, initial=MeasureKind.EVENT)
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    responsible = PickField(label=_("Who answers for it"), found=people_alike, required=False)
    resources = forms.CharField(label=_("Money and other means"), max_length=500, required=False)
    finding = PickField(
        label=_("Finding that it answers"), found=queries.by_words, required=False,
        help_text=_("Only findings that a person has confirmed."),
    )  # fmt: skip
    places = forms.ModelMultipleChoiceField(
        label=_("Institutions"), queryset=no_organisations(), required=False,
        help_text=_("Whom it concerns. None chosen: the whole organisation, and then it is compared with "
                    "nobody inside it."),
    )  # fmt: skip
    item = PickField(label=_("Plan item"), found=queries.by_words, required=False)
    event = PickField(label=_("Event"), found=queries.by_title, required=False)

    def __init__(self, *args: Any, user: Any, measure: Measure | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _pick(self, "responsible", lambda: queries.people_to_choose(user))
        _pick(self, "finding", lambda: queries.findings_to_choose(user))
        _pick(self, "item", lambda: queries.items_to_choose(user))
        _pick(self, "event", lambda: queries.events_to_choose(user))
        place = measure.organisation if measure else None
        _rows(self, "places", queries.places_to_choose(place, user, "decisions.plan_measure"))

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        told = {name: getattr(measure, name) for name in MEASURE_WORDS}
        return told | {"places": list(measure.places.all()), "version": measure.version}


class MeasureForm(MeasureChangeForm):
    versioned = False
    groups: ClassVar = (
        Group(_("What is done"), ["organisation", *MeasureChangeForm.groups[0].fields]),
        *MeasureChangeForm.groups[1:],
    )
    organisation = forms.ModelChoiceField(label=_("Who carries it out"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        _rows(self, "organisation", queries.measure_organisations(user))


class EndForm(Form):
    outcome = forms.CharField(
        label=_("What came of it"), max_length=5000, widget=LONG,
        help_text=_("Or why it is cancelled."),
    )  # fmt: skip


class PlanForm(Form):
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=queries.no_plans())
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("For a plan that is approved already.")
    )

    def __init__(self, *args: Any, user: Any, measure: Measure, **options: Any) -> None:
        super().__init__(*args, **options)
        _rows(self, "plan", queries.plans_to_choose(measure, user))


class EventOfMeasureForm(Form):
    host = forms.ModelChoiceField(label=_("Who holds it"), queryset=no_organisations())
    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    starts_on = forms.DateField(label=_("First day"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)

    def __init__(self, *args: Any, user: Any, measure: Measure, **options: Any) -> None:
        title, day = measure.text[:LONGEST_TITLE], measure.starts_on
        told = {"host": measure.organisation_id, "title": title, "starts_on": day}
        super().__init__(*args, **{"initial": told, **options})
        _rows(self, "host", queries.hosts_to_choose(measure, user))
        kinds = cast("forms.ChoiceField", self.fields["kind"])
        kinds.choices = list(kinds_for(measure.organisation).items())


class DecisionChangeForm(Form):
    versioned = True
    groups: ClassVar = (
        Group(_("The decision"), ["text", "kind", "controller", "due_on"]),
        Group(_("What it rests on"), ["note", "finding"],
              hint=_("Without an analysis the decision is possible, and it is marked so.")),
        Group(_("Whom it concerns"), ["places"]),
    )  # fmt: skip
    text = forms.CharField(label=_("What is decided"), max_length=5000, widget=LONG)
    kind = forms.ChoiceField(label=_("Kind"), choices=DecisionKind.choices, initial=DecisionKind.ORDER)
    controller = PickField(label=_("Controller"), found=people_alike, required=False)
    due_on = forms.DateField(label=_("Due on"), required=False)
    note = PickField(label=_("Analytic note"), found=queries.by_title, required=False)
    finding = PickField(label=_("Finding"), found=queries.by_words, required=False)
    places = forms.ModelMultipleChoiceField(
        label=_("Institutions"), queryset=no_organisations(), required=False,
        help_text=_("None chosen: the whole organisation."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, decision: Decision | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _pick(self, "controller", lambda: queries.people_to_choose(user))
        _pick(self, "note", lambda: queries.notes_to_choose(user))
        _pick(self, "finding", lambda: queries.findings_to_choose(user))
        place = decision.organisation if decision else None
        _rows(self, "places", queries.places_to_choose(place, user, "decisions.take_decision"))

    @staticmethod
    def initial_of(decision: Decision) -> dict[str, Any]:
        told = {name: getattr(decision, name) for name in DECISION_WORDS}
        return told | {"places": list(decision.places.all()), "version": decision.version}


class DecisionForm(DecisionChangeForm):
    versioned = False
    groups: ClassVar = (
        Group(_("The decision"), ["organisation", *DecisionChangeForm.groups[0].fields]),
        *DecisionChangeForm.groups[1:],
    )
    organisation = forms.ModelChoiceField(label=_("Whose decision it is"), queryset=no_organisations())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        _rows(self, "organisation", queries.decision_organisations(user))


class TakeForm(Form):
    taken_on = forms.DateField(label=_("Taken on"))
    record = PickField(
        label=_("Registered document"), found=queries.by_title, required=False,
        help_text=_("An order or a directive registered in this service."),
    )  # fmt: skip
    act_words = forms.CharField(
        label=_("Or a document signed elsewhere"), max_length=500, required=False,
        help_text=_("Kind, date and number, for instance “Order of 1 June 2026 No 112”."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, decision: Decision, **options: Any) -> None:
        super().__init__(*args, **options)
        _pick(self, "record", lambda: queries.records_to_choose(decision, user))


class AssignForm(Form):
    text = forms.CharField(label=_("What is to be done"), max_length=5000, widget=LONG)
    executor = PickField(label=_("Who does it"), found=people_alike)
    controller = PickField(
        label=_("Controller"), found=people_alike, required=False,
        help_text=_("Empty: the controller of the decision, else you yourself."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Due on"))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("executor", "controller"):
            _pick(self, name, lambda: queries.people_to_choose(user))


class _ExpectedForm(Form):
    direction = forms.ChoiceField(label=_("Which way"), choices=Direction.choices, initial=Direction.UP)
    size = forms.DecimalField(
        label=_("By how much at least"), max_digits=12, decimal_places=3, min_value=0, initial=0,
        localize=True, help_text=_("In the units of the indicator: for a share, percentage points."),
    )  # fmt: skip
    look_on = forms.DateField(
        label=_("When to look"),
        help_text=_("A period of the indicator that follows the start must be over by then."),
    )


class ExpectationForm(_ExpectedForm):
    field_order = ("indicator", "direction", "size", "look_on")
    indicator = PickField(label=_("Which indicator it should move"), found=queries.indicators_alike)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _pick(self, "indicator", lambda: queries.indicators_to_expect(user))

    def said(self) -> Said:
        """Return what is said."""
        return Said(**self.values())


class ExpectationChangeForm(_ExpectedForm):
    versioned = True
    reason = forms.CharField(
        label=_("Why it is changed"), max_length=500, required=False,
        help_text=_("Needed once it has begun. The reason stays on the page of the effect."),
    )  # fmt: skip


class YearForm(Form):
    """All effects of whom, of which school year."""

    organisation = forms.ModelChoiceField(label=_("Whose effects"), queryset=no_organisations())
    year = forms.ChoiceField(
        label=_("School year"), help_text=_("The year in which the day to look lies."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = queries.organisations_to_look_at(user)
        _rows(self, "organisation", places)
        self.fields["organisation"].initial = next(iter(places[:1]), None)
        self.years = _years()
        chosen = cast("forms.ChoiceField", self.fields["year"])
        chosen.choices = [(key, one.label) for key, one in self.years.items()]

    def told(self) -> dict[str, Any]:
        """Return the place and the first day of the year."""
        year = self.years[self.cleaned_data["year"]]
        return {"organisation": self.cleaned_data["organisation"], "year": year.starts_on}


def _years() -> dict[str, Period]:
    """Return the last school years by the year in which they begin, the latest first."""
    year, found = school_year(timezone.localdate()), {}
    for _step in range(YEARS_BACK):
        found[str(year.starts_on.year)] = year
        year = year.previous()
    return found


class ConsiderForm(Form):
    next_step = forms.ChoiceField(
        label=_("What follows"), choices=[one for one in NextStep.choices if one[0] != NextStep.GOAL],
        widget=forms.RadioSelect(),
    )  # fmt: skip
    conclusion = forms.CharField(label=_("Conclusion"), max_length=5000, widget=LONG)


class GoalForm(Form):
    goal = forms.ModelChoiceField(
        label=_("A goal that stands already"), queryset=queries.no_goals(), required=False,
        help_text=_("The effect is added to its reasons. Empty: a new goal is proposed."),
    )  # fmt: skip
    text = forms.CharField(label=_("Or what is wanted next"), max_length=5000, required=False, widget=LONG)
    starts_on = forms.DateField(label=_("First day"), required=False)
    ends_on = forms.DateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, effect: Effect, **options: Any) -> None:
        super().__init__(*args, **options)
        _rows(self, "goal", queries.goals_to_reason(effect.expectation.organisation))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("goal"):
            for name in ("text", "starts_on", "ends_on"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a goal, or write a new one with its days."))
        return values

    def told(self) -> dict[str, Any]:
        """Return the goal that was chosen, or the card of a new one."""
        return {"goal": self.cleaned_data["goal"], "card": self.values("text", "starts_on", "ends_on")}
