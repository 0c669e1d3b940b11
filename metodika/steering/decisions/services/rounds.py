"""All effects of a place and a school year at one press, computed by a job that tells how far it is."""

from datetime import date, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import school_year
from metodika.core.database.progress import Progress
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.events import EffectsAsked, EffectsReady
from metodika.steering.decisions.lifecycle import RoundStatus
from metodika.steering.decisions.models import Round
from metodika.steering.decisions.queries import WORK
from metodika.steering.decisions.services.effects import compute, family

# So long after it was asked for, a round that is not ready has lost its worker.
FORGOTTEN = timedelta(minutes=30)


@atomic
def ask_effects(organisation: Organisation, *, year: date, by: Any) -> Round:
    """Ask for all effects of a place whose day of looking is past and in the school year of the day.

    One that was forgotten half way is given up. Raises RuleBroken while another one goes on, and when there
    is nothing to look at yet.
    """
    first = school_year(year).starts_on
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    alive = Round.objects.alive().filter(organisation=organisation, year=first)
    alive.filter(asked_at__lt=timezone.now() - FORGOTTEN).update(status=RoundStatus.FAILED)
    if alive.exists():
        raise RuleBroken(
            _("These effects are being computed already. Wait for the notice, or look in again.")
        )
    wanted = family(organisation, year=year).count()
    if not wanted:
        raise RuleBroken(
            _("Nothing can be looked at yet: no measure and no decision of this year has reached its day.")
        )
    made = Round.objects.create(
        organisation=organisation, year=first, wanted=wanted, asked_by=account_or_none(by)
    )
    announce(EffectsAsked(made.pk), by=by, about=made)
    return made


@atomic
def compute_round(round_id: int) -> int:
    """Compute the effects of a round, all or none, and return how many are new or have another verdict.

    Harmless when called twice: a round that is ready or was given up is left alone.
    """
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("organisation__municipality", "asked_by")
        .get(pk=round_id)
    )
    if row.status != RoundStatus.WAITING:
        return 0
    asked = family(row.organisation, year=row.year)
    progress = Progress(WORK, row.pk, steps=asked.count())
    row.written = compute(asked, by=row.asked_by, heard=progress.advance)
    row.wanted, row.status, row.finished_at = progress.done, RoundStatus.READY, timezone.now()
    row.save(update_fields=["wanted", "written", "status", "finished_at"])
    ready = EffectsReady(row.pk, written=row.written, account_id=row.asked_by_id)
    announce(ready, about=row)
    return row.written
