from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel(
        "regulations.edition", _("What the new edition touches"), "compliance:show-touched",
        "compliance.view_compliance",
    )
]  # fmt: skip
