"""Whose rows a municipality hands over, and how a row is told of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse

from metodika.core.calendar import Period
from metodika.directory.organisations.models import Organisation
from metodika.steering.turnover.lifecycle import Choice, Register
from metodika.steering.turnover.rules import Row

# Its own house: what schools plan and decide for themselves is handed over by them.
SERVICES = ("education_department", "administration", "methodical_centre")
# What a person may do with rows of a register to hand them over: copy and close.
NEEDED: Mapping[str, Mapping[str, str]] = {
    Register.GOALS: {Choice.COPY: "goals.propose_goal", Choice.CLOSE: "goals.approve_goal"},
    Register.PLANS: {Choice.COPY: "plans.make_plan", Choice.CLOSE: "plans.approve_plan"},
    Register.BODIES: {Choice.CLOSE: "bodies.end_body"},
    Register.CAMPAIGNS: {Choice.COPY: "collection.run_campaign", Choice.CLOSE: "collection.run_campaign"},
    Register.INDICATORS: {},
    Register.SETS: {},
    Register.ASSIGNMENTS: {Choice.CLOSE: "assignments.change_assignment"},
    Register.FINDINGS: {Choice.CLOSE: "analysis.judge_finding"},
    Register.RECOMMENDATIONS: {Choice.CLOSE: "recommendations.approve_recommendation"},
    Register.MEASURES: {Choice.CLOSE: "decisions.plan_measure"},
    Register.DECISIONS: {Choice.CLOSE: "decisions.take_decision"},
}
PAGES: Mapping[str, str] = {
    Register.GOALS: "goals:show-goal", Register.PLANS: "plans:show-plan", Register.BODIES: "bodies:show-body",
    Register.CAMPAIGNS: "collection:show-campaign", Register.INDICATORS: "indicators:show-indicator",
    Register.SETS: "indicators:show-set", Register.ASSIGNMENTS: "assignments:show-assignment",
    Register.FINDINGS: "analysis:show-finding", Register.MEASURES: "decisions:show-measure",
    Register.RECOMMENDATIONS: "recommendations:show-recommendation",
    Register.DECISIONS: "decisions:show-decision",
}  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """A municipality at the end of a year, as a person sees it."""

    place: Organisation
    year: Period
    viewer: Any

    def own(self, column: str = "organisation") -> Q:
        """Return the condition that a row belongs to the municipality itself or to its service."""
        service = Q(
            **{f"{column}__path__startswith": self.place.path, f"{column}__kind__in": SERVICES}
        )  # fmt: skip
        return Q(**{column: self.place}) | service


@dataclass(frozen=True)
class Found:
    """A row with what is known of it and what stands beside it."""

    subject: Model
    row: Row
    note: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        number = getattr(self.subject, "indicator_id", self.subject.pk)
        return page_of(
            self.row.register, number if self.row.register == Register.INDICATORS else self.subject.pk
        )


def page_of(register: str, number: int) -> str:
    """Return the address of a row's page."""
    return reverse(PAGES[register], args=[number])


def found(subjects: Iterable[Model], register: str, **told: Any) -> list[Found]:
    """Return rows whose state is their status and whose last day is in the attribute told."""
    last = told.get("last", "ends_on")
    return [
        Found(one, Row(register, one.status, getattr(one, last)), {"day": _iso(getattr(one, last))})  # type: ignore[attr-defined]  # every register has a status
        for one in subjects
    ]


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
