"""Forms of documents, of cases and of what is sent out to be read."""

from metodika.directory.records.forms.cases import (
    CaseForm,
    CloseForm,
    DestructionForm,
    FileForm,
    OpenCaseForm,
    PatternForm,
    PlaceForm,
    TemplateForm,
)
from metodika.directory.records.forms.dispatches import (
    CodeForm,
    SendForm,
    SheetForm,
)
from metodika.directory.records.forms.records import (
    AskForm,
    ChangeForm,
    QualifiedForm,
    RefuseForm,
    ScanForm,
    SignForm,
    SubstituteForm,
    TermForm,
    TextForm,
    WriteForm,
)

__all__ = [
    "AskForm",
    "CaseForm",
    "ChangeForm",
    "CloseForm",
    "CodeForm",
    "DestructionForm",
    "FileForm",
    "OpenCaseForm",
    "PatternForm",
    "PlaceForm",
    "QualifiedForm",
    "RefuseForm",
    "ScanForm",
    "SendForm",
    "SheetForm",
    "SignForm",
    "SubstituteForm",
    "TemplateForm",
    "TermForm",
    "TextForm",
    "WriteForm",
]
