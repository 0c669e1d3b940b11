from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One announced act: a key and parameters, never a sentence, so that it reads in any language."""

    key = models.CharField(_("what happened"), max_length=100)
    parameters = models.JSONField(_("parameters"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("acting person"),
    )
    subject = models.CharField(_("subject"), max_length=100, blank=True)
    subject_id = models.BigIntegerField(_("number of the subject"), null=True)
    happened_at = models.DateTimeField(_("happened at"), auto_now_add=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes: ClassVar = [
            models.Index(fields=["subject", "subject_id", "-happened_at"], name="journal_by_subject"),
            models.Index(fields=["-happened_at"], name="journal_by_moment"),
        ]

    def __str__(self) -> str:
        return self.key
