"""What every service of the area begins with: the lock, the state, the names for an announcement."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.subjects import AboutSubject
from metodika.core.language import normalise
from metodika.directory.records.lifecycle import MOVES, RecordStatus
from metodika.directory.records.models import Record

LONGEST_WORDS = 1200


def locked_record(record: Record) -> Record:
    """Return the record as it is now, locked until the transaction ends."""
    rows = Record.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=record.pk)


def refuse_move(record: Record, to: RecordStatus) -> None:
    """Refuse, with a sentence, what the state of the record does not allow."""
    if to not in MOVES[record.status]:
        raise RuleBroken(
            _("This cannot be done now: the document is “%(status)s”.")
            % {"status": record.get_status_display()}
        )


def subject_name(row: AboutSubject) -> str:
    """Return what kind of row a record or a dispatch is about, "meetings.session"; "" for nothing."""
    if row.subject_type_id is None:
        return ""
    kind = ContentType.objects.get_for_id(row.subject_type_id)
    return f"{kind.app_label}.{kind.model}"


def event_facts(record: Record) -> dict[str, Any]:
    """Return what every announcement about a record carries."""
    return {
        "record_id": record.pk,
        "kind": record.kind,
        "subject": subject_name(record),
        "subject_id": record.subject_id,
    }


def search_words(record: Record) -> str:
    """Return the words by which a record is found."""
    return normalise(f"{record.number_text} {record.kind_title} {record.title}")[:LONGEST_WORDS]
