"""What a session talks about: items, their order, materials, what is carried over and sent on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Max
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.events import (
    ItemAdded,
    ItemAnswered,
    ItemDeferred,
    ItemRemoved,
    ItemSentOn,
)
from metodika.governance.meetings.lifecycle import (
    BEFORE,
    ITEM_MOVES,
    RUNNING,
    UNFINISHED,
    ItemStatus,
    VotePurpose,
)
from metodika.governance.meetings.models import AgendaItem, Material, Session, Vote
from metodika.governance.meetings.services.ground import (
    beat,
    locked_session,
    refuse_open_vote,
    refuse_unless_in,
    refuse_unless_running,
)

CARD = (
    "question", "tag", "rapporteur", "rapporteur_text", "minutes_limit", "draft_decision", "source_clause",
)  # fmt: skip


@atomic
def add_item(
    session: Session, *, question: str, by: Any, card: Mapping[str, Any] | None = None,
    co_rapporteurs: Iterable[Any] = (), subject: models.Model | None = None, agreed: Vote | None = None,
) -> AgendaItem:  # fmt: skip
    """Put a question at the end of the agenda.

    `card` may hold tag, rapporteur, rapporteur_text, minutes_limit, draft_decision and source_clause. Once
    the session is open the agenda changes only by a vote: `agreed`. Raises RuleBroken without one.
    """
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE | RUNNING)
    if locked.status in RUNNING:
        _refuse_unagreed(locked, agreed)
    item = AgendaItem(
        session=locked, body=locked.body, question=question, order=_next_order(locked), **about(subject),
        **{name: value for name, value in (card or {}).items() if name in CARD},
        added_at_session=locked.status in RUNNING, agreed_by=agreed,
    )  # fmt: skip
    item.save(force_insert=True)
    item.co_rapporteurs.set(co_rapporteurs)
    beat(locked)
    added = ItemAdded(session_id=locked.pk, body_id=locked.body_id, item_id=item.pk)
    announce(added, by=by, about=locked)
    return item


def _next_order(session: Session) -> int:
    return (session.items.aggregate(last=Max("order"))["last"] or 0) + 1


def _refuse_unagreed(session: Session, agreed: Vote | None) -> None:
    # The caller may hold the vote as it was before it was counted.
    agreed = Vote.objects.filter(pk=agreed.pk).first() if agreed is not None else None
    if (
        agreed is None
        or agreed.session_id != session.pk
        or agreed.purpose != VotePurpose.AGENDA
        or not agreed.adopted
    ):
        raise RuleBroken(
            _("The session has begun: its agenda changes only by a vote. Put the change to the vote first.")
        )
    if AgendaItem.objects.filter(agreed_by=agreed).exists():
        raise RuleBroken(_("This vote has changed the agenda already. Put the next change to the vote."))


@atomic
def change_item(item: AgendaItem, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> AgendaItem:
    """Change the card of an item that has not been considered; raises EditedMeanwhile for a stale `seen`."""
    session, locked = _locked(item)
    if locked.status not in UNFINISHED:
        raise RuleBroken(_("The item has been considered, it no longer changes."))
    fresh = {name: value for name, value in changes.items() if name in CARD}
    touched = claim_version(locked, seen=seen, changes=fresh)
    if touched:
        locked.save(update_fields=touched)
    if "co_rapporteurs" in changes:
        locked.co_rapporteurs.set(changes["co_rapporteurs"])
    _beat(session)
    return locked


@atomic
def order_items(session: Session, *, items: Sequence[int], by: Any) -> None:
    """Put the items into this order. Raises RuleBroken unless every item is named exactly once."""
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE)
    rows = {item.pk: item for item in locked.items.all()}
    if sorted(items) != sorted(rows):
        raise RuleBroken(_("The agenda has changed meanwhile. Load the page again and set the order."))
    for order, pk in enumerate(items, start=1):
        rows[pk].order = order
    AgendaItem.objects.bulk_update(rows.values(), ["order"])
    beat(locked)


@atomic
def remove_item(item: AgendaItem, *, by: Any, agreed: Vote | None = None) -> None:
    """Take an item off the agenda; once the session is open only by a vote, and the item stays in sight."""
    session, locked = _locked(item)
    if session is None:
        raise RuleBroken(_("The item stands on no agenda."))
    refuse_unless_in(session, BEFORE | RUNNING)
    if session.status in RUNNING:
        _refuse_unagreed(session, agreed)
        _move(locked, ItemStatus.REMOVED)
        locked.agreed_by = agreed
        locked.save(update_fields=["status", "agreed_by"])
    elif locked.came_from_id is not None or locked.went_to.exists():
        # What another body has sent goes back to waiting for a session.
        locked.session, locked.order = None, 0
        locked.save(update_fields=["session", "order"])
    else:
        locked.delete()
    beat(session)
    removed = ItemRemoved(session_id=session.pk, body_id=session.body_id, question=locked.question)
    announce(removed, by=by, about=session)


@atomic
def add_material(item: AgendaItem, *, title: str, file: StoredFile, by: Any) -> Material:
    """Lay a paper to an item."""
    session, locked = _locked(item)
    material = Material.objects.create(item=locked, title=title, file=file)
    _beat(session)
    return material


@atomic
def remove_material(material: Material, *, by: Any) -> None:
    """Take a paper away again. Raises RuleBroken once the item has been considered."""
    session, item = _locked(material.item)
    if item.status not in UNFINISHED:
        raise RuleBroken(_("The item has been considered, its papers stay."))
    material.delete()
    _beat(session)


@atomic
def open_item(item: AgendaItem, *, by: Any, at: datetime | None = None) -> AgendaItem:
    """Go on to an item; the one under discussion is done. Raises RuleBroken while a vote is open."""
    session, locked = _locked(item)
    session = _running(session)
    refuse_open_vote(session)
    now = at or timezone.now()
    for other in session.items.select_for_update(no_key=True).filter(status=ItemStatus.OPEN):
        if other.pk != locked.pk:
            _finish(other, now, by)
    _move(locked, ItemStatus.OPEN)
    locked.opened_at, locked.closed_at = locked.opened_at or now, None
    locked.save(update_fields=["status", "opened_at", "closed_at"])
    beat(session)
    return locked


@atomic
def close_item(item: AgendaItem, *, by: Any) -> AgendaItem:
    """Finish the discussion of an item. Raises RuleBroken while a vote is open."""
    session, locked = _locked(item)
    session = _running(session)
    refuse_open_vote(session)
    _finish(locked, timezone.now(), by)
    beat(session)
    return locked


@atomic
def defer_item(item: AgendaItem, *, reason: str, by: Any) -> AgendaItem:
    """Put an item off to a later session, with the reason."""
    session, locked = _locked(item)
    session = _running(session)
    refuse_open_vote(session)
    _defer(session, locked, reason, by)
    beat(session)
    return locked


def _running(session: Session | None) -> Session:
    if session is None:
        raise RuleBroken(_("The item stands on no agenda."))
    refuse_unless_running(session)
    return session


def _finish(item: AgendaItem, now: datetime, by: Any) -> None:
    _move(item, ItemStatus.DONE)
    item.closed_at = now
    item.save(update_fields=["status", "closed_at"])
    origin = item.came_from
    if origin is not None and origin.body_id != item.body_id:
        answered = ItemAnswered(item_id=item.pk, body_id=origin.body_id, target_id=item.body_id)
        announce(answered, by=by, about=item)


def _defer(session: Session, item: AgendaItem, reason: str, by: Any) -> None:
    _move(item, ItemStatus.DEFERRED)
    item.status_reason = reason
    item.save(update_fields=["status", "status_reason"])
    deferred = ItemDeferred(session_id=session.pk, body_id=session.body_id, item_id=item.pk, reason=reason)
    announce(deferred, by=by, about=session)


def _move(item: AgendaItem, status: str) -> None:
    if status not in ITEM_MOVES[item.status]:
        raise RuleBroken(
            _("The item is “%(state)s”, this cannot be done with it now.")
            % {"state": item.get_status_display().lower()}
        )
    item.status = status


def defer_rest(session: Session, reason: str, by: Any) -> None:
    """Finish what was discussed or voted on and put off what was not reached; the session is locked."""
    # In a poll nobody takes an item up: its vote is all that happens to it.
    voted = set(Vote.objects.counted().filter(session=session).values_list("item", flat=True))
    for item in session.items.select_for_update(no_key=True).order_by("order"):
        if item.status == ItemStatus.WAITING and session.is_poll and item.pk in voted:
            _move(item, ItemStatus.OPEN)
        if item.status == ItemStatus.OPEN:
            _finish(item, timezone.now(), by)
        elif item.status == ItemStatus.WAITING:
            _defer(session, item, reason, by)


def carry_over(items: Sequence[AgendaItem], target: Session) -> list[AgendaItem]:
    """Copy unfinished items to a session of the same body; each knows where it came from."""
    order = _next_order(target)
    copies: list[AgendaItem] = []
    models.prefetch_related_objects(items, "co_rapporteurs", "materials")
    for item in items:
        if item.status not in UNFINISHED:
            continue
        copies.append(_copy(item, body=target.body, session=target, order=order + len(copies)))
    return copies


def _copy(item: AgendaItem, **place: Any) -> AgendaItem:
    copy = AgendaItem(
        **{name: getattr(item, name) for name in CARD},
        subject_type=item.subject_type, subject_id=item.subject_id, came_from=item, **place,
    )  # fmt: skip
    copy.save(force_insert=True)
    copy.co_rapporteurs.add(*item.co_rapporteurs.all())
    Material.objects.bulk_create(
        Material(item=copy, title=paper.title, file_id=paper.file_id) for paper in item.materials.all()
    )
    return copy


@atomic
def send_item_on(item: AgendaItem, *, body: Body, by: Any, question: str = "") -> AgendaItem:
    """Send a question on to another body, where it waits for a session; the way back stays visible.

    Raises RuleBroken for the same body, and when it has been sent there already.
    """
    _session, locked = _locked(item)
    if body.pk == locked.body_id:
        raise RuleBroken(_("This is the body that has the question already."))
    if locked.went_to.filter(body=body).exists():
        raise RuleBroken(_("The question has been sent to %(body)s already.") % {"body": body})
    sent = _copy(locked, body=body, session=None, order=0)
    if question:
        sent.question = question
        sent.save(update_fields=["question"])
    announce(ItemSentOn(item_id=sent.pk, body_id=locked.body_id, target_id=body.pk), by=by, about=sent)
    return sent


@atomic
def take_item(item: AgendaItem, *, session: Session, by: Any) -> AgendaItem:
    """Put a question that was sent to the body on the agenda of one of its sessions."""
    locked = locked_session(session)
    refuse_unless_in(locked, BEFORE)
    waiting = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if waiting.session_id is not None or waiting.body_id != locked.body_id:
        raise RuleBroken(_("The question does not wait for a session of this body."))
    waiting.session, waiting.order = locked, _next_order(locked)
    waiting.save(update_fields=["session", "order"])
    beat(locked)
    added = ItemAdded(session_id=locked.pk, body_id=locked.body_id, item_id=waiting.pk)
    announce(added, by=by, about=locked)
    return waiting


def _locked(item: AgendaItem) -> tuple[Session | None, AgendaItem]:
    """Return the session and the item, both locked, the session first."""
    session = locked_session(Session(pk=item.session_id)) if item.session_id else None
    rows = AgendaItem.objects.select_for_update(of=("self",), no_key=True)
    return session, rows.select_related("body", "came_from").get(pk=item.pk)


def _beat(session: Session | None) -> None:
    if session is not None:
        beat(session)
