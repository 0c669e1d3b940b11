from metodika.core.jobs import cron, services


@cron("* * * * *", name="jobs.take_up_abandoned")
def take_up_abandoned(timestamp: int) -> None:
    """Put jobs of a killed worker back into their queue."""
    services.take_up_abandoned()
