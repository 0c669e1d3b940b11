from metodika.directory.staff.forms.employments import (
    EmploymentForm,
    EndForm,
    HireForm,
    LeaveForm,
    ReturnForm,
    TransferForm,
)
from metodika.directory.staff.forms.people import AdmitForm, MergeForm, PersonForm
from metodika.directory.staff.forms.records import EducationForm, QualificationForm

__all__ = [
    "AdmitForm",
    "EducationForm",
    "EmploymentForm",
    "EndForm",
    "HireForm",
    "LeaveForm",
    "MergeForm",
    "PersonForm",
    "QualificationForm",
    "ReturnForm",
    "TransferForm",
]
