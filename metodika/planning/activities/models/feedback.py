import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.directory.staff.models import Person
from metodika.planning.activities.models.events import Event


class Feedback(models.Model):
    """What somebody thought of an event; nothing in the row tells who, and its number no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("event")
    )
    score = models.PositiveSmallIntegerField(_("mark from 1 to 5"))
    words = models.TextField(_("in words"), blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="mark_is_from_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.words}"


class FeedbackGiven(models.Model):
    """That somebody has answered, kept apart from the answer and without its moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("mark that feedback is given")
        verbose_name_plural = _("marks that feedback is given")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person"], name="feedback_once_a_person")
        ]

    def __str__(self) -> str:
        return str(self.person)
