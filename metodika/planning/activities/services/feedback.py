"""What people thought of an event; who has said what is written down nowhere."""

from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.planning.activities.models import Event, Feedback, FeedbackGiven
from metodika.planning.activities.queries import attendance_of, has_answered
from metodika.planning.activities.rules.course import is_score


@atomic
def give_feedback(event: Event, *, score: int, words: str = "", by: Any) -> Feedback:
    """Keep a mark from 1 to 5 and words of somebody who was there, without his name and moment.

    Nothing is announced: the journal would tell who and when. Raises RuleBroken for somebody who was not
    there or has answered already, and for another mark.
    """
    if attendance_of(event, by) is None:
        raise RuleBroken(_("Feedback is given by those who were there. You are not on the list."))
    if not is_score(score):
        raise RuleBroken(_("A mark is from 1 to 5."))
    if has_answered(event, by.person_id):
        raise RuleBroken(_("You have given your feedback already. Thank you."))
    FeedbackGiven.objects.create(event=event, person_id=by.person_id)
    return Feedback.objects.create(event=event, score=score, words=words.strip())
