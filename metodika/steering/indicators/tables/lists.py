from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.facts.fields import as_told
from metodika.core.web import Choice, Column, Empty, Filter, Link, OneOf, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.directory.organisations.lifecycle import Level
from metodika.steering.indicators import queries
from metodika.steering.indicators.lifecycle import RunStatus, Source, Unit, VersionStatus
from metodika.steering.indicators.models import Indicator, IndicatorQuerySet, Run, Target, Value, Version
from metodika.steering.indicators.queries import figure, numbers
from metodika.steering.indicators.rules.values import grade_of

STATE_WORDS = {
    "computes": _("Computes"), "waits": _("Waits for a fact"), "broken": _("Cannot be computed"),
    "draft": pgettext_lazy("indicator", "Draft"),
}  # fmt: skip
STATE_TONES: dict[str, Tone] = {"computes": "good", "waits": "waiting", "broken": "bad", "draft": "neutral"}
RUN_TONES: dict[str, Tone] = {
    RunStatus.WAITING: "waiting", RunStatus.FINISHED: "good", RunStatus.FAILED: "bad"
}  # fmt: skip
# Which rows a value leads to.
PARTS = {
    "numerator": _("Who or what is counted"), "denominator": _("All of them"),
    "without": _("Who is not there"),
}  # fmt: skip


TOO_FEW = _("hidden: fewer than five people")


def why(value: Value, unit: str) -> Link:
    """Return a figure that leads to where it comes from."""
    return Link(
        figure(value.exact, value.version.places, unit), reverse("indicators:explain-value", args=[value.pk])
    )


def shown_reached(rows: Sequence[queries.Reached]) -> Link | Status | str | None:
    """Return what has been reached of the targets of a goal: the value of one, how many of several.

    The value leads to why it is so.
    """
    known = [one for one in rows if one.value is not None]
    if not known:
        return None
    reached = sum(one.is_reached is True for one in known)
    tone: Tone = "good" if reached == len(known) else "warning"
    if len(known) > 1:
        told = gettext("%(reached)d of %(all)d") % {"reached": reached, "all": len(known)}
        return Status(told, tone)
    value = known[0].value
    if value is None or known[0].is_hidden:
        return str(TOO_FEW)
    state = Status(figure(value.exact, value.version.places, value.version.indicator.unit), tone)
    return Link(state, reverse("indicators:explain-value", args=[value.pk]))


def version_of(row: Any) -> Version | None:
    """Return the version in force, else the draft."""
    in_force = [one for one in row.current if one.status == VersionStatus.IN_FORCE]
    found: list[Version] = in_force or row.current
    return found[0] if found else None


def state_shown(row: Any) -> Status:
    state = queries.state_of(version_of(row))
    return Status(STATE_WORDS[state.code], STATE_TONES[state.code])


def grade(value: Value, *, more_is_better: bool) -> Status | None:
    code = grade_of(value.exact, value.version.thresholds, more_is_better=more_is_better)
    words = {"good": _("Good"), "warning": _("Fair"), "bad": _("Below the threshold")}
    return Status(words[code], code) if code else None  # type: ignore[arg-type]  # the codes are tones


def found_by(rows: IndicatorQuerySet, words: str) -> IndicatorQuerySet:
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
    return rows


class IndicatorsTable(Table):
    key: ClassVar = "indicators"
    export_name: ClassVar = "indicators"
    # What computes stands before what waits for its facts.
    order: ClassVar = "state"
    empty: ClassVar = Empty(
        _("No indicators yet"), _("They come with the profile of the municipality, or are made here."),
        icon="target",
    )  # fmt: skip

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        return (
            Search(apply=found_by),
            OneOf(
                "at", _("For which organisation"), as_told,
                rows=lambda: queries.places_to_choose(self.request.user),
                found=lambda rows, words: rows.alike(words),
                every=_("One's own"),
            ),
            Choice("source", _("Source"), choices=Source.choices),
            Choice("unit", pgettext_lazy("measure", "Unit"), choices=Unit.choices, aside=True),
        )  # fmt: skip

    def _card(self, row: Indicator) -> str:
        at = self.request.GET.get("at", "")
        return reverse("indicators:show-indicator", args=[row.pk]) + (f"?at={at}" if at.isdigit() else "")

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        return (
            Column("code", _("Code"), sort=("code", "pk")),
            Column("name", pgettext_lazy("thing", "Name"), url=self._card, sort="name"),
            Column("group", pgettext_lazy("indicator", "Group"), sort="group"),
            Column("value", pgettext_lazy("indicator", "Value"), _current),
            Column("period", _("Period"), _period),
            Column("target", pgettext_lazy("indicator", "Target"), _target),
            Column("state", _("State"), state_shown, sort=("rank", "code", "pk")),
            Column("source", _("Source"), "get_source_display", shown=False),
        )


def here(row: Any) -> Value | None:
    """Return the newest value of the place that the list is about."""
    version = version_of(row)
    found: list[Value] = getattr(version, "here", [])
    return found[0] if found else None


