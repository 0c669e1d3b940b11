from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel("staff.person", _("Roles"), "mandates:show-mandates-of-person", "mandates.view_mandate", place=40),
    Panel(
        "organisations.organisation", _("Who answers for what"), "mandates:show-responsible-people",
        "mandates.view_mandate", place=20,
    ),
]  # fmt: skip
