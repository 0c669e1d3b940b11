"""What of sessions the search box finds."""

import re
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.core.search.engine import CONFIGURATION
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import AgendaItem, Decision, Session

DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
# A number alone is that of an institution more often; the box turns «№» into «#».
NUMBER = re.compile(r"(?:[№#]|\bпротокол|\bзаседание)\s*[№#]?\s*(\d{1,3})\b")


def _found_decision(decision: Decision) -> Found:
    address = reverse("meetings:show-decision", args=[decision.pk])
    return Found(decision.text, address, str(decision.session))


def _found_session(session: Session) -> Found:
    address = reverse("meetings:show-session", args=[session.pk])
    return Found(str(session), address, session.theme or session.get_status_display())


def _sessions_said(words: str) -> Q:
    """Return the condition of a session named by its body, number, day, or words of its questions."""
    condition, rest = Q(), words
    if found := DAY.search(rest):
        day = _day(*map(int, found.groups()))
        condition &= Q(planned_on=day) | Q(held_on=day) if day else Q(pk__in=())
        rest = DAY.sub(" ", rest)
    if found := NUMBER.search(rest):
        condition &= Q(number=int(found[1]))
        rest = NUMBER.sub(" ", rest)
    rest = " ".join(rest.split())
    if not rest:
        return condition if condition else Q(pk__in=())
    asked = SearchQuery(rest, config=CONFIGURATION, search_type="websearch")
    questions = AgendaItem.objects.annotate(words=SearchVector("question", config=CONFIGURATION))
    bodies = Body.objects.annotate(words=SearchVector("name", config=CONFIGURATION))
    called = bodies.filter(Q(words=asked) | Q(short_name__icontains=rest) | Q(sort_key__contains=rest))
    spoken = questions.filter(words=asked, session__isnull=False)
    return condition & (Q(body__in=called.values("pk")) | Q(pk__in=spoken.values("session")))


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


SEARCHED = (
    Searched(
        kind="sessions", title=_("Sessions"), model=Session, found=_found_session, text=("theme",), key=None,
        exact=_sessions_said, related=("body",),
    ),
    Searched(
        kind="decisions", title=_("Decisions"), model=Decision, found=_found_decision,
        text=("text",), key=None, related=("session__body",),
    ),
)  # fmt: skip
