"""The evidence of last year for an assessor: scored by the service itself and frozen."""

from datetime import date

from django.utils import timezone

from metodika.core.calendar import school_year
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.steering.dossiers.services import begin_dossier, freeze_dossier, score_positions
from metodika.web.demo.clock import clock_of
from metodika.web.demo.tree import Municipality

DIRECTION = "methodical_work"
SCORES = {
    "goals": (2, "Цель пересмотрена по эффекту прошлого года."),
    "indicators": (2, "Набор показателей утверждён приказом."),
    "recommendations": (1, "Ответили не все объединения."),
}


def freeze_evidence(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Score the positions of last year's dossier and freeze it; its files are made by a job."""
    head = accounts["demo-head"]
    with clock_of(zone_of(home.node)) as clock:
        clock.set(today, 8)
        dossier = begin_dossier(
            home.node, direction=DIRECTION, period=school_year(today).previous(), is_public=False, by=head
        )
        scores = {code: {"score": score, "note": note} for code, (score, note) in SCORES.items()}
        score_positions(dossier, scores=scores, seen=None, by=head)
        freeze_dossier(dossier, now=timezone.now(), by=head)
