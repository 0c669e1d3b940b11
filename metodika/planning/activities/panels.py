from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel("staff.person", _("Events"), "activities:show-events-of-person", "activities.view_event", place=65),
    Panel(
        "organisations.organisation", _("Events"), "activities:show-events-of-organisation",
        "activities.list_events", place=50,
    ),
    Panel(
        "bodies.body", _("Events"), "activities:show-events-of-body", "activities.list_events", place=30
    ),
]  # fmt: skip
