from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "metodika.core.facts"
    label = "facts"

    def ready(self) -> None:
        from metodika.core.facts import checks  # noqa: F401, PLC0415 - registers the startup check once apps are loaded
