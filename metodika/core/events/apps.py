from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "metodika.core.events"
    label = "core_events"
