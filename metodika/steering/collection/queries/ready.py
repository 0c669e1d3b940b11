"""Forms that come ready-made with the profile of a municipality."""

from collections.abc import Mapping
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.profiles.models import Profile
from metodika.steering.collection.models import Form, FormQuerySet
from metodika.steering.collection.rules.forms import FieldSpec, FormSpec

# Who works for more municipalities than this chooses from the forms of the first of them.
MOST_PLACES = 20


def ready_forms(organisation: Organisation) -> dict[str, Mapping[str, Any]]:
    """Return the ready-made forms of the municipality's profile by code; none without a profile."""
    profile = organisation.profile or (
        organisation.municipality.profile if organisation.municipality else None
    )
    if profile is None:
        return {}
    found: dict[str, Mapping[str, Any]] = profile.data.get("collection") or {}
    return found


def ready_forms_for(user: Any) -> list[tuple[str, str]]:
    """Return the ready-made forms of the places for which the user may make forms, by code and title."""
    found: dict[str, str] = {}
    for place in (
        organisations_for_choice(user, "collection.run_campaign")
        .select_related("profile", "municipality__profile")
        .exclude(profile=None)[:MOST_PLACES]
    ):
        found |= {code: told["title"] for code, told in ready_forms(place).items()}
    return sorted(found.items(), key=lambda one: one[1])


def no_forms() -> FormQuerySet:
    """Return nothing, for a choice that depends on the person."""
    return Form.objects.none()


def form_codes() -> list[tuple[str, str]]:
    """Return the codes and titles of all forms, ready-made ones included, for whoever counts their values."""
    found = {code: told["title"] for ready in _ready_everywhere() for code, told in ready.items()}
    found |= dict(Form.objects.values_list("code", "title"))
    return sorted(found.items())


def field_codes() -> list[tuple[str, str]]:
    """Return the codes under which forms give numbers, with their questions; ready-made forms included."""
    return sorted({name: one.title for one in _fields_everywhere() for name in one.names}.items())


def fields_of_people() -> set[str]:
    """Return the codes under which forms give numbers of people; ready-made forms included. Two queries."""
    return {name for one in _fields_everywhere() if one.is_of_people for name in one.names}


def _fields_everywhere() -> list[FieldSpec]:
    contents = [told for ready in _ready_everywhere() for told in ready.values()]
    contents += Form.objects.values_list("content", flat=True)
    return [one for content in contents for one in FormSpec.from_data(content).fields]


def _ready_everywhere() -> list[Mapping[str, Any]]:
    told = Profile.objects.order_by("pk").values_list("data__collection", flat=True)
    return [one for one in told if one]
