from django.utils import timezone

from metodika.core.jobs import cron
from metodika.governance.meetings.services.watch import announce_duties


@cron("10 4 * * *", name="meetings.announce_duties")
def announce_duties_daily(timestamp: int) -> None:
    """Tell those who answer for bodies which sessions, signatures and approvals are owed."""
    announce_duties(now=timezone.now())
