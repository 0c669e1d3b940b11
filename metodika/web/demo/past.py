"""What a municipality of the demo measures in its own words, and what its reports of three years say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from metodika.core.calendar import Period, school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.steering.collection.services import make_form
from metodika.steering.indicators import services
from metodika.steering.indicators.lifecycle import Source
from metodika.steering.indicators.models import Indicator, Version
from metodika.steering.indicators.services import Entered
from metodika.web.demo.clock import clock_of
from metodika.web.demo.cycles import CYCLES, Cycle
from metodika.web.demo.posts import SCHOOLS
from metodika.web.demo.tree import OFFICES, Municipality

LEVELS = ("institution", "municipality")
GROUP = "Методические объединения и профессиональные сообщества"
# Of four teachers one, unless something has helped.
QUARTER, FEWEST, ENOUGH, MORE = 4, 3, 12, 8
OF_PEOPLE = 0.75


@dataclass(frozen=True)
class Place:
    """An institution with the number of its teachers."""

    organisation: Organisation
    teachers: int


@dataclass(frozen=True)
class Watched:
    """The institutions of a municipality: the one that is helped, the smallest, and all the others."""

    helped: Place
    smallest: Place
    others: tuple[Place, ...]

    @property
    def everybody(self) -> tuple[Place, ...]:
        """Return all of them."""
        return self.helped, self.smallest, *self.others


def watched(home: Municipality) -> Watched:
    """Return whom the municipality looks at; one of those who have most of their kind is helped."""
    told = [
        Place(one, _teachers(people))
        for one, people in zip(home.institutions, home.people, strict=True)
        if one.kind not in OFFICES and one != home.merged
    ]
    smallest = Place(told.pop().organisation, FEWEST)
    kinds = Counter(one.organisation.kind for one in told)
    many = [one for one in told if one.teachers >= ENOUGH] or told
    helped = min(many, key=lambda one: (
        -kinds[one.organisation.kind], one.organisation.kind not in SCHOOLS, one.teachers, one.organisation.pk
    ))  # fmt: skip
    return Watched(helped, smallest, tuple(one for one in told if one != helped))


def _teachers(people: int) -> int:
    return max(2, round(people * OF_PEOPLE / QUARTER)) * QUARTER


def name_own_indicator(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Make the indicator of the municipality, with its formula and method, in force for three years."""
    cycle = CYCLES.get(home.node.code)
    if cycle is None:
        return
    first = school_year(today).previous().previous().previous().starts_on
    by, field = accounts["demo-methodist"], f"own_{home.node.code.replace('-', '_')}"
    with clock_of(zone_of(home.node)) as clock:
        clock.set(first, 10)
        make_form(
            home.node, code=field, kind="monitoring", title=f"Сведения к показателю {cycle.code}",
            purpose="Раз в год, в июне.", content=_form(cycle, field), by=by,
        )  # fmt: skip
        made = services.make_indicator(owner=home.node, by=by, values={
            "code": cycle.code, "name": cycle.indicator, "group": GROUP, "levels": list(LEVELS),
            "source": Source.FORM, "basis": "План работы методической службы",
        })  # fmt: skip
        formula = {
            "numerator": _answers(field), "denominator": _answers(f"{field}_of"), "scale": 100,
            "period": "school_year",
        }  # fmt: skip
        draft = services.write_formula(made, formula=formula, values={"method": cycle.method}, by=by)
        services.approve_version(draft, starts_on=first, by=accounts["demo-head"])


def _form(cycle: Cycle, field: str) -> dict[str, Any]:
    asked = {
        "code": field, "kind": "share", "title": cycle.indicator, "unit": "чел.", "explanation": cycle.method,
    }  # fmt: skip
    return {"sections": [{"title": "Сведения за учебный год", "fields": [asked]}], "checks": []}


def _answers(field: str) -> dict[str, object]:
    where = [{"code": "field", "is": "in", "value": [field]}]
    return {"fact": "collection.value", "of": "sum", "measure": "value", "where": where}


def own_indicator(town: Organisation) -> Indicator | None:
    """Return the indicator that the municipality has made for itself; None when it has none."""
    return Indicator.objects.filter(owner=town).first()


def enter_past_years(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Enter what the reports of three finished years say of the own indicator, place by place."""
    mine = own_indicator(home.node)
    if mine is None:
        return
    version, cycle, last = mine.versions.get(), CYCLES[home.node.code], school_year(today).previous()
    with clock_of(zone_of(home.node)) as clock:
        for year, is_after in ((last.previous().previous(), False), (last.previous(), False), (last, True)):
            clock.set(year.ends_on - timedelta(days=70), 12)
            told = list(_reported(home, version, year, is_after=is_after, all_rose=cycle.all_rose))
            services.enter_values(told, by=accounts["demo-methodist"])


def _reported(
    home: Municipality, version: Version, year: Period, *, is_after: bool, all_rose: bool
) -> Iterator[Entered]:
    note = f"Из отчётов организаций за {year.label}"
    everybody, parts = watched(home), []
    for number, one in enumerate(everybody.everybody):
        part = max(1, one.teachers // QUARTER)
        if is_after and one == everybody.helped:
            part = min(one.teachers - 1, part + MORE)
        elif is_after and one != everybody.smallest:
            part += part + 1 if all_rose else number % 3 - 1
        parts.append(part)
        place = one.organisation
        yield Entered(version, place, year, Decimal(parts[-1]), Decimal(one.teachers), note)
    whole = sum(one.teachers for one in everybody.everybody)
    yield Entered(version, home.node, year, Decimal(sum(parts)), Decimal(whole), note)
