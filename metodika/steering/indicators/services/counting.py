"""What a run counts: every version that computes, for every place, by one statement, kept as snapshots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.transaction import atomic
from django.utils import timezone

from metodika.core.calendar import Period
from metodika.core.database.bulk import copy_rows
from metodika.core.facts import Counting, Of, Places, Question, Scope, count_everywhere, count_within
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.steering.indicators import queries
from metodika.steering.indicators.models import Run, Value, Version
from metodika.steering.indicators.rules.values import why_changed

COLUMNS = (
    "version", "period_kind", "starts_on", "ends_on", "run", "computed_at", "is_latest", "note",
    "organisation", "numerator", "denominator", "fingerprint", "change", "covered", "expected",
)  # fmt: skip
RUNGS = (Level.INSTITUTION, Level.MUNICIPALITY, Level.REGION)
NOTHING = Decimal()


@dataclass(frozen=True)
class Asked:
    """A version that is counted over a period."""

    version: Version
    period: Period
    formula: queries.Formula

    @property
    def key(self) -> str:
        """What was asked: the same key over the same tables has the same answer."""
        return f"{self.version.pk}:{self.version.fingerprint}:{self.period.key}"

    @property
    def questions(self) -> list[Question]:
        """Numerator and denominator, each with the mark of its rows."""
        found = []
        for part in self.formula.parts:
            found += [Question(part, self.period), Question(marked(part), self.period)]
        return found


def marked(counting: Counting) -> Counting:
    """Return the counting that gives the mark of the rows that are counted."""
    data = {**counting.data, "of": Of.MARK.value}
    data.pop("measure", None)
    for one in data.get("having", ()):
        one.setdefault("by", _match(counting, one))
    return Counting.from_data(data)


def _match(counting: Counting, having: Mapping[str, Any]) -> str:
    from_of = {Of.PEOPLE: "person", Of.ORGANISATIONS: "organisation", Of.BODIES: "body"}
    return from_of.get(counting.of, "")


def asked_on(day: date) -> list[Asked]:
    """Return the versions that compute on a day, each over its period."""
    versions = Version.objects.in_force_on(day).filter(indicator__is_dropped=False)
    found = []
    for one in versions.select_related("indicator__owner", "indicator__profile").order_by("pk"):
        if formula := queries.state_of(one).formula:
            found.append(Asked(one, queries.period_on(one.period_kind, day), formula))
    return found


@dataclass(frozen=True)
class Place:
    """A place for which values are kept."""

    number: int
    level: str
    path: str
    municipality: int | None
    profile: int | None


def _places() -> list[Place]:
    rows = Organisation.objects.filter(level__in=RUNGS).order_by("path")
    return [Place(*one) for one in rows.values_list("pk", "level", "path", "municipality", "profile")]


@dataclass(frozen=True)
class Told:
    """What was answered to a version: the numbers of all places for each question.

    `differs` are the places whose numbers may be others than in the run before; None when any may.
    """

    asked: Asked
    answers: list[Places]
    differs: frozenset[int] | None = None


def counted(wanted: Sequence[Asked]) -> list[Told]:
    """Count everything that is wanted, for all places, by one call."""
    answers = iter(count_everywhere([question for one in wanted for question in one.questions]))
    return [Told(one, [next(answers) for _question in one.questions]) for one in wanted]


def keep(run: Run, told: Sequence[Told], *, of: Sequence[Asked]) -> int:
    """Keep what differs from the snapshots before; returns how many new ones.

    `of` is all that computes on the day: an indicator replaces a shared one also where its own rows stayed.
    """
    if not told:
        return 0
    places = _places()
    replaced = _replaced(of)
    kept = _latest(told)
    keeper = _Keeper(run, places, known=_known(told))
    for one in told:
        period, differs = one.asked.period, one.differs
        allowed = [
            place for place in _allowed(one.asked, places, replaced)
            if differs is None or place.number in differs
        ]  # fmt: skip
        before = kept.get((one.asked.version.pk, period.starts_on, period.ends_on), {})
        keeper.take(one.asked, one.answers, allowed, before)
    return keeper.save()


def _replaced(asked: Iterable[Asked]) -> dict[str, set[Any]]:
    """Return for each code the profiles and paths where another indicator replaces the shared one."""
    found: dict[str, set[Any]] = defaultdict(set)
    for one in asked:
        indicator = one.version.indicator
        if indicator.owner is not None:
            found[indicator.code].add(indicator.owner.path)
        elif indicator.profile_id is not None:
            found[indicator.code].add(indicator.profile_id)
    return found


def _allowed(asked: Asked, places: Sequence[Place], replaced: Mapping[str, set[Any]]) -> list[Place]:
    indicator = asked.version.indicator
    levels = set(indicator.levels)
    if indicator.owner is not None:
        under = indicator.owner.path
        return [one for one in places if one.level in levels and one.path.startswith(under)]
    mine = {one.number: one.profile for one in places}

    def profile_of(place: Place) -> int | None:
        return place.profile or mine.get(place.municipality or 0)

    if indicator.profile_id is not None:
        return [one for one in places if one.level in levels and profile_of(one) == indicator.profile_id]
    taken = replaced.get(indicator.code, set())
    paths = tuple(one for one in taken if isinstance(one, str))
    return [
        one for one in places
        if one.level in levels and profile_of(one) not in taken and not (paths and one.path.startswith(paths))
    ]  # fmt: skip


def _latest(told: Sequence[Told]) -> dict[tuple[Any, ...], dict[int, tuple[Any, ...]]]:
    """Return the latest snapshots by version and period, then by place: pk, numbers, fingerprint, moment."""
    found: dict[tuple[Any, ...], dict[int, tuple[Any, ...]]] = defaultdict(dict)
    indicators = Version.objects.filter(pk__in=[one.asked.version.pk for one in told]).values("indicator")
    rows = Value.objects.newest().filter(version__indicator__in=indicators)
    if all(one.differs is not None for one in told):
        rows = rows.filter(organisation__in=frozenset[int]().union(*(one.differs or () for one in told)))
    names = (
        "version",
        "starts_on",
        "ends_on",
        "organisation",
        "pk",
        "numerator",
        "denominator",
        "fingerprint",
    )
    for version, first, last, place, *numbers in rows.values_list(*names):
        found[version, first, last][place] = tuple(numbers)
    return found


def _known(told: Sequence[Told]) -> set[tuple[Any, ...]]:
    """Return the indicators and periods that have values under an earlier definition."""
    versions = [one.asked.version for one in told]
    others = Version.objects.filter(indicator__in=[one.indicator_id for one in versions])
    others = others.exclude(pk__in=[one.pk for one in versions])
    rows = Value.objects.filter(version__in=list(others.values_list("pk", flat=True)))
    return set(rows.values_list("version__indicator", "starts_on", "ends_on").distinct())


class _Keeper:
    """Collects the snapshots that differ from those before, and writes them at once."""

    def __init__(self, run: Run, places: Sequence[Place], *, known: set[tuple[Any, ...]]) -> None:
        self.run, self.now, self.known = run, timezone.now(), known
        self.schools: dict[str, list[int]] = defaultdict(list)
        for one in places:
            if one.level == Level.INSTITUTION:
                for path in _above(one.path):
                    self.schools[path].append(one.number)
        self.rows: list[tuple[Any, ...]] = []
        self.changed: list[Asked] = []
        self.old: list[int] = []

    def take(
        self,
        asked: Asked,
        told: Sequence[Places],
        places: Sequence[Place],
        kept: Mapping[int, tuple[Any, ...]],
    ) -> None:
        numerators, marks, wholes, whole_marks = [*told, {}, {}][:4]
        is_share = asked.formula.denominator is not None
        is_known, count = self._is_known(asked), len(self.rows)
        told_of, was_over = self._told_of(asked), timezone.localdate(self.now) > asked.period.ends_on
        for place in places:
            numerator = Decimal(numerators.get(place.number, 0))
            denominator = Decimal(wholes.get(place.number, 0)) if is_share else None
            before = kept.get(place.number)
            if before is None and _says_nothing(place, numerator, denominator):
                continue
            mark = f"{marks.get(place.number, 0)}:{whole_marks.get(place.number, 0)}"
            if before and before[1:] == (numerator, denominator, mark):
                continue
            if before:
                self.old.append(before[0])
            change = why_changed(
                is_first=before is None and not is_known, same_definition=before is not None,
                period_was_over=was_over,
            )  # fmt: skip
            counted = (place.number, numerator, denominator, mark, change)
            self.rows.append((*told_of, *counted, *self._coverage(place, denominator, wholes)))
        if len(self.rows) > count:
            self.changed.append(asked)

    def _is_known(self, asked: Asked) -> bool:
        period = asked.period
        return (asked.version.indicator_id, period.starts_on, period.ends_on) in self.known

    def _told_of(self, asked: Asked) -> tuple[Any, ...]:
        """Return what all new snapshots of a version have in common."""
        period = asked.period
        return (
            asked.version.pk, period.kind.value, period.starts_on, period.ends_on, self.run.pk, self.now,
            True, "",
        )  # fmt: skip

    def _coverage(self, place: Place, denominator: Decimal | None, wholes: Places) -> tuple[Any, Any]:
        """Return how many institutions of a place have data, of how many; nothing for one of them."""
        if place.level == Level.INSTITUTION or denominator is None:
            return None, None
        schools = self.schools[place.path]
        return (sum(1 for one in schools if wholes.get(one)) if schools else None), len(schools) or None

    def save(self) -> int:
        Value.objects.filter(pk__in=RawSQL("(SELECT unnest(%s::bigint[]))", [self.old])).update(
            is_latest=False
        )
        superseded = Q(pk__in=())
        for one in self.changed:
            same = Q(starts_on=one.period.starts_on, ends_on=one.period.ends_on)
            superseded |= same & Q(version__indicator=one.version.indicator_id) & ~Q(version=one.version)
        if self.changed:
            Value.objects.filter(superseded, is_latest=True).update(is_latest=False)
        copy_rows(Value, COLUMNS, self.rows)
        return len(self.rows)


def _says_nothing(place: Place, numerator: Decimal, denominator: Decimal | None) -> bool:
    """Tell whether a place has nothing to keep: no denominator, or no deed in an institution."""
    if denominator is not None:
        return denominator == NOTHING and numerator == NOTHING
    return numerator == NOTHING and place.level == Level.INSTITUTION


def _above(path: str) -> list[str]:
    """Return the paths of all nodes above, without its own."""
    parts = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(parts[: number + 1]) + "/" for number in range(len(parts))]


@atomic
def preview(
    formula: Mapping[str, Any], *, organisation: Organisation, day: date
) -> tuple[Period, Decimal, Decimal | None]:
    """Return what a formula would give for a place in the period of the day; nothing is kept.

    RuleBroken when it cannot be computed.
    """
    read = queries.formula_of(formula)
    period = queries.period_on(formula["period"], day)
    told = count_within([Question(one, period) for one in read.parts], Scope.organisation(organisation.pk))
    return period, Decimal(told[0]), Decimal(told[1]) if len(told) > 1 else None
