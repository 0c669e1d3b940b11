from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel
from metodika.governance.bodies.lifecycle import Family
from metodika.governance.bodies.models import Body

# A council or a working group shows no lessons.
HOLD_LESSONS = frozenset({Family.ASSOCIATION, Family.LABORATORY, Family.COMMUNITY, Family.RESOURCE_CENTRE})


def holds_lessons(body: Body) -> bool:
    return body.kind.family in HOLD_LESSONS


PANELS = [
    Panel("bodies.body", _("Sessions"), "meetings:show-sessions-of-body", "meetings.list_sessions", place=10),
    Panel(
        "bodies.body", _("Open lessons"), "meetings:show-lessons-of-body", "meetings.list_sessions", place=20,
        fits=holds_lessons,
    ),
    Panel(
        "organisations.organisation", _("What its councils and associations owe"),
        "meetings:show-duties-of-organisation", "meetings.list_sessions", place=45,
    ),
]  # fmt: skip
