"""How the time of a body ends: prolonged, dissolved, announced beforehand."""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.regulations.models import Act
from metodika.governance.bodies.events import (
    BodyDissolved,
    BodyEndAnnounced,
    BodyProlonged,
    BodyRestored,
    CompositionEndAnnounced,
)
from metodika.governance.bodies.lifecycle import BodyStatus, CompositionStatus
from metodika.governance.bodies.models import Body, Composition
from metodika.governance.bodies.queries import Standing, untold_endings
from metodika.governance.bodies.services.bodies import locked_body, move_body, refuse_dissolved


@atomic
def prolong_body(body: Body, *, until: date, by: Any) -> Body:
    """Let a body work to a later last day. Raises RuleBroken for a day that is not later."""
    locked = locked_body(body)
    refuse_dissolved(locked)
    if locked.ends_on is not None and until <= locked.ends_on:
        raise RuleBroken(
            _("The body works until %(day)s anyway. Give a later day.")
            % {"day": date_format(locked.ends_on, "DATE_FORMAT")}
        )
    if locked.starts_on is not None and until < locked.starts_on:
        raise RuleBroken(_("The last day is before the first one. Correct the dates."))
    locked.ends_on = until
    locked.version += 1
    locked.save(update_fields=["ends_on", "version"])
    announce(BodyProlonged(body_id=locked.pk, ends_on=until.isoformat()), by=by, about=locked)
    return locked


@atomic
def dissolve_body(
    body: Body, *, on: date, reason: str, by: Any, result: str = "", act: Act | None = None
) -> Body:
    """Dissolve a body; the day is its last one and that of its composition, drafts are thrown away.

    `result` is what a group has come to. Raises RuleBroken without a reason, for a day before the body began,
    and while living bodies work under it.
    """
    locked = locked_body(body)
    if not reason.strip():
        raise RuleBroken(_("Say why the body is dissolved: the reason stays in the history."))
    if locked.starts_on is not None and on < locked.starts_on:
        raise RuleBroken(_("The body had not begun by that day. Give a later day."))
    under = locked.branches.living().count()
    if under:
        raise RuleBroken(
            _("Other bodies work under this one (%(count)s). First place them under another body.")
            % {"count": under}
        )
    move_body(locked, BodyStatus.DISSOLVED)
    locked.ends_on, locked.status_reason, locked.result = on, reason.strip(), result.strip()
    locked.dissolved_by_act = act
    locked.version += 1
    locked.save(update_fields=["status", "ends_on", "status_reason", "result", "dissolved_by_act", "version"])
    _end_compositions(locked, on)
    announce(
        BodyDissolved(body_id=locked.pk, ends_on=on.isoformat(), reason=locked.status_reason),
        by=by,
        about=locked,
    )
    return locked


def _end_compositions(body: Body, on: date) -> None:
    rows = Composition.objects.select_for_update().filter(body=body)
    rows.filter(Q(status=CompositionStatus.DRAFT) | Q(starts_on__gt=on)).delete()
    rows.filter(Q(ends_on=None) | Q(ends_on__gt=on)).update(ends_on=on, version=F("version") + 1)


@atomic
def restore_body(body: Body, *, stood: Standing, reason: str, by: Any) -> Body:
    """Take the dissolution of a body back: its state, its last day and its compositions are what they were.

    Raises RuleBroken without a reason and for a body that is not dissolved.
    """
    locked = locked_body(body)
    if locked.status != BodyStatus.DISSOLVED:
        raise RuleBroken(_("“%(body)s” has not been dissolved.") % {"body": locked})
    if not reason.strip():
        raise RuleBroken(_("Say why: the reason stays in the history."))
    locked.status, locked.ends_on = BodyStatus(stood.status), stood.ends_on
    locked.status_reason, locked.result, locked.dissolved_by_act = "", "", None
    locked.version += 1
    locked.save(update_fields=["status", "ends_on", "status_reason", "result", "dissolved_by_act", "version"])
    for number, last in stood.compositions.items():
        ended = Composition.objects.filter(body=locked, pk=number).exclude(ends_on=last)
        ended.update(ends_on=last, version=F("version") + 1)
    announce(BodyRestored(body_id=locked.pk, reason=reason.strip()), by=by, about=locked)
    return locked


@atomic
def announce_endings(*, now: datetime) -> int:
    """Announce which bodies and compositions end soon, each last day once; return how many."""
    ending = untold_endings(now.date())
    for body, last in ending.bodies:
        announce(BodyEndAnnounced(body_id=body.pk, ends_on=last.isoformat()), about=body)
    for composition, last in ending.compositions:
        announce(
            CompositionEndAnnounced(
                body_id=composition.body_id, composition_id=composition.pk, ends_on=last.isoformat()
            ),
            about=composition.body,
        )
    return len(ending.bodies) + len(ending.compositions)
