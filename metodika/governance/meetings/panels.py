from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel("bodies.body", _("Sessions"), "meetings:show-sessions-of-body", "meetings.list_sessions", place=10),
    Panel(
        "bodies.body", _("Open lessons"), "meetings:show-lessons-of-body", "meetings.list_sessions", place=20
    ),
    Panel(
        "organisations.organisation", _("What its councils and associations owe"),
        "meetings:show-duties-of-organisation", "meetings.list_sessions", place=45,
    ),
]  # fmt: skip
