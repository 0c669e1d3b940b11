"""Versions of a composition: proposed, approved by an act, never rewritten."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.regulations.lifecycle import ActStatus
from metodika.directory.regulations.models import Act
from metodika.governance.bodies.events import (
    CompositionApproved,
    CompositionDiscarded,
    CompositionProposed,
    HeadAppointed,
)
from metodika.governance.bodies.lifecycle import CompositionStatus, Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries import (
    fault_sentence,
    kind_of_act_words,
    members_among_seats,
    proposed_seats,
    rules_of,
    seats_of,
)
from metodika.governance.bodies.rules import BodyRules, Fault, Member, composition_faults
from metodika.governance.bodies.services.bodies import locked_body, refuse_dissolved
from metodika.governance.bodies.services.heads import refuse_head_role

ANY_ACT = "any"
# Whose acts hold for a whole municipality.
GOVERNING = frozenset({"administration", "education_department", "methodical_centre"})


class CompositionRefused(RuleBroken):
    """The composition breaks rules that a clause binds; `faults` are those that block."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(fault_sentence(fault) for fault in faults))


@atomic
def propose_composition(body: Body, *, by: Any) -> Composition:
    """Make a draft of the next composition: the people who sit now, or the seats that the rules name.

    Raises RuleBroken when a draft is being written already, and for a dissolved body.
    """
    locked = locked_body(body)
    refuse_dissolved(locked)
    if locked.compositions.filter(status=CompositionStatus.DRAFT).exists():
        raise RuleBroken(_("A draft of the composition is being written already. Open it and go on there."))
    last = locked.compositions.aggregate(last=Max("number"))["last"] or 0
    draft = Composition.objects.create(body=locked, number=last + 1)
    seats = proposed_seats(locked, timezone.localdate())
    for seat in seats:
        seat.composition = draft
    Seat.objects.bulk_create(seats)
    announce(CompositionProposed(body_id=locked.pk, composition_id=draft.pk), by=by, about=locked)
    return draft


def locked_composition(composition: Composition) -> Composition:
    """Return the row locked until the transaction ends, with its body."""
    rows = Composition.objects.select_for_update(of=("self",))
    return rows.select_related("body__kind", "body__host__municipality", "act").get(pk=composition.pk)


def refuse_approved(composition: Composition) -> None:
    """Raise RuleBroken for a version that an act has approved."""
    if not composition.is_draft:
        raise RuleBroken(
            _("An approved composition is not rewritten. Make a draft of the next one and change it there.")
        )


@atomic
def approve_composition(
    composition: Composition, *, on: date, by: Any, act: Act | None = None, ends_on: date | None = None,
    shared_act: bool = False,
) -> Composition:  # fmt: skip
    """Approve a draft from a day; the composition before it ends on the day before.

    `shared_act` says that the act approves compositions of other bodies as well. Raises CompositionRefused
    when a clause forbids the composition, RuleBroken for an act that is missing, is a draft, is later than
    the day, stands in a stranger's register or has approved another body, and for a day that would rewrite
    the composition before.
    """
    body = locked_body(composition.body)
    locked = locked_composition(composition)
    refuse_dissolved(body)
    refuse_approved(locked)
    rules = rules_of(body)
    _refuse_wrong_act(rules, body, act, on, shared_act=shared_act)
    if ends_on is not None and ends_on < on:
        raise RuleBroken(_("The last day is before the first one. Correct the dates."))
    seats = seats_of(locked)
    blocking = [one for one in composition_faults(rules, [s.facts for s in seats], day=on) if one.blocks]
    if blocking:
        raise CompositionRefused(blocking)
    refuse_head_role(body, [one.person for one in seats if one.office == Office.CHAIR], by=by)
    before = _ended_before(body, on)
    locked.status, locked.act = CompositionStatus.APPROVED, act
    locked.starts_on, locked.ends_on = on, ends_on
    locked.version += 1
    locked.save(update_fields=["status", "act", "starts_on", "ends_on", "version"])
    members = members_among_seats(seats, on)
    announce(
        CompositionApproved(
            body_id=body.pk, composition_id=locked.pk, starts_on=on.isoformat(),
            act_id=act.pk if act else None, person_ids=[member.person_id for member in members],
        ),
        by=by,
        about=body,
    )  # fmt: skip
    _announce_head(body, members, before, on, by)
    return locked


