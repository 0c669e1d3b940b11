from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

RECOMMENDATION = {"recommendation_id": "recommendations.Recommendation"}
RECEIPT = {"receipt_id": "recommendations.Receipt"}


@dataclass(frozen=True)
class RecommendationApproved(Event):
    sentence: ClassVar = _("The recommendation is approved: %(recommendation)s")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int


@dataclass(frozen=True)
class RecommendationSent(Event):
    """Addressees are told; `people` are the numbers of those who read for them."""

    sentence: ClassVar = _("You have been given a recommendation: %(recommendation)s")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int
    people: list[int]


@dataclass(frozen=True)
class RecommendationRegistered(Event):
    sentence: ClassVar = _("The recommendation %(recommendation)s is registered under no. %(number)s")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int
    number: str


@dataclass(frozen=True)
class RecommendationWithdrawn(Event):
    sentence: ClassVar = _("The recommendation %(recommendation)s is withdrawn: %(reason)s")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int
    reason: str


@dataclass(frozen=True)
class RecommendationAnswered(Event):
    sentence: ClassVar = _("A recommendation has been answered: %(receipt)s")
    names: ClassVar = RECEIPT

    receipt_id: int
    recommendation_id: int
    is_accepted: bool


@dataclass(frozen=True)
class RecommendationFulfilled(Event):
    sentence: ClassVar = _("A recommendation has been fulfilled: %(receipt)s")
    names: ClassVar = RECEIPT

    receipt_id: int
    recommendation_id: int


@dataclass(frozen=True)
class RecommendationChecked(Event):
    sentence: ClassVar = _("A recommendation has been checked by the indicator: %(receipt)s")
    names: ClassVar = RECEIPT

    receipt_id: int
    verdict: str


@dataclass(frozen=True)
class AnswerReminded(Event):
    """The answer is still awaited; `people` read for the addressee."""

    sentence: ClassVar = _("The recommendation still waits for an answer, until %(due_on)s: %(receipt)s")
    names: ClassVar = RECEIPT

    receipt_id: int
    due_on: str
    people: list[int]


@dataclass(frozen=True)
class AnswerOverdue(Event):
    """Those who sent a recommendation are told that so many have not answered."""

    sentence: ClassVar = _("Nobody has answered in time: %(recommendation)s, addressees: %(count)s")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int
    count: int


@dataclass(frozen=True)
class RecommendationRestored(Event):
    """A withdrawal has been taken back."""

    sentence: ClassVar = _("The recommendation %(recommendation)s is withdrawn no longer")
    names: ClassVar = RECOMMENDATION

    recommendation_id: int
