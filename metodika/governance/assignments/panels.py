from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel(
        "staff.person", _("Assignments"), "assignments:show-assignments-of-person",
        "assignments.list_assignments", place=50,
    ),
    Panel(
        "organisations.organisation", _("Assignments"), "assignments:show-assignments-of-organisation",
        "assignments.list_assignments", place=50,
    ),
]  # fmt: skip