def aim_here(row: Any) -> Target | None:
    """Return the target of the place for the period of its newest value."""
    value = here(row)
    aims = {(one.starts_on, one.ends_on): one for one in row.aims}
    return aims.get((value.starts_on, value.ends_on)) if value else None


def _current(row: Any) -> Any:
    value: Any = here(row)
    if value is None:
        return None
    return str(TOO_FEW) if value.is_kept_back else why(value, row.unit)


def _period(row: Any) -> str | None:
    value = here(row)
    return value.period.label if value else None


def _target(row: Any) -> str | None:
    aim = aim_here(row)
    return figure(aim.value, version_of(row).places, row.unit) if aim else None  # type: ignore[union-attr]  # a value has one


class PeriodTable(Table):
    """The values of one period, as a program asks for them."""

    filters: ClassVar = (Search("period", _("Period"), as_told),)


class PlaceTable(Table):
    """The values of one place by time, as a program asks for them."""

    filters: ClassVar = (Search("at", _("For which organisation"), as_told),)


class ValuesTable(Table):
    """The values of all places of one period."""

    key: ClassVar = "values"
    export_name: ClassVar = "values"
    order: ClassVar = "place"
    empty: ClassVar = Empty(
        _("Nothing has been counted for this period"),
        _("Start a run, or choose another period."),
        icon="target",
    )

    def __init__(
        self, request: HttpRequest, rows: Any, *, indicator: Indicator, placed: list[queries.Placed]
    ) -> None:
        super().__init__(request, rows)
        self.indicator = indicator
        self.placed = {one.value.pk: one for one in placed}

    @cached_property
    def all_filters(self) -> tuple[Filter, ...]:
        levels = [(one.value, one.label) for one in (Level.REGION, Level.MUNICIPALITY, Level.INSTITUTION)]
        return (
            Search(apply=lambda rows, words: rows.filter(organisation__name__icontains=words)),
            Choice("level", _("Level"), "organisation__level", choices=levels),
        )

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "place", _("Organisation"), "organisation.short_name",
                sort=("organisation__path",),
            ),
            Column("value", pgettext_lazy("indicator", "Value"), self._value),
            Column("interval", _("Interval, 95 %"), self._interval),
            Column("rank", _("Place among equals"), self._rank),
            Column("numbers", _("Counted of"), self._numbers),
            Column("covered", _("Institutions with data"), self._covered),
            Column("grade", _("Threshold"), self._grade),
        )  # fmt: skip

    def _placed(self, row: Value) -> queries.Placed:
        return self.placed[row.pk]

    def _value(self, row: Value) -> Any:
        if self._placed(row).is_hidden:
            return str(TOO_FEW)
        return why(row, self.indicator.unit)

    def _interval(self, row: Value) -> str | None:
        bounds = self._placed(row).interval
        return f"{number_format(bounds[0], 1)}–{number_format(bounds[1], 1)} %" if bounds else None

    def _rank(self, row: Value) -> str | None:
        ranks = self._placed(row).ranks
        if ranks is None:
            return None
        return str(ranks[0]) if ranks[0] == ranks[1] else f"{ranks[0]}–{ranks[1]}"

    def _numbers(self, row: Value) -> str | None:
        return None if self._placed(row).is_hidden else numbers(row)

    def _covered(self, row: Value) -> str | None:
        return covered(row)

    def _grade(self, row: Value) -> Status | None:
        return (
            None if self._placed(row).is_hidden else grade(row, more_is_better=self.indicator.more_is_better)
        )


class BehindTable(Table):
    """The rows behind a value, as a program asks for them."""

    filters: ClassVar = (
        Choice("part", _("Which rows"), as_told, choices=PARTS.items(), every=PARTS["numerator"]),
    )

    @property
    def part(self) -> str:
        return self.filter_form.value("part") or "numerator"


def covered(row: Value) -> str | None:
    if row.expected is None:
        return None
    return gettext("%(part)s of %(whole)s") % {"part": row.covered, "whole": row.expected}


class SetsTable(Table):
    key: ClassVar = "sets"
    order: ClassVar = "title"
    columns: ClassVar = (
        Column("title", _("Title"), url="indicators:show-set", sort="title"),
        Column("owner", _("Organisation"), "owner.short_name"),
        Column("approved_on", _("Approved on"), sort="approved_on"),
        Column("act", _("By the act")),
    )
    empty: ClassVar = Empty(
        _("No sets yet"), _("Put indicators together and approve them by an act."), icon="target"
    )


def run_status(run: Run) -> Status:
    return Status(run.get_status_display(), RUN_TONES[run.status])


class RunsTable(Table):
    key: ClassVar = "runs"
    order: ClassVar = "-started"
    columns: ClassVar = (
        Column(
            "started", _("Started at"), "started_at", url="indicators:show-run", sort=("started_at", "pk")
        ),
        Column("day", _("As of the day"), sort="day"),
        Column("status", _("State"), run_status),
        Column("asked", _("Indicators counted"), numeric=True),
        Column("kept", _("Not changed"), numeric=True),
        Column("written", _("New values"), numeric=True),
    )
    empty: ClassVar = Empty(_("Nothing has been computed yet"), _("Start the first run."), icon="target")
