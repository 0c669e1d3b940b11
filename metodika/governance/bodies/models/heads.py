from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from metodika.directory.mandates.models import Mandate
from metodika.governance.bodies.models.bodies import Body


class HeadMandate(models.Model):
    """A role that a person has because he heads a body. A role given by hand stands here never."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="head_mandates", verbose_name=_("body")
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.CASCADE, related_name="+", verbose_name=_("mandate")
    )
    is_over = models.BooleanField(_("has ended with the seat"), default=False)

    class Meta:
        verbose_name = _("role of a head")
        verbose_name_plural = _("roles of heads")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "mandate"], name="role_of_a_head_once_a_body"),
        ]
