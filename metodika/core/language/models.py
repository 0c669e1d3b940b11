from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from metodika.core.audit.tracking import audited
from metodika.core.language.alphabet import normalise
from metodika.core.language.cases import Case, WordKind

LONGEST = 500


class WordFormQuerySet(models.QuerySet["WordForm"]):
    """Stored forms."""

    def of(self, kind: WordKind, nominative: str) -> "WordFormQuerySet":
        return self.filter(kind=kind, key=normalise(nominative))


@audited
class WordForm(models.Model):
    """A case of a name or a phrase as people want it, whatever a dictionary says."""

    kind = models.CharField(_("kind"), max_length=20, choices=WordKind)
    nominative = models.CharField(_("nominative"), max_length=LONGEST)
    key = models.CharField(_("search key"), max_length=LONGEST, editable=False)
    case = models.CharField(_("case"), max_length=20, choices=Case)
    form = models.CharField(_("form"), max_length=LONGEST)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = WordFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("word form")
        verbose_name_plural = _("word forms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key", "case"], name="word_form_is_given_once"),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(form=""), name="word_form_is_not_empty"
            ),
            models.CheckConstraint(
                condition=~models.Q(case=Case.NOMINATIVE), name="word_form_is_not_the_nominative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nominative} → {self.form}"
