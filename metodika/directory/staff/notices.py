from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.directory.staff.events import PeopleMerged, PersonTransferred, QualificationAssigned
from metodika.directory.staff.queries import account_holders

About = PeopleMerged | PersonTransferred | QualificationAssigned


def _person(event: About) -> int:
    return event.kept_id if isinstance(event, PeopleMerged) else event.person_id


def _holder(event: About) -> Iterable[Any]:
    return account_holders(_person(event))


def _has_account(event: About) -> bool:
    return account_holders(_person(event)).exists()


def _card(event: About) -> str:
    return reverse("staff:show-person", args=[_person(event)])


NOTICES = {
    kind: Told(to=_holder, group="own_card", group_title=_("My card"), url=_card, anybody=_has_account)
    for kind in (PeopleMerged, PersonTransferred, QualificationAssigned)
}
