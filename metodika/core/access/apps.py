from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "metodika.core.access"
    label = "access"

    def ready(self) -> None:
        from metodika.core.access import checks  # noqa: F401, PLC0415 - registers the startup check once apps are loaded
