"""A refresh: what holds still is left, what some rows have changed is put right, the rest is counted anew."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zlib import compress, decompress

from metodika.core.audit.marks import MOST_COMPARED, columns_changed, table_marks
from metodika.core.audit.past import Past, past_of
from metodika.core.facts import Columns, Places
from metodika.core.facts.differences import differences
from metodika.steering.indicators.models import Answer, Run, Value, Version
from metodika.steering.indicators.services.counting import Asked, Told, counted

# What facts read of profiles and of the day beside their own tables: bounds of age, words of kinds.
ALWAYS = ("profiles_profile", "organisations_organisation")
QUICKLY = 1
Tables = Mapping[str, Columns]


@dataclass(frozen=True)
class Work:
    """What a run has to do: versions to count anew, versions to put right after what has changed."""

    anew: list[Asked]
    right: list[Asked]
    changed: tuple[Past, ...] = ()


def work_after(before: Run, run: Run, asked: Sequence[Asked], tables: Tables) -> Work:
    """Return what has to be done since the run before; both runs know the marks and what was asked."""
    if any(run.marks[name] != before.marks.get(name) for name in ALWAYS):
        return Work(list(asked), [])
    changed = columns_changed(before.marks, run.marks)
    touching = {
        key: [name for name, columns in read.items() if name in changed and _touches(changed[name], columns)]
        for key, read in tables.items()
    }
    marks = {name: run.marks[name] for names in touching.values() for name in names}
    past = past_of(before.marks, marks, most=MOST_COMPARED)
    known = _known(before, run, asked)
    stored = set(Answer.objects.filter(key__in=known).values_list("key", flat=True))
    anew, right, needed = list[Asked](), list[Asked](), dict[str, Past]()
    for one in asked:
        if one.key in known and not touching[one.key]:
            continue
        told = {
            name: found
            for name in touching[one.key]
            if (found := past[name]) and _tells(found, tables[one.key])
        }
        if one.key in stored and len(told) == len(touching[one.key]):
            right.append(one)
            needed |= told
        else:
            anew.append(one)
    return Work(anew, right, tuple(needed.values()))


def _known(before: Run, run: Run, asked: Sequence[Asked]) -> set[str]:
    """Return the keys of what was asked in the same words before, and whose snapshots are all of a run.

    An indicator that is gone may have stood in the place of another of its code.
    """
    gone = [key.partition(":")[0] for key in before.answered if key not in run.answered]
    codes = set(Version.objects.filter(pk__in=gone).values_list("indicator__code", flat=True))
    versions = [one.version.pk for one in asked]
    entered = Value.objects.newest().filter(run=None, version__in=versions)
    by_hand = set(entered.values_list("version", "starts_on", "ends_on"))
    return {
        one.key
        for one in asked
        if before.answered.get(one.key) == run.answered[one.key]
        and one.version.indicator.code not in codes
        and (one.version.pk, one.period.starts_on, one.period.ends_on) not in by_hand
    }


def _touches(changed: set[str] | None, read: list[str] | None) -> bool:
    return changed is None or read is None or not changed.isdisjoint(read)


def _tells(past: Past, read: Columns) -> bool:
    """Whether the past has all the columns that are read of a table."""
    columns = read[past.table]
    return columns is not None and past.forgotten.isdisjoint(columns)


def done(run: Run, work: Work, tables: Tables) -> list[Told]:
    """Do the work, and keep the answers for the next refresh.

    What others have written meanwhile may be in some of the numbers and not in others: what reads such a
    table is counted anew, and its answers are not kept, since it cannot be told what is in them.
    """
    told = {one.asked.key: one for one in put_right(work.right, work.changed)}
    run.narrowed = len(told)
    told |= {one.asked.key: one for one in counted([*work.anew, *_left(work.right, told)])}
    now = table_marks(run.marks)
    moved = {name for name, mark in run.marks.items() if now[name] != mark}
    unsure = {key for key in told if moved & {*ALWAYS, *tables[key]}}
    narrowed = [told[key].asked for key in unsure if told[key].differs is not None]
    told |= {one.asked.key: one for one in counted(narrowed)}
    run.narrowed -= len(narrowed)
    _remember(run, [one for key, one in told.items() if key not in unsure], unsure)
    return list(told.values())


def _left(wanted: Iterable[Asked], told: Mapping[str, Told]) -> list[Asked]:
    return [one for one in wanted if one.key not in told]


def put_right(wanted: Sequence[Asked], changed: Sequence[Past]) -> list[Told]:
    """Return the answers of the run before with what has changed since; without those that cannot be so."""
    if not wanted:
        return []
    found = iter(differences([question for one in wanted for question in one.questions], changed))
    stored = dict(Answer.objects.filter(key__in=[one.key for one in wanted]).values_list("key", "told"))
    told = []
    for one in wanted:
        differ = [next(found) for _question in one.questions]
        if any(places is None for places in differ):
            continue
        answers = [
            _added(old, places or {}) for old, places in zip(_read(stored[one.key]), differ, strict=True)
        ]
        places = frozenset(place for places in differ for place in places or () if place is not None)
        told.append(Told(one, answers, places))
    return told


def _added(before: Places, differ: Places) -> Places:
    found = before | {place: before.get(place, 0) + value for place, value in differ.items()}
    return {place: value for place, value in found.items() if value or place is None}


def _remember(run: Run, told: Iterable[Told], unsure: Iterable[str]) -> None:
    Answer.objects.exclude(key__in=run.answered).delete()
    Answer.objects.filter(key__in=list(unsure)).delete()
    Answer.objects.bulk_create(
        [
            Answer(version=one.asked.version, key=one.asked.key, told=_written(one.answers))
            for one in told
            if one.differs is None or one.differs
        ],
        update_conflicts=True, unique_fields=["key"], update_fields=["told"],
    )  # fmt: skip


def _written(answers: Iterable[Places]) -> bytes:
    """Return numbers as they are stored: a sum, which may have a fraction, as text."""
    told = [
        {
            "" if place is None else place: str(value) if isinstance(value, Decimal) else value
            for place, value in places.items()
        }
        for places in answers
    ]
    return compress(json.dumps(told).encode(), QUICKLY)


def _read(told: bytes | memoryview) -> list[Places]:
    return [
        {
            int(place) if place else None: Decimal(value) if isinstance(value, str) else value
            for place, value in places.items()
        }
        for places in json.loads(decompress(told))
    ]
