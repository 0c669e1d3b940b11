"""Collection of data, definitions of indicators, and what is still to be done at the end of a year."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from metodika.governance.assignments.lifecycle import UNDER_CONTROL
from metodika.governance.assignments.models import Assignment
from metodika.steering.analysis.lifecycle import FindingStatus
from metodika.steering.analysis.models import Finding
from metodika.steering.collection.models import Campaign
from metodika.steering.decisions.lifecycle import DecisionStatus, MeasureStatus
from metodika.steering.decisions.models import Decision, Measure
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import IndicatorSet, Version
from metodika.steering.recommendations.lifecycle import UNANSWERED
from metodika.steering.recommendations.lifecycle import Status as RecommendationStatus
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.turnover.lifecycle import Mark, Register
from metodika.steering.turnover.queries.ground import Ending, Found, found
from metodika.steering.turnover.queries.intentions import bodies_ending, goals_ending, plans_ending
from metodika.steering.turnover.rules import Row, moved_day


def campaigns_ending(ending: Ending) -> list[Found]:
    """Return the campaigns for days of the ending year, and older ones that are not frozen."""
    rows = Campaign.objects.visible_to(ending.viewer, "collection.run_campaign").filter(ending.own())
    held = Q(ends_on__gte=ending.year.starts_on) | ~Q(status="frozen")
    campaigns = rows.filter(held, starts_on__lte=ending.year.ends_on).order_by("ends_on", "pk")
    there = next_forms(ending)
    return [_campaign(one, there, timezone.now()) for one in campaigns]


def _campaign(campaign: Campaign, there: set[tuple[int, date]], now: datetime) -> Found:
    following = campaign.form_id, moved_day(campaign.starts_on)
    marks = {Mark.HAS_NEXT} if following in there else set()
    marks |= {Mark.DEADLINE_PASSED} if campaign.due_at <= now else set()
    row = Row(Register.CAMPAIGNS, campaign.status, campaign.ends_on, frozenset(marks))
    return Found(campaign, row, {"day": campaign.due_at.date().isoformat()})


def next_forms(ending: Ending) -> set[tuple[int, date]]:
    """Return form and first day of the campaigns for days of the coming year. One query."""
    rows = Campaign.objects.filter(ending.own(), ends_on__gte=ending.year.next().starts_on)
    return set(rows.values_list("form_id", "starts_on"))


def versions_ending(ending: Ending) -> list[Found]:
    """Return the drafts of definitions, and those whose last day comes by the end of the year."""
    rows = Version.objects.visible_to(ending.viewer, "indicators.view_indicator")
    told = Q(status=VersionStatus.DRAFT) | Q(
        status=VersionStatus.IN_FORCE, ends_on__lte=ending.year.ends_on
    )  # fmt: skip
    own = rows.filter(ending.own("indicator__owner"), told, indicator__is_dropped=False)
    return found(own.select_related("indicator").order_by("indicator__code", "pk"), Register.INDICATORS)


def sets_ending(ending: Ending) -> list[Found]:
    """Return the sets of indicators; one without an act counts as a draft."""
    rows = IndicatorSet.objects.visible_to(ending.viewer, "indicators.view_indicator")
    return [
        Found(
            one,
            Row(
                Register.SETS, VersionStatus.DRAFT if one.approved_on is None else VersionStatus.IN_FORCE
            ),
        )
        for one in rows.filter(ending.own("owner")).order_by("title", "pk")
    ]  # fmt: skip


def assignments_ending(ending: Ending) -> list[Found]:
    """Return the assignments under control given by the end of the year; parts go with the whole."""
    rows = Assignment.objects.visible_to(ending.viewer, "assignments.change_assignment").filter(ending.own())
    whole = rows.filter(status__in=UNDER_CONTROL, parent=None, given_on__lte=ending.year.ends_on)
    return found(whole.order_by("due_on", "pk"), Register.ASSIGNMENTS, last="due_on")


def findings_ending(ending: Ending) -> list[Found]:
    """Return the findings for days of the year or before that nobody has judged."""
    rows = Finding.objects.visible_to(ending.viewer, "analysis.judge_finding").filter(ending.own())
    drafts = rows.filter(status=FindingStatus.DRAFT, starts_on__lte=ending.year.ends_on)
    return found(drafts.order_by("ends_on", "pk"), Register.FINDINGS)


def recommendations_ending(ending: Ending) -> list[Found]:
    """Return the recommendations that were not sent, and those that somebody has not answered."""
    rows = Recommendation.objects.visible_to(ending.viewer, "recommendations.approve_recommendation")
    silent = Count("receipts", filter=Q(receipts__status__in=UNANSWERED))
    mine = rows.filter(ending.own()).annotate(silent=silent)
    waiting = Q(status__in=[RecommendationStatus.DRAFT, RecommendationStatus.APPROVED]) | Q(
        status=RecommendationStatus.SENT, silent__gt=0
    )
    return [
        Found(one, told.row, told.note | {"count": getattr(one, "silent", 0)})
        for one in mine.filter(waiting).order_by("due_on", "pk")
        for told in found([one], Register.RECOMMENDATIONS, last="due_on")
    ]


def measures_ending(ending: Ending) -> list[Found]:
    """Return the measures that are planned or under way."""
    rows = Measure.objects.visible_to(ending.viewer, "decisions.plan_measure").filter(ending.own())
    open_ones = rows.filter(
        status__in=[MeasureStatus.PLANNED, MeasureStatus.GOING], starts_on__lte=ending.year.ends_on
    )
    return found(open_ones.order_by("ends_on", "pk"), Register.MEASURES)


def decisions_ending(ending: Ending) -> list[Found]:
    """Return the decisions that are drafted or in execution."""
    rows = Decision.objects.visible_to(ending.viewer, "decisions.take_decision").filter(ending.own())
    open_ones = rows.filter(status__in=[DecisionStatus.DRAFT, DecisionStatus.TAKEN])
    begun = open_ones.filter(Q(taken_on=None) | Q(taken_on__lte=ending.year.ends_on))
    return found(begun.order_by("due_on", "pk"), Register.DECISIONS, last="due_on")


GATHERED: dict[str, Callable[[Ending], list[Found]]] = {
    Register.GOALS: goals_ending, Register.PLANS: plans_ending, Register.BODIES: bodies_ending,
    Register.CAMPAIGNS: campaigns_ending, Register.INDICATORS: versions_ending, Register.SETS: sets_ending,
    Register.ASSIGNMENTS: assignments_ending, Register.FINDINGS: findings_ending,
    Register.RECOMMENDATIONS: recommendations_ending, Register.MEASURES: measures_ending,
    Register.DECISIONS: decisions_ending,
}  # fmt: skip


def rows_ending(ending: Ending) -> list[Found]:
    """Return the rows of all registers that the year leaves; as many queries whatever their number."""
    return [row for register in Register for row in GATHERED[register](ending)]
