from django.utils import timezone

from metodika.core.jobs import cron
from metodika.governance.assignments.services import follow_holders, remind


@cron("10 3 * * *", name="assignments.follow_holders")
def follow_holders_daily(timestamp: int) -> None:
    """Hand assignments over to those who hold the posts and roles today."""
    follow_holders(day=timezone.localdate())


@cron("40 3 * * *", name="assignments.remind")
def remind_daily(timestamp: int) -> None:
    """Remind of what falls due and tell heads of what is long overdue."""
    remind(now=timezone.now())
