from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "metodika.core.audit"
    label = "audit"
