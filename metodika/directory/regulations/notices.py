from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.regulations.events import ActPublished
from metodika.directory.regulations.queries import owner_of
from metodika.directory.staff.queries import account_holders_at


def _who_lives_by_it(event: ActPublished) -> Iterable[Any]:
    owner = owner_of(event.act_id)
    return account_holders_at(owner, day=timezone.localdate()) if owner else ()


def _act(event: ActPublished) -> str:
    return reverse("regulations:show-act", args=[event.act_id])


NOTICES = {
    ActPublished: Told(
        to=_who_lives_by_it, group="acts", group_title=_("New acts"), url=_act, how=Channel.LETTER
    )
}
