from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Build(models.Model):
    """The demo that stands in this database; without a row the data are somebody's own."""

    size = models.CharField(_("size"), max_length=4, unique=True)
    built_at = models.DateTimeField(_("built at"), auto_now_add=True)

    class Meta:
        verbose_name = _("build of the demo")
        verbose_name_plural = _("builds of the demo")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(size__in=["FIVE", "TWO", "XS", "S", "M", "L", "R"]),
                name="demo_has_a_known_size",
            )
        ]

    def __str__(self) -> str:
        return self.size
