from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.mandates.events import (
    MandateEndAnnounced,
    MandateEnded,
    MandateGiven,
    MandateWithdrawn,
    SubstituteAppointed,
)
from metodika.directory.staff.queries import account_holders

About = MandateGiven | MandateEnded | MandateWithdrawn | MandateEndAnnounced | SubstituteAppointed


def _people(event: About) -> list[int]:
    """Whom it concerns: who holds the role, and whose place he takes."""
    absent = [event.substituted_id] if isinstance(event, SubstituteAppointed) else []
    return [event.person_id, *absent]


def _holders(event: About) -> Iterable[Any]:
    return account_holders(*_people(event))


def _has_account(event: About) -> bool:
    return account_holders(*_people(event)).exists()


def _mandate(event: About) -> str:
    return reverse("mandates:show-mandate", args=[event.mandate_id])


NOTICES = {
    kind: Told(
        to=_holders, group="roles", group_title=_("My roles and substitutions"), url=_mandate,
        how=Channel.LETTER, anybody=_has_account,
    )
    for kind in (MandateGiven, MandateEnded, MandateWithdrawn, MandateEndAnnounced, SubstituteAppointed)
}  # fmt: skip
