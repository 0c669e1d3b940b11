"""Kinds of bodies and the rules that hold for a body."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import regulation_clauses
from metodika.governance.bodies.models import Body, BodyKind
from metodika.governance.bodies.rules import BodyRules, overlaid


def rules_of(body: Body) -> BodyRules:
    """Return the rules of a body: its kind's with its own over them. No query when the kind is there."""
    return BodyRules.from_data(overlaid(body.kind.rules, body.rules))


def rules_of_kind(body: Body) -> BodyRules:
    """Return the rules that all bodies of the kind share."""
    return BodyRules.from_data(body.kind.rules)


def stored_rules(data: Mapping[str, Any]) -> BodyRules:
    """Return rules as they were kept with something that happened under them. No query."""
    return BodyRules.from_data(data)


def kinds_of(organisation: Organisation) -> QuerySet[BodyKind]:
    """Return the kinds of the profile by which an organisation lives, in the order of the profile."""
    municipality = organisation.municipality
    profile_id = municipality.profile_id if municipality else None
    return BodyKind.objects.in_use().filter(profile=profile_id).order_by("order", "pk")


def kind_choices(user: Any) -> list[tuple[str, str]]:
    """Return codes and titles of the kinds for a filter, of all profiles, each code once."""
    rows = BodyKind.objects.in_use().visible_to(user).order_by("order", "pk")
    return list(dict(rows.values_list("code", "titles")).items())


def clause_gists(profile: Profile) -> dict[str, tuple[str, str]]:
    """Return the label and the gist of every clause that has a code."""
    return {
        placed.clause.ref: (placed.clause.label, placed.clause.gist)
        for placed in regulation_clauses(profile)
        if placed.clause.ref
    }
