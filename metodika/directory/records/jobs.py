from django.utils import timezone

from metodika.core.jobs import cron
from metodika.directory.records.services import remind_of_acknowledgements, remind_of_signatures


@cron("40 2 * * *", name="records.remind")
def remind_daily(timestamp: int) -> None:
    """Remind those who have not signed or acknowledged, each at most once a day."""
    now = timezone.now()
    remind_of_signatures(now=now)
    remind_of_acknowledgements(now=now)
