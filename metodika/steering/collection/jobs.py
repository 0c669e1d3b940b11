from metodika.core.jobs import cron
from metodika.steering.collection.services import remind_where_due


@cron("10 * * * *", name="collection.remind_silent")
def remind_silent_hourly(timestamp: int) -> None:
    """Remind the silent of open campaigns: on the days set, by the municipality's clock, once a day."""
    remind_where_due()
