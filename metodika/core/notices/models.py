from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person is told of something."""

    BELL = "bell", _("Only here, under the bell")
    DIGEST = "digest", _("Here and in one letter a day")
    LETTER = "letter", _("Here and by a letter at once")
    NONE = "none", _("Do not tell me")


class Notice(models.Model):
    """One thing told to one person: a key and parameters, worded when it is shown."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name=_("recipient"),
    )
    key = models.CharField(_("what happened"), max_length=100)
    parameters = models.JSONField(_("parameters"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    entry = models.BigIntegerField(_("number of the announcement"), null=True)
    created_at = models.DateTimeField(_("told at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True)
    for_digest = models.BooleanField(_("waits for the daily letter"), default=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient", "key", "entry"],
                condition=~Q(entry=None),
                name="told_once_an_announcement",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-created_at"], name="notice_of_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["recipient"], condition=Q(for_digest=True), name="notice_for_digest"),
        ]

    def __str__(self) -> str:
        return self.key


class BatchStatus(models.TextChoices):
    """What became of a batch of letters."""

    WAITING = "waiting", _("Waits to be looked at")
    RELEASED = "released", _("Released")
    DROPPED = "dropped", _("Dropped")


class Batch(models.Model):
    """Many letters of one announcement, held until a person has looked at them."""

    key = models.CharField(_("what happened"), max_length=100)
    parameters = models.JSONField(_("parameters"), default=dict)
    status = models.CharField(_("status"), max_length=20, choices=BatchStatus, default=BatchStatus.WAITING)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("batch of letters")
        verbose_name_plural = _("batches of letters")

    def __str__(self) -> str:
        return self.key


class LetterStatus(models.TextChoices):
    """What became of a letter."""

    HELD = "held", _("Waits in the outbox")
    READY = "ready", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")
    DROPPED = "dropped", _("Dropped")


class Letter(models.Model):
    """One letter to one address."""

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, related_name="letters", verbose_name=_("batch of letters")
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="letters",
        verbose_name=_("recipient"),
    )
    address = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject of the letter"), max_length=300)
    text = models.TextField(_("text"))
    status = models.CharField(_("status"), max_length=20, choices=LetterStatus, default=LetterStatus.READY)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("why it failed"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar = [models.Index(fields=["status", "-created_at"], name="letter_by_status")]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"


class Preference(models.Model):
    """How a person wants to be told of one group of things."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notice_preferences",
        verbose_name=_("who"),
    )
    group = models.CharField(_("group"), max_length=60)
    channel = models.CharField(_("how"), max_length=20, choices=Channel, default=Channel.DIGEST)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "group"], name="one_preference_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.channel}"
