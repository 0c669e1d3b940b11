from django.utils import timezone

from metodika.core.jobs import cron
from metodika.governance.bodies.services import announce_endings


@cron("40 2 * * *", name="bodies.announce_endings")
def announce_endings_daily(timestamp: int) -> None:
    """Announce which bodies and compositions end soon, each last day once."""
    announce_endings(now=timezone.now())
