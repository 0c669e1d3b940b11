from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.subjects import AboutSubject
from metodika.core.database.versions import Versioned
from metodika.core.documents import document_kinds
from metodika.core.files.models import StoredFile
from metodika.core.search import word_index
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import NUMBERED_STATUSES, OPEN_STATUSES, RecordStatus
from metodika.directory.records.models.cases import CaseFile, NumberSeries
from metodika.directory.records.rules import code_of_signs, new_code


class RecordQuerySet(ScopedQuerySet["Record"]):
    def open(self) -> Self:
        """Keep what is still being worked on."""
        return self.filter(status__in=OPEN_STATUSES)

    def numbered(self) -> Self:
        """Keep what has a number that holds."""
        return self.filter(status__in=NUMBERED_STATUSES)


@audited
class Record(Versioned, AboutSubject):
    """One document of an organisation, from its draft to the end of its keeping.

    `keep_years` is the local rule for this document, empty where there is none; the case and the archive
    list have their own terms, and the longest holds.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="records", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind of document"), max_length=60)
    title = models.CharField(_("title"), max_length=1000)
    dated_on = models.DateField(_("date of the document"))
    place = models.CharField(_("place of making"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=RecordStatus, default=RecordStatus.DRAFT)
    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, null=True, related_name="records",
        verbose_name=_("line of numbers"),
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number in the line"), null=True)
    number_text = models.CharField(_("number"), max_length=60, blank=True)
    registered_at = models.DateTimeField(_("registered at"), null=True)
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    keep_years = models.PositiveSmallIntegerField(_("own term of keeping, years"), null=True, blank=True)
    case_file = models.ForeignKey(
        CaseFile, on_delete=models.PROTECT, null=True, related_name="records", verbose_name=_("case")
    )
    filed_on = models.DateField(_("put into the case on"), null=True)
    keep_until = models.DateField(_("kept until, the last day included"), null=True)
    legal_hold = models.BooleanField(_("must not be destroyed"), default=False)
    hold_reason = models.CharField(_("why it must not be destroyed"), max_length=500, blank=True)
    public_code = models.CharField(_("code for checking"), max_length=20, unique=True, default=new_code)
    published_on = models.DateField(_("published on"), null=True)
    reminded_on = models.DateField(_("signers reminded on"), null=True)
    search_text = models.CharField(_("words for search"), max_length=1200, editable=False, db_collation="C")
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip

    row_scope = RowScope(
        view="records.view_record", path="organisation__path", own="signatures__person__user__pk"
    )
    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="record_number_once_a_series"),
            models.CheckConstraint(
                condition=Q(series=None, number=None, registered_at=None, number_text="")
                | Q(series__isnull=False, number__gte=1, registered_at__isnull=False) & ~Q(number_text=""),
                name="record_number_comes_from_a_series",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False)
                | Q(status__in=[RecordStatus.DRAFT, RecordStatus.CANCELLED]),
                name="record_past_its_draft_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecordStatus.CANCELLED) | ~Q(cancelled_reason=""),
                name="cancelled_record_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(legal_hold=False, hold_reason="") | Q(legal_hold=True) & ~Q(hold_reason=""),
                name="held_record_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[RecordStatus.FILED, RecordStatus.DESTROYED])
                | Q(case_file__isnull=False, filed_on__isnull=False),
                name="filed_record_lies_in_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecordStatus.DESTROYED, legal_hold=True),
                name="held_record_is_not_destroyed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-dated_on"], name="record_register"),
            models.Index(fields=["subject_type", "subject_id"], name="record_of_subject"),
            models.Index(fields=["organisation", "status"], name="record_by_status"),
            word_index("record_words", "search_text"),
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="record_by_part_of_word"),
        ]

    def __str__(self) -> str:
        return f"{self.requisites} «{self.title}»"

    @property
    def requisites(self) -> str:
        """Kind, date and number as documents are cited."""
        parts = [self.kind_title, f"от {date_format(self.dated_on, 'd.m.Y')}"]
        if self.number_text:
            parts.append(f"№\u00a0{self.number_text}")
        return " ".join(parts)

    @property
    def kind_title(self) -> str:
        """What the document is called, "Order"; the code when no area knows the kind any longer."""
        kind = document_kinds().get(self.kind)
        return str(kind.title) if kind else self.kind

    @property
    def code_to_print(self) -> str:
        """The code for checking in groups that a person can type."""
        return code_of_signs(self.public_code)

    @property
    def is_open(self) -> bool:
        """Tell whether a new version may be made."""
        return self.status in OPEN_STATUSES

    def scope_paths(self) -> list[str]:
        return [self.organisation.path]


class RenditionQuerySet(ScopedQuerySet["Rendition"]):
    def current(self) -> Self:
        """Keep the version of each record that holds."""
        return self.filter(superseded_at=None)


class Rendition(models.Model):
    """One printing of a record: the very bytes, and the values they were made of.

    `sha256` is that of the PDF, `content_sha256` that of the values, which is printed on the paper itself.
    Bytes and values go away with the destruction of the case; the hashes stay.
    """

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="versions", verbose_name=_("document")
    )
    no = models.PositiveSmallIntegerField(_("version"))
    pdf = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("PDF")
    )
    docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Word file")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_sha256 = models.CharField(_("hash of the content"), max_length=64)
    places = models.JSONField(_("values"), null=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    superseded_at = models.DateTimeField(_("replaced at"), null=True)

    row_scope = RowScope(
        view="records.view_record",
        path="record__organisation__path",
        own="record__signatures__person__user__pk",
    )
    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of a document")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "no"], name="rendition_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(superseded_at=None), name="one_current_version_a_record"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(record)s, version %(no)s") % {"record": self.record, "no": self.no}

    def scope_paths(self) -> list[str]:
        return [self.record.organisation.path]
