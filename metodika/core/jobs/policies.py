from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted_at_top

PERMISSIONS = {"jobs.view_failed": granted_at_top, "jobs.retry_failed": granted_at_top}

WORDS = {
    "jobs.view_failed": _("See the background work that has failed"),
    "jobs.retry_failed": _("Start failed background work again"),
}
