from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {"facts.view_catalogue": granted}

WORDS = {
    "facts.view_catalogue": _("Open the catalogue of facts and count them among the rows that one may see"),
}
