from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, granted, predicate
from metodika.steering.collection.models import Submission


@predicate
def is_inspected(user: Any, target: Any = None) -> bool:
    """Hold for a site check or a study of documents: an inspector fills it in, not the institution."""
    return isinstance(target, Submission) and target.campaign.form.is_inspected


@predicate
def checks_it(user: Any, target: Any = None) -> bool:
    """Hold for those who accept answers of the institution."""
    return can(user, "collection.check_submission", target)


PERMISSIONS = {
    "collection.list_campaigns": granted,
    "collection.view_campaign": granted,
    "collection.run_campaign": granted,
    "collection.list_own": granted,
    "collection.view_submission": granted,
    "collection.fill_submission": (granted & ~is_inspected) | (is_inspected & checks_it),
    "collection.check_submission": granted,
}

WORDS = {
    "collection.list_campaigns": _("Open the list of campaigns and the burden of institutions"),
    "collection.view_campaign": _("Open campaigns and forms and see who is silent"),
    "collection.run_campaign": _("Make forms, open, close and freeze campaigns, remind"),
    "collection.list_own": _("See what one's institution is asked"),
    "collection.view_submission": _("Read answers"),
    "collection.fill_submission": _("Fill in and submit answers"),
    "collection.check_submission": _("Accept and return answers, check sites and documents"),
}
