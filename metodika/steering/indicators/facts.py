"""What can be counted of indicators themselves, and which facts they count."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, DecimalField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models import Value as Just
from django.db.models.functions import NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import Fact, Parameter, choice, facts, flag, number, text
from metodika.core.facts.registry import Use
from metodika.directory.organisations.lifecycle import Level
from metodika.steering.indicators.lifecycle import Change, Every, Source, Unit, VersionStatus
from metodika.steering.indicators.models import (
    Holding,
    Indicator,
    IndicatorSet,
    Target,
    Value,
    Version,
)
from metodika.steering.indicators.queries import codes_in_use
from metodika.steering.indicators.queries.values import PEOPLE
from metodika.steering.indicators.rules.formulas import fact_codes

TITLE = _("Indicators")


def _of_indicator(way: str) -> tuple[Parameter, ...]:
    """Return the parameters of an indicator; `way` leads to it from the row."""
    return (
        choice("code", _("code of the indicator"), f"{way}code", codes_in_use),
        text("group", pgettext_lazy("indicator", "group"), f"{way}group"),
        text("name", _("name"), f"{way}name"),
        text("basis", _("what it follows from"), f"{way}basis"),
        choice("unit", _("unit"), f"{way}unit", Unit.choices),
        choice("source", _("source"), f"{way}source", Source.choices),
    )


def _level(level: str) -> Q:
    return Q(indicator__levels__contains=level)


SHARED = Q(indicator__owner=None, indicator__profile=None)
COUNTED = Value.objects.newest().filter(version=OuterRef("version"))
IN_SET = IndicatorSet.objects.filter(indicators=OuterRef("indicator"), owner=OuterRef("organisation"))
AIM = Target.objects.filter(
    indicator=OuterRef("version__indicator"), organisation=OuterRef("organisation"),
    starts_on=OuterRef("starts_on"), ends_on=OuterRef("ends_on"),
)  # fmt: skip
# What a share is of a hundred, a mean of one; nothing where there is no denominator.
EXACT = Case(
    When(denominator=None, then=F("numerator")),
    default=F("numerator") * F("version__scale") / NullIf(F("denominator"), Just(0, DecimalField())),
    output_field=DecimalField(),
)
MEMBERS = IndicatorSet.indicators.through.objects.filter(indicatorset=OuterRef("pk")).order_by()
SIZE = Subquery(MEMBERS.values("indicatorset").values_list(Count("pk")))
MORE = Q(version__indicator__more_is_better=True, reckoned__gte=F("aim"))
LESS = Q(version__indicator__more_is_better=False, reckoned__lte=F("aim"))


def _values() -> Any:
    aim = Subquery(AIM.values("value")[:1])
    return Value.objects.newest().annotate(reckoned=EXACT, aim=aim)


FACTS = (
    Fact(
        code="indicators.indicator",
        title=_("Definition of an indicator"),
        row=_(
            "One version of an indicator in a municipality where it stands, "
            "from the day it holds to its last."
        ),
        model=Holding,
        rows=Holding.objects.all,
        organisation="organisation", since="version__starts_on", until="version__ends_on",
        parameters=(
            *_of_indicator("indicator__"),
            choice("period", _("period"), "version__period_kind", Every.choices),
            choice("status", _("state"), "version__status", VersionStatus.choices),
            flag("for_institutions", _("for institutions"), _level(Level.INSTITUTION)),
            flag("for_municipality", _("for municipalities"), _level(Level.MUNICIPALITY)),
            flag("for_region", _("for regions"), _level(Level.REGION)),
            flag("has_formula", _("has a formula"), Q(version__formula__isnull=False)),
            flag("by_act", _("approved by an act"), Q(version__act__isnull=False)),
            flag("own", _("worded by the municipality itself"), ~SHARED),
            flag("in_set", _("belongs to a set"), Exists(IN_SET)),
            flag("in_approved_set", _("belongs to a set approved by an act"),
                 Exists(IN_SET.filter(approved_on__isnull=False))),
            flag("counted", _("has values"), Exists(COUNTED)),
        ),
        related=("indicator", "organisation"),
        address="/indicators/{0.indicator_id}/",
        source="VP-2.1",
    ),
    Fact(
        code="indicators.value",
        title=_("Value of an indicator"),
        row=_("One latest value of an indicator for one place, on all days of its period."),
        model=Value,
        rows=_values,
        organisation="organisation", since="starts_on", until="ends_on",
        parameters=(
            *_of_indicator("version__indicator__"),
            choice("level", _("level"), "organisation__level", Level.choices),
            choice("period", _("period"), "period_kind", Every.choices),
            choice("change", _("why it differs from the one before"), "change", Change.choices),
            flag("applies", _("applies here: the denominator is not nought"),
                 Q(denominator=None) | ~Q(denominator=0)),
            flag("entered", _("counted elsewhere and entered"), Q(change=Change.ENTERED)),
            flag("with_target", _("has a target"), Q(aim__isnull=False)),
            flag("reached", _("the target is reached"), MORE | LESS, reveals=PEOPLE),
            number("value", pgettext_lazy("indicator", "value"), EXACT, reveals=PEOPLE),
        ),
        related=("version__indicator",),
        address="/indicators/values/{0.pk}/",
        source="VP-3.1",
    ),
    Fact(
        code="indicators.target",
        title=_("Target of an indicator"),
        row=_("One target of one place, on all days of its period."),
        model=Target,
        rows=Target.objects.all,
        organisation="organisation", since="starts_on", until="ends_on",
        parameters=(
            *_of_indicator("indicator__"),
            choice("level", _("level"), "organisation__level", Level.choices),
            number("value", pgettext_lazy("indicator", "target"), "value"),
        ),
        related=("indicator",),
        address="/indicators/{0.indicator_id}/",
    ),
    Fact(
        code="indicators.set_approved",
        title=_("Set of indicators approved"),
        row=_("One set of indicators, on the day of the act that approved it."),
        model=IndicatorSet,
        rows=lambda: IndicatorSet.objects.filter(approved_on__isnull=False),
        organisation="owner", on="approved_on",
        parameters=(
            text("title", _("title"), "title"),
            number("size", _("how many indicators"), SIZE),
        ),
        related=("owner",),
        address="/indicators/sets/{0.pk}/",
        source="VP-2.1",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "indicator": _("What is measured; its definitions are counted where they hold."),
    "run": _("A computing of the system, no work."),
    "answer": _("What a computing keeps for the next one; the values are counted."),
}


def _uses(user: Any) -> Iterable[Use]:
    known = facts()
    seen = Indicator.objects.visible_to(user).filter(is_dropped=False)
    versions = Version.objects.filter(indicator__in=seen, status=VersionStatus.IN_FORCE)
    for one in versions.select_related("indicator").order_by("indicator__code", "pk"):
        url = reverse("indicators:show-indicator", args=[one.indicator_id])
        for code in fact_codes(one.formula):
            if code in known:
                yield Use(code, str(one.indicator), url)


USED_BY = (_uses,)
