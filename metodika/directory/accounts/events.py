from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

ACCOUNT = {"user_id": "accounts.User"}
PERSON = {"person_id": "staff.Person"}


@dataclass(frozen=True)
class AdministratorCreated(Event):
    sentence: ClassVar = _("The administrator's account %(user)s has been created")
    names: ClassVar = ACCOUNT

    user_id: int


@dataclass(frozen=True)
class UserInvited(Event):
    """The link is built from the invitation when the letter is written; it is never kept."""

    sentence: ClassVar = _("%(user)s has been invited to sign in")
    names: ClassVar = ACCOUNT

    user_id: int
    invitation_id: int


@dataclass(frozen=True)
class InvitationAccepted(Event):
    sentence: ClassVar = _("%(user)s has set login and password by the link")
    names: ClassVar = ACCOUNT

    user_id: int


@dataclass(frozen=True)
class UserActivated(Event):
    """By the first sign-in through the outer provider, without a password."""

    sentence: ClassVar = _("%(user)s has signed in through %(provider)s for the first time")
    names: ClassVar = ACCOUNT

    user_id: int
    provider: str


@dataclass(frozen=True)
class UserSuspended(Event):
    sentence: ClassVar = _("The account %(user)s has been suspended. Reason: %(reason)s")
    names: ClassVar = ACCOUNT

    user_id: int
    reason: str


@dataclass(frozen=True)
class UserReactivated(Event):
    sentence: ClassVar = _("The account %(user)s works again")
    names: ClassVar = ACCOUNT

    user_id: int


@dataclass(frozen=True)
class UserClosed(Event):
    sentence: ClassVar = _("The account %(user)s has been closed. Reason: %(reason)s")
    names: ClassVar = ACCOUNT

    user_id: int
    reason: str


@dataclass(frozen=True)
class SecondFactorReset(Event):
    sentence: ClassVar = _("The second factor of %(user)s has been taken off. Reason: %(reason)s")
    names: ClassVar = ACCOUNT

    user_id: int
    reason: str


@dataclass(frozen=True)
class SignedOutEverywhere(Event):
    sentence: ClassVar = _("%(user)s has been signed out on all devices")
    names: ClassVar = ACCOUNT

    user_id: int


@dataclass(frozen=True)
class ConsentTextPublished(Event):
    sentence: ClassVar = _("Version %(version)s of the consent “%(purpose)s” has been published")

    purpose: str
    version: int


@dataclass(frozen=True)
class ConsentGiven(Event):
    sentence: ClassVar = _("%(person)s has given the consent “%(consent)s”")
    names: ClassVar = {**PERSON, "consent_id": "accounts.Consent"}

    consent_id: int
    person_id: int
    purpose: str


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """Whoever acts on this consent stops."""

    sentence: ClassVar = _("%(person)s has withdrawn the consent “%(consent)s”")
    names: ClassVar = {**PERSON, "consent_id": "accounts.Consent"}

    consent_id: int
    person_id: int
    purpose: str


@dataclass(frozen=True)
class DataRequested(Event):
    sentence: ClassVar = _("%(person)s has asked about own data: “%(request)s”, to be answered by %(due_on)s")
    names: ClassVar = {**PERSON, "request_id": "accounts.DataRequest"}

    request_id: int
    person_id: int
    due_on: str


@dataclass(frozen=True)
class DataRequestTaken(Event):
    sentence: ClassVar = _("The request “%(request)s” of %(person)s has been taken into work")
    names: ClassVar = {**PERSON, "request_id": "accounts.DataRequest"}

    request_id: int
    person_id: int


@dataclass(frozen=True)
class DataRequestAnswered(Event):
    sentence: ClassVar = _("The request “%(request)s” of %(person)s has been answered")
    names: ClassVar = {**PERSON, "request_id": "accounts.DataRequest"}

    request_id: int
    person_id: int
    refused: bool


@dataclass(frozen=True)
class TokenIssued(Event):
    sentence: ClassVar = _("%(user)s has made the access key “%(name)s”, which holds until %(expires_on)s")
    names: ClassVar = ACCOUNT

    token_id: int
    user_id: int
    name: str
    expires_on: str


@dataclass(frozen=True)
class TokenRevoked(Event):
    sentence: ClassVar = _("The access key “%(name)s” of %(user)s has been revoked")
    names: ClassVar = ACCOUNT

    token_id: int
    user_id: int
    name: str
