from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {
    "dossiers.view_cycle": granted,
    "dossiers.view_dossier": granted,
    "dossiers.make_dossier": granted,
    "dossiers.view_region_form": granted,
    "dossiers.change_region_form": granted,
}
WORDS = {
    "dossiers.view_cycle": _("See the nine steps of the management cycle with what they lack"),
    "dossiers.view_dossier": _("See and download dossiers for assessors"),
    "dossiers.make_dossier": _("Prepare dossiers, score their positions and have them packed"),
    "dossiers.view_region_form": _("See the forms of the region and download them filled in"),
    "dossiers.change_region_form": _("Load forms of the region and say which cell takes which number"),
}
