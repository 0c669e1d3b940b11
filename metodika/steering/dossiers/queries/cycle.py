"""The management cycle of a municipality in a year: what each step has, what it lacks, what contradicts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.calendar import Period, end_of_day, start_of_day
from metodika.core.web.pages import may_open
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.planning.goals.lifecycle import APPROVED_ONCE
from metodika.planning.goals.models import Goal
from metodika.steering.analysis.lifecycle import FINAL, FindingStatus
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.collection.lifecycle import CampaignStatus
from metodika.steering.collection.models import Campaign
from metodika.steering.decisions.lifecycle import DecisionStatus, MeasureStatus
from metodika.steering.decisions.models import Decision, Effect, Expectation, Measure
from metodika.steering.dossiers.lifecycle import Hole, Step
from metodika.steering.dossiers.queries.answering import who_answers
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import IndicatorSet, Value, Version
from metodika.steering.recommendations.lifecycle import Status
from metodika.steering.recommendations.models import Receipt, Recommendation

MOST_SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """Whose cycle is looked at, for which year, on which day, by whom."""

    place: Organisation
    period: Period
    today: date
    now: datetime
    viewer: Any

    def of(self, model: type[Model], path: str = "organisation__path") -> QuerySet[Any]:
        """Return the rows of the municipality and below that the viewer may see."""
        seen: QuerySet[Any] = model._default_manager.visible_to(self.viewer)  # type: ignore[attr-defined]  # our own sets of rows
        return seen.filter(**{f"{path}__startswith": self.place.path})

    def touching(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows whose days meet the year."""
        return rows.filter(starts_on__lte=self.period.ends_on, ends_on__gte=self.period.starts_on)

    def within(self, rows: QuerySet[Any], moment: str) -> QuerySet[Any]:
        """Keep the rows that happened in the year by the clock of the place."""
        zone = zone_of(self.place)
        first, last = start_of_day(self.period.starts_on, zone), end_of_day(self.period.ends_on, zone)
        return rows.filter(**{f"{moment}__gte": first, f"{moment}__lt": last})


def _goals(asked: Asked) -> QuerySet[Goal]:
    return asked.touching(asked.of(Goal)).filter(status__in=APPROVED_ONCE)


def _versions(asked: Asked) -> QuerySet[Version]:
    used = asked.touching(asked.of(Value)).filter(organisation=asked.place, is_latest=True)
    return Version.objects.filter(pk__in=used.values("version"), status=VersionStatus.IN_FORCE)


def _values(asked: Asked) -> QuerySet[Value]:
    return asked.touching(asked.of(Value)).filter(organisation=asked.place, is_latest=True)


def _sets(asked: Asked) -> QuerySet[IndicatorSet]:
    not_later = Q(approved_on=None) | Q(approved_on__lte=asked.period.ends_on)
    return asked.of(IndicatorSet, "owner__path").filter(not_later)


def _campaigns(asked: Asked) -> QuerySet[Campaign]:
    return asked.touching(asked.of(Campaign)).exclude(status=CampaignStatus.DRAFT)


def _findings(asked: Asked) -> QuerySet[Finding]:
    return asked.touching(asked.of(Finding))


def _notes(asked: Asked) -> QuerySet[Note]:
    return asked.touching(asked.of(Note)).filter(status__in=FINAL)


def _early_notes(asked: Asked) -> QuerySet[Note]:
    """Return the notes sealed while a campaign of the year went on or before the last one was closed.

    A campaign whose days end in the next year is of the next year.
    """
    campaigns = _campaigns(asked).filter(ends_on__lte=asked.period.ends_on)
    if campaigns.filter(status=CampaignStatus.OPEN).exists():
        return _notes(asked)
    closed = campaigns.filter(closed_at__isnull=False).order_by("-closed_at")
    last = closed.values_list("closed_at", flat=True).first()
    return _notes(asked).filter(sealed_at__lt=last) if last else _notes(asked).none()


def _recommendations(asked: Asked) -> QuerySet[Recommendation]:
    return asked.within(asked.of(Recommendation), "sent_at").filter(status=Status.SENT)


def _receipts(asked: Asked) -> QuerySet[Receipt]:
    return asked.within(asked.of(Receipt), "sent_at")


def _measures(asked: Asked) -> QuerySet[Measure]:
    return asked.touching(asked.of(Measure)).exclude(status=MeasureStatus.CANCELLED)


def _decisions(asked: Asked) -> QuerySet[Decision]:
    days = (asked.period.starts_on, asked.period.ends_on)
    taken = asked.of(Decision).filter(taken_on__range=days)
    return taken.exclude(status__in=[DecisionStatus.DRAFT, DecisionStatus.CANCELLED])


def _effects(asked: Asked) -> QuerySet[Effect]:
    rows = asked.of(Effect, "expectation__organisation__path").filter(is_latest=True)
    return asked.within(rows, "computed_at")


