"""Deadlines, who is silent, when to remind, and what a month of questions costs a school."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from metodika.steering.collection.lifecycle import (
    ANSWERED,
    FILLED_IN,
    MOVES,
    SUBMISSION_MOVES,
    CampaignStatus,
    Standing,
)
from metodika.steering.collection.rules.forms import FormSpec


def may_move(status: str, to: str) -> bool:
    """Whether a campaign may go from one state to another.

    Source: domain capabilities, C28 (states of a campaign).
    """
    return to in MOVES[status]


def may_become(status: str, to: str) -> bool:
    """Whether a submission may go from one state to another.

    Source: domain capabilities, C28 (states of a submission).
    """
    return to in SUBMISSION_MOVES[status]


def deadline(day: date, at: time, zone: str) -> datetime:
    """Return the moment until which answers are in time, by the clock of the municipality.

    Source: domain capabilities, C28 (deadline in the local time zone); Civil Code art. 194.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))


def standing(
    status: str, *, submitted_at: datetime | None, due_at: datetime, campaign: str, now: datetime
) -> str:
    """Say how a submission stands against the deadline; the first time it was submitted counts.

    What was not submitted is awaited until the deadline, overdue after it, and absent once the campaign is
    closed. Source: domain capabilities, C28 (late, absent).
    """
    if status in ANSWERED or (submitted_at and status not in {"not_begun", "draft"}):
        return Standing.LATE if submitted_at and submitted_at > due_at else Standing.IN_TIME
    if campaign in {CampaignStatus.CLOSED, CampaignStatus.FROZEN}:
        return Standing.ABSENT
    return Standing.OVERDUE if now > due_at else Standing.AWAITED


def is_silent(status: str) -> bool:
    """Whether an answer is still to come from the institution.

    Source: domain capabilities, C28 (reminders).
    """
    return status in FILLED_IN


def is_day_to_remind(day: date, *, due_on: date, before: Collection[int]) -> bool:
    """Whether the silent are reminded today: so many days before the last day, on it, and every day after.

    Source: domain capabilities, C28 (Reminder).
    """
    left = (due_on - day).days
    return left <= 0 or left in before


@dataclass(frozen=True)
class Burden:
    """What a form costs who fills it in: fields asked, fields that the system holds, minutes."""

    asked: int = 0
    held: int = 0
    minutes: Decimal = Decimal(0)

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(self.asked + other.asked, self.held + other.held, self.minutes + other.minutes)


def burden_of(form: FormSpec, held: Collection[str]) -> Burden:
    """Return what the form costs when the system holds some of its fields; those take no time.

    Source: domain scale (burden of schools); law on the burden of teachers (273-FZ art. 47, 6.1).
    """
    asked = [one for one in form.fields if one.code not in held]
    minutes = sum((one.minutes_needed() for one in asked), Decimal(0))
    return Burden(len(asked), len(form.fields) - len(asked), minutes)


def sum_of(burdens: Iterable[Burden]) -> Burden:
    """Return several burdens as one.

    Source: the same as for one.
    """
    return sum(burdens, Burden())
