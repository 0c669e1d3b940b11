from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {
    "organisations.view_organisation": granted,
    "organisations.list_organisations": granted,
    "organisations.create_organisation": granted,
    "organisations.change_organisation": granted,
    "organisations.close_organisation": granted,
    "organisations.import_organisations": granted,
    "organisations.export_organisations": granted,
}

WORDS = {
    "organisations.view_organisation": _("Open the cards of organisations"),
    "organisations.list_organisations": _("Open the list of organisations"),
    "organisations.create_organisation": _("Add organisations"),
    "organisations.change_organisation": _("Change the cards of organisations, their names and guests"),
    "organisations.close_organisation": _("Close, merge and reopen organisations"),
    "organisations.import_organisations": _("Load organisations from a table"),
    "organisations.export_organisations": _("Save the list of organisations as a table"),
}
