"""What a person may choose from in forms; everything under his rights."""

from typing import Any

from django.db.models import Q, QuerySet

from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.directory.records.models import Record
from metodika.directory.staff.models import Person, PersonQuerySet
from metodika.planning.activities.models import Event
from metodika.planning.activities.queries import hosts_to_plan_for
from metodika.planning.goals.models import Goal
from metodika.planning.plans.lifecycle import PlanStatus
from metodika.planning.plans.models import Item, Plan
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.decisions.models import Decision, Measure
from metodika.steering.indicators.models import Indicator
from metodika.steering.indicators.queries import indicators

RUNGS = (Level.INSTITUTION, Level.MUNICIPALITY, Level.REGION)


def _organisations(user: Any, permission: str) -> OrganisationQuerySet:
    return Organisation.objects.visible_to(user, permission).filter(level__in=RUNGS).order_by("path")


def measure_organisations(user: Any) -> OrganisationQuerySet:
    """Return the organisations for which the user may plan measures, the widest first."""
    return _organisations(user, "decisions.plan_measure")


def decision_organisations(user: Any) -> OrganisationQuerySet:
    """Return the organisations for which the user may take decisions, the widest first."""
    return _organisations(user, "decisions.take_decision")


def organisations_to_look_at(user: Any) -> OrganisationQuerySet:
    """Return the organisations whose effects the user may have computed, the widest first."""
    return _organisations(user, "decisions.consider_effect")


def places_to_choose(organisation: Organisation | None, user: Any, permission: str) -> OrganisationQuerySet:
    """Return the institutions that a measure or a decision may concern."""
    shown = Organisation.objects.visible_to(user, permission).filter(level=Level.INSTITUTION, closed_on=None)
    if organisation is not None:
        shown = shown.filter(path__startswith=organisation.path)
    return shown.order_by("sort_key", "pk")


def findings_to_choose(user: Any) -> QuerySet[Finding]:
    """Return the findings on which one may act: a person stands for them."""
    return Finding.objects.visible_to(user).standing().order_by("-ends_on", "pk")


def notes_to_choose(user: Any) -> QuerySet[Note]:
    """Return the notes on which a decision may rest: sealed."""
    return Note.objects.visible_to(user).final().order_by("-ends_on", "pk")


def items_to_choose(user: Any) -> QuerySet[Item]:
    """Return the plan items that the user may see."""
    return Item.objects.visible_to(user).select_related("plan").order_by("-plan__starts_on", "order")


def events_to_choose(user: Any) -> QuerySet[Event]:
    """Return the events that the user may see."""
    return Event.objects.visible_to(user).order_by("-starts_on", "pk")


def plans_to_choose(measure: Measure, user: Any) -> QuerySet[Plan]:
    """Return the plans of the measure's organisation in which it may stand."""
    shown = Plan.objects.visible_to(user, "plans.change_plan").filter(organisation=measure.organisation_id)
    return shown.exclude(status=PlanStatus.CLOSED).order_by("-starts_on", "pk")


def hosts_to_choose(measure: Measure, user: Any) -> QuerySet[Organisation]:
    """Return the measure's organisation where the user may plan events for it."""
    return hosts_to_plan_for(user).filter(pk=measure.organisation_id)


def records_to_choose(decision: Decision, user: Any) -> QuerySet[Record]:
    """Return the registered documents of the decision's organisation."""
    shown = Record.objects.visible_to(user).filter(organisation=decision.organisation_id)
    return shown.exclude(registered_at=None).order_by("-dated_on", "pk")


def indicators_to_expect(user: Any) -> QuerySet[Indicator]:
    """Return the indicators that the user may see."""
    return indicators(user).order_by("code", "pk")


def people_to_choose(user: Any) -> PersonQuerySet:
    """Return the people whom the user may name."""
    return Person.objects.visible_to(user).filter(merged_into=None).order_by("sort_key", "pk")


def goals_to_reason(organisation: Organisation) -> QuerySet[Goal]:
    """Return the living goals of a place to which an effect may be a reason."""
    return Goal.objects.alive().filter(organisation=organisation).order_by("-starts_on", "pk")


def by_title(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the rows whose title contains all the words."""
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return rows


def indicators_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the indicators whose code begins with a word or whose name contains it."""
    for word in words.split():
        rows = rows.filter(Q(code__istartswith=word) | Q(name__icontains=word))
    return rows


def no_plans() -> QuerySet[Plan]:
    """Return no plans: what a form starts from before it knows its person."""
    return Plan.objects.none()


def no_goals() -> QuerySet[Goal]:
    """Return no goals, as above."""
    return Goal.objects.none()
