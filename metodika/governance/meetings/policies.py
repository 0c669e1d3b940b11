from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.core.access.grants import access_of
from metodika.directory.organisations.lifecycle import Level
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat, paths_above
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings.lifecycle import SETTLED, Capacity
from metodika.governance.meetings.models import DECISIONS, MINUTES, NEEDED, Attendance, Decision, Session

OFFICERS = (Office.CHAIR, Office.DEPUTY, Office.SECRETARY)


def _session_of(target: Any) -> Session | None:
    """Return the session to which a row of this area belongs; None for an item that waits for one."""
    if isinstance(target, Session) or target is None:
        return target
    item = getattr(target, "item", None)
    return getattr(target, "session", None) or getattr(item, "session", None)


def _body_of(target: Any) -> Body | None:
    if isinstance(target, Body):
        return target
    session = _session_of(target)
    return session.body if session is not None else getattr(target, "body", None)


def _takes_part(user: Any, target: Any, **more: Any) -> bool:
    person_id = getattr(user, "person_id", None)
    session = _session_of(target) if not isinstance(target, type | Body) else None
    if person_id is None or session is None:
        return False
    return Attendance.objects.filter(session=session, person_id=person_id, **more).exists()


@predicate
def takes_part(user: Any, target: Any = None) -> bool:
    """Hold for the members and guests of a session."""
    return _takes_part(user, target)


@predicate
def is_member(user: Any, target: Any = None) -> bool:
    """Hold for the members of the body at a session."""
    return _takes_part(user, target, capacity=Capacity.MEMBER)


@predicate
def is_officer(user: Any, target: Any = None) -> bool:
    """Hold for the chair, the deputy and the secretary of the body, and for who keeps these minutes."""
    person_id = getattr(user, "person_id", None)
    if person_id is None or target is None or isinstance(target, type):
        return False
    session = _session_of(target) if not isinstance(target, Body) else None
    if session is not None and person_id in {session.recorder_id, session.presiding_id}:
        return True
    body, today = _body_of(target), timezone.localdate()
    if body is None:
        return False
    holding = Composition.objects.as_of(today).filter(body=body)
    seats = Seat.objects.held_on(today).filter(composition__in=holding, office__in=OFFICERS)
    return seats.filter(person_id=person_id).exists()


@predicate
def is_published(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account about a published decision; its card then shows no person."""
    return isinstance(target, Decision) and target.published_on is not None


def _opens(user: Any, target: Any, *, what: tuple[str, ...]) -> bool:
    session = _session_of(target) if not isinstance(target, type | Body) else None
    if session is None or session.status not in SETTLED or session.body.level != Level.MUNICIPALITY:
        return False
    town = session.body.host.municipality
    near = town is not None and town.path in paths_above(access_of(user), NEEDED)
    return near and rules_of(session.body).open_to_staff in what


@predicate
def is_open_to_staff(user: Any, target: Any = None) -> bool:
    """Hold for who works in the municipality whose council met, once its minutes are signed."""
    return _opens(user, target, what=(DECISIONS, MINUTES))


@predicate
def has_open_minutes(user: Any, target: Any = None) -> bool:
    """Hold for who works in the municipality, where the rules of the body open its minutes with the names."""
    return _opens(user, target, what=(MINUTES,))


@predicate
def has_a_list(user: Any, target: Any = None) -> bool:
    """Hold for everybody with an account: the list shows only the sessions that the person may see."""
    return bool(user.is_authenticated) and target is None


PERMISSIONS = {
    "meetings.list_sessions": granted | has_a_list,
    "meetings.view_session": granted | takes_part | is_officer | is_published | is_open_to_staff,
    "meetings.view_course": granted | takes_part | is_officer,
    "meetings.read_minutes": granted | takes_part | is_officer | has_open_minutes,
    "meetings.plan_session": granted | is_officer,
    "meetings.run_session": granted | is_officer,
    "meetings.vote": is_member,
    "meetings.give_opinion": granted | is_member | is_officer,
    "meetings.print_minutes": granted | is_officer,
    "meetings.print_all_minutes": granted,
    "meetings.dispute_minutes": granted | is_member,
    "meetings.approve_decisions": granted,
    "meetings.publish_decisions": granted | is_officer,
    "meetings.send_item_on": granted | is_officer,
    "meetings.keep_open_lessons": granted | is_officer,
}

WORDS = {
    "meetings.list_sessions": _("Open the list of sessions of councils and associations"),
    "meetings.view_session": _("See a session: agenda, totals of votes, decisions"),
    "meetings.view_course": _("See how a session went: who was there, who said what and voted how"),
    "meetings.read_minutes": _("Read the minutes of sessions"),
    "meetings.plan_session": _("Plan, convene, postpone and cancel sessions, write agendas"),
    "meetings.run_session": _("Open and close sessions, note presence, put questions to the vote"),
    "meetings.vote": _("Vote in the bodies where one is a member"),
    "meetings.give_opinion": _("Write a special opinion into the minutes"),
    "meetings.print_minutes": _("Print minutes and send them for signing"),
    "meetings.print_all_minutes": _("Print the minutes of many sessions at one press"),
    "meetings.dispute_minutes": _("Dispute minutes"),
    "meetings.approve_decisions": _("Approve decisions by an act or return them"),
    "meetings.publish_decisions": _("Publish approved decisions"),
    "meetings.send_item_on": _("Send a question on to another body"),
    "meetings.keep_open_lessons": _("Write down the open lessons of an association"),
}
