"""Roles that come with heading a body: given for the days of the seat, ended with it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.mandates.models import Mandate, Role, profile_of
from metodika.directory.mandates.queries import today_at
from metodika.directory.mandates.services import end_mandate, give_mandate, may_hand_out
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body, HeadMandate
from metodika.governance.bodies.queries import rules_of
from metodika.governance.bodies.queries.heads import Tenure, bodies_with_head_role, tenures

DAY = timedelta(days=1)
FAR = date.max - DAY


class HeadBeyondOwnRights(RuleBroken):
    """Whoever seats this head would hand out a role that he may not give himself."""


class Post(NamedTuple):
    """A body that gives its head a role, on the day of its municipality's clock."""

    body: Body
    role: Role
    today: date


@atomic
def refuse_head_role(body: Body, people: Iterable[Person | None], *, by: Any) -> None:
    """Refuse to seat heads whose role goes beyond what the one who seats them may give.

    Heading a body of such a kind brings a role: without this, a seat would be a way round the giving of
    roles. Who heads the body already and stays is given nothing new. Raises HeadBeyondOwnRights.
    """
    role = Role.objects.filter(code=rules_of(body).head_role or "-").first()
    if role is None or may_hand_out(role, organisation=body.host, by=by):
        return
    held = HeadMandate.objects.filter(body=body, is_over=False).values_list("mandate__person", flat=True)
    new = [one for one in people if one is not None and one.pk not in set(held)]
    if new:
        raise HeadBeyondOwnRights(
            _(
                "Whoever heads “%(body)s” receives the role “%(role)s”, and you may not give that role for "
                "%(organisation)s. Ask somebody who gives roles there to appoint %(person)s."
            )
            % {
                "body": body, "role": role.worded_for(profile_of(body.host)), "organisation": body.host,
                "person": ", ".join(map(str, new)),
            }
        )  # fmt: skip


@atomic
def follow_heads(numbers: Iterable[int] | None, *, now: Any) -> int:
    """Give the heads of these bodies the role that their kinds name, and end it for those who head no longer.

    None means every body. A role that somebody has given by hand, or taken away by hand, stays as it is.
    Returns how many roles were given or ended.
    """
    roles = {role.code: role for role in Role.objects.all()}
    changed = 0
    for body in bodies_with_head_role(numbers).select_for_update(of=("self",), no_key=True):
        role = roles.get(rules_of(body).head_role)
        if role is not None and body.host.level in role.worded_for(profile_of(body.host)).levels:
            post = Post(body, role, today_at(body.host, now=now))
            known = tenures(body, post.today)
            changed += _end_roles(post, known) + sum(_give_role(post, one) for one in known.values())
    return changed


def _give_role(post: Post, tenure: Tenure) -> bool:
    held = Mandate.objects.filter(
        person=tenure.person, role=post.role, organisation=post.body.host, substitutes=None
    )
    first = tenure.first
    for mandate in held.order_by("starts_on"):
        if (mandate.ends_on or FAR) < first or (tenure.last is not None and mandate.starts_on > tenure.last):
            continue
        if _was_taken_by_hand(mandate):
            return False
        if mandate.withdrawn:
            continue
        if mandate.starts_on > first or mandate.ends_on is None:
            return _share(post.body, mandate)
        first = mandate.ends_on + DAY
    if tenure.last is not None and tenure.last < first:
        return False
    ground = tenure.act.requisites if tenure.act else _("Heads “%(body)s”") % {"body": post.body}
    made = give_mandate(
        Person.objects.get(pk=tenure.person), role=post.role, organisation=post.body.host, starts_on=first,
        ends_on=tenure.last, ground=ground[:300], by=None,
    )  # fmt: skip
    HeadMandate.objects.create(body=post.body, mandate=made)
    return True


def _was_taken_by_hand(mandate: Mandate) -> bool:
    if not mandate.ended_because:
        return False
    return not HeadMandate.objects.filter(mandate=mandate, is_over=True).exists()


def _share(body: Body, mandate: Mandate) -> bool:
    """Let one role serve two bodies of one organisation; one given by hand belongs to none."""
    if HeadMandate.objects.filter(mandate=mandate).exists():
        HeadMandate.objects.get_or_create(body=body, mandate=mandate)
    return False


def _end_roles(post: Post, known: dict[int, Tenure]) -> int:
    changed = 0
    links = HeadMandate.objects.select_for_update(of=("self",)).filter(body=post.body, is_over=False)
    for link in links.select_related("mandate"):
        tenure = known.get(link.mandate.person_id)
        if tenure is None or tenure.last is not None:
            changed += _end_role(post, link, tenure)
    return changed


def _end_role(post: Post, link: HeadMandate, tenure: Tenure | None) -> bool:
    mandate, others = link.mandate, HeadMandate.objects.filter(mandate=link.mandate, is_over=False)
    if tenure is None:
        link.is_over = True
        link.save(update_fields=["is_over"])
    yesterday = post.today - DAY
    last = max(tenure.last, yesterday) if tenure and tenure.last else yesterday
    if others.exclude(pk=link.pk).exists() or mandate.withdrawn or (mandate.ends_on or FAR) <= last:
        return False
    end_mandate(mandate, on=last, reason=_("No longer heads “%(body)s”.") % {"body": post.body}, by=None)
    link.is_over = True
    link.save(update_fields=["is_over"])
    return True
