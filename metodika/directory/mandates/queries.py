"""What a user holds now, from the mandates of his person."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from metodika.core.access import Grant
from metodika.core.access.grants import EVERYWHERE
from metodika.core.calendar import end_of_day, local_today
from metodika.directory.mandates.models import Mandate
from metodika.directory.organisations.lifecycle import Level

ADMINISTRATOR = frozenset({"*"})


def grants_of(user: Any, *, at: datetime | None = None) -> Iterator[Grant]:
    """Yield the grants that hold at the moment; costs one query.

    A mandate ends at midnight of its last day in the time zone of its municipality. A region is
    the whole of an installation, so a role held for it covers everything.
    """
    moment = at or timezone.now()
    if user.is_administrator:
        yield Grant("administrator", ADMINISTRATOR, EVERYWHERE)
    if user.person_id is None:
        return
    # Zones differ by at most a day from UTC: the day before and after are read, then judged exactly.
    near = Mandate.objects.filter(
        person_id=user.person_id, starts_on__lte=moment.date() + timedelta(days=1)
    ).exclude(ends_on__lt=moment.date() - timedelta(days=1))
    for mandate in near.select_related("role", "organisation", "organisation__municipality"):
        organisation = mandate.organisation
        zone = (organisation.municipality or organisation).timezone or "UTC"
        today = local_today(zone, moment)
        if mandate.starts_on > today or (mandate.ends_on and mandate.ends_on < today):
            continue
        yield Grant(
            role=mandate.role.code,
            permissions=frozenset(mandate.role.permissions),
            path=EVERYWHERE if organisation.level == Level.REGION else organisation.path,
            until=end_of_day(mandate.ends_on, zone) if mandate.ends_on else None,
            only_self=mandate.only_self,
        )
