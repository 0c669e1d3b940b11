from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def stored_name(stored: "StoredFile", _name: str) -> str:
    """Return where the content lies: under its own hash, so that a given name never reaches the disk."""
    return f"uploads/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """A file that a person has brought, kept under the hash of its content."""

    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    kind = models.CharField(_("kind of file"), max_length=10)
    content_type = models.CharField(_("content type"), max_length=100)
    content = models.FileField(_("content"), upload_to=stored_name, max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes: ClassVar = [models.Index(fields=["sha256"], name="stored_file_by_hash")]

    def __str__(self) -> str:
        return self.name
