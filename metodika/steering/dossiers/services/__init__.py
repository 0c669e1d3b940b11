"""Every write of dossiers."""

from metodika.steering.dossiers.services.forms import load_region_form, match_cell, renew_region_form
from metodika.steering.dossiers.services.packing import fail_dossier, pack_dossier
from metodika.steering.dossiers.services.preparing import begin_dossier, freeze_dossier, score_positions
from metodika.steering.dossiers.services.reports import make_report, publish_report, withdraw_report

__all__ = [
    "begin_dossier",
    "fail_dossier",
    "freeze_dossier",
    "load_region_form",
    "make_report",
    "match_cell",
    "pack_dossier",
    "publish_report",
    "renew_region_form",
    "score_positions",
    "withdraw_report",
]
