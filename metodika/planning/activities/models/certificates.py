from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.files.models import StoredFile
from metodika.directory.staff.models import Person
from metodika.planning.activities.lifecycle import CertificateKind
from metodika.planning.activities.models.events import Event


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    def in_force(self) -> Self:
        return self.filter(void_because="")

    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        person = getattr(user, "person_id", None)
        return Q(person=person) if user.pk is not None and person is not None else Q(pk__in=())


@audited
class Certificate(models.Model):
    """A paper given to somebody for an event; `places` are its words as they were printed."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("event")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=CertificateKind)
    number = models.CharField(_("number"), max_length=60)
    code = models.CharField(_("code for checking"), max_length=20, unique=True)
    places = models.JSONField(_("words"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("issued by"),
    )  # fmt: skip
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("issued instead of"),
    )  # fmt: skip
    void_because = models.CharField(_("why it is void"), max_length=500, blank=True)

    row_scope = RowScope(view="activities.run_event", path="event__host__path")
    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "person", "kind"], condition=Q(void_because=""),
                name="certificate_once_a_kind",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["person"], name="certificate_of_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class CertificateRunQuerySet(ScopedQuerySet["CertificateRun"]):
    def counted(self) -> Self:
        """Add how far each has come: `all_count`, `done_count`, `refused_count`."""
        return self.annotate(
            all_count=Count("tasks"),
            done_count=Count("tasks", filter=Q(tasks__done_at__isnull=False)),
            refused_count=Count("tasks", filter=~Q(tasks__refusal="")),
        )


class CertificateRun(models.Model):
    """Certificates for many people made at one press, portion by portion.

    `portion` is the number of the portion whose turn it is: a job that comes a second time sees by it that
    its portion has been passed on.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="runs", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=20, choices=CertificateKind)
    signer = models.CharField(_("who signs: post"), max_length=300, blank=True)
    signer_name = models.CharField(_("who signs: name"), max_length=200, blank=True)
    portion = models.PositiveIntegerField(_("portion whose turn it is"), default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("begun by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    moved_at = models.DateTimeField(_("last portion ended at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    row_scope = RowScope(view="activities.issue_certificates", path="event__host__path")
    objects = CertificateRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("printing of certificates")
        verbose_name_plural = _("printings of certificates")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.event}"


class CertificateTask(models.Model):
    """One person of a printing; done it has its certificate, or the sentence why there is none."""

    run = models.ForeignKey(
        CertificateRun, on_delete=models.CASCADE, related_name="tasks",
        verbose_name=_("printing of certificates"),
    )  # fmt: skip
    place = models.PositiveIntegerField(_("place in the order"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("certificate")
    )
    refusal = models.TextField(_("why there is none"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("person of a printing")
        verbose_name_plural = _("people of a printing")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "place"], name="place_once_a_run"),
            models.CheckConstraint(
                condition=Q(done_at=None, certificate=None, refusal="")
                | Q(done_at__isnull=False, certificate__isnull=False, refusal="")
                | Q(done_at__isnull=False, certificate=None) & ~Q(refusal=""),
                name="done_person_has_a_paper_or_a_refusal",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "place"], name="certificate_to_do", condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.person}"
