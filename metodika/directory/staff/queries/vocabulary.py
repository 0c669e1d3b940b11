"""Positions and subjects for forms and imports."""

from django.db.models import QuerySet

from metodika.core.language import normalise
from metodika.directory.profiles.models import Profile
from metodika.directory.staff.models import Position, Subject


def all_positions() -> "QuerySet[Position]":
    """Return all positions by title."""
    return Position.objects.order_by("title")


def all_subjects() -> "QuerySet[Subject]":
    """Return all subjects by title."""
    return Subject.objects.order_by("title")


def position_choices() -> list[tuple[int, str]]:
    """Return (number, title) of all positions in alphabetical order."""
    return sorted(Position.objects.values_list("pk", "title"), key=lambda pair: normalise(pair[1]))


def subject_choices() -> list[tuple[int, str]]:
    """Return (number, title) of all subjects in alphabetical order."""
    return sorted(Subject.objects.values_list("pk", "title"), key=lambda pair: normalise(pair[1]))


def position_spellings() -> dict[str, str]:
    """Return normalised spelling -> title of every known position, with the spellings of all profiles."""
    known: dict[str, str] = {}
    for positions in Profile.objects.order_by("pk").values_list("data__positions", flat=True):
        for told in (positions or {}).values():
            known |= {normalise(text): told["title"] for text in (*told.get("also", ()), told["title"])}
    return known | {normalise(title): title for title in Position.objects.values_list("title", flat=True)}
