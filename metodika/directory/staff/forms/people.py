from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.imports.snils import digits_of, format_snils, is_snils
from metodika.core.web import Form, Group
from metodika.core.web.values import shown
from metodika.directory.staff.forms.employments import HireForm
from metodika.directory.staff.lifecycle import Gender
from metodika.directory.staff.models import Person

PRIVATE = ("born_on", "snils", "email", "phone")
NAMES = ("last_name", "first_name", "patronymic")
FACTS = (*NAMES, "gender", *PRIVATE, "total_experience_since", "teaching_experience_since")


class SnilsField(forms.CharField):
    def clean(self, value: Any) -> str:
        digits = digits_of(super().clean(value))
        if digits and not is_snils(digits):
            raise forms.ValidationError(
                _("The SNILS has a mistake: its last two digits do not fit the others. Check it.")
            )
        return digits

    def prepare_value(self, value: Any) -> Any:
        return format_snils(value) if isinstance(value, str) and is_snils(value) else value


class PersonForm(Form):
    versioned = True
    groups: ClassVar[Sequence[Group]] = (
        Group(_("Person"), [*NAMES, "gender", "born_on"]),
        Group(_("Documents and contacts"), ["snils", "phone", "email"]),
        Group(
            _("Experience"), ["total_experience_since", "teaching_experience_since"],
            hint=_("The day from which uninterrupted experience would give the same length."),
        ),
    )  # fmt: skip
    last_name = forms.CharField(label=_("Surname"), max_length=120)
    first_name = forms.CharField(label=_("First name"), max_length=120)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=120, required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, required=False)
    born_on = forms.DateField(label=_("Date of birth"), required=False)
    snils = SnilsField(
        label=_("SNILS"), max_length=20, required=False,
        help_text=_("Eleven digits, such as 112-233-445 95. By it a person is recognised in lists."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    total_experience_since = forms.DateField(label=_("Total experience since"), required=False)
    teaching_experience_since = forms.DateField(label=_("Teaching experience since"), required=False)

    def __init__(self, *args: Any, private: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not private:
            for name in PRIVATE:
                del self.fields[name]


class AdmitForm(PersonForm, HireForm):
    versioned = False
    groups = (
        *PersonForm.groups[:2],
        Group(_("Job"), ["organisation", "position", "kind", "started_on", "load", "hours", "subjects"]),
        *PersonForm.groups[2:],
    )


class MergeForm(Form):
    """For each fact on which two records differ, which value is right."""

    _labels: ClassVar[dict[str, Any]] = {name: field.label for name, field in PersonForm.base_fields.items()}

    def __init__(self, *args: Any, one: Person, other: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.records = {"one": one, "other": other}
        self.fields["keep"] = forms.ChoiceField(
            label=_("Which record stays"),
            choices=[("one", f"{one} (№ {one.pk})"), ("other", f"{other} (№ {other.pk})")],
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            initial="one",
        )
        for name in FACTS:
            first, second = getattr(one, name), getattr(other, name)
            if first != second and first and second:
                self.fields[name] = forms.ChoiceField(
                    label=self._labels[name],
                    choices=[("one", shown(first)), ("other", shown(second))],
                    widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                    initial="one",
                )

    def kept_and_dropped(self) -> tuple[Person, Person]:
        keep = self.cleaned_data["keep"]
        return self.records[keep], self.records["other" if keep == "one" else "one"]

    def chosen(self) -> dict[str, Any]:
        return {
            name: getattr(self.records[record], name)
            for name, record in self.cleaned_data.items()
            if name in FACTS
        }
