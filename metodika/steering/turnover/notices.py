from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.steering.turnover.events import RolloverApplied, RolloverUndone
from metodika.steering.turnover.queries import who_asked


def _who_asked(event: RolloverApplied | RolloverUndone) -> Iterable[Any]:
    return who_asked(event.rollover_id)


def _rollover(event: RolloverApplied | RolloverUndone) -> str:
    return reverse("turnover:show-rollover", args=[event.rollover_id])


TOLD = Told(
    to=_who_asked, group="turnover", group_title=_("Handing a year over"), url=_rollover, how=Channel.BELL
)
NOTICES = {RolloverApplied: TOLD, RolloverUndone: TOLD}
