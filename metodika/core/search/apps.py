from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "metodika.core.search"
    label = "search"
