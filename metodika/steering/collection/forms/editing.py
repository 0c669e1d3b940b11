from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Of, facts
from metodika.core.facts.countings import OF_WORDS
from metodika.core.web import Form, Group
from metodika.directory.organisations.queries import no_organisations
from metodika.steering.collection import queries
from metodika.steering.collection.lifecycle import KINDS_OF_FORM, FieldKind, FormKind
from metodika.steering.collection.models import Form as AskedForm
from metodika.steering.collection.rules.forms import PEOPLE, CheckSpec, FieldSpec, Option


class NewFormForm(Form):
    organisation = forms.ModelChoiceField(label=_("Whose form it is"), queryset=no_organisations())
    ready = forms.ChoiceField(
        label=_("Begin with"),
        required=False,
        help_text=_("A ready-made form keeps its own title, code and kind; it can be changed afterwards."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FormKind.choices)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    code = forms.SlugField(
        label=pgettext_lazy("form", "Code"),
        max_length=60,
        required=False,
        help_text=_("Small Latin letters, digits and “_”. Indicators find the values by it."),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = queries.places_to_collect_for(user)
        self.fields["organisation"].queryset = places  # type: ignore[attr-defined]  # a model choice
        ready = queries.ready_forms_for(user)
        self.fields["ready"].choices = [("", _("An empty form")), *ready]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("ready"):
            for name in ("title", "code"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill in this field."))
        return told


class FormCardForm(Form):
    versioned = True
    title = forms.CharField(label=_("Title"), max_length=300)
    purpose = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FieldForm(Form):
    groups: ClassVar = (
        Group(
            _("The question"),
            ["title", "code", "kind", "section", "unit", "is_of_people", "explanation", "required"],
        ),
        Group(_("Values"), ["options", "columns", "least", "most", "minutes"]),
        Group(
            _("Ask once"),
            ["fact", "counted", "conditions", "of_fact", "of_counted", "of_conditions"],
            hint=_("What the system can count is shown to the institution and not asked."),
        ),
    )
    title = forms.CharField(label=_("Question"), max_length=500)
    code = forms.CharField(
        label=pgettext_lazy("form", "Code"),
        max_length=40,
        help_text=_("For instance i_56. Indicators find the value by it."),
    )
    kind = forms.ChoiceField(label=_("Kind of answer"))
    section = forms.CharField(label=_("Under the heading"), max_length=200, required=False)
    unit = forms.CharField(label=pgettext_lazy("measure", "Unit"), max_length=40, required=False)
    is_of_people = forms.BooleanField(
        label=_("It counts people"), required=False,
        help_text=_("Fewer than five are then not told in the public report."),
    )  # fmt: skip
    explanation = forms.CharField(
        label=_("Explanation"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)
    options = forms.CharField(
        label=_("Values to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: code = title = points. Points may be left out."),
    )
    columns = forms.CharField(
        label=_("Columns of the table"), required=False, max_length=1000, help_text=_("With semicolons.")
    )
    least = forms.CharField(label=_("Usually not less than"), required=False, max_length=20)
    most = forms.CharField(
        label=_("Usually not more than"),
        required=False,
        max_length=20,
        help_text=_("Outside of it the institution is asked to look again and may explain."),
    )
    minutes = forms.DecimalField(
        label=_("Minutes to fill in"),
        required=False,
        min_value=0,
        max_value=600,
        decimal_places=1,
        help_text=_("Left empty, an estimate by the kind of answer is taken."),
    )
    fact = forms.ChoiceField(label=_("The system counts"), required=False)
    counted = forms.ChoiceField(label=_("What of it is counted"), required=False, choices=())
    conditions = forms.JSONField(
        label=_("Conditions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty for any. The page of the fact in the catalogue shows what can be asked for."),
    )
    of_fact = forms.ChoiceField(
        label=_("The whole of a share"), required=False, help_text=_("Only for a share of two numbers.")
    )
    of_counted = forms.ChoiceField(label=_("What of it is counted"), required=False, choices=())
    of_conditions = forms.JSONField(
        label=_("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, form: AskedForm, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(code, title) for code, title in FieldKind.choices if code in KINDS_OF_FORM[form.kind]]
        known = [(one.code, f"{one.title} ({one.code})") for one in facts().values()]
        waited = {
            str(one["fact"]) for spec in form.spec.fields for one in (spec.counting, spec.of_counting) if one
        } - facts().keys()
        known += [(code, gettext("%(code)s (not there yet)") % {"code": code}) for code in sorted(waited)]
        counted = [(one, OF_WORDS[one]) for one in (Of.ROWS, Of.PEOPLE, Of.ORGANISATIONS, Of.BODIES)]
        given: dict[str, Any] = {
            "kind": kinds,
            "counted": counted,
            "of_counted": counted,
            "fact": [("", _("Nothing: it is asked")), *known],
            "of_fact": [("", _("Nothing: it is asked")), *known],
        }
        for name, choices in given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # all of them are choices

    @staticmethod
    def initial_of(spec: FieldSpec) -> dict[str, Any]:
        told: dict[str, Any] = {
            name: getattr(spec, name)
            for name in (
                "title",
                "code",
                "kind",
                "section",
                "unit",
                "explanation",
                "required",
                "least",
                "most",
                "minutes",
            )
        }
        told["options"] = "\n".join(
            " = ".join(part for part in (one.code, one.title, one.points) if part) for one in spec.options
        )
        told["is_of_people"] = bool(spec.of)
        told["columns"] = "; ".join(spec.columns)
        for start, counting in (("", spec.counting), ("of_", spec.of_counting)):
            if counting:
                told[f"{start}fact"], told[f"{start}counted"] = counting["fact"], counting.get("of", Of.ROWS)
                told[f"{start}conditions"] = counting.get("where") or None
        return told

    def spec(self) -> FieldSpec:
        told = self.values("title", "code", "kind", "section", "unit", "explanation", "required")
        bounds = {name: self.cleaned_data[name].replace(",", ".").strip() for name in ("least", "most")}
        minutes = self.cleaned_data["minutes"]
        return FieldSpec(
            **told,
            **bounds,
            of=PEOPLE if self.cleaned_data["is_of_people"] else "",
            minutes="" if minutes is None else f"{minutes:f}",
            options=self._options(),
            columns=tuple(one.strip() for one in self.cleaned_data["columns"].split(";") if one.strip()),
            counting=self._counting(""),
            of_counting=self._counting("of_"),
        )

    def _options(self) -> tuple[Option, ...]:
        lines = [line.split("=") for line in self.cleaned_data["options"].splitlines() if line.strip()]
        parts = [[part.strip() for part in line] for line in lines]
        return tuple(Option(one[0], one[1] if len(one) > 1 else one[0], *one[2:3]) for one in parts)

    def _counting(self, start: str) -> dict[str, Any] | None:
        code = self.cleaned_data[f"{start}fact"]
        if not code:
            return None
        told: dict[str, Any] = {"fact": code, "of": self.cleaned_data[f"{start}counted"] or Of.ROWS}
        where = self.cleaned_data[f"{start}conditions"]
        return told | ({"where": where} if where else {})

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name in ("conditions", "of_conditions"):
            if told.get(name) and not isinstance(told[name], list):
                self.add_error(name, _("Conditions are a list in square brackets."))
        return told


class ChecksForm(Form):
    checks = forms.CharField(
        label=_("Checks between fields"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line: teachers_young <= teachers_all | what to do when it does not hold"),
    )

    def specs(self) -> tuple[CheckSpec, ...]:
        lines = [line for line in self.cleaned_data["checks"].splitlines() if line.strip()]
        parts = [line.partition("|") for line in lines]
        return tuple(CheckSpec(holds.strip(), instruction.strip()) for holds, _sign, instruction in parts)
