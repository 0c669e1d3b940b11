"""Asking facts: numbers for one scope, numbers for all places at once, and the rows behind them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.transaction import atomic

from metodika.core.calendar import Period
from metodika.core.facts.conditions import Condition, conditions_from
from metodika.core.facts.countings import Counting, Of, Question
from metodika.core.facts.registry import fact
from metodika.core.facts.scopes import WHOLE, Scope
from metodika.core.facts.statement import Statement
from metodika.core.facts.touched import Touched

Number = int | Decimal
# What fits near the processor is hashed there; larger tables are met in the order of their indexes.
WORK_MEMORY = "16MB"
# So many questions read whole tables; one loop inside another pays only where a few rows are looked up.
MANY = 8
SETTING = "SELECT set_config(%s, %s, true)"
# What stands in a remembered statement where the number of its scope goes; no row has such a number.
ANY_NUMBER = -(2**62) - 11
Remembered = dict[tuple[Any, ...], tuple[list[list[int]], str, list[Any]]]
_remembered: ContextVar[Remembered | None] = ContextVar("remembered", default=None)
# A place is an organisation by its number; None is everything.
Places = dict[int | None, Number]


@contextmanager
def remembering_questions() -> Iterator[None]:
    """Put a question into SQL once, however many places are asked it one after another.

    For jobs that go from place to place: what facts read from profiles must not change meanwhile.
    """
    before = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(before)


def count(
    counting: Counting, period: Period, scope: Scope = WHOLE, *, viewer: Any = None, as_now: bool = False
) -> Number:
    """Return one number. With a viewer only the rows that he may see are counted.

    RuleBroken when the counting cannot be computed. See `count_everywhere` for `as_now`.
    """
    return count_within([Question(counting, period)], scope, viewer=viewer, as_now=as_now)[0]


def count_within(
    questions: Sequence[Question], scope: Scope = WHOLE, *, viewer: Any = None, as_now: bool = False
) -> list[Number]:
    """Return the numbers of one scope in the order of the questions, by one statement."""
    numbers, sql, given = _put(questions, scope, viewer=viewer, as_now=as_now)
    found = [Decimal()] * len(questions)
    read = _read_much(sql, given, enable_nestloop="off") if len(questions) > MANY else _read(sql, given)
    for branch, told in read:
        for number, value in zip(numbers[branch], told, strict=True):
            found[number] = value
    return [_plain(question, value) for question, value in zip(questions, found, strict=True)]


def count_everywhere(questions: Sequence[Question], *, as_now: bool = False) -> list[Places]:
    """Return for each question the number of every institution, municipality and region, by one statement.

    Keys are numbers of organisations, and None for the whole; a place without rows is left out, which is 0.
    Each fact is read once. A municipality's number is counted from its rows: a person with jobs in two of
    its schools counts once in each of them and once in it. `as_now` counts a merged school as what it has
    become; else it stands for itself as it was. Source: domain cycle, calculation rules.
    """
    if not questions:
        return []
    statement = _asked(questions, as_now=as_now)
    return _by_place(statement, questions, _read_much(*statement.everywhere(), work_mem=WORK_MEMORY))


def asking_touched(questions: Sequence[Question], only: Touched) -> Callable[[], list[Places]]:
    """Return what answers like `count_everywhere` of the rows of the touched alone, as often as it is called.

    A place without any is left out. The statement is the same each time: what it reads may be others.
    """
    statement = Statement(only=only)
    for number, question in enumerate(questions):
        statement.ask(number, question)
    sql, given = statement.everywhere()
    return lambda: _by_place(statement, questions, _read(sql, given))


def _by_place(
    statement: Statement, questions: Sequence[Question], read: Iterable[tuple[Any, ...]]
) -> list[Places]:
    numbers, rungs = statement.numbers, len(statement.tree.rungs)
    found: list[Places] = [{} for _question in questions]
    for branch, depth, place, told in read:
        if place is None and depth != 2**rungs - 1:
            # What lies under no such place: a council of the municipality is in no institution.
            continue
        for number, value in zip(numbers[branch], told, strict=True):
            if value or place is None:
                found[number][place] = _plain(questions[number], value)
    return found


def rows(
    counting: Counting, period: Period, scope: Scope = WHOLE, *, viewer: Any = None, as_now: bool = False
) -> QuerySet[Any]:
    """Return the rows behind a number, the latest first, with the people and places that they name.

    They are those rows of the counted fact that `count` counts for the same arguments. With a viewer only
    those he may see. RuleBroken when the counting cannot be computed.
    """
    statement = Statement(as_now=as_now, viewer=viewer, scope=scope, whole_rows=True)
    statement.ask(0, Question(counting, period))
    sql, given = statement.rows()
    declared = counting.declared
    # The statement has chosen the rows already; only their columns are wanted here.
    shown = declared.timed(declared.with_columns(declared.model._default_manager.all())).filter(
        pk__in=RawSQL(f"({sql})", given)  # noqa: S611 - no word of it comes from a person
    )
    order = [F("fact_since").desc(nulls_last=True)] if declared.since else []
    if not declared.is_state:
        order = [F("fact_on").desc(nulls_last=True)]
    paths = {path for path in (declared.person, declared.organisation, declared.body) if path != "pk"}
    return shown.select_related(*sorted(path for path in paths if path), *declared.related).order_by(
        *order, "pk"
    )


def happened(
    code: str, conditions: Iterable[Condition | dict[str, Any]], period: Period, scope: Scope = WHOLE
) -> QuerySet[Any]:
    """Return the rows of a fact in a period, for whoever asks whether it has happened: `.exists()`."""
    return rows(Counting(fact(code).code, conditions_from(conditions)), period, scope)


def _asked(
    questions: Sequence[Question], scope: Scope = WHOLE, *, viewer: Any = None, as_now: bool = False
) -> Statement:
    statement = Statement(as_now=as_now, viewer=viewer, scope=scope)
    for number, question in enumerate(questions):
        statement.ask(number, question)
    return statement


def _put(
    questions: Sequence[Question], scope: Scope, *, viewer: Any, as_now: bool
) -> tuple[list[list[int]], str, list[Any]]:
    """Return which questions each branch of the statement answers, the statement and its parameters."""
    remembered = _remembered.get()
    if remembered is None or viewer is not None or scope == WHOLE:
        statement = _asked(questions, scope, viewer=viewer, as_now=as_now)
        return statement.numbers, *statement.within()
    key = (tuple(questions), scope.kind, as_now)
    if key not in remembered:
        statement = _asked(questions, Scope(scope.kind, ANY_NUMBER), as_now=as_now)
        remembered[key] = (statement.numbers, *statement.within())
    numbers, sql, given = remembered[key]
    return numbers, sql, [scope.number if one == ANY_NUMBER else one for one in given]


def _read(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _read_much(sql: str, given: Sequence[Any], **settings: str) -> list[tuple[Any, ...]]:
    """Read with settings of the database that hold for this statement alone."""
    with atomic():
        names = ", ".join(f"current_setting('{name}')" for name in settings)
        (usual,) = _read(f"SELECT {names}", [])
        for name, value in settings.items():
            _read(SETTING, [name, value])
        found = _read(sql, given)
        for name, value in zip(settings, usual, strict=True):
            _read(SETTING, [name, value])
    return found


def _plain(question: Question, value: Decimal) -> Number:
    return value if question.counting.of == Of.SUM else int(value)
