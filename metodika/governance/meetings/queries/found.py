"""What of sessions the search box finds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.governance.meetings.models import Decision


def _found_decision(decision: Decision) -> Found:
    address = reverse("meetings:show-decision", args=[decision.pk])
    return Found(decision.text, address, str(decision.session))


SEARCHED = (
    Searched(
        kind="decisions", title=_("Decisions"), model=Decision, found=_found_decision,
        text=("text",), key=None, related=("session__body",),
    ),
)  # fmt: skip
