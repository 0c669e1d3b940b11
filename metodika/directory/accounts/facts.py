"""Accounts are means of access: nothing of them is counted as work."""

from django.utils.translation import gettext_lazy as _

WITHOUT_FACT = {
    "user": _("A way to sign in; people count by their jobs and deeds."),
    "invitation": _("A way to sign in, no work."),
    "consenttext": _("A text; whether it was agreed to is a matter of personal data only."),
    "consent": _("Personal data are not measured."),
    "datarequest": _("Personal data are not measured."),
    "accesstoken": _("A key of a program, no work."),
}
