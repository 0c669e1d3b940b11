"""Narrowing the lists of sessions and decisions."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import Duty
from metodika.governance.meetings.lifecycle import DecisionStatus
from metodika.governance.meetings.models import Attendance, Decision, Session
from metodika.governance.meetings.queries.duties import duties, duties_of_sessions


def bodies_of_sessions(user: Any) -> QuerySet[Body]:
    """Return the bodies whose sessions the user sees."""
    seen = Session.objects.visible_to(user).order_by().filter(body=OuterRef("pk"))
    return Body.objects.filter(Exists(seen)).with_names().order_by("sort_key", "pk")


def bodies_of_decisions(user: Any) -> QuerySet[Body]:
    """Return the bodies whose decisions the user sees."""
    seen = Decision.objects.visible_to(user).order_by().filter(session__body=OuterRef("pk"))
    return Body.objects.filter(Exists(seen)).with_names().order_by("sort_key", "pk")


def years_of_sessions(user: Any) -> list[tuple[str, str]]:
    """Return the years of the sessions that the user sees, the latest first."""
    years = Session.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct()
    return [(year, year) for year in years]


def own_sessions(rows: QuerySet[Session], user: Any) -> QuerySet[Session]:
    """Keep the sessions to which the person belongs as a member or a guest."""
    listed = Attendance.objects.filter(person=getattr(user, "person_id", None) or 0)
    return rows.filter(pk__in=listed.values("session"))


def found_decisions(rows: QuerySet[Decision], words: str) -> QuerySet[Decision]:
    """Keep the decisions in whose text or question all the words stand."""
    for word in words.split():
        rows = rows.filter(
            Q(text__icontains=word) | Q(approved_text__icontains=word) | Q(item__question__icontains=word)
        )
    return rows


def overdue_decisions(rows: QuerySet[Decision], day: date) -> QuerySet[Decision]:
    """Keep the decisions whose term of approval has passed."""
    waiting = [DecisionStatus.ADOPTED, DecisionStatus.FOR_APPROVAL]
    return rows.filter(status__in=waiting, approval_due_on__lt=day)


def decision_of(decision: Decision) -> Decision:
    """Return a decision with everything that its card shows. Three queries."""
    # The card asks what is about both; known together, they are one query instead of two.
    ContentType.objects.get_for_models(Decision, Session)
    rows = Decision.objects.select_related(
        "session__body__host", "item__body", "vote", "responsible", "approval_act"
    )
    return rows.prefetch_related("vote__ballots__person").get(pk=decision.pk)


def session_of(body: Body, number: int) -> Session:
    """Return a session of the body; RuleBroken when it is of another body or not there."""
    found = Session.objects.filter(body=body, pk=number).first()
    if found is None:
        raise RuleBroken(_("The question does not wait for a session of this body."))
    return found


def origin_of(session: Session) -> Session | None:
    """Return the session in whose place this one is held, None when it was postponed from nowhere."""
    return Session.objects.filter(moved_to=session.pk).select_related("body").first()


def duties_of_body(body: Body, day: date) -> list[Duty]:
    """Return what one body owes by its sessions."""
    return duties_of_sessions(Body.objects.filter(pk=body.pk), day)


def duties_at(organisation: Organisation, user: Any, day: date) -> list[Duty]:
    """Return what the bodies of an organisation that the user sees owe on the day."""
    return duties(Body.objects.visible_to(user).filter(host=organisation), day)
