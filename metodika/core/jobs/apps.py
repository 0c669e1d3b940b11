from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "metodika.core.jobs"
    label = "core_jobs"
