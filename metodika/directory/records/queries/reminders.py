from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch

from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Acknowledgement, Dispatch, Record, SignatureRequest

# Tomorrow by the clock of the farthest municipality.
NEAR = timedelta(days=2)


def late_dispatches(now: datetime) -> Iterable[Dispatch]:
    """Return the dispatches whose last day is near or past, each with the `items` that are missing."""
    missing = Acknowledgement.objects.missing().only("pk", "dispatch", "person")
    rows = Dispatch.objects.filter(due_on__lte=(now + NEAR).date(), items__acknowledged_at=None)
    return (
        rows.select_related("organisation__municipality")
        .prefetch_related(Prefetch("items", missing))
        .distinct()
        .order_by("pk")
    )


def late_records(now: datetime) -> Iterable[Record]:
    """Return the documents whose last day to sign is near or past, each with the `signatures` missing."""
    missing = SignatureRequest.objects.missing()
    late = missing.filter(due_on__lte=(now + NEAR).date()).values("record")
    return (
        Record.objects.filter(status=RecordStatus.PRINTED, pk__in=late)
        .select_related("organisation__municipality")
        .prefetch_related(Prefetch("signatures", missing))
        .order_by("pk")
    )
