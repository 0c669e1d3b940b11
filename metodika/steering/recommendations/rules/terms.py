"""When an answer is due, when to remind of it, and when to tell those above."""

from datetime import date, timedelta

SOON = 3
AGAIN_AFTER = 7


def answer_due_on(sent_on: date, days: int) -> date:
    """Return the last day to answer.

    Source: capabilities C30; docs/profile.ru.md, «Анализ» (answer_days).
    """
    return sent_on + timedelta(days=days)


def is_day_to_remind(today: date, *, due_on: date, reminded_on: date | None) -> bool:
    """Tell whether an unanswered recommendation is reminded of today: near its day, then weekly.

    Source: capabilities C30 (reminders).
    """
    if today < due_on - timedelta(days=SOON):
        return False
    return reminded_on is None or today >= reminded_on + timedelta(days=AGAIN_AFTER)


def is_day_to_escalate(today: date, *, due_on: date, escalated_on: date | None) -> bool:
    """Tell whether those who sent are told today that nobody answers: once, after the last day.

    Source: capabilities C30 (escalation).
    """
    return escalated_on is None and today > due_on
