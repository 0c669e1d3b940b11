"""Positions and subjects: the words in which jobs are told."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.transaction import atomic

from metodika.directory.profiles.models import Profile
from metodika.directory.staff.lifecycle import PositionCategory
from metodika.directory.staff.models import Position, Subject


@atomic
def ensure_positions(titles: Mapping[str, str]) -> dict[str, Position]:
    """Return the positions with these titles (title -> category), adding those that are not known.

    The category of a known position stays as it is.
    """
    wanted = {title: category or PositionCategory.OTHER for title, category in titles.items()}
    Position.objects.bulk_create(
        [Position(title=title, category=category) for title, category in sorted(wanted.items())],
        ignore_conflicts=True,
    )
    return {one.title: one for one in Position.objects.filter(title__in=wanted)}


@atomic
def ensure_subjects(titles: Iterable[str]) -> dict[str, Subject]:
    """Return the subjects with these titles, adding those that are not known."""
    wanted = sorted(set(titles))
    Subject.objects.bulk_create([Subject(title=title) for title in wanted], ignore_conflicts=True)
    return {one.title: one for one in Subject.objects.filter(title__in=wanted)}


@atomic
def apply_positions(profile: Profile, *, by: Any = None) -> None:
    """Make the positions that a profile names, or give them its category."""
    told = {one["title"]: one["category"] for one in profile.data["positions"].values()}
    known = ensure_positions(told)
    differing = [one for title, one in known.items() if one.category != told[title]]
    for one in differing:
        one.category = told[one.title]
    Position.objects.bulk_update(differing, ["category"])
