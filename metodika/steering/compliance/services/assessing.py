"""The regulation assessed on a day: verdicts of all rules, states of all clauses, since when."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import MonthDay
from metodika.core.events import announce
from metodika.core.facts import Number, Question, Scope, count_everywhere, count_within
from metodika.directory.mandates.models import Mandate
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.queries import ClauseSaid, Evidence, Regulation, clauses_in_order
from metodika.steering.compliance.events import ClauseWorsened, ComplianceAssessed
from metodika.steering.compliance.lifecycle import State
from metodika.steering.compliance.models import (
    PlaceResult,
    Proof,
    RuleResult,
    Snapshot,
    Standing,
    StandingChange,
    Waiver,
)
from metodika.steering.compliance.queries import Asked, Year, asked_rules, verdict_of, verdict_of_part
from metodika.steering.compliance.rules import Verdict, has_worsened, together

USUAL_OWNER = "methodist"
LONGEST_PROBLEM = 500
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """A rule with its verdict, and what the same rule says of each institution."""

    asked: Asked
    verdict: Verdict
    places: Mapping[int, Verdict]


@atomic
def assess(municipality: Organisation, *, day: date, by: Any) -> Snapshot:
    """Assess the regulation of a municipality as of a day and keep the result as its last snapshot.

    States keep the day since when they hold; owners are told of clauses that have worsened. Raises RuleBroken
    when the profile says of no clause what proves it.
    """
    place = Organisation.objects.select_related("profile").get(pk=municipality.pk)
    Snapshot.objects.get_or_create(
        municipality=place, defaults={"day": day, "made_at": timezone.now(), "made_by": None}
    )
    snapshot = Snapshot.objects.select_for_update().get(municipality=place)
    evidence = evidence_of(place)
    if not evidence:
        raise RuleBroken(_("The profile of this municipality does not say yet what proves its clauses."))
    judged = judge(place, evidence, day=day)
    standings = _keep_standings(place, evidence, judged, day=day, by=by)
    _keep_results(place, standings, judged)
    sums = Counter(one.state for one in standings.values())
    snapshot.day, snapshot.made_at, snapshot.sums = day, timezone.now(), dict(sums)
    snapshot.made_by = account_or_none(by)
    snapshot.save(update_fields=["day", "made_at", "made_by", "sums"])
    announce(ComplianceAssessed(place.pk, sums[State.MET], len(standings)), by=by, about=place)
    return snapshot


def evidence_of(place: Organisation) -> dict[str, ClauseSaid]:
    """Return what proves each clause by the municipality's profile; nothing without one."""
    told = place.profile.data.get("evidence") if place.profile else None
    return dict(Evidence.model_validate(told).root) if told else {}


def judge(place: Organisation, evidence: Mapping[str, ClauseSaid], *, day: date) -> list[Judged]:
    """Return the verdict of every rule on a day: one statement for the municipality, one for its places."""
    starts = (place.profile.data.get("calendar") or {}).get("school_year_starts") if place.profile else None
    year = Year(day, MonthDay(*starts) if starts else MonthDay(9, 1))
    asked = list(asked_rules(evidence, year))
    scope = Scope.organisation(place.pk)
    numbers = _numbers(asked, count_within([q for one in asked for q in one.questions], scope))
    places = _places(place, asked)
    holding = Proof.objects.filter(municipality=place).holding_on(day)
    proved = set(holding.values_list("code", flat=True))
    return [
        Judged(one, _verdict(one, found, scope, proved=one.code in proved), places.get(number, {}))
        for number, (one, found) in enumerate(zip(asked, numbers, strict=True))
    ]


def _numbers(asked: Sequence[Asked], flat: Sequence[Number]) -> list[Sequence[Number]]:
    found, begin = [], 0
    for one in asked:
        found.append(flat[begin : begin + len(one.questions)])
        begin += len(one.questions)
    return found


def _verdict(one: Asked, numbers: Sequence[Number], scope: Scope, *, proved: bool) -> Verdict:
    if one.waits:
        # What no fact can tell yet may be proved by hand.
        return Verdict("met", "met", 1, 1) if proved else Verdict("waits", "waits", 0, 0)
    if one.problem:
        return Verdict("broken", "broken", 0, 0)
    return verdict_of(one, numbers, scope=scope, proved=proved)


def _places(place: Organisation, asked: Sequence[Asked]) -> dict[int, dict[int, Verdict]]:
    """Judge the rules about everybody for each institution of the municipality, by one statement."""
    split = [(number, one) for number, one in enumerate(asked) if one.is_split]
    questions: list[Question] = [question for _number, one in split for question in one.questions]
    found = count_everywhere(questions)
    inside = Organisation.objects.institutions().filter(municipality=place)
    own = [int(number) for number in inside.values_list("pk", flat=True)]
    told: dict[int, dict[int, Verdict]] = {}
    for position, (number, one) in enumerate(split):
        having, all_ = found[2 * position], found[2 * position + 1]
        told[number] = {
            node: verdict_of_part(one, int(having.get(node, 0)), int(all_[node]))
            for node in own
            if node in all_
        }
    return told


