from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

CAMPAIGN = {"campaign_id": "collection.Campaign"}
SUBMISSION = {"submission_id": "collection.Submission"}
FORM = {"form_id": "collection.Form"}


@dataclass(frozen=True)
class FormChanged(Event):
    """A form has a new edition; those begun keep theirs."""

    sentence: ClassVar = _("The form “%(form)s” has been changed: edition %(edition)s")
    names: ClassVar = FORM

    form_id: int
    edition: int


@dataclass(frozen=True)
class CampaignOpened(Event):
    """Institutions are asked; `institutions` are their numbers."""

    sentence: ClassVar = _("Answers are asked for: %(campaign)s")
    names: ClassVar = CAMPAIGN

    campaign_id: int
    institutions: list[int]


@dataclass(frozen=True)
class CampaignClosed(Event):
    sentence: ClassVar = _("The campaign %(campaign)s is closed")
    names: ClassVar = CAMPAIGN

    campaign_id: int


@dataclass(frozen=True)
class CampaignFrozen(Event):
    sentence: ClassVar = _("The campaign %(campaign)s is frozen: its values change no longer")
    names: ClassVar = CAMPAIGN

    campaign_id: int


@dataclass(frozen=True)
class CampaignReopened(Event):
    sentence: ClassVar = _("The campaign %(campaign)s is open again: %(reason)s")
    names: ClassVar = CAMPAIGN

    campaign_id: int
    reason: str


@dataclass(frozen=True)
class CampaignDropped(Event):
    sentence: ClassVar = _("The campaign “%(title)s” has been removed before it was opened")

    title: str


@dataclass(frozen=True)
class SilentReminded(Event):
    """Those who have not answered are reminded; `institutions` are their numbers."""

    sentence: ClassVar = _("The answer is still awaited: %(campaign)s")
    names: ClassVar = CAMPAIGN

    campaign_id: int
    institutions: list[int]


@dataclass(frozen=True)
class AnswersSubmitted(Event):
    sentence: ClassVar = _("Answers have come: %(submission)s")
    names: ClassVar = SUBMISSION

    submission_id: int


@dataclass(frozen=True)
class AnswersReturned(Event):
    sentence: ClassVar = _("Answers have come back with remarks: %(submission)s")
    names: ClassVar = SUBMISSION

    submission_id: int
    institution_id: int


@dataclass(frozen=True)
class AnswersAccepted(Event):
    sentence: ClassVar = _("Answers are accepted: %(submission)s")
    names: ClassVar = SUBMISSION

    submission_id: int
    institution_id: int
