"""What becomes of the bodies of an organisation that is merged into another.

The rule: where the successor has a body of the same kind (of associations: of a same subject), that one goes
on, and the body of the predecessor ends on its last day. What the successor lacks is carried over to it.
Who sits where from then on is for people to decide; the page of both organisations shows what is left.
"""

from datetime import date, timedelta

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.events import BodyCarriedOver, BodyJoined
from metodika.governance.bodies.lifecycle import CompositionStatus, Family
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.services.endings import dissolve_body

DAY = timedelta(days=1)


@atomic
def merge_bodies(predecessor: Organisation, *, successor: Organisation, on: date) -> int:
    """Close or carry over the living bodies of an organisation merged on the day; return how many.

    Who decided the merger need not hold any right over bodies: the system does it.
    """
    own = list(Body.objects.living().filter(host=predecessor).select_related("kind").order_by("pk"))
    there = list(Body.objects.living().filter(host=successor).prefetch_related("subjects").order_by("pk"))
    for body in own:
        heir = next((one for one in there if _is_alike(body, one)), None)
        if heir is None or body.branches.living().exists():
            _carry_over(body, predecessor, successor, {one.name for one in there})
        else:
            _join(body, heir, on)
    return len(own)


def _is_alike(body: Body, other: Body) -> bool:
    if body.kind_id != other.kind_id or not body.kind.permanent:
        return False
    if body.kind.family != Family.ASSOCIATION:
        return True
    own = {subject.pk for subject in body.subjects.all()}
    others = {subject.pk for subject in other.subjects.all()}
    return bool(own & others) or own == others


def _carry_over(body: Body, before: Organisation, host: Organisation, taken: set[str]) -> None:
    body.host, body.carried_from = host, before
    fields = ["host", "carried_from", "version"]
    if body.name in taken:
        body.name = _("%(name)s (%(organisation)s)") % {"name": body.name, "organisation": before}
        fields.append("name")
    body.version += 1
    body.save(update_fields=fields)
    announce(BodyCarriedOver(body_id=body.pk, host_id=host.pk, before_id=before.pk), about=body)


def _join(body: Body, heir: Body, on: date) -> None:
    last = max(day for day in (on - DAY, body.starts_on, _first_day(body)) if day is not None)
    reason = _("“%(organisation)s” has been merged into “%(successor)s”.") % {
        "organisation": body.host, "successor": heir.host,
    }  # fmt: skip
    dissolved = dissolve_body(body, on=last, reason=reason, by=None)
    dissolved.goes_on_in = heir
    dissolved.save(update_fields=["goes_on_in"])
    announce(BodyJoined(body_id=body.pk, into_id=heir.pk, joined_on=on.isoformat()), about=heir)


def _first_day(body: Body) -> date | None:
    held = body.compositions.filter(status=CompositionStatus.APPROVED, ends_on=None)
    return held.order_by("-starts_on").values_list("starts_on", flat=True).first()
