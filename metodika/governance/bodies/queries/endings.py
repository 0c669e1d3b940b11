"""How a body stands before it is dissolved, so that the dissolution can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.governance.bodies.models import Body, Composition


@dataclass(frozen=True)
class Standing:
    """The state and the last day of a body, and the last days of its compositions by number."""

    status: str
    ends_on: date | None
    compositions: Mapping[int, date | None]


def standing_of(body: Body, *, on: date) -> Standing:
    """Return how a body stands that is to be dissolved on the day; `restore_body` takes it.

    Raises RuleBroken for compositions that a dissolved body does not keep: drafts and coming ones.
    """
    rows = list(Composition.objects.filter(body=body).order_by("pk"))
    if any(one.is_draft or (one.starts_on is not None and one.starts_on > on) for one in rows):
        raise RuleBroken(
            _("“%(body)s” has a composition that is drafted or is still to come. Throw it away first.")
            % {"body": body}
        )
    return Standing(body.status, body.ends_on, {one.pk: one.ends_on for one in rows})
