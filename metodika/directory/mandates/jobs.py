from django.utils import timezone

from metodika.core.jobs import cron
from metodika.directory.mandates.services import announce_endings


@cron("20 2 * * *", name="mandates.announce_endings")
def announce_endings_daily(timestamp: int) -> None:
    """Announce which roles end within a week, each once."""
    announce_endings(now=timezone.now())
