"""Measures and decisions beside an institution, a body, a plan item and a finding; whom they concern."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.facts import Use, facts
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.queries import account_holders
from metodika.governance.bodies.models import Body
from metodika.planning.plans.models import Item
from metodika.steering.analysis.models import Finding
from metodika.steering.decisions.models import Decision, Expectation, Measure
from metodika.steering.indicators.queries import fact_codes

MOST_SHOWN = 10
Beside = tuple[list[Measure], list[Decision]]


def beside_organisation(place: Organisation, viewer: Any) -> Beside:
    """Return the latest measures and decisions of an organisation and those that name it; two queries."""
    return _latest(viewer, Q(organisation=place) | Q(places=place), Q(organisation=place) | Q(places=place))


def beside_body(body: Body, viewer: Any) -> Beside:
    """Return the latest measures and decisions that follow from a body's findings and plans; two queries."""
    return _latest(viewer, Q(finding__body=body) | Q(item__plan__body=body), Q(finding__body=body))


def beside_item(item: Item, viewer: Any) -> Beside:
    """Return the measures that a plan item carries out; decisions stand in no plan."""
    return _latest(viewer, Q(item=item), None)


def beside_finding(finding: Finding, viewer: Any) -> Beside:
    """Return the measures and decisions that answer a finding; two queries."""
    return _latest(viewer, Q(finding=finding), Q(finding=finding))


def _latest(viewer: Any, measures: Q, decisions: Q | None) -> Beside:
    first = Measure.objects.visible_to(viewer).filter(measures).distinct().order_by("-starts_on", "-pk")
    if decisions is None:
        return list(first[:MOST_SHOWN]), []
    second = Decision.objects.visible_to(viewer).filter(decisions).distinct()
    return list(first[:MOST_SHOWN]), list(second.order_by("-taken_on", "-pk")[:MOST_SHOWN])


def who_answers(measure_id: int) -> QuerySet[Any]:
    """Return the account of whoever answers for a measure."""
    people = Measure.objects.filter(pk=measure_id, responsible__isnull=False)
    return account_holders(*people.values_list("responsible", flat=True))


def who_controls(decision_id: int) -> QuerySet[Any]:
    """Return the account of whoever controls a decision."""
    people = Decision.objects.filter(pk=decision_id, controller__isnull=False)
    return account_holders(*people.values_list("controller", flat=True))


def who_said(people: Iterable[int]) -> QuerySet[Any]:
    """Return these accounts."""
    return get_user_model()._default_manager.filter(pk__in=list(people))


def whom_effect_concerns(expectation_id: int) -> QuerySet[Any]:
    """Return the accounts of those who said what shall move, and who answer for it or control it."""
    said = Expectation.objects.get(pk=expectation_id)
    answering = who_answers(said.measure_id or 0) | who_controls(said.decision_id or 0)
    return answering | who_said([said.said_by_id or 0])


def facts_expected(user: Any) -> list[Use]:
    """Return which facts measures and decisions shall move, by their indicators; one query."""
    shown = Expectation.objects.visible_to(user).select_related("indicator")
    rows = shown.prefetch_related("indicator__versions").order_by("indicator__code", "pk")
    known, many = facts(), Counter(one.indicator_id for one in rows)
    found: dict[tuple[str, int], Use] = {}
    for one in rows:
        words = _("Measures and decisions shall move it, %(count)s: %(indicator)s") % {
            "count": many[one.indicator_id], "indicator": one.indicator,
        }  # fmt: skip
        url = f"{reverse('decisions:list-effects')}?words={one.indicator.code}"
        for version in one.indicator.versions.all():
            for code in fact_codes(version.formula):
                if code in known:
                    found.setdefault((code, one.indicator_id), Use(code, words, url))
    return list(found.values())
