from django.utils import timezone

from metodika.core.jobs import cron
from metodika.steering.recommendations.services import check_due, remind_unanswered


@cron("0 5 * * *", name="recommendations.remind_unanswered")
def remind_unanswered_daily(timestamp: int) -> None:
    """Remind of recommendations that wait for an answer, and tell those who sent them."""
    remind_unanswered(day=timezone.localdate())


@cron("15 5 * * *", name="recommendations.check_due")
def check_due_daily(timestamp: int) -> None:
    """Check by the indicator what was fulfilled and whose day is over."""
    check_due(day=timezone.localdate())
