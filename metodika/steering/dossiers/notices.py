from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.steering.dossiers.events import DossierFailed, DossierPacked
from metodika.steering.dossiers.queries import who_began


def _who_began(event: DossierPacked | DossierFailed) -> Iterable[Any]:
    return who_began(event.dossier_id)


def _dossier(event: DossierPacked | DossierFailed) -> str:
    return reverse("dossiers:show-dossier", args=[event.dossier_id])


TOLD = Told(
    to=_who_began, group="dossiers", group_title=_("Dossiers for assessors"), url=_dossier, how=Channel.BELL
)
NOTICES = {DossierPacked: TOLD, DossierFailed: TOLD}
