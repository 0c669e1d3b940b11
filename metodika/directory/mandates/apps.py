from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatesConfig(AppConfig):
    name = "metodika.directory.mandates"
    label = "mandates"
    verbose_name = _("Roles and mandates")
