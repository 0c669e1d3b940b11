"""The last assessment for pages: the text with its margin, by owner, by month, by institution."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet

from metodika.directory.mandates.queries import people_seen_by
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import EditionSource
from metodika.directory.regulations.models import Clause, Edition
from metodika.directory.staff.models import Person
from metodika.steering.compliance.models import PlaceResult, Proof, RuleResult, Snapshot, Standing, Waiver

# The letter behind a number parts one clause of the act into several duties.
PARTED = re.compile(r"(?P<clause>[A-Z]+-(?:O\.)?\d+(?:\.\d+)*)(?:-?[a-z]\d?)?")


@dataclass(frozen=True)
class TextLine:
    """A node of the act with the clauses that stand beside it."""

    clause: Clause
    depth: int
    standings: Sequence[Standing] = ()


@dataclass(frozen=True)
class ReadText:
    """The act as a text with a margin; clauses that found no place in it come after it."""

    edition: Edition | None
    lines: Sequence[TextLine] = ()
    rest: Sequence[Standing] = ()


def snapshots(user: Any) -> QuerySet[Snapshot]:
    """Return the assessments that the person may see, by municipality."""
    return Snapshot.objects.visible_to(user).select_related("municipality")


def snapshot_of(municipality: Organisation) -> Snapshot | None:
    """Return the last assessment of a municipality."""
    return Snapshot.objects.select_related("made_by__person").filter(municipality=municipality).first()


def standings(municipality: Organisation) -> QuerySet[Standing]:
    """Return the clauses of a municipality in the order of its regulation, with who answers for them."""
    rows = Standing.objects.filter(municipality=municipality)
    return rows.prefetch_related("owners").order_by("order", "code")


def owners_seen_by(user: Any) -> QuerySet[Person]:
    """Return the people who answer for a clause and whom the person may see, by name."""
    owning = Standing.owners.through.objects.values("person")
    return people_seen_by(user).filter(pk__in=owning).order_by("sort_key", "pk")


def standing_card(number: int) -> Standing:
    """Return one clause with the results of its rules, its owners and its former states."""
    results = Prefetch("results", queryset=RuleResult.objects.order_by("order"))
    rows = Standing.objects.select_related("municipality").prefetch_related(results, "owners", "changes")
    return rows.get(pk=number)


def standing_of_proof(proof: Proof | Waiver) -> Standing:
    """Return the clause of a proof or a waiver."""
    return Standing.objects.get(municipality=proof.municipality_id, code=proof.code)


def governing_edition(municipality: Organisation) -> Edition | None:
    """Return the edition of the act by which the municipality lives, the one shown first."""
    governing = Edition.objects.filter(act__owner=municipality, act__is_governing=True)
    return governing.select_related("act").shown_first().first()


def words_of(standing: Standing) -> Clause | None:
    """Return the clause of the act that says what is asked, with its text; three queries."""
    edition = governing_edition(standing.municipality)
    if edition is None:
        return None
    exact = edition.source == EditionSource.OUTLINE
    wanted = standing.code if exact else clause_of(standing.code)
    clauses = edition.clauses.exclude(ref="").order_by("order")
    return next((one for one in clauses if (one.ref if exact else clause_of(one.ref)) == wanted), None)


def edition_before(edition: Edition) -> Edition | None:
    """Return the edition before this one that was made in the same way."""
    older = Edition.objects.filter(act=edition.act_id, source=edition.source, number__lt=edition.number)
    return older.select_related("act").order_by("-number").first()


def read_text(municipality: Organisation, *, with_owners: bool = False) -> ReadText:
    """Return the regulation by which the municipality lives, with its states beside the clauses."""
    rows = standings(municipality)
    states = list(rows if with_owners else rows.prefetch_related(None))
    edition = governing_edition(municipality)
    if edition is None:
        return ReadText(None, (), states)
    clauses = list(edition.clauses.order_by("order"))
    by_ref: dict[str, list[Standing]] = defaultdict(list)
    exact = edition.source == EditionSource.OUTLINE
    for one in states:
        by_ref[one.code if exact else clause_of(one.code)].append(one)
    depths: dict[str, int] = {}
    lines = []
    for clause in clauses:
        depths[clause.key] = depths.get(clause.parent_key, -1) + 1
        ref = clause.ref if exact else clause_of(clause.ref)
        beside = by_ref.pop(ref, []) if clause.ref else []
        lines.append(TextLine(clause, depths[clause.key], beside))
    rest = sorted((one for left in by_ref.values() for one in left), key=lambda one: one.order)
    return ReadText(edition, lines, rest)


def clause_of(code: str) -> str:
    """Return the clause of the act of which a code is a part: YAK-4.10.1b is a part of YAK-4.10.1."""
    found = PARTED.fullmatch(code)
    return found["clause"] if found else code


@dataclass(frozen=True)
class Month:
    """What falls due in a month."""

    first: date
    standings: Sequence[Standing]


def months(municipality: Organisation) -> list[Month]:
    """Return what falls due by month, of clauses that are not met by now."""
    due = standings(municipality).exclude(due_on=None).order_by("due_on", "order")
    grouped = groupby(due, key=lambda one: one.due_on.replace(day=1) if one.due_on else date.max)
    return [Month(first, list(rows)) for first, rows in grouped]


@dataclass(frozen=True)
class HeatMap:
    """Institutions by rules: a row for each institution, a cell for each rule that concerns it."""

    rules: Sequence[RuleResult]
    rows: Sequence[tuple[Organisation, Sequence[PlaceResult | None]]] = field(default_factory=list)


def heat_map(municipality: Organisation) -> HeatMap:
    """Return what the rules about everybody come to in each institution; three queries."""
    cells = PlaceResult.objects.filter(result__standing__municipality=municipality)
    by_place: dict[int, dict[int, PlaceResult]] = defaultdict(dict)
    for cell in cells:
        by_place[cell.organisation_id][cell.result_id] = cell
    rules = list(
        RuleResult.objects.filter(standing__municipality=municipality, places__isnull=False)
        .distinct()
        .select_related("standing")
        .order_by("standing__order", "standing__code", "order")
    )
    places = Organisation.objects.filter(pk__in=by_place).order_by("sort_key", "pk")
    return HeatMap(rules, [(place, [by_place[place.pk].get(one.pk) for one in rules]) for place in places])
