from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.charts.figures import figure
from metodika.core.web import Choice, Column, Empty, Flag, Period, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.directory.mandates.queries import today_at
from metodika.steering.decisions import queries
from metodika.steering.decisions.lifecycle import (
    DecisionKind,
    DecisionStatus,
    Direction,
    MeasureKind,
    MeasureStatus,
    Verdict,
)
from metodika.steering.decisions.models import Decision, Expectation, Measure
from metodika.steering.indicators.lifecycle import Unit

MEASURE_TONES: dict[str, Tone] = {
    MeasureStatus.PLANNED: "waiting", MeasureStatus.GOING: "info", MeasureStatus.DONE: "good",
    MeasureStatus.CANCELLED: "neutral",
}  # fmt: skip
DECISION_TONES: dict[str, Tone] = {
    DecisionStatus.DRAFT: "waiting", DecisionStatus.TAKEN: "info", DecisionStatus.CARRIED_OUT: "good",
    DecisionStatus.CANCELLED: "neutral",
}  # fmt: skip
TONES: dict[str, Tone] = {
    Verdict.MOVED: "good", Verdict.OTHERS: "info", Verdict.ALONE: "info", Verdict.NOT_SEEN: "neutral",
    Verdict.AGAINST: "bad", Verdict.EARLY: "waiting", Verdict.LITTLE: "warning", Verdict.PEOPLE: "warning",
    Verdict.BROKEN: "warning",
}  # fmt: skip


def state_of_measure(measure: Measure) -> Status:
    return Status(measure.get_status_display(), MEASURE_TONES[measure.status])


def state_of_decision(decision: Decision) -> Status:
    return Status(decision.get_status_display(), DECISION_TONES[decision.status])


def basis_of(decision: Decision) -> Status | None:
    """A decision that rests on nothing is a warning."""
    return Status(gettext("without basis"), "warning") if decision.is_without_basis else None


def shown_basis(decision: Decision) -> Status | str:
    """On what a decision rests, in a word."""
    told = gettext("analytic note") if decision.note_id else pgettext("finding", "finding")
    return basis_of(decision) or told


def verdict_of(expectation: Expectation) -> Status:
    """The newest verdict; before the window is over, that it is too early; after it, that nobody looked."""
    found = queries.effect_of(expectation)
    if found is not None:
        return Status(found.get_verdict_display(), TONES[found.verdict])
    if expectation.look_on > today_at(expectation.organisation):
        return Status(str(Verdict.EARLY.label), TONES[Verdict.EARLY])
    return Status(gettext("Not computed yet"), "warning")


def sign_of(unit: str) -> str:
    """The unit of a value beside a number."""
    return "%" if unit == Unit.PERCENT else ""


def points(value: float | None, unit: str) -> str:
    """A difference as it is read: «+12 п. п.» for a share."""
    if value is None:
        return "—"
    told = figure(abs(value), gettext("pp") if unit == Unit.PERCENT else "")
    return f"+{told}" if value > 0 else f"−{told}" if value < 0 else told  # noqa: RUF001 - a minus of print


def expected_words(expectation: Expectation) -> str:
    """What was said beforehand, in words."""
    size = float(expectation.size) * (1 if expectation.direction == Direction.UP else -1)
    if not size:
        return str(expectation.get_direction_display())
    told = {"way": expectation.get_direction_display(), "size": points(size, expectation.indicator.unit)}
    return gettext("%(way)s, by %(size)s or more") % told


def change_words(expectation: Expectation) -> str:
    """What is seen: the change beyond the others where there are any, else the change itself."""
    found = queries.effect_of(expectation)
    told = (found.numbers.get("beyond") or found.numbers.get("change")) if found else None
    return points(told["value"], expectation.indicator.unit) if told else ""


def expected_of(row: Any) -> Status | str:
    told = [one.indicator.code for one in row.expectations.all()]
    return ", ".join(told) or Status(gettext("nothing said"), "warning")


