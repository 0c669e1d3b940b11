from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

# Of every record `kind` is the code of its kind of document; `subject` and `subject_id` name what it is
# about ("meetings.session", 17), "" and None for nothing.
RECORD = {"record_id": "records.Record"}
SIGNATURE = {**RECORD, "person_id": "staff.Person"}
CASE = {"case_id": "records.CaseFile"}
DISPATCH = {"dispatch_id": "records.Dispatch"}


@dataclass(frozen=True)
class RecordDrafted(Event):
    sentence: ClassVar = _("A draft has been made: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class RecordChanged(Event):
    sentence: ClassVar = _("The card of the document has been changed: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class RecordRegistered(Event):
    sentence: ClassVar = _("The document has received the number %(number)s: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    number: str


@dataclass(frozen=True)
class VersionIssued(Event):
    sentence: ClassVar = _("Version %(no)s of the document has been made: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    no: int


@dataclass(frozen=True)
class RecordCancelled(Event):
    sentence: ClassVar = _("The document has been cancelled: %(record)s. Reason: %(reason)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    reason: str


@dataclass(frozen=True)
class SignaturesAsked(Event):
    """The turn to sign has come for these people: at once, or after those before them have signed."""

    sentence: ClassVar = _("Sign the document: %(record)s. By: %(due_on)s")
    past: ClassVar = _("Signatures are asked for: %(record)s. By: %(due_on)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    people: list[int]
    due_on: str | None


@dataclass(frozen=True)
class SignatureGiven(Event):
    sentence: ClassVar = _("%(person)s has signed the document: %(record)s")
    names: ClassVar = SIGNATURE

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    request_id: int
    person_id: int
    method: str


@dataclass(frozen=True)
class SignatureRefused(Event):
    sentence: ClassVar = _("%(person)s refuses to sign the document: %(record)s. Reason: %(reason)s")
    names: ClassVar = SIGNATURE

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    request_id: int
    person_id: int
    reason: str


@dataclass(frozen=True)
class SignerReleased(Event):
    sentence: ClassVar = _("The signature of %(person)s is not waited for: %(record)s. Reason: %(reason)s")
    names: ClassVar = SIGNATURE

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    request_id: int
    person_id: int
    reason: str


@dataclass(frozen=True)
class SignerSubstituted(Event):
    sentence: ClassVar = _("%(person)s signs in place of %(substituted)s: %(record)s")
    names: ClassVar = {**SIGNATURE, "substituted_id": "staff.Person"}

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    person_id: int
    substituted_id: int


@dataclass(frozen=True)
class SignaturesVoided(Event):
    """What people had signed was replaced by another version; they are asked again."""

    sentence: ClassVar = _("The signatures no longer count, sign anew: %(record)s. Reason: %(reason)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    people: list[int]
    reason: str


@dataclass(frozen=True)
class RecordSigned(Event):
    """Everybody who was waited for has signed."""

    sentence: ClassVar = _("The document has been signed by everybody: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None


@dataclass(frozen=True)
class SignaturesReminded(Event):
    """Signatures are missing and the day is near or past."""

    sentence: ClassVar = _("Your signature is waited for: %(record)s. By: %(due_on)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    people: list[int]
    due_on: str


@dataclass(frozen=True)
class RecordPublished(Event):
    sentence: ClassVar = _("The document has been published: %(record)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    published_on: str


@dataclass(frozen=True)
class RecordFiled(Event):
    sentence: ClassVar = _("The document has been put into the case %(case)s: %(record)s")
    names: ClassVar = {**RECORD, **CASE}

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    case_id: int


@dataclass(frozen=True)
class RecordHeld(Event):
    sentence: ClassVar = _("The document must not be destroyed: %(record)s. Reason: %(reason)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    reason: str


@dataclass(frozen=True)
class RecordReleased(Event):
    sentence: ClassVar = _("The document may be destroyed after its term: %(record)s. Reason: %(reason)s")
    names: ClassVar = RECORD

    record_id: int
    kind: str
    subject: str
    subject_id: int | None
    reason: str


@dataclass(frozen=True)
class CaseOpened(Event):
    sentence: ClassVar = _("A case has been opened: %(case)s")
    names: ClassVar = CASE

    case_id: int


@dataclass(frozen=True)
class CaseChanged(Event):
    sentence: ClassVar = _("The case has been changed: %(case)s")
    names: ClassVar = CASE

    case_id: int


@dataclass(frozen=True)
class CaseClosed(Event):
    sentence: ClassVar = _("The case has been closed: %(case)s. Kept until: %(kept_until_on)s")
    names: ClassVar = CASE

    case_id: int
    kept_until_on: str | None


@dataclass(frozen=True)
class DestructionProposed(Event):
    sentence: ClassVar = _("An act of destruction has been drawn up: %(record)s. Cases: %(cases)s")
    names: ClassVar = RECORD

    record_id: int
    cases: list[str]


@dataclass(frozen=True)
class CaseDestroyed(Event):
    sentence: ClassVar = _("The case has been destroyed: %(case)s. By the act: %(record)s")
    names: ClassVar = {**CASE, **RECORD}

    case_id: int
    record_id: int


@dataclass(frozen=True)
class SeriesChanged(Event):
    sentence: ClassVar = _("Numbers of documents “%(kind)s” of %(year)s now look like this: %(pattern)s")

    series_id: int
    kind: str
    year: int
    pattern: str


@dataclass(frozen=True)
class TemplateLoaded(Event):
    sentence: ClassVar = _("An own template has been loaded for “%(kind)s”: %(organisation)s")
    names: ClassVar = {"organisation_id": "organisations.Organisation"}

    organisation_id: int
    kind: str


@dataclass(frozen=True)
class TemplateRetired(Event):
    sentence: ClassVar = _("The own template for “%(kind)s” is no longer used: %(organisation)s")
    names: ClassVar = {"organisation_id": "organisations.Organisation"}

    organisation_id: int
    kind: str


@dataclass(frozen=True)
class DispatchSent(Event):
    """People are asked to read something; `subject` and `subject_id` name what ("regulations.act", 5)."""

    sentence: ClassVar = _("Read and acknowledge: %(dispatch)s. By: %(due_on)s")
    past: ClassVar = _("Sent to be read and acknowledged: %(dispatch)s. By: %(due_on)s")
    names: ClassVar = DISPATCH

    dispatch_id: int
    subject: str
    subject_id: int
    people: list[int]
    due_on: str | None


@dataclass(frozen=True)
class Acknowledged(Event):
    """Somebody has read what he was sent."""

    sentence: ClassVar = _("%(person)s has acknowledged: %(dispatch)s")
    names: ClassVar = {**DISPATCH, "person_id": "staff.Person"}

    dispatch_id: int
    person_id: int
    subject: str
    subject_id: int
    method: str


@dataclass(frozen=True)
class AcknowledgementsReminded(Event):
    """Acknowledgements are missing and the day is near or past."""

    sentence: ClassVar = _("Not acknowledged yet: %(dispatch)s. By: %(due_on)s")
    names: ClassVar = DISPATCH

    dispatch_id: int
    people: list[int]
    due_on: str
