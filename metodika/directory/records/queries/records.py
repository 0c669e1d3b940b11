"""The register, the card of a document and the public check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.database.subjects import about
from metodika.core.documents import document_kinds
from metodika.core.language import normalise
from metodika.core.search import Found, Searched
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import WRITTEN_KINDS, RecordStatus, SignatureStatus
from metodika.directory.records.models import NumberSeries, Record, Rendition, SignatureRequest
from metodika.directory.records.rules import tidy_code

WRITING_LEVELS = (Level.REGION, Level.MUNICIPALITY, Level.INSTITUTION)
MISSING = Q(signatures__status__in=[SignatureStatus.WAITING, SignatureStatus.REFUSED])


@dataclass(frozen=True)
class RecordCard:
    """Everything that the page of a document shows; a constant number of queries.

    `signatures` are those that count, by their turn; `earlier` those under versions that were replaced.
    """

    record: Record
    versions: Sequence[Rendition]
    signatures: Sequence[SignatureRequest]
    earlier: Sequence[SignatureRequest]

    @property
    def current(self) -> Rendition | None:
        """The version that holds."""
        return next((one for one in self.versions if one.superseded_at is None), None)

    @property
    def missing(self) -> Sequence[SignatureRequest]:
        """Whose signatures are waited for: the chase list."""
        return [one for one in self.signatures if one.asked.is_open]


def records_for_list(user: Any) -> QuerySet[Record]:
    """Return the documents that the person may see, each with `missing_count` of its signatures."""
    missing = Count("signatures", filter=MISSING & Q(signatures__released_because=""))
    return (
        Record.objects.visible_to(user)
        .select_related("organisation", "case_file")
        .annotate(missing_count=missing)
    )


def found_records(records: QuerySet[Record], words: str) -> QuerySet[Record]:
    """Keep the documents in which all the words, or beginnings of them, stand."""
    for word in normalise(words.replace("№", " ")).split():
        records = records.filter(search_text__contains=word)
    return records


def record_card(record: Record) -> RecordCard:
    """Return the card of a document; three queries."""
    requests = record.signatures.select_related("person", "rendition", "file").order_by("order", "pk")
    counted = {SignatureStatus.WAITING, SignatureStatus.SIGNED, SignatureStatus.REFUSED}
    listed = list(requests)
    return RecordCard(
        record=record,
        versions=list(record.versions.select_related("pdf", "docx", "made_by__person").order_by("-no")),
        signatures=[one for one in listed if one.status in counted],
        earlier=[one for one in listed if one.status not in counted],
    )


def records_of(subject: models.Model) -> QuerySet[Record]:
    """Return the documents about a row, newest first."""
    return Record.objects.filter(**about(subject)).order_by("-dated_on", "-pk")


def kind_choices() -> list[tuple[str, str]]:
    """Return code and title of every kind of document, by title."""
    return sorted(
        ((code, str(kind.title)) for code, kind in document_kinds().items()), key=lambda pair: pair[1]
    )


def written_kinds() -> list[tuple[str, str]]:
    """Return code and title of the kinds that a person writes on a page."""
    return [(kind.value, str(kind.label)) for kind in WRITTEN_KINDS]


def organisations_for(user: Any, permission: str) -> QuerySet[Organisation]:
    """Return the municipalities and institutions for which the person holds the permission."""
    rows = Organisation.objects.visible_to(user, permission)
    return rows.filter(level__in=WRITING_LEVELS).order_by("path")


def series_for_list(user: Any) -> QuerySet[NumberSeries]:
    """Return the lines of numbers that the person may see, the newest year first."""
    return NumberSeries.objects.visible_to(user).select_related("organisation")


@dataclass(frozen=True)
class Checked:
    """What the public page says of a document: nothing that names a person.

    `printed` is the version on the paper, None when only the code was typed; `is_current` tells whether it
    is the one that holds, `is_genuine` whether the paper's hash is the one that was printed.
    """

    record: Record
    current: Rendition | None
    printed: Rendition | None
    is_genuine: bool

    @property
    def is_current(self) -> bool:
        """Tell whether nothing newer has been printed."""
        return self.printed is None or self.printed.superseded_at is None

    @property
    def is_in_force(self) -> bool:
        """Tell whether the document has been signed and not cancelled since."""
        return self.record.status in {RecordStatus.SIGNED, RecordStatus.FILED}


def checked_record(code: str, *, no: int | None = None, digest: str = "") -> Checked | None:
    """Return what is known of the document with the code, as typed or read; None for an unknown one.

    A draft has not been issued to anybody, so it is unknown as well.
    """
    rows = Record.objects.select_related("organisation").exclude(status=RecordStatus.DRAFT)
    record = rows.filter(public_code=tidy_code(code)).first()
    if record is None:
        return None
    versions = list(record.versions.order_by("-no"))
    printed = next((one for one in versions if one.no == no), None)
    return Checked(
        record=record,
        current=next((one for one in versions if one.superseded_at is None), None),
        printed=printed,
        is_genuine=no is None or (printed is not None and printed.content_sha256.startswith(digest or "-")),
    )


def _found_record(record: Record) -> Found:
    return Found(record.title, reverse("records:show-record", args=[record.pk]), record.requisites)


SEARCHED = (
    Searched(
        kind="records",
        title=_("Documents"),
        model=Record,
        found=_found_record,
        text=("search_text",),
        key="search_text",
    ),
)
