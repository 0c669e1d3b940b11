from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TurnoverConfig(AppConfig):
    name = "metodika.steering.turnover"
    label = "turnover"
    verbose_name = _("Handing a year over")
