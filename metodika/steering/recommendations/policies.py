from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.steering.recommendations.models import Receipt


@predicate
def is_reader(user: Any, target: Any = None) -> bool:
    """Hold for those to whom the recommendation was sent."""
    person = getattr(user, "person_id", None)
    return isinstance(target, Receipt) and person is not None and target.readers.filter(pk=person).exists()


PERMISSIONS = {
    "recommendations.list_recommendations": granted,
    "recommendations.view_recommendation": granted,
    "recommendations.make_recommendation": granted,
    "recommendations.approve_recommendation": granted,
    "recommendations.send_recommendation": granted,
    "recommendations.list_own": granted,
    "recommendations.view_receipt": granted | is_reader,
    "recommendations.answer_receipt": granted | is_reader,
    "recommendations.check_receipt": granted,
}

WORDS = {
    "recommendations.list_recommendations": _("Open the list of recommendations and of the unanswered"),
    "recommendations.view_recommendation": _("Open recommendations with all their addressees"),
    "recommendations.make_recommendation": _("Make and change recommendations"),
    "recommendations.approve_recommendation": _("Approve and withdraw recommendations"),
    "recommendations.send_recommendation": _("Send approved recommendations and register them"),
    "recommendations.list_own": _("See what was recommended to oneself"),
    "recommendations.view_receipt": _("Read a recommendation as its addressee got it"),
    "recommendations.answer_receipt": _("Acknowledge and answer recommendations, report their fulfillment"),
    "recommendations.check_receipt": _("Check fulfilled recommendations by the indicator"),
}
