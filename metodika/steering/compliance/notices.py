from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.staff.queries import account_holders
from metodika.steering.compliance.events import ClauseWorsened, OwnerNamed


def _owners(event: ClauseWorsened) -> Iterable[Any]:
    return account_holders(*event.people)


def _any_owners(event: ClauseWorsened) -> bool:
    return account_holders(*event.people).exists()


def _named(event: OwnerNamed) -> Iterable[Any]:
    return account_holders(event.person_id)


def _is_named(event: OwnerNamed) -> bool:
    return account_holders(event.person_id).exists()


def _clause(event: ClauseWorsened | OwnerNamed) -> str:
    return reverse("compliance:show-clause", args=[event.standing_id])


OWN = _("Clauses of the regulation for which I answer")
NOTICES: dict[type, Told] = {
    ClauseWorsened: Told(
        to=_owners, group="compliance", group_title=OWN, url=_clause, how=Channel.LETTER, anybody=_any_owners
    ),
    OwnerNamed: Told(
        to=_named, group="compliance", group_title=OWN, url=_clause, how=Channel.LETTER, anybody=_is_named
    ),
}
