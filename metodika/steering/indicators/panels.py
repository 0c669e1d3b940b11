from django.utils.translation import gettext_lazy as _

from metodika.core.web import Panel

PANELS = [
    Panel("goals.goal", _("What has been reached"), "indicators:show-reached", "goals.view_goal", place=10)
]
