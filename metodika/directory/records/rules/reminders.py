from datetime import date, timedelta

AHEAD = timedelta(days=1)
AGAIN = timedelta(days=7)


def is_reminder_due(*, due_on: date | None, reminded_on: date | None, today: date) -> bool:
    """Tell whether to remind today: the day before the last one, and weekly once it has passed.

    Source: domain capabilities, C37 (due); PEST-O.3b (acknowledgement under signature).
    """
    if due_on is None or today < due_on - AHEAD:
        return False
    if reminded_on is None or reminded_on < due_on - AHEAD:
        return True
    return today > due_on and reminded_on + AGAIN <= today
