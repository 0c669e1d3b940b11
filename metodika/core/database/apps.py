from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "metodika.core.database"
    label = "core_database"
