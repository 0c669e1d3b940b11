from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {
    "turnover.view_rollover": granted,
    "turnover.carry_rollover": granted,
}
WORDS = {
    "turnover.view_rollover": _("See how a year is handed over to the next one"),
    "turnover.carry_rollover": _("Hand a year over to the next one: choose, carry out, take back"),
}
