from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.planning.activities.lifecycle import FeedKind


class FeedQuerySet(ScopedQuerySet["Feed"]):
    pass


class Feed(models.Model):
    """A secret address that shows a calendar, with the rights of its owner as they are today."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=FeedKind)
    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("council or association"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("institution or municipality"),
    )  # fmt: skip
    secret = models.CharField(_("secret part of the address"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    row_scope = RowScope(view="activities.keep_feed", own="owner__pk")
    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "kind", "body", "organisation"], nulls_distinct=False,
                name="feed_once_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind=FeedKind.PERSON, body=None, organisation=None)
                | Q(kind=FeedKind.BODY, body__isnull=False, organisation=None)
                | Q(kind=FeedKind.ORGANISATION, body=None, organisation__isnull=False),
                name="feed_names_whose_calendar",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.body or self.organisation or self.get_kind_display())
