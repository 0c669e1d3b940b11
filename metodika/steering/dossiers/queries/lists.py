from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from metodika.core.database.progress import progress_of
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.steering.dossiers.lifecycle import WORK, DossierStatus
from metodika.steering.dossiers.models import Dossier, DossierQuerySet
from metodika.steering.dossiers.queries.content import directions_of

WHOLE = 100

MAKE, CYCLE = "dossiers.make_dossier", "dossiers.view_cycle"


def dossiers_for_list(user: Any) -> DossierQuerySet:
    """Return the dossiers that the user may see, the latest first, without their contents."""
    rows = Dossier.objects.visible_to(user).defer("content")
    return rows.select_related("municipality", "made_by__person").order_by("-ends_on", "-pk")


def dossier_card(dossier: Dossier) -> Dossier:
    """Return a dossier with what its page names. One query."""
    related = ("municipality__profile", "archive", "paper", "made_by__person")
    return Dossier.objects.select_related(*related).get(pk=dossier.pk)


def part_packed(dossier: Dossier) -> int:
    """Return how many per cent of the files of a dossier are in its archive; one query while it is packed."""
    if dossier.status == DossierStatus.READY:
        return WHOLE
    return progress_of(WORK, dossier.pk) or 0 if dossier.status == DossierStatus.FROZEN else 0


def places_to_choose(user: Any) -> OrganisationQuerySet:
    """Return the municipalities for which the user may prepare dossiers, by name."""
    rows = Organisation.objects.visible_to(user, MAKE).filter(level=Level.MUNICIPALITY)
    return rows.select_related("profile").order_by("sort_key", "pk")


def cycle_places(user: Any) -> OrganisationQuerySet:
    """Return the municipalities whose cycle the user may see, by name."""
    rows = Organisation.objects.visible_to(user, CYCLE).filter(level=Level.MUNICIPALITY)
    return rows.order_by("sort_key", "pk")


def who_began(dossier_id: int) -> QuerySet[Any]:
    """Return the account of the person who has begun a dossier."""
    begun = Dossier.objects.filter(pk=dossier_id).values("made_by")
    return get_user_model()._default_manager.filter(pk__in=begun)


def directions_to_choose(user: Any) -> list[tuple[str, str]]:
    """Return code and title of the directions of which the profiles of the user's municipalities speak."""
    found: dict[str, str] = {}
    for place in places_to_choose(user):
        for code, said in directions_of(place).items():
            found.setdefault(code, said.title)
    return list(found.items())
