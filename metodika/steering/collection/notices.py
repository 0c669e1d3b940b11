from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.steering.collection.events import (
    AnswersAccepted,
    AnswersReturned,
    AnswersSubmitted,
    CampaignOpened,
    SilentReminded,
)
from metodika.steering.collection.models import Submission
from metodika.steering.collection.queries import people_who_check, people_who_fill


def _asked(event: CampaignOpened | SilentReminded) -> Iterable[Any]:
    return people_who_fill(event.institutions, day=timezone.now().date())


def _institution(event: AnswersReturned | AnswersAccepted) -> Iterable[Any]:
    return people_who_fill([event.institution_id], day=timezone.now().date())


def _checkers(event: AnswersSubmitted) -> Iterable[Any]:
    return people_who_check(
        Submission.objects.select_related("campaign__made_by").get(pk=event.submission_id)
    )


def _own(event: Any) -> str:
    return reverse("collection:list-own")


def _answers(event: AnswersSubmitted | AnswersReturned | AnswersAccepted) -> str:
    return reverse("collection:show-submission", args=[event.submission_id])


ASKED = _("What my institution is asked")
NOTICES: dict[type, Told] = {
    CampaignOpened: Told(to=_asked, group="collection", group_title=ASKED, url=_own, how=Channel.LETTER),
    SilentReminded: Told(to=_asked, group="collection", group_title=ASKED, url=_own, how=Channel.LETTER),
    AnswersReturned: Told(
        to=_institution, group="collection", group_title=ASKED, url=_answers, how=Channel.LETTER
    ),
    AnswersAccepted: Told(to=_institution, group="collection", group_title=ASKED, url=_answers),
    AnswersSubmitted: Told(
        to=_checkers, group="collection_made", group_title=_("Answers to my campaigns"), url=_answers
    ),
}
