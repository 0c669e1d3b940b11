"""What a row is about, whatever it is: a vote, a record, an assignment know no types of what stands above."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AboutSubject(models.Model):
    """Columns of a row that may be about any other row; empty for one that is about nothing."""

    subject_type = models.ForeignKey(
        ContentType,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("kind of subject"),
    )
    subject_id = models.BigIntegerField(_("number of the subject"), null=True)
    subject = GenericForeignKey("subject_type", "subject_id")

    class Meta:
        abstract = True

    @property
    def subject_name(self) -> str:
        """The name by which addresses and programs tell of the subject, "staff.person-17"; no query."""
        if self.subject_type_id is None:
            return ""
        kind = ContentType.objects.get_for_id(self.subject_type_id)
        return f"{kind.app_label}.{kind.model}-{self.subject_id}"


def about(subject: models.Model | None) -> dict[str, Any]:
    """Return the columns that name the subject, for `create` and `filter`; both None for no subject."""
    if subject is None:
        return {"subject_type": None, "subject_id": None}
    return {"subject_type": ContentType.objects.get_for_model(subject), "subject_id": subject.pk}
