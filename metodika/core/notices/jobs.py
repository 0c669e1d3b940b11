from django.utils import timezone

from metodika.core.jobs import cron
from metodika.core.notices.services import write_digests

MORNING = 7


@cron("0 * * * *")
def morning_digests(timestamp: int) -> None:
    """Write the letters of those who now have their morning."""
    write_digests(now=timezone.now(), hour=MORNING)
