from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.files.models import StoredFile
from metodika.directory.records.lifecycle import (
    COUNTED_SIGNATURES,
    Proof,
    SignatureMethod,
    SignatureStatus,
)
from metodika.directory.records.models.records import Record, Rendition
from metodika.directory.records.rules import Asked
from metodika.directory.staff.models import Person


class SignatureRequestQuerySet(ScopedQuerySet["SignatureRequest"]):
    def counted(self) -> Self:
        """Keep the requests for the version that holds, those handed to somebody else left out."""
        return self.filter(status__in=COUNTED_SIGNATURES)

    def missing(self) -> Self:
        """Keep those that are waited for."""
        return self.filter(status__in=[SignatureStatus.WAITING, SignatureStatus.REFUSED], released_because="")


@audited
class SignatureRequest(models.Model):
    """A person asked to sign one version in one capacity, and what came of it."""

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("document")
    )
    rendition = models.ForeignKey(
        Rendition, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("version")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("person")
    )
    capacity = models.CharField(_("signs as"), max_length=300)
    acting = models.BooleanField(_("acting"), default=False)
    order = models.PositiveSmallIntegerField(_("turn"), default=1)
    due_on = models.DateField(_("sign by"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    status = models.CharField(
        _("status"), max_length=20, choices=SignatureStatus, default=SignatureStatus.WAITING
    )
    note = models.CharField(_("note beside the signature"), max_length=300, blank=True)
    method = models.CharField(_("how it was signed"), max_length=20, choices=SignatureMethod, blank=True)
    proof = models.CharField(_("proved by"), max_length=20, choices=Proof, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True)
    signed_hash = models.CharField(_("hash of what was signed"), max_length=64, blank=True)
    opinion = models.TextField(_("special opinion"), blank=True)
    refused_because = models.CharField(_("why the person refuses"), max_length=1000, blank=True)
    released_because = models.CharField(_("why it is not waited for"), max_length=500, blank=True)
    voided_because = models.CharField(_("why it no longer counts"), max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name=_("scan or file of the signature"),
    )  # fmt: skip
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("checked by"),
    )  # fmt: skip

    named_with = ("person", "record")
    row_scope = RowScope(
        view="records.view_record", path="record__organisation__path", own="person__user__pk"
    )
    objects = SignatureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to sign")
        verbose_name_plural = _("requests to sign")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rendition", "person", "capacity"], name="asked_once_in_a_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(status=SignatureStatus.SIGNED)
                | Q(signed_at__isnull=False) & ~Q(signed_hash="") & ~Q(method=""),
                name="signature_has_moment_hash_and_method",
            ),
            models.CheckConstraint(
                condition=~Q(status=SignatureStatus.REFUSED) | ~Q(refused_because=""),
                name="refusal_to_sign_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["", SignatureMethod.SIMPLE]) | Q(file__isnull=False),
                name="signature_outside_the_system_has_a_file",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "status"], name="signature_of_person"),
            models.Index(fields=["record", "order"], name="signature_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.capacity_shown}"

    @property
    def capacity_shown(self) -> str:
        """The capacity as it is printed, with «и.о.» before it for an acting person."""
        return f"и.о. {self.capacity}" if self.acting else self.capacity

    @property
    def asked(self) -> Asked:
        """The request as the rules see it."""
        return Asked(
            order=self.order,
            is_signed=self.status == SignatureStatus.SIGNED,
            is_released=bool(self.released_because),
        )

    def scope_paths(self) -> list[str]:
        return [self.record.organisation.path]