def _ended_before(body: Body, on: date) -> list[Member]:
    """End what holds before the day, and return who sat in it then."""
    held = Composition.objects.select_for_update().filter(body=body, status=CompositionStatus.APPROVED)
    later = held.filter(starts_on__gte=on).order_by("starts_on").first()
    if later is not None and later.starts_on is not None:
        raise RuleBroken(
            _(
                "A composition from %(day)s is approved already, and the past is not rewritten. "
                "Give a later day."
            )
            % {"day": date_format(later.starts_on, "DATE_FORMAT")}
        )
    last = on - timedelta(days=1)
    previous = held.as_of(last).first()
    if previous is None:
        return []
    members = members_among_seats(seats_of(previous), last)
    previous.ends_on = last
    previous.version += 1
    previous.save(update_fields=["ends_on", "version"])
    return members


def _announce_head(body: Body, members: list[Member], before: list[Member], on: date, by: Any) -> None:
    old = {member.person_id for member in before if member.office == Office.CHAIR}
    for member in members:
        if member.office == Office.CHAIR and member.person_id not in old:
            announce(
                HeadAppointed(body_id=body.pk, person_id=member.person_id, starts_on=on.isoformat()),
                by=by,
                about=body,
            )


def _refuse_wrong_act(rules: BodyRules, body: Body, act: Act | None, on: date, *, shared_act: bool) -> None:
    if act is None:
        if rules.composition_act and rules.clause_of("composition_act"):
            raise RuleBroken(
                _("Clause %(clause)s asks for an act that approves the composition. Name the act.")
                % {"clause": rules.clause_of("composition_act")}
            )
        return
    if act.status == ActStatus.DRAFT:
        raise RuleBroken(_("%(act)s is a draft yet. First let it be signed.") % {"act": act.requisites})
    if act.issued_on and on < act.issued_on:
        raise RuleBroken(
            _("A composition does not hold before the act that approves it (%(act)s). Give a later day.")
            % {"act": act.requisites}
        )
    wanted = rules.composition_act
    if wanted not in {"", ANY_ACT, act.kind} and rules.clause_of("composition_act"):
        raise RuleBroken(
            _(
                "By clause %(clause)s the composition is approved by another kind of act: %(wanted)s. "
                "You named: %(act)s."
            )
            % {
                "clause": rules.clause_of("composition_act"),
                "wanted": kind_of_act_words(wanted),
                "act": act.requisites,
            }
        )
    _refuse_stranger_s_act(body, act, shared_act=shared_act)


def _refuse_stranger_s_act(body: Body, act: Act, *, shared_act: bool) -> None:
    if not _has_power_over(act, body):
        raise RuleBroken(
            _("%(act)s stands in the register of another organisation and has no power over %(body)s.")
            % {"act": act.requisites, "body": body}
        )
    other = Composition.objects.approved().filter(act=act).exclude(body=body).select_related("body").first()
    if other is not None and not shared_act:
        raise RuleBroken(
            _(
                "%(act)s has approved the composition of another body: %(other)s. Name the act about "
                "this one; if one act approves both, say so in the form."
            )
            % {"act": act.requisites, "other": other.body}
        )


def _has_power_over(act: Act, body: Body) -> bool:
    owner = act.owner
    if owner is None:
        return False
    if body.host.path.startswith(owner.path):
        return True
    # The department, which hosts a council, stands beside the centre and the administration, not under them.
    same_place = owner.municipality_id == body.host.municipality_id
    return same_place and body.level == Level.MUNICIPALITY and owner.kind in GOVERNING


@atomic
def discard_draft(composition: Composition, *, by: Any) -> None:
    """Throw a draft away. Raises RuleBroken for an approved composition."""
    locked = locked_composition(composition)
    refuse_approved(locked)
    body = locked.body
    locked.delete()
    announce(CompositionDiscarded(body_id=body.pk), by=by, about=body)
