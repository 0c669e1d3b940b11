from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "metodika.web.office"
    label = "office"
