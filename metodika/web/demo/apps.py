from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "metodika.web.demo"
    label = "demo"
