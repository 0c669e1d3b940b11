"""What of assignments the search box finds."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.governance.assignments.models import Assignment

WORDS_IN_RESULTS = 20


def _found(assignment: Assignment) -> Found:
    words = Truncator(assignment.text).words(WORDS_IN_RESULTS)
    address = reverse("assignments:show-assignment", args=[assignment.pk])
    return Found(f"№\u00a0{assignment.number} {words}", address, str(assignment.get_status_display()))


def _numbered(words: str) -> Q:
    return Q(number=words.strip().removeprefix("№").strip())


SEARCHED = (
    Searched(
        kind="assignments", title=_("Assignments"), model=Assignment, found=_found, text=("text",), key=None,
        exact=_numbered,
    ),
)  # fmt: skip
