from django.utils import timezone

from metodika.core.jobs import cron
from metodika.planning.plans.services import follow_responsible, prove_by_facts, remind_of_items


@cron("20 3 * * *", name="plans.follow_responsible")
def follow_responsible_daily(timestamp: int) -> None:
    """Find anew who answers for the items of plans in force, and warn of vacancies."""
    follow_responsible(day=timezone.localdate())


@cron("30 3 * * *", name="plans.prove_by_facts")
def prove_by_facts_daily(timestamp: int) -> None:
    """Mark the items whose facts have happened."""
    prove_by_facts(day=timezone.localdate())


@cron("50 3 * * *", name="plans.remind_of_items")
def remind_of_items_daily(timestamp: int) -> None:
    """Remind those responsible of what falls due soon."""
    remind_of_items(day=timezone.localdate())
