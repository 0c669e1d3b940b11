"""To whom a recommendation goes, who reads it for them, and what each of them reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.facts import Counting, Scope, rows
from metodika.core.language import NO_BREAK, grouped
from metodika.directory.mandates.queries import mandates_allowing
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import heads_of_bodies
from metodika.steering.analysis.queries import profile_of, profile_says
from metodika.steering.indicators.lifecycle import Unit
from metodika.steering.indicators.models import Indicator, Value
from metodika.steering.recommendations.lifecycle import AddressedTo
from metodika.steering.recommendations.models import Receipt, Recommendation
from metodika.steering.recommendations.rules.texts import individual

ANSWER = "recommendations.answer_receipt"
USUAL_DAYS, USUAL_SAME = 14, 3


@dataclass(frozen=True)
class Addressee:
    """One who gets a recommendation; `readers` are the numbers of those who read it for him."""

    organisation: Organisation
    body: Body | None = None
    person: Person | None = None
    readers: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """How he is called."""
        told = self.person or self.body or self.organisation
        return str(told)[:500]


def addressees_of(row: Recommendation, *, day: date) -> list[Addressee]:
    """Return those to whom the recommendation goes on the day, a category resolved to its people.

    The order never changes. RuleBroken for a category that the profile does not know.
    """
    found = {
        AddressedTo.INSTITUTION: _institutions, AddressedTo.BODY: _bodies, AddressedTo.PERSON: _people,
        AddressedTo.CATEGORY: _category,
    }  # fmt: skip
    return found[AddressedTo(row.addressed_to)](row, day)


def _institutions(row: Recommendation, day: date) -> list[Addressee]:
    places = list(row.institutions.order_by("sort_key", "pk"))
    readers = readers_at(places, day=day)
    return [Addressee(one, readers=tuple(readers[one.pk])) for one in places]


def readers_at(places: Iterable[Organisation], *, day: date) -> dict[int, list[int]]:
    """Return who may answer for each institution by a role of its own; two queries for all."""
    wanted = {one.pk: one.path for one in places}
    found: dict[int, set[int]] = defaultdict(set)
    for one in mandates_allowing(ANSWER, wanted.values(), day=day):
        if one.organisation_id in wanted:
            found[one.organisation_id].add(one.person_id)
    return {place: sorted(found[place]) for place in wanted}


def _bodies(row: Recommendation, day: date) -> list[Addressee]:
    bodies = list(row.bodies.select_related("host").order_by("sort_key", "pk"))
    heads = heads_of_bodies(bodies, day)
    return [
        Addressee(one.host, body=one, readers=(heads[one.pk],) if one.pk in heads else ()) for one in bodies
    ]


def _people(row: Recommendation, day: date) -> list[Addressee]:
    return _placed(list(row.people.order_by("sort_key", "pk")), row.organisation, day)


def _category(row: Recommendation, day: date) -> list[Addressee]:
    return _placed(people_of_category(row.organisation, row.category, day=day), row.organisation, day)


def people_of_category(municipality: Organisation, category: str, *, day: date) -> list[Person]:
    """Return the people of a category of the municipality's profile on the day, by name.

    RuleBroken for a category that the profile does not know.
    """
    told = (profile_says(profile_of(municipality), "categories") or {}).get(category)
    if told is None:
        raise RuleBroken(_("The profile knows no such category of people. Choose one of the list."))
    counting = Counting.from_data({**told["people"], "when": f"{day:%m-%d}"})
    found = rows(counting, school_year(day), Scope.organisation(municipality.pk)).order_by()
    numbers = found.values_list(F("fact_person"), flat=True)
    return list(Person.objects.filter(pk__in=set(numbers), merged_into=None).order_by("sort_key", "pk"))


def _placed(people: list[Person], municipality: Organisation, day: date) -> list[Addressee]:
    """Put people where they work now; those who work nowhere here stay with the municipality."""
    jobs = Employment.objects.as_of(day).filter(
        person__in=people, organisation__path__startswith=municipality.path
    )
    places = {one.person_id: one.organisation for one in jobs.select_related("organisation").order_by("-pk")}
    return [Addressee(places.get(one.pk, municipality), person=one, readers=(one.pk,)) for one in people]


def texts_for(row: Recommendation, addressees: Iterable[Addressee]) -> tuple[list[str], list[Value | None]]:
    """Return what each addressee reads, with his own values in it, and the values themselves."""
    told = list(addressees)
    places = {one.organisation.pk for one in told} | {row.organisation_id}
    values = latest_values(row.indicator, places)
    targets = {one.about_id: one.target for one in row.findings.all() if one.target is not None}
    texts = []
    for one in told:
        value = values.get(one.organisation.pk)
        target = targets.get(one.organisation.pk, targets.get(row.organisation_id))
        texts.append(
            individual(
                row.text,
                {
                    "addressee": one.name, "indicator": row.indicator.name if row.indicator else "",
                    "value": shown_value(value), "target": _shown(target, row.indicator),
                    "due": date_format(row.due_on, "DATE_FORMAT"),
                },
            )
        )  # fmt: skip
    return texts, [values.get(one.organisation.pk) for one in told]


def latest_values(indicator: Indicator | None, places: Iterable[int]) -> dict[int, Value]:
    """Return the newest value of an indicator in each place; one query."""
    if indicator is None:
        return {}
    newest = Value.objects.newest().filter(version__indicator=indicator, organisation__in=list(places))
    found = newest.select_related("version__indicator").order_by("ends_on", "computed_at", "pk")
    return {one.organisation_id: one for one in found}


def shown_value(value: Value | None) -> str:
    """Return a value with its unit; a dash where there is none."""
    return _shown(value.shown if value else None, value.version.indicator if value else None)


def _shown(value: Decimal | None, indicator: Indicator | None) -> str:
    if value is None:
        return "—"
    unit = f"{NO_BREAK}%" if indicator and indicator.unit == Unit.PERCENT else ""
    whole = value.to_integral_value()
    return f"{grouped(int(whole) if value == whole else value.normalize())}{unit}"


def answer_days(municipality: Organisation) -> int:
    """Return how many days addressees have to answer."""
    return int(profile_says(profile_of(municipality), "answer_days") or USUAL_DAYS)


def same_text_from(municipality: Organisation) -> int:
    """Return from how many addressees on the same text is warned of."""
    return int(profile_says(profile_of(municipality), "same_text") or USUAL_SAME)


def readers_today(receipt: Receipt, *, day: date) -> list[int]:
    """Return who reads for the addressee now: heads change."""
    if receipt.person_id is not None:
        return [receipt.person_id]
    if receipt.body_id is not None:
        head = heads_of_bodies([receipt.body_id], day).get(receipt.body_id)
        return [head] if head else []
    return readers_at([receipt.organisation], day=day)[receipt.organisation_id]


def people_to_name(user: Any) -> QuerySet[Person]:
    """Return the people to whom the user may recommend something."""
    return Person.objects.visible_to(user).filter(merged_into=None).order_by("sort_key", "pk")
