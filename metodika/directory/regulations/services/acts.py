"""The cards of acts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.events import (
    ActChanged,
    ActCreated,
    ActMoved,
    ActPublished,
    ActSuperseded,
    DoubtSettled,
)
from metodika.directory.regulations.lifecycle import MOVES, ActStatus, RelationKind
from metodika.directory.regulations.models import Act, ActRelation, Doubt
from metodika.directory.regulations.queries import identity_of

LONGEST_SEARCH_TEXT = 1800


def search_text_of(act: Act) -> str:
    """Return the words by which an act is found."""
    words = f"{act.title} {act.get_kind_display()} {act.number} {act.issuer}"
    return normalise(words)[:LONGEST_SEARCH_TEXT]


@transaction.atomic
def create_act(*, owner: Organisation | None, values: Mapping[str, Any], by: Any) -> Act:
    """Write an act into a register.

    `values` are columns of Act: kind, issuer, issued_on, number, title and whatever else is known.
    Raises RuleBroken when the register has the act already.
    """
    act = Act(owner=owner, **values)
    lock_register(owner)
    set_identity(act)
    act.save(force_insert=True)
    announce(ActCreated(act_id=act.pk), by=by, about=act)
    return act


@transaction.atomic
def change_act(act: Act, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Act:
    """Change the card of an act.

    Raises EditedMeanwhile when somebody else has saved it since version `seen`, RuleBroken when the
    changed requisites belong to another act of the register.
    """
    locked = Act.objects.select_for_update().get(pk=act.pk)
    fields = claim_version(locked, seen=seen, changes=changes)
    if not fields:
        return locked
    lock_register(locked.owner)
    set_identity(locked)
    locked.save(update_fields=[*fields, "identity", "search_text"])
    announce(ActChanged(act_id=locked.pk), by=by, about=locked)
    return locked


@transaction.atomic
def move_act(act: Act, *, status: str, on: date, by: Any) -> Act:
    """Sign an act, bring it into force, repeal it or let it expire, each from a day on.

    The last day of an act that ends is the day before. Raises RuleBroken for a move back.
    """
    locked = Act.objects.select_for_update().get(pk=act.pk)
    if status not in MOVES[locked.status]:
        raise RuleBroken(
            _("An act that is «%(now)s» cannot become «%(wanted)s».")
            % {"now": locked.get_status_display(), "wanted": ActStatus(status).label}
        )
    locked.status = status
    if status == ActStatus.IN_FORCE:
        locked.valid_from = locked.valid_from or on
    elif status in {ActStatus.REPEALED, ActStatus.EXPIRED}:
        begun = locked.valid_from or locked.issued_on
        if begun and on <= begun:
            raise RuleBroken(_("An act cannot end before it has come into force: give a later day."))
        locked.valid_to = on - timedelta(days=1)
    locked.version += 1
    locked.save(update_fields=["status", "valid_from", "valid_to", "version"])
    announce(ActMoved(act_id=locked.pk, status=status), by=by, about=locked)
    return locked


@transaction.atomic
def publish_act(act: Act, *, on: date, address: str, by: Any) -> Act:
    """Make an act public, with the place where it is published. Raises RuleBroken for a draft."""
    locked = Act.objects.select_for_update().get(pk=act.pk)
    if locked.status == ActStatus.DRAFT:
        raise RuleBroken(_("A draft is not published: first let the act be signed."))
    if locked.issued_on and on < locked.issued_on:
        raise RuleBroken(_("An act cannot be published before its own date."))
    locked.published_on, locked.published_at_address = on, address
    locked.version += 1
    locked.save(update_fields=["published_on", "published_at_address", "version"])
    announce(ActPublished(act_id=locked.pk, published_on=on.isoformat()), by=by, about=locked)
    return locked


@transaction.atomic
def supersede_act(act: Act, *, successor: Act, on: date, by: Any) -> Act:
    """Let a later act take the place of an act from a day on.

    Raises RuleBroken for the act itself and for an act older than the one it would replace.
    """
    if act.pk == successor.pk:
        raise RuleBroken(_("An act does not repeal itself: choose the act that does."))
    if act.issued_on and successor.issued_on and successor.issued_on < act.issued_on:
        raise RuleBroken(
            _("The act %(act)s is older than the one it would replace. Choose a later act.")
            % {"act": successor.requisites}
        )
    old = move_act(act, status=ActStatus.REPEALED, on=on, by=by)
    ActRelation.objects.get_or_create(act=successor, other=old, kind=RelationKind.SUPERSEDES)
    announce(ActSuperseded(act_id=old.pk, by_act_id=successor.pk), by=by, about=old)
    return old


@transaction.atomic
def settle_doubt(doubt: Doubt, *, reason: str, by: Any) -> Doubt:
    """Say why a doubtful place may stay as it is. Raises RuleBroken when no reason is given."""
    if not reason.strip():
        raise RuleBroken(_("Say in a few words why the place may stay as it is."))
    locked = Doubt.objects.select_for_update(of=("self",)).select_related("edition__act").get(pk=doubt.pk)
    locked.settled_because, locked.settled_by = reason.strip(), by
    locked.save(update_fields=["settled_because", "settled_by"])
    act = locked.edition.act
    announce(DoubtSettled(act_id=act.pk, doubt_id=locked.pk), by=by, about=act)
    return locked


@transaction.atomic
def relate_act(act: Act, *, other: Act, kind: str, by: Any) -> ActRelation:
    """Write down that an act amends or approves another; repealing has a day and goes through supersede_act.

    Raises RuleBroken for the act itself and for what is written down already.
    """
    if act.pk == other.pk:
        raise RuleBroken(_("Choose another act: this is the act itself."))
    relation, is_new = ActRelation.objects.get_or_create(act=act, other=other, kind=kind)
    if not is_new:
        raise RuleBroken(_("This is written down already."))
    announce(ActChanged(act_id=act.pk), by=by, about=act)
    return relation


def lock_register(owner: Organisation | None) -> None:
    """Let nobody else write acts into the register until the transaction ends."""
    if owner is not None:
        Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)


def set_identity(act: Act) -> None:
    """Set what follows from the requisites.

    Raises RuleBroken when they belong to another act of the register.
    """
    act.identity = identity_of(
        kind=act.kind, issuer=act.issuer, issued_on=act.issued_on, number=act.number, wording=act.title
    )
    act.search_text = search_text_of(act)
    same = Act.objects.filter(owner=act.owner, identity=act.identity).exclude(pk=act.pk).first()
    if same is not None:
        raise RuleBroken(_("The register has this act already: %(act)s.") % {"act": same.requisites})
