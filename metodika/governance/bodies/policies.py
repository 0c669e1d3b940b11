from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, granted, predicate
from metodika.core.access.grants import access_of
from metodika.directory.organisations.lifecycle import Level
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat, Stage


def _body_of(target: Any) -> Body | None:
    if isinstance(target, Body):
        return target
    if isinstance(target, Composition | Stage):
        return target.body
    return target.composition.body if isinstance(target, Seat) else None


@predicate
def sits_in(user: Any, target: Any = None) -> bool:
    """Hold for the bodies in which a person has ever had a seat."""
    body = _body_of(target)
    if body is None or getattr(user, "person_id", None) is None:
        return False
    return Seat.objects.filter(composition__body=body, person_id=user.person_id).exists()


@predicate
def is_of_own_municipality(user: Any, target: Any = None) -> bool:
    """Hold for the bodies of the municipality in which a person may see bodies at all."""
    body = _body_of(target)
    if body is None or body.level != Level.MUNICIPALITY or body.host.municipality is None:
        return False
    path = body.host.municipality.path
    return any(
        grant.allows("bodies.view_body") and grant.path.startswith(path) for grant in access_of(user).grants
    )


@predicate
def runs_it(user: Any, target: Any = None) -> bool:
    """Hold for the chair and the secretary of a body, for as long as they sit."""
    body = _body_of(target)
    if body is None or getattr(user, "person_id", None) is None:
        return False
    today = timezone.localdate()
    seats = Seat.objects.held_on(today).filter(
        composition__in=Composition.objects.as_of(today).filter(body=body),
        office__in=(Office.CHAIR, Office.SECRETARY),
    )
    return seats.filter(person_id=user.person_id).exists()


def can_see(user: Any, composition: Composition) -> bool:
    """A draft is seen by those who write it; an approved composition by everybody who sees the body."""
    return not composition.is_draft or can(user, "bodies.propose_composition", composition)


PERMISSIONS = {
    "bodies.view_body": granted | is_of_own_municipality | sits_in,
    "bodies.list_bodies": granted,
    "bodies.found_body": granted,
    "bodies.change_body": granted | runs_it,
    "bodies.end_body": granted,
    "bodies.propose_composition": granted | runs_it,
    "bodies.approve_composition": granted,
}

WORDS = {
    "bodies.view_body": _("See a council or an association: who sits in it and by what rules"),
    "bodies.list_bodies": _("Open the list of councils, associations and groups"),
    "bodies.found_body": _("Found councils, associations and groups"),
    "bodies.change_body": _("Change the card of a body, its regulation and its own rules"),
    "bodies.end_body": _("Suspend, resume and dissolve bodies"),
    "bodies.propose_composition": _("Write the draft of a composition, add and release members"),
    "bodies.approve_composition": _("Approve a composition by an act"),
}
