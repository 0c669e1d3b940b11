from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "metodika.core.web"
    label = "web"
    verbose_name = _("pages of the site")
