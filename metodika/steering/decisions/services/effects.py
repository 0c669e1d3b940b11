"""Effects: computed together for a place and a school year, kept beside the earlier ones, considered."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.events import EffectsComputed
from metodika.steering.decisions.lifecycle import ANSWERS, Reason, Verdict
from metodika.steering.decisions.models import Effect, Expectation
from metodika.steering.decisions.queries import with_subjects
from metodika.steering.decisions.queries.gathering import Evidence, gather
from metodika.steering.decisions.rules.estimates import Estimate, estimates
from metodika.steering.decisions.rules.verdicts import corrected, is_large_enough, obstacle, verdict
from metodika.steering.decisions.services.ground import locked_expectation

BATCH = 500
# The numbers are kept to so many digits: computing again on another machine is then no new effect.
DIGITS = 9
FIGURES = ("numbers", "compared", "definition", "computed_at")


@atomic
def compute_effect(expectation: Expectation, *, by: Any) -> Effect:
    """Compute the effect of one expectation, together with all of its place and school year.

    Together, since the correction for many must know how many were looked at. RuleBroken before the window is
    over.
    """
    row = locked_expectation(expectation)
    today = today_at(row.organisation)
    if row.look_on > today:
        raise RuleBroken(
            _("It is too early: one looks on %(day)s. Until then nothing can be said of the effect.")
            % {"day": date_format(row.look_on, "DATE_FORMAT")}
        )
    compute_effects(row.organisation, year=row.look_on, by=by)
    found = Effect.objects.newest().filter(expectation=row).first()
    if found is None:
        raise RuleBroken(_("It is cancelled: nothing is expected of it any longer."))
    return found


@atomic
def compute_effects(organisation: Organisation, *, year: date, by: Any) -> int:
    """Compute all effects of a place whose day of looking is past and in the school year of the day.

    Return how many are new: the same numbers make no new effect.
    """
    return compute(family(organisation, year=year), by=by)


def family(organisation: Organisation, *, year: date) -> QuerySet[Expectation]:
    """Return the expectations that are looked at together: of one place and one school year."""
    period = school_year(year)
    due = Expectation.objects.due(today_at(organisation))
    return due.filter(organisation=organisation, look_on__gte=period.starts_on, look_on__lte=period.ends_on)


@atomic
def compute(
    expectations: QuerySet[Expectation], *, by: Any = None, heard: Callable[[int], object] | None = None
) -> int:
    """Compute the effects of these expectations as one family; return how many are new.

    `heard` is told of how many more the numbers have been read.
    """
    shown = with_subjects(expectations)
    if not shown:
        return 0
    list(
        Expectation.objects.select_for_update()
        .filter(pk__in=[one.pk for one in shown])
        .order_by("pk")
        .values("pk")
    )
    gathered = gather(shown, heard=heard)
    made = _judged(gathered)
    written = _kept(made)
    people = {one.expectation.said_by_id for one in written if one.expectation.said_by_id is not None}
    if written:
        first = shown[0].organisation
        announce(EffectsComputed(count=len(written), people=sorted(people)), by=by, about=first)
    return len(written)


def _judged(gathered: Sequence[Evidence]) -> list[Effect]:
    """Judge all at once: a place where something forbids a verdict takes no part in the correction."""
    barred = [one.trouble or (obstacle(one.seen, kept=one.kept) if one.seen else None) for one in gathered]
    told = [one.seen for one in gathered if one.seen is not None]
    found = iter(estimates(told))
    computed = [next(found) if one.seen is not None else None for one in gathered]
    chances = [
        None if bar or estimate is None else estimate.deciding.chance
        for bar, estimate in zip(barred, computed, strict=True)
    ]
    many = sum(chance is not None for chance in chances)
    made = []
    for one, bar, estimate, pair in zip(gathered, barred, computed, corrected(chances), strict=True):
        judged = bar or _verdict(one, estimate, pair)
        made.append(_effect(one, judged, estimate, pair, many))
    return made


def _verdict(one: Evidence, estimate: Estimate | None, pair: tuple[float, float] | None) -> tuple[str, str]:
    if estimate is None:
        return Verdict.LITTLE, Reason.NO_AFTER
    chance = pair[0] if pair else None
    return verdict(estimate, direction=one.asked.expectation.direction, chance=chance)


def _effect(
    one: Evidence, judged: tuple[str, str], estimate: Estimate | None, pair: tuple[float, float] | None,
    many: int,
) -> Effect:  # fmt: skip
    expectation = one.asked.expectation
    numbers: dict[str, Any] = {**one.numbers, "many": many}
    is_large = None
    if estimate is not None:
        numbers["change"] = _plain(asdict(estimate.change))
        numbers["beyond"] = _plain(asdict(estimate.compared)) if estimate.compared else None
        numbers["corrected"] = _plain({"fdr": pair[0], "any": pair[1]}) if pair else None
        if judged[0] in ANSWERS:
            is_large = is_large_enough(
                estimate, direction=expectation.direction, size=float(expectation.size)
            )
    return Effect(
        expectation=expectation, definition_id=one.definition, verdict=judged[0], reason=judged[1],
        is_large_enough=is_large, numbers=numbers, compared=one.compared, computed_at=timezone.now(),
    )  # fmt: skip


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in told.items()}


def _kept(made: Sequence[Effect]) -> list[Effect]:
    """Write what differs; return the effects that are new or have another verdict.

    With the same verdict only the numbers are brought up to date, and what was concluded stays; another
    verdict stands beside the one before.
    """
    newest = {
        one.expectation_id: one
        for one in Effect.objects.newest().filter(expectation__in=[one.expectation_id for one in made])
    }
    changed, refreshed = [], []
    for one in made:
        before = newest.get(one.expectation_id)
        if before is None or _judged_as(one) != _judged_as(before):
            changed.append(one)
        elif _told(one) != _told(before):
            refreshed.append(_refresh(before, one))
    old = [newest[one.expectation_id].pk for one in changed if one.expectation_id in newest]
    Effect.objects.filter(pk__in=old).update(is_latest=False)
    Effect.objects.bulk_create(changed, batch_size=BATCH)
    Effect.objects.bulk_update(refreshed, [*FIGURES, "version"], batch_size=BATCH)
    return changed


def _judged_as(effect: Effect) -> tuple[Any, ...]:
    return str(effect.verdict), str(effect.reason), effect.is_large_enough


def _told(effect: Effect) -> tuple[Any, ...]:
    return effect.numbers, effect.compared, effect.definition_id


def _refresh(before: Effect, found: Effect) -> Effect:
    for name in FIGURES:
        setattr(before, name, getattr(found, name))
    before.version += 1
    return before
