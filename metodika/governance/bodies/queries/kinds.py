"""Kinds of bodies and the rules that hold for a body."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
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


def kinds_of_bodies() -> list[tuple[str, str]]:
    """Return codes and titles of the kinds of all profiles, each code once. One query."""
    rows = BodyKind.objects.in_use().order_by("order", "pk")
    return list(dict(rows.values_list("code", "titles")).items())


def clause_gists(profile_id: int) -> dict[str, tuple[str, str]]:
    """Return the label and the gist of every clause of the regulation that has a code. One query.

    Only this part of the profile is read: checking the whole of it takes longer than the page.
    """
    stored = Profile.objects.filter(pk=profile_id).values_list("data__regulation__clauses", flat=True)
    return dict(_gists(stored.first() or []))


def clause_labels(profile_id: int, ref: str) -> list[str]:
    """Return the labels on the way down to the clause with the code, `["4", "4.3", "(а)"]`; one query.

    Empty for a code that the regulation has not.
    """
    stored = Profile.objects.filter(pk=profile_id).values_list("data__regulation__clauses", flat=True)
    return next(_ways(stored.first() or [], ref), []) if ref else []


def _ways(clauses: Iterable[Mapping[str, Any]], ref: str) -> Iterator[list[str]]:
    for clause in clauses:
        if clause["ref"] == ref:
            yield [clause["label"]]
        yield from ([clause["label"], *way] for way in _ways(clause["clauses"], ref))


def _gists(clauses: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, str]]]:
    for clause in clauses:
        if clause["ref"]:
            yield clause["ref"], (clause["label"], clause["gist"])
        yield from _gists(clause["clauses"])
