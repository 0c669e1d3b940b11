"""Targets, and values that were counted elsewhere, as they come from a table."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken
from metodika.core.imports.columns import Column as Cell
from metodika.core.imports.columns import Kind, Register
from metodika.core.imports.outcomes import BatchImporter, ImportContext, Outcome, Planned, Row, new, refused
from metodika.directory.organisations.queries import organisation_finder
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Indicator


class _Importer(BatchImporter):
    """Finds indicators by code and organisations by name; each row is a new fact about a period."""

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self.finder = organisation_finder(context.paths)
        self.known: dict[str, list[Indicator]] = {}
        seen = queries.indicators(context.by) if context.by else queries.all_indicators()
        self.told_already: set[tuple[Any, ...]] = set()
        for one in seen.select_related("owner").prefetch_related("versions"):
            self.known.setdefault(one.code.lower(), []).append(one)

    def plan(self, rows: Sequence[Row]) -> list[Outcome]:
        return [self._planned(row) for row in rows]

    def _planned(self, row: Row) -> Outcome:
        places = self.finder.find(row["organisation"])
        if len(places) != 1:
            return refused("organisation", _("Write the organisation as it is named in the register."))
        found = [one for one in self.known.get(row["indicator"].lower(), []) if _holds_at(one, places[0])]
        if not found:
            return refused("indicator", _("There is no indicator of this code. Look it up in the list."))
        # An own indicator stands before one of the profile, and that before the shared one.
        indicator = min(found, key=lambda one: (one.owner_id is None, one.profile_id is None))
        return self.told(row, indicator, places[0])

    def told(self, row: Row, indicator: Indicator, place: Any) -> Outcome:
        raise NotImplementedError


def _holds_at(indicator: Indicator, place: Any) -> bool:
    """Tell whether an own indicator belongs to the place, or to what the place belongs to."""
    return indicator.owner is None or place.path.startswith(indicator.owner.path)


class TargetImporter(_Importer):
    def told(self, row: Row, indicator: Indicator, place: Any) -> Outcome:
        try:
            services.refuse_impossible(indicator, row["value"])
        except RuleBroken as refusal:
            return refused("value", str(refusal))
        version = max(indicator.versions.all(), key=lambda one: one.number)
        period = queries.period_on(version.period_kind, row["day"])
        return new(payload=services.Aim(indicator, place, period, row["value"], row["reason"]))

    def apply(self, planned: Sequence[Planned], *, by: Any) -> None:
        services.set_targets([one.outcome.payload for one in planned], by=by)


class ValueImporter(_Importer):
    def told(self, row: Row, indicator: Indicator, place: Any) -> Outcome:
        versions = [one for one in indicator.versions.all() if one.status == VersionStatus.IN_FORCE]
        if not versions:
            return refused("indicator", _("The indicator has no version in force."))
        if queries.state_of(versions[0]).computes:
            return refused(
                "indicator", _("The system counts this indicator itself; a typed value is not needed.")
            )
        period = queries.period_on(versions[0].period_kind, row["day"])
        told = services.Entered(
            versions[0], place, period, row["numerator"], row["denominator"], row["note"] or ""
        )
        try:
            services.refuse_wrong_numbers(told)
        except RuleBroken as refusal:
            return refused("numerator", str(refusal))
        if (key := (indicator.pk, place.pk, period.key)) in self.told_already:
            return refused("day", _("The value of this place and period stands in the table twice."))
        self.told_already.add(key)
        return new(payload=told)

    def apply(self, planned: Sequence[Planned], *, by: Any) -> None:
        services.enter_values([one.outcome.payload for one in planned], by=by)


COMMON = (
    Cell(key="indicator", title=_("Indicator"), required=True, sample="I-64", headings=("Код",)),
    Cell(key="organisation", title=_("Organisation"), required=True, kind=Kind.REFERENCE),
    Cell(key="day", title=_("A day of the period"), required=True, kind=Kind.DATE, sample="01.09.2026"),
)
REGISTERS = (
    Register(
        code="indicators-targets", title=_("Targets of indicators"), permission="indicators.set_target",
        importer=TargetImporter,
        columns=(
            *COMMON,
            Cell(key="value", title=_("Target"), required=True, kind=Kind.DECIMAL, sample="50"),
            Cell(key="reason", title=_("Why so much"), required=True, sample="Решение совета"),
        ),
    ),
    Register(
        code="indicators-values", title=_("Values counted elsewhere"), permission="indicators.set_target",
        importer=ValueImporter,
        columns=(
            *COMMON,
            Cell(key="numerator", title=_("Numerator"), required=True, kind=Kind.DECIMAL, sample="12"),
            Cell(key="denominator", title=_("Denominator"), kind=Kind.DECIMAL, sample="40"),
            Cell(key="note", title=_("Note"), sample="По сведениям учреждений"),
        ),
    ),
)  # fmt: skip
