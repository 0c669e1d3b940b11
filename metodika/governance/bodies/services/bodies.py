"""The life of a body: founded, started, changed, suspended, resumed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.language import sort_key
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Subject
from metodika.governance.bodies.events import (
    BodyChanged,
    BodyFounded,
    BodyResumed,
    BodyStarted,
    BodySuspended,
)
from metodika.governance.bodies.lifecycle import MOVES, BodyStatus
from metodika.governance.bodies.models import Body, BodyKind
from metodika.governance.bodies.rules import BodyRules, overlaid


class BodyValues(TypedDict, total=False):
    """What may be told of a body when it is founded."""

    short_name: str
    level: str
    parent: Body | None
    reach: str
    is_network: bool
    is_virtual: bool
    regulation: Act | None
    created_by_act: Act | None
    starts_on: date | None
    ends_on: date | None
    task: str
    target: str


@atomic
def found_body(
    *, kind: BodyKind, host: Organisation, name: str, by: Any, values: BodyValues | None = None,
    subjects: Iterable[Subject] = (),
) -> Body:  # fmt: skip
    """Found a body at an organisation; with `starts_on` it works from that day, else it is proposed.

    Raises RuleBroken for a kind of another municipality, a level that the kind has not, a parent of another
    kind, a name that the host already has, swapped dates, a founding act that is later than the first day.
    """
    body = built_body(kind, host, name, values or {})
    _refuse_same_name(body)
    body.save(force_insert=True)
    body.subjects.set(subjects)
    announce(BodyFounded(body_id=body.pk, host_id=host.pk, kind=kind.code), by=by, about=body)
    return body


def built_body(kind: BodyKind, host: Organisation, name: str, values: BodyValues) -> Body:
    """Return a body that is not stored yet; RuleBroken as for `found_body`, except for its name."""
    body = Body(kind=kind, host=host, name=name.strip(), **{"reach": kind.reach, **values})
    body.level = values.get("level") or _level_of(kind, host)
    body.sort_key = sort_key(body.name)
    body.status = BodyStatus.ACTIVE if body.starts_on else BodyStatus.PROPOSED
    _refuse_wrong_place(body)
    _refuse_wrong_parent(body)
    refuse_wrong_days(body)
    return body


def _level_of(kind: BodyKind, host: Organisation) -> str:
    return host.level if host.level in kind.levels else str(kind.levels[0])


def _refuse_wrong_place(body: Body) -> None:
    if not body.name:
        raise RuleBroken(_("Give the body a name."))
    municipality = body.host.municipality
    if municipality is None or municipality.profile_id != body.kind.profile_id:
        raise RuleBroken(
            _("“%(kind)s” is a kind of another municipality. Choose a kind that %(host)s has.")
            % {"kind": body.kind, "host": body.host}
        )
    if not body.host.is_working:
        raise RuleBroken(
            _("“%(host)s” no longer works, so no body can be at it. Choose a working organisation.")
            % {"host": body.host}
        )
    if body.level not in body.kind.levels:
        raise RuleBroken(
            _("“%(kind)s” does not exist at this level. Choose another organisation or kind.")
            % {"kind": body.kind}
        )


def _refuse_wrong_parent(body: Body) -> None:
    parent = body.parent
    if parent is None:
        return
    if parent.kind.code != body.kind.under or parent.kind.profile_id != body.kind.profile_id:
        raise RuleBroken(
            _("“%(body)s” cannot work under “%(parent)s”: it is a body of another kind. Choose another.")
            % {"body": body.name, "parent": parent}
        )
    if parent.status == BodyStatus.DISSOLVED:
        raise RuleBroken(_("“%(parent)s” has been dissolved. Choose a body that works.") % {"parent": parent})


def refuse_wrong_days(body: Body) -> None:
    """Raise RuleBroken when a body ends before it begins, or begins before the act that founds it."""
    if body.starts_on and body.ends_on and body.ends_on < body.starts_on:
        raise RuleBroken(_("The last day is before the first one. Correct the dates."))
    act = body.created_by_act
    if act and act.issued_on and body.starts_on and body.starts_on < act.issued_on:
        raise RuleBroken(
            _("The body cannot work before the act that founds it (%(act)s). Give a later first day.")
            % {"act": act.requisites}
        )


def _refuse_same_name(body: Body) -> None:
    same = Body.objects.living().filter(host=body.host, name=body.name).exclude(pk=body.pk)
    if same.exists():
        raise RuleBroken(
            _("%(host)s already has a body called “%(name)s”. Give this one another name.")
            % {"host": body.host, "name": body.name}
        )


def locked_body(body: Body) -> Body:
    """Return the row locked until the transaction ends, with its kind, host and parent."""
    rows = Body.objects.select_for_update(of=("self",))
    return rows.select_related("kind", "host__municipality", "parent__kind", "created_by_act").get(pk=body.pk)


@atomic
def change_body(
    body: Body, *, changes: Mapping[str, Any], seen: int | None, by: Any,
    subjects: Sequence[Subject] | None = None,
) -> Body:  # fmt: skip
    """Change the card of a body; `subjects` None leaves them as they are.

    Raises EditedMeanwhile when somebody else has saved it since version `seen`, RuleBroken for a dissolved
    body, a name that the host already has, a parent of another kind, swapped dates.
    """
    locked = locked_body(body)
    refuse_dissolved(locked)
    fields = claim_version(locked, seen=seen, changes=changes)
    _refuse_wrong_parent(locked)
    refuse_wrong_days(locked)
    _refuse_same_name(locked)
    told = [name for name in fields if name != "version"]
    if "name" in fields:
        locked.sort_key = sort_key(locked.name)
        fields.append("sort_key")
    if fields:
        locked.save(update_fields=fields)
    if subjects is not None and set(subjects) != set(locked.subjects.all()):
        locked.subjects.set(subjects)
        told.append("subjects")
    if told:
        announce(BodyChanged(body_id=locked.pk, fields=told), by=by, about=locked)
    return locked


@atomic
def set_own_rules(body: Body, *, rules: Mapping[str, Any], seen: int | None = None, by: Any) -> Body:
    """Let a body decide for itself where its kind leaves it free; None takes the kind's way again.

    `rules` are parameters of bodies.yaml. Raises RuleBroken for a parameter that a clause of the regulation
    binds, naming the clause, for a fraction that is none and for an unknown parameter.
    """
    locked = locked_body(body)
    refuse_dissolved(locked)
    bound = BodyRules.from_data(locked.kind.rules).clauses
    for name, value in rules.items():
        if value is not None and name in bound:
            raise RuleBroken(
                _("Clause %(clause)s of the regulation decides this for every such body: it stays as it is.")
                % {"clause": bound[name]}
            )
    own = {**locked.rules, **rules}
    own = {name: value for name, value in own.items() if value is not None}
    try:
        BodyRules.from_data(overlaid(locked.kind.rules, own))
    except (TypeError, ValueError) as error:
        raise RuleBroken(_("This is no rule of a body. A fraction is written like 2/3.")) from error
    fields = claim_version(locked, seen=seen, changes={"rules": own})
    if fields:
        locked.save(update_fields=fields)
        announce(BodyChanged(body_id=locked.pk, fields=["rules"]), by=by, about=locked)
    return locked


def refuse_dissolved(body: Body) -> None:
    """Raise RuleBroken for a body that exists no longer."""
    if body.status == BodyStatus.DISSOLVED:
        raise RuleBroken(_("“%(body)s” has been dissolved; nothing in it changes any more.") % {"body": body})


def move_body(body: Body, status: BodyStatus) -> None:
    """Set the status of a locked body. Raises RuleBroken for a move that does not exist."""
    if status not in MOVES[body.status]:
        raise RuleBroken(
            _("A body that is «%(now)s» cannot become «%(wanted)s».")
            % {"now": body.get_status_display(), "wanted": status.label}
        )
    body.status = status


@atomic
def start_body(body: Body, *, on: date, act: Act | None = None, by: Any) -> Body:
    """Let a proposed body work from a day, by the act that founds it where there is one.

    Raises RuleBroken for a body that is not proposed and for a day before the act.
    """
    locked = locked_body(body)
    if locked.status != BodyStatus.PROPOSED:
        raise RuleBroken(_("“%(body)s” is not a proposal any more.") % {"body": locked})
    move_body(locked, BodyStatus.ACTIVE)
    locked.starts_on, locked.created_by_act = on, act or locked.created_by_act
    refuse_wrong_days(locked)
    locked.version += 1
    locked.save(update_fields=["status", "starts_on", "created_by_act", "version"])
    announce(BodyStarted(body_id=locked.pk, starts_on=on.isoformat()), by=by, about=locked)
    return locked


@atomic
def suspend_body(body: Body, *, reason: str, by: Any) -> Body:
    """Let a body rest: it owes nothing meanwhile. Raises RuleBroken without a reason, or unless it works."""
    locked = locked_body(body)
    if not reason.strip():
        raise RuleBroken(_("Say why the body is suspended: the reason stays in the history."))
    move_body(locked, BodyStatus.SUSPENDED)
    locked.status_reason = reason.strip()
    locked.version += 1
    locked.save(update_fields=["status", "status_reason", "version"])
    announce(BodySuspended(body_id=locked.pk, reason=locked.status_reason), by=by, about=locked)
    return locked


@atomic
def resume_body(body: Body, *, by: Any) -> Body:
    """Let a suspended body work again. Raises RuleBroken unless it is suspended."""
    locked = locked_body(body)
    if locked.status != BodyStatus.SUSPENDED:
        raise RuleBroken(_("“%(body)s” is not suspended.") % {"body": locked})
    move_body(locked, BodyStatus.ACTIVE)
    locked.status_reason = ""
    locked.version += 1
    locked.save(update_fields=["status", "status_reason", "version"])
    announce(BodyResumed(body_id=locked.pk), by=by, about=locked)
    return locked
