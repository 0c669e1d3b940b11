from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.directory.profiles.rules.contents import Contents


class ProfileQuerySet(ScopedQuerySet["Profile"]):
    def with_words_only(self) -> "ProfileQuerySet":
        """Leave the long sections in the database: a page that only speaks needs the words alone."""
        return self.defer("data").annotate(
            spoken=models.F("data__words"), clock=models.F("data__municipality__time_zone")
        )


@audited
class Profile(models.Model):
    """The words and rules of one municipality, as they were loaded from its folder."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    data = models.JSONField(_("sections"), default=dict)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("loaded by"),
    )

    # A profile belongs to no node of the tree and holds nothing personal: the permission alone decides.
    row_scope = RowScope(view="profiles.view_profile", public=Q(pk__isnull=False))
    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes: ClassVar = []

    def __str__(self) -> str:
        return self.title

    @cached_property
    def contents(self) -> Contents:
        """All sections, typed."""
        return Contents.model_validate(self.data)

    @property
    def municipality(self) -> str:
        """The full name of the municipality, for the top of every page."""
        return self.title

    @property
    def words(self) -> dict[str, Any]:
        """The words as they are stored, by key."""
        spoken = self.__dict__.get("spoken")
        return spoken if spoken is not None else dict(self.data["words"])
