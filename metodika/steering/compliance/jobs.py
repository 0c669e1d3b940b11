from django.utils import timezone

from metodika.core.jobs import cron
from metodika.steering.compliance.services import assess_all


@cron("10 4 * * *", name="compliance.assess_all")
def assess_all_nightly(timestamp: int) -> None:
    """Assess the regulations of all municipalities anew."""
    assess_all(day=timezone.localdate())
