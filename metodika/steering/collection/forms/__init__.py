"""What is typed about forms, campaigns and answers."""

from metodika.steering.collection.forms.answers import (
    AnswersDataForm,
    AnswersForm,
    RemarksDataForm,
    RemarksForm,
    SubmitForm,
)
from metodika.steering.collection.forms.campaigns import CampaignForm, ReopenForm
from metodika.steering.collection.forms.editing import ChecksForm, FieldForm, FormCardForm, NewFormForm

__all__ = [
    "AnswersDataForm",
    "AnswersForm",
    "CampaignForm",
    "ChecksForm",
    "FieldForm",
    "FormCardForm",
    "NewFormForm",
    "RemarksDataForm",
    "RemarksForm",
    "ReopenForm",
    "SubmitForm",
]
