from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.core.access.grants import access_of
from metodika.planning.activities.lifecycle import TOLD
from metodika.planning.activities.models import Certificate, Event, Registration


@predicate
def is_person(user: Any, target: Any = None) -> bool:
    """Hold for everybody who is signed in; these pages show what is announced and one's own."""
    return bool(user.is_authenticated)


@predicate
def is_told(user: Any, target: Any = None) -> bool:
    """Hold for those to whom the event is announced."""
    if not isinstance(target, Event) or target.status not in TOLD:
        return False
    person = getattr(user, "person_id", None)
    return person is not None and Event.objects.told_to(person).filter(pk=target.pk).exists()


@predicate
def is_own(user: Any, target: Any = None) -> bool:
    """Hold for whoever the registration or the certificate is about."""
    person = getattr(user, "person_id", None)
    return (
        isinstance(target, Registration | Certificate) and person is not None and target.person_id == person
    )


@predicate
def sends_him(user: Any, target: Any = None) -> bool:
    """Hold for those who register the people of the institution from which he comes."""
    if not isinstance(target, Registration) or target.organisation is None:
        return False
    return access_of(user).covers("activities.register_group", [target.organisation.path])


@predicate
def sends_people(user: Any, target: Any = None) -> bool:
    """Hold for those who register the people of an institution, for every event that is announced to them."""
    return isinstance(target, Event) and access_of(user).allows("activities.register_group")


PERMISSIONS = {
    "activities.list_events": is_person,
    "activities.view_event": granted | is_told,
    "activities.plan_event": granted,
    "activities.change_event": granted,
    "activities.run_event": granted,
    "activities.issue_certificates": granted,
    "activities.register_group": granted | sends_people & is_told,
    "activities.take_part": is_person,
    "activities.cancel_registration": granted | is_own | sends_him,
    "activities.view_certificate": granted | is_own,
    "activities.keep_feed": is_person,
}

WORDS = {
    "activities.list_events": _("See the events that are announced"),
    "activities.view_event": _("Open events, also those that are not announced yet"),
    "activities.plan_event": _("Plan events and record what others have held"),
    "activities.change_event": _("Change, announce, move, cancel and close events"),
    "activities.run_event": _("Keep the lists of those who come and who were there"),
    "activities.issue_certificates": _("Issue certificates and letters of thanks"),
    "activities.register_group": _("Register the people of one's institution"),
    "activities.take_part": _("Register oneself, check in, give feedback"),
    "activities.cancel_registration": _("Take a registration back"),
    "activities.view_certificate": _("Open certificates"),
    "activities.keep_feed": _("Keep secret addresses of calendars"),
}
