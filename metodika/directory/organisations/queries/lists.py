"""Lists of organisations."""

from typing import Any

from django.db.models import QuerySet

from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation


def organisations_for_list(user: Any) -> "QuerySet[Organisation]":
    """Return the organisations that the user may see, with their municipalities; one query for all."""
    return Organisation.objects.visible_to(user).select_related("municipality", "parent")


def organisations_for_export(paths: tuple[str, ...]) -> "QuerySet[Organisation]":
    """Return the institutions and units under the paths, with what a spreadsheet of them needs."""
    return (
        Organisation.objects.under_paths(paths)
        .exclude(level__in=[Level.REGION, Level.MUNICIPALITY])
        .select_related("municipality", "parent")
        .order_by("sort_key", "pk")
    )


def no_organisations() -> "QuerySet[Organisation]":
    """Return nothing, for a form whose choices depend on the person."""
    return Organisation.objects.none()


def organisations_for_choice(user: Any, permission: str, *levels: str) -> "QuerySet[Organisation]":
    """Return the working organisations, by name, for which the user holds the permission."""
    rows = Organisation.objects.visible_to(user, permission).working().order_by("sort_key", "pk")
    return rows.filter(level__in=levels) if levels else rows


def municipalities() -> "QuerySet[Organisation]":
    """Return all working municipalities by name."""
    return Organisation.objects.working().filter(level=Level.MUNICIPALITY).order_by("sort_key", "pk")


def own_municipality(paths: tuple[str, ...]) -> Organisation | None:
    """Return the municipality that contains all the paths, or None when they are of several."""
    numbers = {int(part) for path in paths for part in path.split("/") if part}
    found = list(Organisation.objects.filter(level=Level.MUNICIPALITY, pk__in=numbers).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def organisations_for_tree(user: Any) -> "QuerySet[Organisation]":
    """Return the organisations that the user may see, those closed long ago as well; one query."""
    return Organisation.objects.visible_to(user)


def strangers_to(hub: Organisation) -> "QuerySet[Organisation]":
    """Return the working institutions and partners outside the hub's municipality, by name."""
    rows = Organisation.objects.working().filter(level__in=[Level.INSTITUTION, Level.PARTNER])
    return rows.exclude(municipality=hub.municipality_id).order_by("sort_key", "pk")


def working_units(organisation: Organisation) -> int:
    """Return how many working organisations are part of it."""
    return Organisation.objects.under(organisation).working().exclude(pk=organisation.pk).count()
