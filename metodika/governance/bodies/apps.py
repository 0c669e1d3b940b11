from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "metodika.governance.bodies"
    label = "bodies"
    verbose_name = _("Councils and associations")
