from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {"jobs.view_failed": granted, "jobs.retry_failed": granted}

WORDS = {
    "jobs.view_failed": _("See the background work that has failed"),
    "jobs.retry_failed": _("Start failed background work again"),
}
