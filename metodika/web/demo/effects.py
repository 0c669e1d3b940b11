"""What was done after the analysis of last year, what it should move, and whether it did."""

from datetime import date, timedelta
from decimal import Decimal

from metodika.core.calendar import Period, school_year
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.models import Decision, Measure
from metodika.steering.decisions.services import (
    Said,
    compute_effects,
    draft_decision,
    plan_measure,
    say_expectation,
    take_decision,
)
from metodika.steering.indicators.models import Indicator, Value
from metodika.web.demo.clock import clock_of

DAY, MONTH = timedelta(days=1), timedelta(days=30)


def act_and_look(town: Organisation, today: date) -> None:
    """Plan a measure, take a decision, say what they should move; nothing where there are no values.

    With values of two whole years it is the work of last year and its effect is computed; else of this one.
    """
    this = school_year(today)
    last = this.previous()
    shown, year, look_on = _schools_by_indicator(town, last.previous(), last), last, this.starts_on
    if not shown:
        shown, year, look_on = _schools_by_indicator(town, last), this, this.ends_on + DAY
    if not shown:
        return
    indicator, schools = max(shown.items(), key=lambda one: (len(one[1]), -one[0].pk))
    begun = min(year.starts_on + MONTH, today)
    with clock_of(zone_of(town)) as clock:
        clock.set(begun - DAY, 12)
        said = Said(indicator, look_on, size=Decimal(5))
        for subject in (_measure(town, schools[0], begun), _decision(town, begun - DAY)):
            say_expectation(subject, said=said, by=None)
    if look_on <= today:
        compute_effects(town, year=look_on, by=None)


def _schools_by_indicator(town: Organisation, *years: Period) -> dict[Indicator, list[Organisation]]:
    """Return the indicators that schools of the town have values of in each of the years."""
    found: dict[Indicator, list[set[Organisation]]] = {}
    for number, year in enumerate(years):
        rows = Value.objects.newest().filter(
            starts_on=year.starts_on, ends_on=year.ends_on, organisation__municipality=town,
            organisation__level=Level.INSTITUTION,
        )  # fmt: skip
        for one in rows.select_related("version__indicator", "organisation"):
            found.setdefault(one.version.indicator, [set() for _year in years])[number].add(one.organisation)
    told = {indicator: set.intersection(*places) for indicator, places in found.items()}
    return {one: sorted(places, key=lambda place: place.pk) for one, places in told.items() if places}


def _measure(town: Organisation, school: Organisation, begun: date) -> Measure:
    card = {
        "kind": "help", "text": "Выездные методические дни: разбор уроков и помощь школьной команде",
        "starts_on": begun, "ends_on": begun + 5 * MONTH,
    }  # fmt: skip
    return plan_measure(organisation=town, card=card, places=[school], by=None)


def _decision(town: Organisation, begun: date) -> Decision:
    card = {"kind": "order", "text": "Закрепить методиста службы за каждой образовательной организацией"}
    made = draft_decision(organisation=town, card=card, by=None)
    return take_decision(made, taken_on=begun, act_words=f"Приказ от {begun:%d.%m.%Y} № 214-од", by=None)
