"""Lists and cards of measures, decisions, expectations and their effects."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.queries import assignments_about
from metodika.steering.decisions.models import (
    Decision,
    DecisionQuerySet,
    Effect,
    Expectation,
    ExpectationQuerySet,
    Measure,
    MeasureQuerySet,
)
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import trends_of

YEAR = timedelta(days=366)


def measures_for_list(user: Any) -> MeasureQuerySet:
    """Return the measures that the user may see, with what a list shows of them."""
    shown = Measure.objects.visible_to(user).select_related("organisation", "responsible", "finding")
    return shown.prefetch_related(*_expected())


def decisions_for_list(user: Any) -> DecisionQuerySet:
    """Return the decisions that the user may see, with what a list shows of them."""
    shown = Decision.objects.visible_to(user).select_related("organisation", "record", "controller")
    return shown.prefetch_related(*_expected())


def _expected() -> tuple[Any, ...]:
    return ("expectations__indicator",)


def expectations_for_list(user: Any) -> ExpectationQuerySet:
    """Return the expectations that the user may see, each with its newest effect as `newest`."""
    shown = Expectation.objects.visible_to(user).with_newest()
    return shown.select_related("indicator", "measure", "decision", "organisation__municipality")


def by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the measures or decisions whose words contain all that was typed."""
    for word in normalise(words).split():
        rows = rows.filter(text__icontains=word)
    return rows


def effect_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the expectations whose indicator, measure or decision contains all that was typed."""
    for word in normalise(words).split():
        rows = rows.filter(
            Q(measure__text__icontains=word)
            | Q(decision__text__icontains=word)
            | Q(indicator__name__icontains=word)
            | Q(indicator__code__istartswith=word)
        )
    return rows


def measure_card(measure: Measure) -> Measure:
    """Return the measure with everything its page names; two queries."""
    related = ("organisation", "responsible", "finding", "item__plan", "event", "subject_type")
    return Measure.objects.select_related(*related).prefetch_related("places").get(pk=measure.pk)


def decision_card(decision: Decision) -> Decision:
    """Return the decision with everything its page names; two queries."""
    related = ("organisation", "controller", "finding", "note", "record")
    return Decision.objects.select_related(*related).prefetch_related("places").get(pk=decision.pk)


def source_of(measure: Measure) -> Model | None:
    """Return what the measure answers besides a finding, for instance a recommendation."""
    found: Model | None = measure.subject if measure.subject_id is not None else None
    return found


def expectations_of(subject: Measure | Decision) -> list[Expectation]:
    """Return what is expected of a measure or a decision, each with its newest effect."""
    shown = subject.expectations.with_newest().select_related("indicator", "organisation__municipality")
    return list(shown.order_by("indicator__code", "pk"))


def assignments_of(decision: Decision, *, viewer: Any) -> list[Assignment]:
    """Return the assignments that carry out a decision, as far as the viewer may see them."""
    return list(assignments_about(decision, viewer=viewer))


def expectation_card(expectation: Expectation) -> Expectation:
    """Return the expectation with everything its page names; one query."""
    related = ("organisation__municipality", "indicator", "measure", "decision", "said_by__person")
    return Expectation.objects.select_related(*related).get(pk=expectation.pk)


def newest_of(expectation: Expectation) -> Effect | None:
    """Return the newest effect, None when nothing has been computed."""
    related = ("definition", "goal", "considered_by__person", "expectation__organisation")
    return Effect.objects.newest().filter(expectation=expectation).select_related(*related).first()


def values_so_far(expectation: Expectation, *, viewer: Any) -> list[Value]:
    """Return the values of the indicator where the effect is looked for, by time, as far as one may see them.

    Of one institution its own, of several those of the whole organisation.
    """
    places = list(expectation.subject.places.all()[:2])
    place = places[0] if len(places) == 1 else expectation.organisation
    return trends_of([expectation.indicator], place, viewer=viewer)


def effect_to_consider(expectation: Expectation) -> Effect:
    """Return the newest effect. RuleBroken when nothing has been computed."""
    found = newest_of(expectation)
    if found is None:
        raise RuleBroken(_("No effect has been computed yet. Compute it first."))
    return found


def earlier_effects(expectation: Expectation) -> list[Effect]:
    """Return the effects computed before the newest one, the latest first."""
    return list(expectation.effects.filter(is_latest=False).order_by("-computed_at", "-pk")[:20])


def effect_of(expectation: Expectation) -> Effect | None:
    """Return the newest effect that a list has read already."""
    newest: list[Effect] = getattr(expectation, "newest", [])
    return newest[0] if newest else None


def place_of(number: int) -> Organisation:
    """Return the organisation of a job."""
    return Organisation.objects.select_related("municipality").get(pk=number)


def families_due(day: date) -> list[tuple[int, date]]:
    """Return the places and school years whose effects were due in the last year."""
    shown = Expectation.objects.due(day).filter(look_on__gt=day - YEAR)
    told = shown.values_list("organisation", "look_on").distinct()
    return sorted({(place, school_year(one).starts_on) for place, one in told})


def address_of(effect: Effect) -> str:
    """Return the address of the page of an effect, for what points to it as its reason."""
    return reverse("decisions:show-effect", args=[effect.expectation_id])


def reason_of(effect: Effect) -> str:
    """Return the reason that an effect gives, in a sentence: what was looked at and what was seen."""
    return _("Effect of “%(subject)s” on the indicator “%(indicator)s”: %(verdict)s.") % {
        "subject": effect.expectation.subject,
        "indicator": effect.expectation.indicator,
        "verdict": str(effect.get_verdict_display()).lower(),
    }
