"""Profiles that are loaded."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.rules.acts import PlacedClause, clauses_in_order


def loaded_profile(code: str) -> Profile | None:
    """Give the loaded profile with the code, None when it was never loaded."""
    return Profile.objects.filter(code=code).first()


def loaded_profiles() -> QuerySet[Profile]:
    """Give all loaded profiles by their titles, with who loaded them."""
    return Profile.objects.select_related("loaded_by").order_by("title")


def profile_of_viewer(user: Any) -> Profile | None:
    """Find the profile whose words the user reads; its words are there, other sections are not yet read.

    The municipality of the user is found by `settings.PROFILE_PROVIDER`, a function of an area
    above that gives the key of a profile or None. Where it finds none, the only profile of the
    installation is taken, and None where there are several. Costs one query besides the provider's.
    """
    provider = getattr(settings, "PROFILE_PROVIDER", "")
    key = import_string(provider)(user) if provider and user.is_authenticated else None
    spoken = Profile.objects.with_words_only()
    if key is not None:
        return spoken.filter(pk=key).first()
    several = list(spoken.order_by("pk")[:2])
    return several[0] if len(several) == 1 else None


def regulation_clauses(profile: Profile) -> list[PlacedClause]:
    """List the clauses of the regulation as they are printed, each with its key and its parent's."""
    regulation = profile.contents.regulation
    return list(clauses_in_order(regulation.clauses)) if regulation else []
