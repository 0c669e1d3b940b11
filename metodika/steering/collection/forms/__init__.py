"""What is typed about forms, campaigns and answers."""

from metodika.steering.collection.forms.answers import (
    PROOFS,
    AnswersForm,
    RemarksForm,
    SubmitForm,
)
from metodika.steering.collection.forms.campaigns import (
    CampaignChangeForm,
    CampaignForm,
    ReopenForm,
    SheetForm,
)
from metodika.steering.collection.forms.editing import ChecksForm, FieldForm, FormCardForm, NewFormForm

__all__ = [
    "PROOFS",
    "AnswersForm",
    "CampaignChangeForm",
    "CampaignForm",
    "ChecksForm",
    "FieldForm",
    "FormCardForm",
    "NewFormForm",
    "RemarksForm",
    "ReopenForm",
    "SheetForm",
    "SubmitForm",
]
