from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {
    "dossiers.view_cycle": granted,
    "dossiers.view_dossier": granted,
    "dossiers.make_dossier": granted,
}
WORDS = {
    "dossiers.view_cycle": _("See the nine steps of the management cycle with what they lack"),
    "dossiers.view_dossier": _("See and download dossiers for assessors"),
    "dossiers.make_dossier": _("Prepare dossiers, score their positions and have them packed"),
}
