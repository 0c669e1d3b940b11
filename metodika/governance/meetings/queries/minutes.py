"""The minutes of a session and its other papers, as the register of documents has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from metodika.core.access import can
from metodika.core.database.subjects import about
from metodika.core.files.models import StoredFile
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.queries import RecordCard, record_card
from metodika.governance.meetings.models import AgendaItem, Session

MINUTES = "meetings.minutes"
GONE = ("cancelled", "destroyed")


@dataclass(frozen=True)
class PaperShown:
    """A printed paper of a session; `url` is empty for those who may not open it in the register."""

    record: Record
    url: str


def papers_of(session: Session, *, viewer: Any) -> Sequence[PaperShown]:
    """Return the agenda, the sheet, the recommendations and the extracts of a session, the newest first."""
    kinds = ContentType.objects.get_for_models(Session, AgendaItem)
    own = Q(subject_type=kinds[Session], subject_id=session.pk)
    extracts = Q(subject_type=kinds[AgendaItem], subject_id__in=session.items.values("pk"))
    rows = Record.objects.filter(own | extracts).exclude(kind=MINUTES).select_related("organisation")
    return [PaperShown(row, _address(row, viewer)) for row in rows.order_by("-pk")]


def minutes_shown(session: Session, *, viewer: Any) -> tuple[RecordCard, str] | None:
    """Return the minutes with versions and signatures, and where they stand in the register; None before."""
    rows = Record.objects.filter(kind=MINUTES, **about(session)).exclude(status__in=GONE)
    record = rows.select_related("organisation").first()
    return (record_card(record), _address(record, viewer)) if record is not None else None


def minutes_file(session: Session, *, word: bool = False) -> StoredFile:
    """Return the minutes of a session as they hold now, as PDF or Word file; Http404 when there are none."""
    rows = Rendition.objects.current().filter(
        record__in=Record.objects.filter(kind=MINUTES, **about(session))
    )
    version = rows.exclude(record__status__in=GONE).select_related("pdf", "docx").first()
    if version is None:
        raise Http404
    file = version.docx if word else version.pdf
    if file is None:
        raise Http404
    return file


def _address(record: Record, viewer: Any) -> str:
    seen = can(viewer, "records.view_record", record)
    return reverse("records:show-record", args=[record.pk]) if seen else ""
