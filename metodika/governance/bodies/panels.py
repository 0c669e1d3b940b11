from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel(
        "profiles.profile", _("Councils and associations"), "bodies:show-kinds-of-profile",
        "profiles.view_profile", place=10,
    ),
    Panel("staff.person", _("Where he sits"), "bodies:show-seats-of-person", "bodies.list_bodies", place=60),
    Panel(
        "organisations.organisation", _("Councils and associations"), "bodies:show-bodies-of-organisation",
        "bodies.list_bodies", place=40,
    ),
]  # fmt: skip