class MeasuresTable(Table):
    columns: ClassVar = (
        Column("text", _("Measure"), str, url="decisions:show-measure", sort="text"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("organisation", _("Who carries it out"), "organisation", sort="organisation__sort_key"),
        Column("responsible", _("Who answers for it"), "responsible", shown=False),
        Column("finding", _("Finding that it answers"), "finding", shown=False),
        Column("starts_on", _("First day"), sort="starts_on"),
        Column("ends_on", _("Last day"), sort="ends_on"),
        Column("expected", _("What it shall move"), expected_of),
        Column("status", _("State"), state_of_measure, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("state", _("State"), "status", choices=MeasureStatus.choices),
        Choice("kind", _("Kind"), "kind", choices=MeasureKind.choices),
        Period("starts", _("First day"), "starts_on", aside=True),
    )
    empty: ClassVar = Empty(
        _("No measures yet"),
        _("Write what is done about a finding, and say beforehand which indicator it shall move."),
        _("Plan a measure"),
        "/decisions/measures/plan/",
        icon="target",
    )
    order: ClassVar = "-starts_on"
    key: ClassVar = "measures"
    export_name: ClassVar = "measures"


class DecisionsTable(Table):
    columns: ClassVar = (
        Column("text", _("Decision"), str, url="decisions:show-decision", sort="text"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column(
            "organisation", _("Whose decision"), "organisation", sort="organisation__sort_key", shown=False
        ),
        Column("taken_on", _("Taken on"), sort="taken_on"),
        Column("due_on", _("Due on"), sort="due_on"),
        Column("controller", _("Controller"), "controller", shown=False),
        Column("basis", _("Basis"), shown_basis),
        Column("expected", _("What it shall move"), expected_of),
        Column("status", _("State"), state_of_decision, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("state", _("State"), "status", choices=DecisionStatus.choices),
        Choice("kind", _("Kind"), "kind", choices=DecisionKind.choices),
        Flag(
            "baseless", _("Without basis only"),
            lambda rows, on: rows.filter(note=None, finding=None) if on else rows,
        ),
    )  # fmt: skip
    empty: ClassVar = Empty(
        _("No decisions yet"),
        _("Write what is decided and on which analysis, then take the decision by an order or a directive."),
        _("Draft a decision"),
        "/decisions/draft/",
        icon="gavel",
    )
    order: ClassVar = "-taken_on"
    key: ClassVar = "decisions"
    export_name: ClassVar = "decisions"


def where_it_is(row: Expectation) -> str:
    return reverse("decisions:show-effect", args=[row.pk])


class VerdictChoice(Choice):
    """By the newest verdict; nothing computed yet is a choice as well."""

    def narrow(self, rows: Any, value: Any) -> Any:
        if value == "none":
            return rows.filter(effects=None)
        return rows.filter(effects__is_latest=True, effects__verdict=value) if value else rows


class EffectsTable(Table):
    columns: ClassVar = (
        Column("subject", _("Measure or decision"), "subject", url=where_it_is),
        Column("indicator", _("Indicator"), "indicator", sort="indicator__code"),
        Column("expected", _("Expected"), expected_words),
        Column("look_on", _("When to look"), sort="look_on"),
        Column("change", pgettext_lazy("measure", "Change"), change_words),
        Column("verdict", _("Verdict"), verdict_of),
    )
    filters: ClassVar = (
        Search("words", apply=queries.effect_words),
        VerdictChoice("verdict", _("Verdict"), choices=(*Verdict.choices, ("none", _("Not computed yet")))),
        Period("look", _("When to look"), "look_on", aside=True),
    )
    empty: ClassVar = Empty(
        _("Nothing is expected yet"),
        _("Say of a measure or a decision which indicator it shall move: after the window the effect is "
          "computed here."),
        _("Measures"),
        "/decisions/measures/",
        icon="target",
    )  # fmt: skip
    order: ClassVar = "-look_on"
    key: ClassVar = "effects"
    export_name: ClassVar = "effects"
