from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.steering.recommendations.events import (
    AnswerOverdue,
    AnswerReminded,
    RecommendationAnswered,
    RecommendationFulfilled,
    RecommendationSent,
)
from metodika.steering.recommendations.queries import senders_of


def _people(event: RecommendationSent | AnswerReminded) -> Iterable[Any]:
    return account_holders(*event.people)


def _any_people(event: RecommendationSent | AnswerReminded) -> bool:
    return account_holders(*event.people).exists()


def _senders(event: RecommendationAnswered | RecommendationFulfilled | AnswerOverdue) -> Iterable[Any]:
    return senders_of(event.recommendation_id)


def _any_senders(event: RecommendationAnswered | RecommendationFulfilled | AnswerOverdue) -> bool:
    return senders_of(event.recommendation_id).exists()


def _own(event: RecommendationSent) -> str:
    return reverse("recommendations:list-own")


def _receipt(event: AnswerReminded | RecommendationAnswered | RecommendationFulfilled) -> str:
    return reverse("recommendations:show-receipt", args=[event.receipt_id])


def _card(event: AnswerOverdue) -> str:
    return reverse("recommendations:show-recommendation", args=[event.recommendation_id])


OWN, MADE = _("What is recommended to me"), _("Recommendations that I have sent")
NOTICES: dict[type, Told] = {
    RecommendationSent: Told(
        to=_people, group="recommendations", group_title=OWN, url=_own, how=Channel.LETTER,
        anybody=_any_people,
    ),
    AnswerReminded: Told(
        to=_people, group="recommendations", group_title=OWN, url=_receipt, how=Channel.LETTER,
        anybody=_any_people,
    ),
    RecommendationAnswered: Told(
        to=_senders, group="recommendations_made", group_title=MADE, url=_receipt, anybody=_any_senders
    ),
    RecommendationFulfilled: Told(
        to=_senders, group="recommendations_made", group_title=MADE, url=_receipt, anybody=_any_senders
    ),
    AnswerOverdue: Told(
        to=_senders, group="recommendations_made", group_title=MADE, url=_card, how=Channel.LETTER,
        anybody=_any_senders,
    ),
}  # fmt: skip
