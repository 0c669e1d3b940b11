"""Printings of many minutes: what is to be printed, how far it has come, what is saved as one archive."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from metodika.core.calendar import Period, school_year
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import clean_name
from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.records.models import Rendition
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.lifecycle import UNPRINTED
from metodika.governance.meetings.models import (
    Printing,
    PrintingQuerySet,
    PrintingTask,
    Session,
)

MAY = "meetings.print_all_minutes"
MOST_REFUSALS = 50
DAY_HELD = Coalesce("held_on", "planned_on")
QUIET = timedelta(minutes=15)


def sessions_to_print(
    organisation: Organisation, period: Period, *, body: Body | None = None
) -> QuerySet[Session, int]:
    """Return the numbers of the sessions held in the period whose minutes have never been printed.

    Those of the organisation and below, or of one body; in the order in which numbers are given: by host,
    then by day. What another printing that goes on has taken is left out.
    """
    taken = PrintingTask.objects.filter(done_at=None).values("session")
    rows = Session.objects.filter(body__host__path__startswith=organisation.path).exclude(pk__in=taken)
    days = (period.starts_on, period.ends_on)
    in_period = Q(held_on__range=days) | Q(held_on=None, planned_on__range=days)
    rows = rows.filter(in_period, status__in=UNPRINTED)
    if body is not None:
        rows = rows.filter(body=body)
    return rows.order_by("body__host", DAY_HELD, "pk").values_list("pk", flat=True)


def years_to_print(user: Any, today: date) -> list[Period]:
    """Return the school years in which sessions have no minutes, the latest first; else the present one."""
    rows = Session.objects.visible_to(user, MAY).filter(status__in=UNPRINTED).order_by()
    found = rows.aggregate(first=Min(DAY_HELD), last=Max(DAY_HELD))
    year = school_year(found["last"] or today)
    years = [year]
    while found["first"] and year.starts_on > found["first"]:
        year = year.previous()
        years.append(year)
    return years


def organisations_to_print(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose minutes the user may print all at once, by name."""
    return organisations_for_choice(user, MAY)


def organisations_alike(rows: Any, words: str) -> Any:
    """Keep the organisations whose names contain the words."""
    return rows.alike(normalise(words))


def top_to_print(user: Any) -> Organisation | None:
    """Return the one organisation for which the user holds the right, None for several or for all."""
    found = list(Organisation.objects.filter(path__in=user.access.paths_for(MAY))[:2])
    return found[0] if len(found) == 1 else None


def bodies_to_print(user: Any) -> QuerySet[Body]:
    """Return the bodies whose minutes the user may print all at once, by name."""
    return Body.objects.visible_to(user, MAY).with_names().order_by("sort_key", "pk")


def printings_for_list(user: Any) -> PrintingQuerySet:
    """Return the printings that the user may see, counted, the latest first."""
    rows = Printing.objects.visible_to(user).counted()
    return rows.select_related("organisation", "body", "created_by__person").order_by("-pk")


def printing_counted(printing: Printing) -> Any:
    """Return a printing with how far it has come, as in the list. One query."""
    return Printing.objects.counted().select_related("organisation", "body").get(pk=printing.pk)


def is_stuck(printing: Printing, now: datetime) -> bool:
    """Tell whether nothing has been heard of a printing for so long that it may be given to a new job."""
    return printing.finished_at is None and now - printing.moved_at >= QUIET


def refusals_of(printing: Printing) -> list[PrintingTask]:
    """Return the first sessions that could not be printed, with the sentences."""
    rows = printing.tasks.filter(~Q(refusal="")).select_related("session__body").order_by("place")
    return list(rows[:MOST_REFUSALS])


def files_of(printing: Printing) -> Iterator[tuple[str, StoredFile]]:
    """Yield the printed files by the names under which they lie in the archive: a folder for each body.

    What has been destroyed since is left out. One query.
    """
    rows = Rendition.objects.current().filter(
        record__in=printing.tasks.filter(record__isnull=False).values("record"), pdf__isnull=False
    )
    bodies = dict(printing.tasks.filter(record__isnull=False).values_list("record", "session__body__name"))
    # The values of fourteen hundred papers are not needed to give away their files.
    rows = rows.defer("places").select_related("pdf", "docx")
    for version in rows.order_by("record__series", "record__number"):
        folder = clean_name(bodies[version.record_id].replace(".", ""))
        for stored in (version.pdf, version.docx):
            if stored is not None:
                yield f"{folder}/{clean_name(stored.name)}", stored


def who_began(printing_id: int) -> QuerySet[Any]:
    """Return the account of the person who has begun a printing."""
    begun = Printing.objects.filter(pk=printing_id).values("created_by")
    return get_user_model()._default_manager.filter(pk__in=begun)
