from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form
from metodika.directory.staff.lifecycle import EducationLevel, QualificationCategory
from metodika.directory.staff.queries import all_positions


class QualificationForm(Form):
    category = forms.ChoiceField(label=_("Category"), choices=QualificationCategory.choices)
    assigned_on = forms.DateField(label=_("Assigned on"))
    act = forms.CharField(
        label=_("Act"), max_length=300, required=False, help_text=_("Issuer, date and number of the order.")
    )
    position = forms.ModelChoiceField(label=_("For the position"), queryset=all_positions(), required=False)
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, help_text=_("Leave empty when the act names no term.")
    )


class EducationForm(Form):
    level = forms.ChoiceField(label=_("Level"), choices=EducationLevel.choices)
    institution = forms.CharField(label=_("What was finished"), max_length=300, required=False)
    speciality = forms.CharField(label=_("Speciality"), max_length=300, required=False)
    finished_in = forms.IntegerField(label=_("Year"), min_value=1930, max_value=2100, required=False)
    is_pedagogical = forms.BooleanField(label=_("Pedagogical education"), required=False)
