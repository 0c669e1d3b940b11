from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.documents import document_kinds
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation


class Template(models.Model):
    """An organisation's own Word file for a kind of document; it also holds for all that lies under it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind of document"), max_length=60)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("Word file")
    )
    missing = models.JSONField(_("places that it leaves out"), default=list)
    uploaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("loaded by"),
    )  # fmt: skip
    retired_at = models.DateTimeField(_("taken out of use at"), null=True)

    row_scope = RowScope(view="records.manage_templates", path="organisation__path")
    objects = ScopedQuerySet["Template"].as_manager()

    class Meta:
        verbose_name = _("own template")
        verbose_name_plural = _("own templates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(retired_at=None),
                name="one_template_in_use_a_kind",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        kind = document_kinds().get(self.kind)
        return str(kind.title) if kind else self.kind

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]
