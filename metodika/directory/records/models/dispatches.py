from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.subjects import AboutSubject
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import AcknowledgementMethod
from metodika.directory.staff.models import Person


@audited
class Dispatch(AboutSubject):
    """An act or a record sent to people who shall read it and say so.

    `file` is what is to be read and `url` where it stands; the people are those of the day of sending,
    whoever joins the group later.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    title = models.CharField(_("what is to be read"), max_length=1000)
    audience = models.CharField(_("to whom"), max_length=500)
    url = models.CharField(_("where it stands"), max_length=300, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("file")
    )
    due_on = models.DateField(_("acknowledge by"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("sender"),
    )  # fmt: skip
    reminded_on = models.DateField(_("reminded on"), null=True)

    row_scope = RowScope(view="records.view_dispatch", path="organisation__path")
    objects = ScopedQuerySet["Dispatch"].as_manager()

    class Meta:
        verbose_name = _("dispatch for acknowledgement")
        verbose_name_plural = _("dispatches for acknowledgement")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-sent_at"], name="dispatch_register"),
            models.Index(fields=["subject_type", "subject_id"], name="dispatch_of_subject"),
            models.Index(fields=["due_on"], name="dispatch_by_due_date"),
        ]

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]


class AcknowledgementQuerySet(ScopedQuerySet["Acknowledgement"]):
    def missing(self) -> Self:
        """Keep those that have not been given yet."""
        return self.filter(acknowledged_at=None)


@audited
class Acknowledgement(models.Model):
    """One person of a dispatch: when he saw it and when he said that he has read it."""

    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="items", verbose_name=_("dispatch")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="acknowledgements", verbose_name=_("person")
    )
    seen_at = models.DateTimeField(_("opened at"), null=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True)
    method = models.CharField(_("how"), max_length=20, choices=AcknowledgementMethod, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("scan of the sheet")
    )
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("checked by"),
    )  # fmt: skip

    named_with = ("person", "dispatch")
    row_scope = RowScope(
        view="records.view_dispatch", path="dispatch__organisation__path", own="person__user__pk"
    )
    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "person"], name="person_once_a_dispatch"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, method="")
                | Q(acknowledged_at__isnull=False) & ~Q(method=""),
                name="acknowledgement_says_how",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(acknowledged_at=None), name="acknowledgement_missing")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.dispatch}"

    def scope_paths(self) -> list[str]:
        return [self.dispatch.organisation.path]
