from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.imports.events import ImportApplied, ImportRefused
from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel


def _who_began(event: ImportApplied | ImportRefused) -> Iterable[Any]:
    return get_user_model()._default_manager.filter(pk__in=[event.by_id])


def _run_page(event: ImportApplied | ImportRefused) -> str:
    return reverse("imports:show-run", args=[event.run_id])


NOTICES = {
    kind: Told(
        to=_who_began, group="imports", group_title=_("Loading of tables"), url=_run_page, how=Channel.BELL
    )
    for kind in (ImportApplied, ImportRefused)
}
