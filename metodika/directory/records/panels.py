from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel(
        "regulations.act", _("Who has read it"), "records:show-dispatches-of-act", "records.view_dispatch",
        place=30,
    )
]  # fmt: skip
