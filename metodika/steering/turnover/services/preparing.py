"""A roll-over from its beginning to the press: rows proposed, choices kept, given up."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import Period
from metodika.core.database.subjects import about
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.steering.turnover import queries
from metodika.steering.turnover.events import RolloverBegun, RolloverDropped
from metodika.steering.turnover.lifecycle import GOING, Choice, RolloverStatus
from metodika.steering.turnover.models import Line, Rollover
from metodika.steering.turnover.rules import propose

TITLE_LENGTH, BATCH = 500, 500
PROPOSED = ("title", "address", "proposed", "reason", "offered", "note")


@atomic
def begin_rollover(municipality: Organisation, *, ending: Period, coming: Period, by: Any) -> Rollover:
    """Begin to hand a school year over: what it leaves is found, and something is proposed for each row.

    Raises RuleBroken for what is no municipality, a year that has not begun, years that do not follow one
    another, and while another one is not finished there.
    """
    place = Organisation.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    if place.level != Level.MUNICIPALITY:
        raise RuleBroken(_("A year is handed over for a whole municipality. Choose a municipality."))
    _refuse_years(ending, coming, place)
    if Rollover.objects.filter(municipality=place, status__in=GOING).exists():
        raise RuleBroken(_("A year is being handed over here already. Finish that, or give it up first."))
    rollover = Rollover.objects.create(
        municipality=place, ends_on=ending.ends_on, made_by=account_or_none(by)
    )
    _propose(rollover, by)
    announce(RolloverBegun(rollover.pk), by=by, about=rollover)
    return rollover


def _refuse_years(ending: Period, coming: Period, place: Organisation) -> None:
    if ending == coming:
        raise RuleBroken(_("A year is not handed over to itself. Choose the year that follows."))
    if coming != ending.next():
        raise RuleBroken(
            _("These years do not follow one another. After %(ending)s comes %(coming)s.")
            % {"ending": ending.label, "coming": ending.next().label}
        )
    if ending.starts_on > today_at(place):
        raise RuleBroken(
            _("%(year)s has not begun yet: there is nothing to hand over.") % {"year": ending.label}
        )


def _propose(rollover: Rollover, by: Any) -> None:
    """Write the rows that the year leaves; what a person has chosen stays where it is still possible."""
    found = queries.rows_ending(queries.Ending(rollover.municipality, rollover.ending, by))
    # Their kinds are looked up together: `about` finds each of them known.
    ContentType.objects.get_for_models(*{type(one.subject) for one in found})
    known = {(one.register, one.subject_id): one for one in rollover.lines.all()}
    new: list[Line] = []
    old: list[Line] = []
    for one in found:
        told = propose(one.row, year=rollover.ending)
        kept = known.pop((one.row.register, one.subject.pk), None)
        (old if kept else new).append(
            line := kept or Line(rollover=rollover, register=one.row.register, **about(one.subject))
        )
        is_changed = kept is not None and kept.is_changed and kept.choice in told.offered
        line.title, line.address = str(one.subject)[:TITLE_LENGTH], one.address
        line.proposed, line.reason = told.choice, told.reason
        line.offered, line.note = list(told.offered), one.note
        line.choice = line.choice if is_changed else told.choice
    rollover.lines.filter(pk__in=[one.pk for one in known.values()]).delete()
    Line.objects.bulk_update(old, [*PROPOSED, "choice"], batch_size=BATCH)
    Line.objects.bulk_create(new, batch_size=BATCH)


@atomic
def refresh_rollover(rollover: Rollover, *, by: Any) -> Rollover:
    """Look anew at what the year leaves; choices of people stay. Raises RuleBroken past the preparation."""
    row = locked(rollover)
    refuse_not_draft(row)
    _propose(row, by)
    return row


@atomic
def choose_for_rows(rollover: Rollover, *, choice: str, rows: Collection[int], by: Any) -> int:
    """Keep a choice for the rows where it is possible; return how many.

    Raises RuleBroken past the preparation, without rows, for rows of another roll-over, and when none of them
    offers the choice.
    """
    row = locked(rollover)
    chosen = row.lines.filter(pk__in=rows)
    if not rows:
        raise RuleBroken(_("Tick the rows first."))
    if chosen.count() != len(set(rows)):
        raise RuleBroken(_("Some of these rows do not belong here. Open the page again and choose anew."))
    return _choose(row, chosen, choice)


@atomic
def choose_for_register(rollover: Rollover, *, choice: str, register: str, by: Any) -> int:
    """Keep a choice for all rows of a register where it is possible; return how many, see choose_for_rows."""
    row = locked(rollover)
    return _choose(row, row.lines.filter(register=register), choice)


def _choose(rollover: Rollover, rows: Any, choice: str) -> int:
    refuse_not_draft(rollover)
    changed: int = rows.offering(choice).update(choice=choice)
    if not changed:
        raise RuleBroken(_("“%(choice)s” is not possible for these rows.") % {"choice": Choice(choice).label})
    return changed


@atomic
def drop_rollover(rollover: Rollover, *, by: Any) -> None:
    """Give a roll-over up before it is carried out. Raises RuleBroken afterwards."""
    row = locked(rollover)
    refuse_not_draft(row)
    announce(RolloverDropped(title=str(row)), by=by, about=row.municipality)
    row.delete()


def locked(rollover: Rollover) -> Rollover:
    """Return the roll-over, read anew and kept from others until the end of the transaction."""
    rows = Rollover.objects.select_for_update(of=("self",))
    return rows.select_related("municipality", "applied_by").get(pk=rollover.pk)


def refuse_not_draft(rollover: Rollover) -> None:
    """Raise RuleBroken once the roll-over has been carried out."""
    if rollover.status != RolloverStatus.DRAFT:
        raise RuleBroken(
            _("This cannot be done now: the handing over is in the state “%(state)s”.")
            % {"state": rollover.get_status_display()}
        )
