"""Roll-overs for their pages: the list, the groups, the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet

from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.steering.turnover.lifecycle import WARNED, Choice, Outcome, Register
from metodika.steering.turnover.models import Line, LineQuerySet, Rollover, RolloverQuerySet

CARRY = "turnover.carry_rollover"


def rollovers_for_list(user: Any) -> RolloverQuerySet:
    """Return the roll-overs that the user may see, the latest first."""
    rows = Rollover.objects.visible_to(user)
    return rows.select_related("municipality", "made_by__person").order_by("-ends_on", "-pk")


def rollover_card(rollover: Rollover) -> Rollover:
    """Return a roll-over with what its page names. One query."""
    return Rollover.objects.select_related("municipality", "made_by__person").get(pk=rollover.pk)


def places_to_choose(user: Any) -> OrganisationQuerySet:
    """Return the municipalities whose years the user may hand over, by name."""
    rows = Organisation.objects.visible_to(user, CARRY).filter(level=Level.MUNICIPALITY)
    return rows.order_by("sort_key", "pk")


def lines_of(rollover: Rollover) -> LineQuerySet:
    """Return the rows of a roll-over in the order in which they are handed over."""
    return Line.objects.filter(rollover=rollover).order_by("pk")


def no_lines() -> LineQuerySet:
    """Return no rows, for a form that does not know its roll-over yet."""
    return Line.objects.none()


@dataclass(frozen=True)
class Group:
    """One register in figures: how many rows by choice, by result, and how many deserve a look."""

    register: Register
    rows: int
    choices: dict[str, int]
    outcomes: dict[str, int]
    warned: int
    offered: frozenset[str]


def groups_of(rollover: Rollover) -> list[Group]:
    """Return the registers that have rows, in figures. One query."""
    counted = Line.objects.filter(rollover=rollover).values_list(
        "register", "choice", "outcome", "reason", "offered"
    )
    rows = list(counted.annotate(rows=Count("pk")).order_by("register"))
    return [
        _group(register, [row[1:] for row in rows if row[0] == register])
        for register in Register
        if any(row[0] == register for row in rows)
    ]


def _group(register: Register, rows: Sequence[tuple[Any, ...]]) -> Group:
    choices, outcomes = dict.fromkeys(Choice.values, 0), dict.fromkeys(Outcome.values, 0)
    for choice, outcome, _reason, _offered, count in rows:
        choices[choice] += count
        outcomes[outcome] += count
    return Group(
        register, sum(row[-1] for row in rows), choices, outcomes,
        warned=sum(row[-1] for row in rows if row[2] in WARNED),
        offered=frozenset(one for row in rows for one in row[3]),
    )  # fmt: skip


def who_asked(rollover_id: int) -> QuerySet[Any]:
    """Return the account of the person who has pressed last."""
    asked = Rollover.objects.filter(pk=rollover_id).values("applied_by")
    return get_user_model()._default_manager.filter(pk__in=asked)
