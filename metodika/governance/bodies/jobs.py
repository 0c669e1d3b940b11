from django.utils import timezone

from metodika.core.jobs import cron
from metodika.governance.bodies.services import announce_endings, announce_stages, count_members, follow_heads


@cron("40 2 * * *", name="bodies.announce_endings")
def announce_endings_daily(timestamp: int) -> None:
    """Announce which bodies, compositions and stages end soon, each last day once."""
    announce_endings(now=timezone.now())
    announce_stages(now=timezone.now())


@cron("45 2 * * *", name="bodies.follow_heads")
def follow_heads_daily(timestamp: int) -> None:
    """Give and end the roles of heads whose days have come, those of bodies founded together included."""
    follow_heads(None, now=timezone.now())


@cron("20 0 * * *", name="bodies.count_members")
def count_members_daily(timestamp: int) -> None:
    """Count who sits in each body: some seats and compositions begin or end with the day."""
    count_members(None, day=timezone.localdate())
