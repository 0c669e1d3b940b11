"""By which clock a person lives."""

from collections.abc import Sequence

from metodika.directory.staff.models import Employment


def zones_of_users(users: Sequence[int]) -> dict[int, str]:
    """Return the time zone of the place where each user works; who works nowhere is left out. One query."""
    zones = (
        Employment.objects.filter(person__user__in=users, ended_on=None)
        .exclude(organisation__municipality__timezone="")
        .order_by("-started_on", "-pk")
        .values_list("person__user", "organisation__municipality__timezone")
    )
    # The first job goes last, so that the newest one stays.
    return {user: zone for user, zone in reversed(list(zones)) if zone}
