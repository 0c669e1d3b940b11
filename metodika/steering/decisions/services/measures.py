"""Measures: planned for a finding, a recommendation or by themselves; carried out; ended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.planning.activities.services import plan_event
from metodika.planning.plans.models import Plan
from metodika.planning.plans.services import add_item
from metodika.steering.decisions.events import MeasureMoved, MeasurePlanned
from metodika.steering.decisions.lifecycle import MOVES, MeasureStatus
from metodika.steering.decisions.models import Measure
from metodika.steering.decisions.services.ground import (
    checked_places,
    keep,
    locked_measure,
    needed,
    refuse_move,
    refuse_reopening,
    refuse_turned,
)

LONGEST_BASIS = 500
CARD = frozenset(
    {"kind", "text", "finding", "item", "event", "responsible", "resources", "starts_on", "ends_on"}
)
ENDED = frozenset({MeasureStatus.DONE, MeasureStatus.CANCELLED})


@atomic
def plan_measure(
    *, organisation: Organisation, card: Mapping[str, Any], places: Iterable[Organisation] = (),
    subject: Model | None = None, by: Any,
) -> Measure:  # fmt: skip
    """Write a measure down; `subject` is what it answers besides a finding, for instance a recommendation.

    Raises RuleBroken without words, for days turned round, a finding nobody stands for, a place elsewhere.
    """
    measure = Measure(organisation=organisation, made_by=account_or_none(by), **about(subject))
    for name in CARD & card.keys():
        setattr(measure, name, card[name])
    _check_card(measure)
    measure.save()
    measure.places.set(checked_places(organisation, places))
    announce(MeasurePlanned(measure.pk), by=by, about=measure)
    return measure


def _check_card(measure: Measure) -> None:
    measure.text = needed(measure.text, _("Say what is done."))
    refuse_turned(measure.starts_on, measure.ends_on)
    finding = measure.finding
    if finding is not None and not finding.is_standing:
        raise RuleBroken(_("Nobody has confirmed this finding yet: confirm it before acting on it."))


@atomic
def change_measure(
    measure: Measure, *, changes: Mapping[str, Any], seen: int | None, by: Any,
    places: Iterable[Organisation] | None = None,
) -> Measure:  # fmt: skip
    """Correct a measure. Raises EditedMeanwhile, RuleBroken for an ended one and as plan_measure.

    Once something is expected of it, its first day and its places stay: the comparison stands on them.
    """
    if unknown := changes.keys() - CARD:
        raise ValueError(f"change_measure does not change {', '.join(sorted(unknown))}.")
    row = locked_measure(measure)
    if row.status in ENDED:
        raise RuleBroken(_("The measure has ended and is changed no longer."))
    before, named = row.starts_on, set(row.places.values_list("pk", flat=True))
    wanted = None if places is None else checked_places(row.organisation, places)
    fields = claim_version(row, seen=seen, changes=changes)
    _check_card(row)
    other = wanted is not None and {one.pk for one in wanted} != named
    if (row.starts_on != before or other) and row.expectations.exists():
        raise RuleBroken(
            _("Something is expected of this measure already: its first day and its institutions stay as "
              "they are.")
        )  # fmt: skip
    if fields:
        row.save(update_fields=fields)
    if wanted is not None:
        row.places.set(wanted)
    return row


@atomic
def move_measure(measure: Measure, *, to: str, outcome: str = "", by: Any) -> Measure:
    """Start, finish or cancel a measure; the end needs words about what came of it, or why it was cancelled.

    Raises RuleBroken without them and for a state that does not lead there.
    """
    row = locked_measure(measure)
    refuse_move(row, MOVES, to)
    if to in ENDED:
        row.outcome = needed(outcome, _("Say what came of it, or why it is cancelled."))
    row.status = to
    keep(row, "status", "outcome")
    announce(MeasureMoved(row.pk, status=to), by=by, about=row)
    return row


@atomic
def put_into_plan(measure: Measure, *, plan: Plan, reason: str = "", by: Any) -> Measure:
    """Make the measure an item of a plan. Raises RuleBroken when it is one already, and as add_item does."""
    row = locked_measure(measure)
    if row.item_id is not None:
        raise RuleBroken(_("The measure stands in a plan already."))
    term = f"{row.starts_on:%d.%m.%Y} – {row.ends_on:%d.%m.%Y}"
    values = {"text": row.text, "term": term, "basis": str(row.finding or "")[:LONGEST_BASIS]}
    row.item = add_item(
        plan, values=values, responsible=str(row.responsible or ""), reason=reason, by=by
    )  # fmt: skip
    keep(row, "item")
    return row


@atomic
def make_event(
    measure: Measure, *, host: Organisation, kind: str, title: str, starts_on: date, place: str = "", by: Any
) -> Measure:
    """Plan an event that carries the measure out; it names the finding and the plan item of the measure.

    Raises RuleBroken when the measure has an event already, and as plan_event does.
    """
    row = locked_measure(measure)
    if row.event_id is not None:
        raise RuleBroken(_("The measure has its event already."))
    basis = str(row.finding or "")[:LONGEST_BASIS]
    values = {"kind": kind, "title": title, "starts_on": starts_on, "place": place, "basis": basis}
    row.event = plan_event(host, values={**values, "plan_item": row.item}, by=by)
    keep(row, "event")
    return row


@atomic
def reopen_measure(measure: Measure, *, status: str, by: Any) -> Measure:
    """Take the end of a measure back to the state that it had. Raises RuleBroken for one in another state."""
    row = locked_measure(measure)
    refuse_reopening(row, MOVES, status, ended=ENDED)
    row.status, row.outcome = status, ""
    keep(row, "status", "outcome")
    announce(MeasureMoved(row.pk, status=status), by=by, about=row)
    return row
