"""What a run counts: every version that computes, for every place, by one statement, kept as snapshots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
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
        if queries.state_of(one).computes:
            period = queries.period_on(one.period_kind, day)
            found.append(Asked(one, period, queries.formula_of(one.formula)))
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


def count_and_keep(run: Run, wanted: Sequence[Asked], *, of: Sequence[Asked]) -> int:
    """Count everything that is wanted by one call, and keep what differs; returns how many snapshots.

    `of` is all that computes on the day: an indicator replaces a shared one also where its own rows stayed.
    """
    if not wanted:
        return 0
    answers = iter(count_everywhere([question for one in wanted for question in one.questions]))
    places = _places()
    replaced = _replaced(of)
    kept = _latest([one.version.pk for one in wanted])
    keeper = _Keeper(run, places)
    for one in wanted:
        told = [next(answers) for _question in one.questions]
        allowed = _allowed(one, places, replaced)
        keeper.take(
            one, told, allowed, kept.get((one.version.pk, one.period.starts_on, one.period.ends_on), {})
        )
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


def _latest(versions: Sequence[int]) -> dict[tuple[Any, ...], dict[int, tuple[Any, ...]]]:
    """Return the latest snapshots by version and period, then by place: pk, numbers, fingerprint, moment."""
    found: dict[tuple[Any, ...], dict[int, tuple[Any, ...]]] = defaultdict(dict)
    indicators = Version.objects.filter(pk__in=versions).values("indicator")
    rows = Value.objects.newest().filter(version__indicator__in=indicators)
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
    for version, first, last, place, *told in rows.values_list(*names):
        found[version, first, last][place] = tuple(told)
    return found


class _Keeper:
    """Collects the snapshots that differ from those before, and writes them at once."""

    def __init__(self, run: Run, places: Sequence[Place]) -> None:
        self.run, self.now = run, timezone.now()
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
        """Whether the period has values under an earlier definition."""
        return (
            Value.objects.filter(
                version__indicator=asked.version.indicator_id,
                starts_on=asked.period.starts_on, ends_on=asked.period.ends_on,
            )
            .exclude(version=asked.version)
            .exists()
        )  # fmt: skip

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
        Value.objects.filter(pk__in=self.old).update(is_latest=False)
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
