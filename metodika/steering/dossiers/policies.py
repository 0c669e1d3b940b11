from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, granted, predicate
from metodika.steering.dossiers.lifecycle import ReportStatus
from metodika.steering.dossiers.models import PublicReport


@predicate
def is_published(user: Any, target: Any = None) -> bool:
    """Hold for a public report that everybody may read."""
    return isinstance(target, PublicReport) and target.status == ReportStatus.PUBLISHED


@predicate
def sees_dossiers(user: Any, target: Any = None) -> bool:
    """Hold for those who may see the dossiers of the place."""
    return can(user, "dossiers.view_dossier", target)


PERMISSIONS = {
    "dossiers.view_cycle": granted,
    "dossiers.view_dossier": granted,
    "dossiers.make_dossier": granted,
    "dossiers.read_report": is_published | sees_dossiers,
    "dossiers.publish_report": granted,
    "dossiers.view_region_form": granted,
    "dossiers.change_region_form": granted,
}
WORDS = {
    "dossiers.view_cycle": _("See the nine steps of the management cycle with what they lack"),
    "dossiers.view_dossier": _("See and download dossiers for assessors"),
    "dossiers.make_dossier": _("Prepare dossiers, score their positions and have them packed"),
    "dossiers.read_report": _("Read the yearly report to the public"),
    "dossiers.publish_report": _("Publish the yearly report to the public and withdraw it"),
    "dossiers.view_region_form": _("See the forms of the region and download them filled in"),
    "dossiers.change_region_form": _("Load forms of the region and say which cell takes which number"),
}
