"""Organisations as they were on a day, and as what they work now."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from metodika.directory.organisations.models import Organisation, OrganisationName, Succession


def name_as_of(organisation: Organisation, day: date) -> str:
    """Return the short name that held on the day; the present one when none is known for it."""
    return names_as_of([organisation.pk], day).get(organisation.pk, str(organisation))


def names_as_of(numbers: Iterable[int], day: date) -> dict[int, str]:
    """Return the short names that held on the day, by organisation; costs one query."""
    held = Q(valid_from=None) | Q(valid_from__lte=day)
    held &= Q(valid_to=None) | Q(valid_to__gte=day)
    names = OrganisationName.objects.filter(held, organisation__in=list(numbers))
    return dict(names.values_list("organisation_id", "short"))


def as_it_was(day: date) -> "QuerySet[Organisation]":
    """Return the organisations that existed on the day, those closed or merged since then included."""
    return Organisation.objects.existing_on(day)


def as_it_is_now(numbers: Iterable[int] | None = None) -> dict[int, int]:
    """Return organisation -> the one that carries on its work now, through all mergers; costs one query.

    An organisation without a successor stands for itself when it was asked for; without `numbers` only
    those with a successor are told.
    """
    steps = dict(
        Succession.objects.order_by("happened_on", "pk").values_list("predecessor_id", "successor_id")
    )
    return {number: _last(number, steps) for number in (steps if numbers is None else numbers)}


def _last(number: int, steps: dict[int, int]) -> int:
    seen = {number}
    while (number := steps.get(number, number)) not in seen:
        seen.add(number)
    return number
