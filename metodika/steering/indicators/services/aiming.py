"""Sets of indicators, targets, and values that come from a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period
from metodika.core.events import announce, announce_many
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act
from metodika.steering.indicators.events import SetApproved, TargetSet
from metodika.steering.indicators.lifecycle import Change, Unit
from metodika.steering.indicators.models import Indicator, IndicatorSet, Target, Value, Version
from metodika.steering.indicators.rules.values import is_possible_target


@dataclass(frozen=True)
class Aim:
    """A target as it is told: what, for whom, when, how much, why."""

    indicator: Indicator
    organisation: Organisation
    period: Period
    value: Decimal
    reason: str


@dataclass(frozen=True)
class Entered:
    """A value as it is told: under which version, for whom, when, and the two numbers."""

    version: Version
    organisation: Organisation
    period: Period
    numerator: Decimal
    denominator: Decimal | None
    note: str = ""


@atomic
def refuse_impossible(indicator: Indicator, value: Decimal) -> None:
    """Raise RuleBroken for a target that no work can reach."""
    if not is_possible_target(value, indicator.unit):
        raise RuleBroken(
            _("A share lies between 0 and 100 %%: %(value)s cannot be a target. Correct the number.")
            % {"value": f"{value.normalize():f}"}
        )


@atomic
def set_target(
    indicator: Indicator, *, organisation: Organisation, period: Period, value: Decimal, reason: str, by: Any
) -> Target:
    """Set a target, or another one for the same place and period; the earlier one stays in the history.

    RuleBroken for a share outside 0..100 and without a reason.
    """
    return set_targets([Aim(indicator, organisation, period, value, reason)], by=by)[0]


@atomic
def set_targets(aims: Sequence[Aim], *, by: Any) -> list[Target]:
    """Set many targets, see `set_target`."""
    found = []
    for aim in aims:
        refuse_impossible(aim.indicator, aim.value)
        if not aim.reason.strip():
            raise RuleBroken(_("Say why so much: the reason stands beside the target."))
        target, _made = Target.objects.select_for_update().update_or_create(
            indicator=aim.indicator, organisation=aim.organisation, starts_on=aim.period.starts_on,
            ends_on=aim.period.ends_on,
            defaults={"value": aim.value, "reason": aim.reason.strip()[:500], "period_kind": aim.period.kind},
        )  # fmt: skip
        found.append(target)
    announce_many(
        [
            (TargetSet(one.indicator_id, target_id=one.pk, reason=one.reason), aim.indicator)
            for one, aim in zip(found, aims, strict=True)
        ],
        by=by,
    )
    return found


@atomic
def refuse_wrong_numbers(told: Entered) -> None:
    """Raise RuleBroken for numbers that cannot be: less than nothing, or a part greater than its whole."""
    numbers = (told.numerator, told.denominator)
    if any(one is not None and one < 0 for one in numbers):
        raise RuleBroken(_("A number of what was counted is not less than nought. Correct it."))
    if told.denominator is None or told.version.indicator.unit != Unit.PERCENT:
        return
    if told.numerator > told.denominator:
        raise RuleBroken(
            _("The numerator %(part)s is no part of the denominator %(whole)s. Correct the numbers.")
            % {"part": f"{told.numerator.normalize():f}", "whole": f"{told.denominator.normalize():f}"}
        )


@atomic
def enter_values(told: Sequence[Entered], *, by: Any) -> list[Value]:
    """Keep values that were counted elsewhere, as snapshots of their own; the earlier ones stay.

    RuleBroken for numbers that cannot be.
    """
    now = timezone.now()
    for one in told:
        refuse_wrong_numbers(one)
        Value.objects.filter(
            version=one.version, organisation=one.organisation, starts_on=one.period.starts_on,
            ends_on=one.period.ends_on, is_latest=True,
        ).update(is_latest=False)  # fmt: skip
    return Value.objects.bulk_create(
        Value(
            version=one.version, organisation=one.organisation, period_kind=one.period.kind,
            starts_on=one.period.starts_on, ends_on=one.period.ends_on, numerator=one.numerator,
            denominator=one.denominator, computed_at=now, change=Change.ENTERED, note=one.note[:500],
        )
        for one in told
    )  # fmt: skip


@atomic
def make_set(*, owner: Organisation, title: str, indicators: Sequence[Indicator], by: Any) -> IndicatorSet:
    """Put indicators together. RuleBroken for an empty set."""
    if not indicators:
        raise RuleBroken(_("Choose at least one indicator for the set."))
    made = IndicatorSet.objects.create(owner=owner, title=title.strip())
    made.indicators.set(indicators)
    return made


@atomic
def approve_set(found: IndicatorSet, *, act: Act, approved_on: date | None = None, by: Any) -> IndicatorSet:
    """Approve a set by an act, from the act's day. RuleBroken for one that is approved already."""
    row = IndicatorSet.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.approved_on:
        raise RuleBroken(_("The set is approved already. Make a new one for other indicators."))
    row.act, row.approved_on = act, approved_on or act.issued_on or timezone.localdate()
    row.version += 1
    row.save(update_fields=["act", "approved_on", "version"])
    announce(SetApproved(row.pk), by=by, about=row)
    return row