def _late(asked: Asked) -> QuerySet[Expectation]:
    due = asked.of(Expectation).due(asked.today)  # type: ignore[attr-defined]  # its own set of rows
    days = (asked.period.starts_on, asked.period.ends_on)
    rows: QuerySet[Expectation] = due.filter(effects=None, look_on__range=days)
    return rows


@dataclass(frozen=True)
class Sort:
    """One sort of rows of a step: what it is called, which rows, the list of all."""

    step: Step
    title: Any
    rows: Callable[[Asked], QuerySet[Any]]
    all: str


@dataclass(frozen=True)
class Break:
    """A way in which the chain may be broken: which rows break it, where it is mended."""

    step: Step
    hole: Hole
    rows: Callable[[Asked], QuerySet[Any]]
    page: str
    mend: str
    who: str = ""


SORTS = (
    Sort(Step.GOALS, _("Goals"), _goals, "goals:list-goals"),
    Sort(Step.INDICATORS, _("Sets of indicators"), _sets, "indicators:list-sets"),
    Sort(Step.METHODS, _("Indicators with values"), _versions, "indicators:list-indicators"),
    Sort(Step.MONITORING, _("Campaigns"), _campaigns, "collection:list-campaigns"),
    Sort(
        Step.MONITORING, _("Values of the municipality"), _values,
        "indicators:list-indicators",
    ),
    Sort(
        Step.ANALYSIS, _("Findings"), lambda asked: _findings(asked).standing(),  # type: ignore[attr-defined]  # its own set of rows
        "analysis:list-findings",
    ),
    Sort(Step.ANALYSIS, _("Sealed notes"), _notes, "analysis:list-notes"),
    Sort(
        Step.RECOMMENDATIONS, _("Sent recommendations"), _recommendations,
        "recommendations:list-recommendations",
    ),
    Sort(Step.MEASURES, _("Measures"), _measures, "decisions:list-measures"),
    Sort(Step.DECISIONS, _("Decisions"), _decisions, "decisions:list-decisions"),
    Sort(Step.EFFECT, _("Computed effects"), _effects, "decisions:list-effects"),
)  # fmt: skip
BREAKS = (
    Break(
        Step.GOALS, Hole.GOAL_WITHOUT_REASON, lambda asked: _goals(asked).filter(reason=""),
        "goals:show-goal", "goals:change-goal", "made_by",
    ),
    Break(
        Step.GOALS, Hole.GOAL_WITHOUT_INDICATOR, lambda asked: _goals(asked).filter(targets=None),
        "goals:show-goal", "goals:set-target", "made_by",
    ),
    Break(
        Step.INDICATORS, Hole.SET_NOT_APPROVED, lambda asked: _sets(asked).filter(act=None),
        "indicators:show-set", "indicators:approve-set",
    ),
    Break(
        Step.METHODS, Hole.INDICATOR_WITHOUT_METHOD,
        lambda asked: _versions(asked).filter(method="").select_related("indicator"), "", "",
    ),
    Break(
        Step.MONITORING, Hole.CAMPAIGN_LATE,
        lambda asked: _campaigns(asked).filter(status=CampaignStatus.OPEN, due_at__lt=asked.now),
        "collection:show-campaign", "collection:close-campaign", "made_by",
    ),
    Break(
        Step.ANALYSIS, Hole.FINDING_NOT_JUDGED,
        lambda asked: _findings(asked).filter(status=FindingStatus.DRAFT),
        "analysis:show-finding", "analysis:judge-finding",
    ),
    Break(Step.ANALYSIS, Hole.NOTE_TOO_EARLY, _early_notes, "analysis:show-note", "", "sealed_by"),
    Break(
        Step.RECOMMENDATIONS, Hole.FINDING_WITHOUT_ADDRESSEE,
        lambda asked: _findings(asked).standing().filter(recommendations=None),  # type: ignore[attr-defined]  # its own set of rows
        "analysis:show-finding", "recommendations:make-recommendation", "decided_by",
    ),
    Break(
        Step.RECOMMENDATIONS, Hole.NO_ANSWER,
        lambda asked: _receipts(asked).unanswered().filter(answer_due_on__lt=asked.today),  # type: ignore[attr-defined]  # its own set of rows
        "recommendations:show-receipt", "recommendations:show-receipt", "name",
    ),
    Break(
        Step.MEASURES, Hole.MEASURE_NOT_HELD,
        lambda asked: _measures(asked).exclude(status=MeasureStatus.DONE).filter(ends_on__lt=asked.today),
        "decisions:show-measure", "decisions:show-measure", "responsible",
    ),
    Break(
        Step.MEASURES, Hole.MEASURE_WITHOUT_EFFECT,
        lambda asked: _measures(asked).filter(expectations=None),
        "decisions:show-measure", "decisions:expect-of-measure", "responsible",
    ),
    Break(
        Step.DECISIONS, Hole.DECISION_WITHOUT_BASIS,
        lambda asked: _decisions(asked).filter(Q(note=None) & Q(finding=None)),
        "decisions:show-decision", "decisions:change-decision", "controller",
    ),
    Break(
        Step.DECISIONS, Hole.DECISION_WITHOUT_EFFECT,
        lambda asked: _decisions(asked).filter(expectations=None),
        "decisions:show-decision", "decisions:expect-of-decision", "controller",
    ),
    Break(
        Step.EFFECT, Hole.EFFECT_NOT_COMPUTED, _late, "decisions:show-effect", "decisions:compute-effect",
        "said_by",
    ),
    Break(
        Step.EFFECT, Hole.EFFECT_WITHOUT_CONCLUSION,
        lambda asked: _effects(asked).filter(next_step="").select_related("expectation"), "",
        "decisions:consider-effect",
    ),
)  # fmt: skip
BEGIN = {
    Step.GOALS: "goals:propose-goal", Step.INDICATORS: "indicators:make-set",
    Step.METHODS: "indicators:list-indicators", Step.MONITORING: "collection:make-campaign",
    Step.ANALYSIS: "analysis:draft-findings", Step.RECOMMENDATIONS: "recommendations:make-recommendation",
    Step.MEASURES: "decisions:plan-measure", Step.DECISIONS: "decisions:draft-decision",
    Step.EFFECT: "decisions:list-effects",
}  # fmt: skip


