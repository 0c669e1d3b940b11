"""Lists of sessions and decisions, and the rows of one session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from metodika.core.access import can
from metodika.core.database.subjects import about
from metodika.core.language import normalise
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.lifecycle import Capacity
from metodika.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    DecisionQuerySet,
    Material,
    Passage,
    Recusal,
    Session,
    SessionQuerySet,
    SpecialOpinion,
    Stay,
    Vote,
)


def sessions_for_list(user: Any) -> SessionQuerySet:
    """Return the sessions that the user may see, with what a list says: `items_count`, `decisions_count`."""
    # Counted for the rows of the page only; what a session is counted by is long and no list shows it.
    rows = Session.objects.visible_to(user).select_related("body__host").defer("rules", "electorate")
    counts = {"items_count": _counted(AgendaItem), "decisions_count": _counted(Decision)}
    return rows.annotate(**counts).order_by("-planned_on", "-pk")


def _counted(model: type[AgendaItem | Decision]) -> Coalesce:
    rows = model.objects.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def sessions_of_body(body: Body, *, viewer: Any) -> SessionQuerySet:
    """Return the sessions of a body that the viewer may see, the latest first."""
    return sessions_for_list(viewer).filter(body=body)


def by_words(rows: SessionQuerySet, words: str) -> SessionQuerySet:
    """Keep the sessions whose body or theme has the words."""
    for word in normalise(words).split():
        rows = rows.filter(Q(body__sort_key__contains=word) | Q(theme__icontains=word))
    return rows


def decisions_for_list(user: Any) -> DecisionQuerySet:
    """Return the decisions that the user may see, the latest first."""
    rows = Decision.objects.visible_to(user).select_related(
        "session__body__kind", "session__body__host", "item", "responsible", "approval_act", "vote"
    )
    return rows.order_by("-session__planned_on", "-session", "number")


def items_waiting_for(body: Body) -> QuerySet[AgendaItem]:
    """Return what was sent to a body and waits for a session, the oldest first."""
    rows = AgendaItem.objects.waiting_for_session().filter(body=body)
    return rows.select_related("came_from__body", "rapporteur").order_by("pk")


def sent_on(items: Iterable[AgendaItem], decisions: "Prefetch[str]") -> dict[int, list[AgendaItem]]:
    """Return the places of other bodies to which each item went, and from there on, with `decisions` there.

    A question of a school climbs to the city and on to the council, and may be put off on the way; whoever
    put it sees every answer. Two queries a step of the way.
    """
    found: dict[int, list[AgendaItem]] = {}
    origin = {item.pk: item for item in items}
    while origin:
        rows = AgendaItem.objects.filter(came_from__in=origin).select_related("body", "session")
        steps = [
            (origin[row.came_from_id or 0], row) for row in rows.prefetch_related(decisions).order_by("pk")
        ]
        for first, row in steps:
            if row.body_id != first.body_id:
                found.setdefault(first.pk, []).append(row)
        origin = {row.pk: first for first, row in steps}
    return found


@dataclass(frozen=True)
class SessionCard:
    """A session with everything that its page, its desk and its papers show."""

    session: Session
    items: list[AgendaItem]
    members: list[Attendance]
    guests: list[Attendance]
    decisions: list[Decision]
    votes: list[Vote]
    opinions: list[SpecialOpinion]
    passages: dict[tuple[int | None, str], Passage]

    def text(self, item: AgendaItem | None, field: str) -> str:
        """Return a text of the minutes, empty when nothing is written."""
        found = self.passages.get((item.pk if item else None, field))
        return found.text if found else ""


def session_card(session: Session) -> SessionCard:
    """Return a session with its agenda, people, votes, decisions and texts. Some fourteen queries."""
    attendances = (
        session.attendances.select_related("person")
        .prefetch_related(Prefetch("stays", Stay.objects.order_by("arrived_at")))
        .order_by("person__sort_key", "guest_name", "pk")
    )
    people = list(attendances)
    votes = (
        session.votes.select_related("item").prefetch_related("ballots__person").order_by("opened_at", "pk")
    )
    decisions = session.decisions.select_related("vote", "responsible", "approval_act", "item")
    passages = Passage.objects.filter(session=session)
    return SessionCard(
        session=session,
        items=list(items_of(session)),
        members=[row for row in people if row.capacity == Capacity.MEMBER],
        guests=[row for row in people if row.capacity == Capacity.INVITED],
        decisions=list(decisions.order_by("item__order", "pk")),
        votes=list(votes),
        opinions=list(session.opinions.select_related("person", "item").order_by("pk")),
        passages={(row.item_id, row.field): row for row in passages},
    )


def card_for(session: Session, *, viewer: Any) -> SessionCard:
    """Return the card of a session as far as the viewer may read it."""
    return session_card(session) if can(viewer, "meetings.view_course", session) else open_card(session)


def open_card(session: Session) -> SessionCard:
    """Return what all staff may read of a session: questions, totals of votes, decisions.

    Who was there, who said what, who voted how, who answers for it and the materials are left out.
    """
    unnamed = Prefetch("ballots", Ballot.objects.none())
    votes = session.votes.select_related("item").prefetch_related(unnamed).order_by("opened_at", "pk")
    items = session.items.select_related("came_from__body", "came_from__session", "body").prefetch_related(
        Prefetch("co_rapporteurs", Person.objects.none()),
        Prefetch("materials", Material.objects.none()),
        Prefetch("recusals", Recusal.objects.none()),
    )
    decisions = session.decisions.select_related("vote", "approval_act", "item").order_by("item__order", "pk")
    card = SessionCard(session, list(items.order_by("order")), [], [], list(decisions), list(votes), [], {})
    for item in card.items:
        item.rapporteur = None
    for decision in card.decisions:
        unnamed_decision(decision)
    return card


def unnamed_decision(decision: Decision) -> Decision:
    """Take out of a decision that is not stored again who answers for it, and return it."""
    decision.responsible, decision.responsible_text = None, ""
    return decision


def items_of(session: Session) -> QuerySet[AgendaItem]:
    """Return the agenda in its order, with people, papers and recusals."""
    rows = session.items.select_related("rapporteur", "came_from__body", "came_from__session", "body")
    return rows.prefetch_related("co_rapporteurs", "materials__file", "recusals__person").order_by("order")


def sessions_about(subject: Model, *, viewer: Any) -> SessionQuerySet:
    """Return the sessions by which an item of a plan is carried out and that the viewer sees, by day."""
    rows = Session.objects.visible_to(viewer).with_names().filter(**about(subject))
    return rows.order_by("planned_on", "starts_at", "pk")


def sessions_of_day(user: Any, day: date) -> SessionQuerySet:
    """Return the sessions planned for a day that the user may see."""
    return Session.objects.visible_to(user).with_names().filter(planned_on=day).order_by("starts_at", "pk")
