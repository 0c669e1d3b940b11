"""A profile as it is read on a page: facts, rows and trees in the reader's language."""

import datetime
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.web import Branch
from metodika.directory.profiles.queries import labels
from metodika.directory.profiles.rules.acts import Act, Basis, Clause, Regulation
from metodika.directory.profiles.rules.contents import Contents
from metodika.directory.profiles.rules.places import Body
from metodika.directory.profiles.rules.shapes import LEAP_YEAR, DayOfYear

Facts = list[tuple[str, Any]]


class RoleRow(NamedTuple):
    """A role with the names of its levels."""

    title: str
    description: str
    levels: str
    may: list[str]


def municipality_facts(contents: Contents) -> Facts:
    """Give the municipality, who governs and who carries the methodical work; absent values are left out."""
    place = contents.municipality
    facts = [
        (_("Full name"), place.name.nominative),
        (_("Kind of place"), labels.PLACES[place.place]),
        (_("Region"), place.region.name.nominative),
        (_("Time zone"), place.time_zone),
        (_("Website"), place.site),
        (_("Education department"), _body(place.department)),
        (_("Methodical work is led by"), _body(place.centre) if place.centre else ""),
        (_("Whom the service helps"), _with_clause(labels.GUESTS[place.guests], place.guests_clause)),
    ]
    return [fact for fact in facts if fact[1]]


def young_teacher_facts(contents: Contents) -> Facts:
    """Give the bounds of the young teacher in words."""
    bounds = contents.young_teacher
    age = _("up to %(years)s, this age included") if bounds.age_inclusive else _("younger than %(years)s")
    years = (
        _("up to %(years)s full years, the last included")
        if bounds.years_inclusive
        else _("less than %(years)s full years")
    )
    leaves = ", ".join(str(labels.LEAVES[leave]).lower() for leave in bounds.pausing_leaves)
    return [
        (_("Age"), age % {"years": bounds.max_age}),
        (_("Years of teaching"), years % {"years": bounds.max_years}),
        (_("Years do not run during"), leaves or "—"),
        (_("Counted as of"), _day(bounds.as_of) if bounds.as_of else _("today")),
        (_("Clause"), bounds.clause or "—"),
    ]


def calendar_facts(contents: Contents) -> Facts:
    """Give the school year, its terms and the meaning of a quarter."""
    year = contents.calendar
    terms = [(term.title, f"{_day(term.starts)} — {_day(term.ends)}") for term in year.terms]
    return [
        (_("School year begins"), _day(year.school_year_starts)),
        (_("Divided into"), str(labels.YEAR_PARTS[year.divided_into]).lower()),
        *terms,
        (_("“Once a quarter” means"), _with_clause(labels.QUARTERS[year.quarter_means], year.clause)),
    ]


def role_rows(contents: Contents) -> list[RoleRow]:
    """List the roles with their levels by the names that this profile gives to levels."""
    titles: dict[str, str] = {code: level.title for code, level in contents.levels.by_code().items()}
    titles["self"] = str(labels.OWN_RECORDS).lower()
    return [
        RoleRow(role.title, role.description, ", ".join(titles[level] for level in role.levels), role.may)
        for role in contents.roles.root.values()
    ]


def position_rows(contents: Contents) -> list[tuple[str, Any, str]]:
    """List the positions: title, category, other spellings."""
    return [
        (position.title, labels.POSITION_CATEGORIES[position.category], ", ".join(position.also))
        for position in contents.positions.root.values()
    ]


def kind_rows(contents: Contents) -> list[tuple[str, str, str]]:
    """List the kinds of organisations: title, abbreviation, level."""
    levels = contents.levels.by_code()
    return [(kind.title, kind.short, levels[kind.level].title) for kind in contents.kinds.root.values()]


def regulation_facts(regulation: Regulation) -> Facts:
    """Give the card of the act; absent values are left out."""
    facts = [
        (_("Act"), named_act(regulation)),
        (_("Title"), regulation.title),
        (_("Approved by"), named_act(regulation.approved_by) if regulation.approved_by else ""),
        (_("Annex"), regulation.annex),
        (_("Controller"), regulation.controller),
        (_("Valid from"), regulation.valid_from),
    ]
    return [fact for fact in facts if fact[1]]


def named_act(act: Act) -> str:
    """Name an act by kind, issuer, date and number."""
    named = f"{labels.ACT_KINDS[act.kind]}: {act.issuer}"
    if act.date:
        named += f", {date_format(act.date, 'SHORT_DATE_FORMAT')}"
    return f"{named} № {act.number}" if act.number else named


def basis_rows(regulation: Regulation) -> list[tuple[str, str]]:
    """List the acts that the regulation rests on: name and title."""
    acts: list[Basis] = regulation.basis
    return [(named_act(act), act.title) for act in acts]


def clause_branches(clauses: list[Clause]) -> list[Branch]:
    """Give the clauses as a tree for a page; a clause with a code is an address."""
    return [
        Branch(
            text=clause.gist,
            label=clause.label,
            anchor=clause.ref,
            heading=clause.kind == "heading",
            children=clause_branches(clause.clauses),
        )
        for clause in clauses
    ]


def _body(body: Body) -> str:
    return f"{body.name}, {body.unit}" if body.unit else body.name


def _with_clause(text: Any, clause: str) -> str:
    return f"{text} ({clause})" if clause else str(text)


def _day(day: DayOfYear) -> str:
    return date_format(datetime.date(LEAP_YEAR, day.month, day.day), "j E")