# Whoever may do this answers for the step where a row names nobody.
ANSWERS = {
    Step.GOALS: "goals.propose_goal", Step.INDICATORS: "indicators.approve_indicator",
    Step.METHODS: "indicators.make_indicator", Step.MONITORING: "collection.run_campaign",
    Step.ANALYSIS: "analysis.judge_finding", Step.RECOMMENDATIONS: "recommendations.make_recommendation",
    Step.MEASURES: "decisions.plan_measure", Step.DECISIONS: "decisions.take_decision",
    Step.EFFECT: "decisions.consider_effect",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row that breaks the chain: its words, its page, who answers for it, where it is mended."""

    title: str
    url: str
    who: str
    mend: str


@dataclass(frozen=True)
class Broken:
    """A hole with the first of its rows and how many there are in all."""

    hole: Hole
    count: int
    rows: tuple[Row, ...] = ()
    mend: str = ""


@dataclass(frozen=True)
class StepSeen:
    """A step with what it has, what it lacks, and who answers for it."""

    step: Step
    found: tuple[tuple[Any, int, str], ...]
    broken: tuple[Broken, ...]
    who: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing and nothing contradicts."""
        return not self.broken


def cycle_of(
    place: Organisation, period: Period, *, today: date, now: datetime, viewer: Any
) -> list[StepSeen]:
    """Return the nine steps of a municipality's year, as far as the viewer may see.

    The same number of queries whatever there is, and one more for each hole with more rows than are shown.
    """
    asked = Asked(place, period, today, now, viewer)
    found = [(sort, sort.rows(asked).count()) for sort in SORTS]
    who = who_answers(place, ANSWERS.values(), day=today)
    broken = [
        (one.step, told) for one in BREAKS if (told := _broken(one, asked, who.get(ANSWERS[one.step], "")))
    ]
    steps = []
    for step in Step:
        have = tuple((sort.title, many, reverse(sort.all)) for sort, many in found if sort.step == step)
        lacks = [told for at, told in broken if at == step]
        if not any(many for _title, many, _url in have):
            lacks.insert(0, Broken(Hole.NOTHING, 1, mend=_open_to(viewer, reverse(BEGIN[step]))))
        steps.append(StepSeen(step, have, tuple(lacks), who.get(ANSWERS[step], "")))
    return steps


def _broken(one: Break, asked: Asked, answers: str) -> Broken | None:
    rows = one.rows(asked).distinct().order_by("pk")
    if one.who:
        rows = rows.select_related(*_names(one))
    first = list(rows[: MOST_SHOWN + 1])
    if not first:
        return None
    count = len(first) if len(first) <= MOST_SHOWN else rows.count()
    return Broken(one.hole, count, tuple(_row(one, row, asked.viewer, answers) for row in first[:MOST_SHOWN]))


def _names(one: Break) -> tuple[str, ...]:
    if one.who == "name":
        return ("recommendation",)
    return (one.who,) if one.who in {"responsible", "controller"} else (f"{one.who}__person",)


def _row(one: Break, row: Any, viewer: Any, answers: str) -> Row:
    url = _address(one.page, row)
    who = getattr(row, one.who, None) if one.who else None
    return Row(str(row), url, str(who) if who else answers, _open_to(viewer, _address(one.mend, row) or url))


def _open_to(viewer: Any, address: str) -> str:
    # Whoever may not mend a hole is not sent to a page that says so.
    return address if address and may_open(viewer, address) else ""


def _address(name: str, row: Any) -> str:
    if name == "recommendations:make-recommendation":
        return f"{reverse(name)}?finding={row.pk}"
    if isinstance(row, Effect):
        return reverse(name or "decisions:show-effect", args=[row.expectation_id])
    if name:
        return reverse(name, args=[row.pk])
    if isinstance(row, Version):
        return reverse("indicators:write-formula", args=[row.indicator_id])
    return ""