def _keep_standings(
    place: Organisation, evidence: Mapping[str, ClauseSaid], judged: Sequence[Judged], *, day: date, by: Any
) -> dict[str, Standing]:
    known = {one.code: one for one in Standing.objects.filter(municipality=place)}
    Standing.objects.filter(municipality=place).exclude(code__in=evidence).delete()
    by_code: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_code[one.asked.code].append(one)
    words, waived = _words(place), set(_waived(place, day))
    before = {code: one.state for code, one in known.items()}
    kept: dict[str, Standing] = {}
    for code, told in evidence.items():
        row = known.get(code) or Standing(municipality=place, code=code, since=day)
        _fill(row, told, by_code[code], words.get(code, (len(words), "", "")))
        row.state = State.WAIVED if code in waived else row.state
        if before.get(code) != row.state:
            row.since = day
        kept[code] = row
    fields = ["order", "label", "gist", "state", "forecast", "since", "due_on", "definition", "role"]
    Standing.objects.bulk_create([one for code, one in kept.items() if code not in before])
    Standing.objects.bulk_update([one for one in kept.values() if one.code in before], fields)
    _keep_changes(kept, before, day)
    owners = _keep_owners(place, kept, day)
    for code, row in kept.items():
        if code in before and has_worsened(before[code], row.state):
            told_ = ClauseWorsened(place.pk, row.pk, code, str(row.state), owners.get(code, []))
            announce(told_, by=by, about=place)
    return kept


def _fill(row: Standing, told: ClauseSaid, judged: Sequence[Judged], words: tuple[int, str, str]) -> None:
    states = [one.verdict.state for one in judged]
    row.order, row.label, row.gist = words
    row.role = told.owner or USUAL_OWNER
    row.definition = told.definition
    row.state = together(states)
    row.forecast = together(one.verdict.forecast for one in judged)
    days = [one.verdict.due_on for one in judged if one.verdict.due_on and one.verdict.state != "failed"]
    row.due_on = min(days, default=None)


def _words(place: Organisation) -> dict[str, tuple[int, str, str]]:
    """Return for each clause its place in the regulation, its label and what it is about."""
    told = place.profile.data.get("regulation") if place.profile else None
    if not told:
        return {}
    placed = clauses_in_order(Regulation.model_validate(told).clauses)
    return {
        one.clause.ref: (order, one.clause.label, one.clause.gist)
        for order, one in enumerate(placed)
        if one.clause.ref
    }


def _waived(place: Organisation, day: date) -> list[str]:
    holding = Waiver.objects.filter(municipality=place).holding_on(day)
    return list(holding.values_list("code", flat=True))


def _keep_changes(kept: Mapping[str, Standing], before: Mapping[str, str], day: date) -> None:
    """Close the states that are over and open the new ones; what changed twice on a day keeps the last."""
    moved = [one for code, one in kept.items() if before.get(code) != one.state]
    open_ = StandingChange.objects.filter(standing__in=moved, until=None)
    open_.filter(since__gte=day).delete()
    open_.update(until=day - DAY)
    StandingChange.objects.bulk_create(
        StandingChange(standing=one, state=one.state, since=day) for one in moved
    )


def _keep_owners(place: Organisation, kept: Mapping[str, Standing], day: date) -> dict[str, list[int]]:
    """Find anew who answers for each clause: the person named, else who holds the role here."""
    held = Mandate.objects.as_of(day).filter(organisation=place, only_self=False)
    holders: dict[str, list[int]] = defaultdict(list)
    for role, person in held.order_by("pk").values_list("role__code", "person"):
        holders[role].append(person)
    owners = {
        code: [row.person_id] if row.person_id else list(dict.fromkeys(holders[row.role]))
        for code, row in kept.items()
    }
    _keep_pairs({(kept[code].pk, person) for code, people in owners.items() for person in people}, kept)
    return owners


def _keep_pairs(wanted: set[tuple[int, int]], kept: Mapping[str, Standing]) -> None:
    """Write only what differs: from one assessment to the next hardly anybody changes."""
    through = Standing.owners.through
    known = {
        (standing, person): pk
        for pk, standing, person in through.objects.filter(standing__in=kept.values()).values_list(
            "pk", "standing", "person"
        )
    }
    through.objects.filter(pk__in=[pk for pair, pk in known.items() if pair not in wanted]).delete()
    through.objects.bulk_create(
        through(standing_id=standing, person_id=person) for standing, person in sorted(wanted - known.keys())
    )


def _keep_results(place: Organisation, standings: Mapping[str, Standing], judged: Sequence[Judged]) -> None:
    RuleResult.objects.filter(standing__municipality=place).delete()
    results = [_result(one, standings[one.asked.code]) for one in judged]
    RuleResult.objects.bulk_create(results)
    PlaceResult.objects.bulk_create(
        PlaceResult(result=row, organisation_id=node, state=found.state, has=found.has, needs=found.needs)
        for row, one in zip(results, judged, strict=True)
        for node, found in one.places.items()
    )


def _result(one: Judged, standing: Standing) -> RuleResult:
    asked, verdict = one.asked, one.verdict
    return RuleResult(
        standing=standing, order=asked.order, say=asked.said.say[:LONGEST_PROBLEM], kind=asked.said.kind,
        state=verdict.state, forecast=verdict.forecast, has=verdict.has, needs=verdict.needs,
        due_on=verdict.due_on, first=asked.whole.starts_on, last=asked.whole.ends_on, facts=asked.facts,
        countings=[
            {"counting": question.counting.data, "period": question.period.key}
            for question in asked.questions
        ],
        problem=asked.problem[:LONGEST_PROBLEM],
    )  # fmt: skip


@atomic
def assess_all(*, day: date, most: int | None = None) -> int:
    """Assess the municipalities whose profiles say what proves their clauses; return how many.

    With `most` only so many of them, the first in the tree.
    """
    places = Organisation.objects.filter(level="municipality", profile__data__has_key="evidence")
    done = 0
    for place in places.select_related("profile").order_by("pk")[:most]:
        if evidence_of(place):
            assess(place, day=day, by=None)
            done += 1
    return done
