from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

TITLE = _("Measures and decisions")
LIST = "decisions.list_measures"
PANELS = [
    Panel("organisations.organisation", TITLE, "decisions:show-acts-of-organisation", LIST, place=55),
    Panel("bodies.body", TITLE, "decisions:show-acts-of-body", LIST, place=40),
    Panel("plans.item", TITLE, "decisions:show-acts-of-item", LIST, place=10),
    Panel("analysis.finding", TITLE, "decisions:show-acts-of-finding", LIST, place=20),
]
