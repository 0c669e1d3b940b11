from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.steering.analysis.events import NotesReady


def _asker(event: NotesReady) -> Iterable[Any]:
    return get_user_model()._default_manager.filter(pk=event.account_id or 0)


def _batch(event: NotesReady) -> str:
    return reverse("analysis:show-batch", args=[event.batch_id])


NOTICES: dict[type, Told] = {
    NotesReady: Told(
        to=_asker, group="analysis", group_title=_("Analytic notes that I have asked for"), url=_batch,
        anybody=lambda event: event.account_id is not None,
    )
}  # fmt: skip
