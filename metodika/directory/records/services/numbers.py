"""Numbers without gaps and without doubles.

A number is taken under the lock of its line and in the transaction that writes it on the record: a process
that dies gives it back, and two secretaries wait for each other.
"""

from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.records import rules
from metodika.directory.records.events import RecordCancelled, RecordRegistered, SeriesChanged
from metodika.directory.records.lifecycle import RecordStatus, SignatureStatus
from metodika.directory.records.models import NumberSeries, Record
from metodika.directory.records.services.standing import (
    event_facts,
    locked_record,
    refuse_move,
    search_words,
)
from metodika.directory.records.services.versions import renumber_version


@atomic
def register_record(record: Record, *, by: Any, line: str = "", year: int | None = None) -> Record:
    """Give the draft the next number of its line; what was printed before is printed again with it.

    `line` tells the numbers of one council from those of another ("bodies.body:5"), `year` is that of the
    document's date unless numbers go by school years. Raises RuleBroken for anything but a draft.
    """
    locked = locked_record(record)
    if locked.number is not None:
        raise RuleBroken(_("The document has a number already: %(number)s.") % {"number": locked.number_text})
    refuse_move(locked, RecordStatus.REGISTERED)
    series = _locked_series(locked.organisation, locked.kind, line, year or locked.dated_on.year)
    series.last += 1
    series.save(update_fields=["last"])
    locked.series, locked.number, locked.registered_at = series, series.last, timezone.now()
    locked.number_text = rules.number_text(series.pattern, number=series.last, year=series.year)
    locked.status = RecordStatus.REGISTERED
    locked.search_text = search_words(locked)
    locked.save(update_fields=["series", "number", "number_text", "registered_at", "status", "search_text"])
    announce(RecordRegistered(**event_facts(locked), number=locked.number_text), by=by, about=locked)
    renumber_version(locked, by=by)
    return locked


def _locked_series(organisation: Organisation, kind: str, line: str, year: int) -> NumberSeries:
    key = {"organisation": organisation, "kind": kind, "line": line}
    if not NumberSeries.objects.filter(**key, year=year).exists():
        before = NumberSeries.objects.filter(**key, year__lt=year).order_by("-year").first()
        pattern = before.pattern if before else "{n}"
        # Two first documents of a year may come at the same moment; one row stays.
        NumberSeries.objects.bulk_create(
            [NumberSeries(**key, year=year, pattern=pattern)], ignore_conflicts=True
        )
    return NumberSeries.objects.select_for_update().get(**key, year=year)


@atomic
def take_number(organisation: Organisation, *, kind: str, on: date, line: str = "") -> str:
    """Return the next number of a line, as it is printed, for what is no document of the register.

    It is taken under the lock of its line: a transaction that fails gives it back.
    """
    series = _locked_series(organisation, kind, line, on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return rules.number_text(series.pattern, number=series.last, year=series.year)


@atomic
def cancel_number(record: Record, *, reason: str, by: Any) -> Record:
    """Cancel a document; its number, if it has one, stays with the reason and is never given again.

    Raises RuleBroken without a reason and for what lies in a case already.
    """
    locked = locked_record(record)
    if not reason.strip():
        raise RuleBroken(_("Say why the document is cancelled: the reason stays beside its number."))
    refuse_move(locked, RecordStatus.CANCELLED)
    locked.status, locked.cancelled_reason = RecordStatus.CANCELLED, reason.strip()
    locked.save(update_fields=["status", "cancelled_reason"])
    locked.signatures.counted().update(status=SignatureStatus.VOIDED, voided_because=reason.strip())
    announce(RecordCancelled(**event_facts(locked), reason=reason.strip()), by=by, about=locked)
    return locked


@atomic
def set_pattern(
    organisation: Organisation, *, kind: str, year: int, pattern: str, line: str = "", by: Any
) -> NumberSeries:
    """Choose how the numbers of a line look from the next one on; numbers given stay as they are.

    Raises RuleBroken for a pattern without {n}, or with places that there are not.
    """
    if not rules.is_pattern(pattern):
        raise RuleBroken(
            _("The pattern needs {n} once; {n:3}, {year} and {yy} are known besides. Example: {n}-мс/{yy}.")
        )
    series = _locked_series(organisation, kind, line, year)
    series.pattern = pattern
    series.save(update_fields=["pattern"])
    announce(SeriesChanged(series_id=series.pk, kind=kind, year=year, pattern=pattern), by=by, about=series)
    return series
