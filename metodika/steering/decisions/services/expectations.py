"""What is said beforehand: which indicator shall move, which way, by how much, and when one looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.steering.decisions.events import ExpectationChanged, ExpectationSaid
from metodika.steering.decisions.lifecycle import Direction
from metodika.steering.decisions.models import Decision, Expectation, Measure
from metodika.steering.decisions.rules.windows import first_day_to_look, window_of
from metodika.steering.decisions.services.ground import (
    locked_decision,
    locked_expectation,
    locked_measure,
    needed,
)
from metodika.steering.indicators.models import Indicator
from metodika.steering.indicators.queries import period_kind_of

CHANGEABLE = frozenset({"direction", "size", "look_on"})


@dataclass(frozen=True)
class Said:
    """What shall move: the indicator, the way, the least size in its units, the day when one looks."""

    indicator: Indicator
    look_on: date
    direction: str = Direction.UP
    size: Decimal = Decimal()


@atomic
def say_expectation(subject: Measure | Decision, *, said: Said, by: Any) -> Expectation:
    """Say of a measure or a decision what it shall move.

    What is said after the start is marked so. Raises RuleBroken for an ended subject, a day of looking by
    which no period of the indicator is over, a second expectation for one indicator.
    """
    row = Expectation(said_by=account_or_none(by), **vars(said))
    _bind(row, subject)
    if row.subject.expectations.filter(indicator=said.indicator).exists():
        raise RuleBroken(_("It is said already how this indicator shall move. Change what is said."))
    _check_window(row)
    row.said_late = today_at(row.organisation) > row.starts_on
    row.save()
    announce(ExpectationSaid(row.pk), by=by, about=row)
    return row


def _bind(row: Expectation, subject: Measure | Decision) -> None:
    if isinstance(subject, Measure):
        measure = locked_measure(subject)
        row.measure, row.organisation, row.starts_on = measure, measure.organisation, measure.starts_on
        ended = measure.status == "cancelled"
    else:
        decision = locked_decision(subject)
        row.decision, row.organisation = decision, decision.organisation
        row.starts_on = decision.taken_on or today_at(decision.organisation)
        ended = decision.status == "cancelled"
    if ended:
        raise RuleBroken(_("It is cancelled: nothing is expected of it any longer."))


def _check_window(row: Expectation) -> None:
    if row.size < 0:
        raise RuleBroken(_("Give the size without a sign; which way is said beside it."))
    kind = period_kind_of(row.indicator)
    if window_of(kind, starts_on=row.starts_on, look_on=row.look_on)[1] is None:
        first = date_format(first_day_to_look(kind, starts_on=row.starts_on), "DATE_FORMAT")
        raise RuleBroken(
            _("By this day no period of the indicator that follows the start is over. "
              "Look on %(day)s or later.") % {"day": first}
        )  # fmt: skip


@atomic
def change_expectation(
    expectation: Expectation, *, changes: Mapping[str, Any], reason: str = "", seen: int | None, by: Any
) -> Expectation:
    """Correct what is expected; after the start only with a reason, which stays on the page of the effect.

    Raises EditedMeanwhile; RuleBroken without the reason, and once an effect has been computed.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_expectation does not change {', '.join(sorted(unknown))}.")
    row = locked_expectation(expectation)
    if row.effects.exists():
        raise RuleBroken(_("The effect has been computed: what was expected is changed no longer."))
    if fields := claim_version(row, seen=seen, changes=changes):
        _check_window(row)
        if today_at(row.organisation) >= row.starts_on:
            row.changed_because = needed(
                reason, _("It has begun already: say why the expectation is changed. The reason stays.")
            )[:500]
            fields.append("changed_because")
        row.save(update_fields=fields)
        announce(ExpectationChanged(row.pk, reason=row.changed_because), by=by, about=row)
    return row
