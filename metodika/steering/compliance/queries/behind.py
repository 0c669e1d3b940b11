"""The rows behind a rule, asked anew under the viewer's rights, and what a new edition touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period
from metodika.core.facts import Counting, Fact, Scope, rows
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Edition
from metodika.directory.regulations.queries import compared_editions
from metodika.governance.bodies.models import BodyKind
from metodika.planning.plans.models import Item
from metodika.steering.compliance.lifecycle import RuleKind
from metodika.steering.compliance.models import Proof, RuleResult, Standing, Waiver
from metodika.steering.compliance.queries.pages import clause_of
from metodika.steering.indicators.models import Indicator

MOST_ROWS = 20
CHANGED = frozenset({"changed", "moved", "removed", "added"})


@dataclass(frozen=True)
class Row:
    """One row of a fact: its words, its day, its page."""

    title: str
    day: date | None
    url: str


@dataclass(frozen=True)
class Behind:
    """A rule with the rows that prove it and those that lack it; more of them on the fact's own page."""

    result: RuleResult
    found: Sequence[Row] = ()
    lacking: Sequence[Row] = ()
    problem: str = ""


def behind(result: RuleResult, municipality: Organisation, *, viewer: Any) -> Behind:
    """Return the latest rows behind a rule, under the viewer's rights; a fact that is gone says so."""
    if not result.countings:
        return Behind(result, problem=result.problem)
    try:
        first = result.countings[0]
        counting, period = Counting.from_data(first["counting"]), Period.from_key(first["period"])
        if result.kind in {RuleKind.EVERY, RuleKind.SHARE}:
            without = [counting.without(one) for one in counting.having]
            lacking = [row for one in without for row in _rows(one, period, municipality, viewer)]
            return Behind(result, _rows(counting, period, municipality, viewer), lacking[:MOST_ROWS])
        told = [
            row
            for one in result.countings
            for row in _rows(
                Counting.from_data(one["counting"]), Period.from_key(one["period"]), municipality, viewer
            )
        ]
    except RuleBroken as refusal:
        return Behind(result, problem=str(refusal))
    return Behind(result, told[:MOST_ROWS])


def _rows(counting: Counting, period: Period, municipality: Organisation, viewer: Any) -> list[Row]:
    declared = counting.declared
    found = rows(counting, period, Scope.organisation(municipality.pk), viewer=viewer)[:MOST_ROWS]
    return [_row(declared, one) for one in found]


def _row(declared: Fact, one: Any) -> Row:
    day = getattr(one, "fact_on", None) or getattr(one, "fact_since", None)
    if isinstance(day, datetime):
        # A day that was reckoned by the database, such as the one after a term.
        day = day.date()
    return Row(declared.words_of(one), day, declared.address.format(one) if declared.address else "")


def proofs(standing: Standing) -> Any:
    """Return the proofs of a clause that were added by hand, the latest first."""
    rows_ = Proof.objects.filter(municipality=standing.municipality_id, code=standing.code)
    return rows_.select_related("file", "added_by__person").order_by("-speaks_for", "-pk")


def waivers(standing: Standing) -> Any:
    """Return the waivers of a clause, the latest first."""
    rows_ = Waiver.objects.filter(municipality=standing.municipality_id, code=standing.code)
    return rows_.select_related("given_by__person").order_by("-starts_on", "-pk")


@dataclass(frozen=True)
class Touched:
    """A clause that a new edition changes, with what rests on it."""

    code: str
    change: str
    before: str
    after: str
    rules: Sequence[str]
    indicators: Sequence[Indicator]
    bodies: Sequence[BodyKind]
    items: Sequence[Item]


def touched(newer: Edition, older: Edition, *, viewer: Any) -> list[Touched]:
    """Return the changed clauses on which rules, indicators, bodies or plan items rest; seven queries.

    A clause is known by its reference; one that came anew has none yet and is left to the comparison.
    """
    owner = newer.act.owner_id or 0
    refs = _refs(newer) | _refs(older)
    rules, kinds, items = _rules_of(owner), _kinds_of(owner), _items_of(newer, viewer)
    measured = _indicators_of(viewer)
    found = []
    for match, before, after in compared_editions(older, newer).rows:
        code = clause_of(refs.get(match.old_key or "", "") or refs.get(match.new_key or "", ""))
        if match.kind not in CHANGED or not code:
            continue
        one = Touched(
            code, match.kind, before.text if before else "", after.text if after else "",
            rules.get(code, []), measured.get(code, []), kinds.get(code, []), items.get(code, []),
        )  # fmt: skip
        if one.rules or one.indicators or one.bodies or one.items:
            found.append(one)
    return found


def _rules_of(owner: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    results = RuleResult.objects.filter(standing__municipality=owner).order_by("standing__order", "order")
    for code, say in results.values_list("standing__code", "say"):
        found.setdefault(clause_of(code), []).append(f"{code}: {say}")
    return found


def _indicators_of(viewer: Any) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    told = Indicator.objects.visible_to(viewer).filter(is_dropped=False).exclude(basis="")
    for one in told.order_by("code", "pk"):
        for code in dict.fromkeys(clause_of(code.strip()) for code in one.basis.split(",")):
            found.setdefault(code, []).append(one)
    return found


def _kinds_of(owner: int) -> dict[str, list[BodyKind]]:
    found: dict[str, list[BodyKind]] = {}
    profile = Organisation.objects.filter(pk=owner).values("profile")
    for kind in BodyKind.objects.filter(profile__in=profile).order_by("order", "pk"):
        for code in sorted({kind.clause, *(kind.rules.get("clauses") or {}).values()} - {""}):
            found.setdefault(clause_of(code), []).append(kind)
    return found


def _items_of(edition: Edition, viewer: Any) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    following = Item.objects.visible_to(viewer).filter(clause__edition__act=edition.act_id)
    for item in following.select_related("clause").order_by("pk"):
        found.setdefault(clause_of(item.clause.ref if item.clause else ""), []).append(item)
    return found


def _refs(edition: Edition) -> dict[str, str]:
    return dict(edition.clauses.exclude(ref="").values_list("key", "ref"))
