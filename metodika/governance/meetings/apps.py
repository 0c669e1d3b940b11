from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "metodika.governance.meetings"
    label = "meetings"
    verbose_name = _("Sessions and decisions")
