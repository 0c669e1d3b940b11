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
