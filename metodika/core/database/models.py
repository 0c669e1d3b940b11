from typing import ClassVar

from django.db import models


class CacheEntry(models.Model):
    """The table of Django's cache in the database, which all processes share; read by Django alone."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache_entry"
        default_permissions: ClassVar = ()
