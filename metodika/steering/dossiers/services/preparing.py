"""A dossier from its beginning to the moment when what it says is fixed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import Period
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers import queries
from metodika.steering.dossiers.events import DossierBegun, DossierFrozen, PositionsScored
from metodika.steering.dossiers.lifecycle import MOVES, DossierStatus
from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.rules.contents import BEST, digest_of, wrong_scores


@atomic
def begin_dossier(
    municipality: Organisation, *, direction: str, period: Period, is_public: bool, by: Any
) -> Dossier:
    """Begin a dossier of a direction for some days; its scores are those of the last one of the direction.

    Raises RuleBroken for a direction of which the profile does not speak, and for days that have not begun.
    """
    said = queries.directions_of(municipality).get(direction)
    if said is None:
        raise RuleBroken(
            _("The profile of the municipality does not speak of this direction. Add it to dossiers.yaml.")
        )
    if period.starts_on > today_at(municipality):
        raise RuleBroken(_("These days have not begun yet. Choose another year."))
    dossier = Dossier.objects.create(
        municipality=municipality, direction=direction, title=said.title, period_kind=period.kind,
        starts_on=period.starts_on, ends_on=period.ends_on, is_public=is_public, made_by=account_or_none(by),
    )  # fmt: skip
    announce(DossierBegun(dossier.pk), by=by, about=dossier)
    return dossier


@atomic
def score_positions(
    dossier: Dossier, *, scores: Mapping[str, Mapping[str, Any]], seen: int | None, by: Any
) -> Dossier:
    """Keep how the municipality scores itself: {position: {"score": 0, 1, 2 or None, "note": words}}.

    Raises RuleBroken past the draft and for a score or a position that is not known, EditedMeanwhile when
    somebody saved in between.
    """
    locked = _locked(dossier)
    if locked.status != DossierStatus.DRAFT:
        raise RuleBroken(_("The dossier is frozen and says what it says. Begin another one."))
    said = queries.directions_of(locked.municipality).get(locked.direction)
    known = list(said.positions) if said else []
    if wrong := wrong_scores(scores, known):
        raise RuleBroken(
            _("Positions are scored 0, 1 or 2. Correct: %(positions)s.") % {"positions": ", ".join(wrong)}
        )
    claim_version(locked, seen=seen, changes={"scores": dict(scores)})
    locked.scores = dict(scores)
    locked.save(update_fields=["scores", "version"])
    total = sum(told.get("score") or 0 for told in scores.values())
    announce(PositionsScored(locked.pk, total=total, most=BEST * len(known)), by=by, about=locked)
    return locked


@atomic
def freeze_dossier(dossier: Dossier, *, now: datetime, by: Any) -> Dossier:
    """Fix what the dossier says, under the rights of whoever does it, and have its files made by a job.

    A campaign that still goes on is named in the dossier and does not stop it. One that could not be packed
    is packed again from the same content. Raises RuleBroken for one that is being packed or is ready.
    """
    locked = _locked(dossier)
    if DossierStatus.FROZEN not in MOVES[locked.status]:
        raise RuleBroken(_("The dossier is frozen already. Begin another one."))
    if locked.status == DossierStatus.DRAFT:
        day = today_at(locked.municipality, now=now)
        locked.content = queries.content_of(locked, viewer=by, day=day).as_data()
        locked.digest = digest_of(locked.content)
    locked.status, locked.frozen_at, locked.trouble = DossierStatus.FROZEN, now, ""
    locked.attempt += 1
    locked.save(update_fields=["content", "digest", "status", "frozen_at", "trouble", "attempt"])
    announce(DossierFrozen(locked.pk, attempt=locked.attempt), by=by, about=locked)
    return locked


def _locked(dossier: Dossier) -> Dossier:
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    return Dossier.objects.select_related("municipality__profile").get(pk=dossier.pk)
