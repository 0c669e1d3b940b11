from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import Panel, page, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff import queries
from metodika.directory.staff.tables import StaffTable

PANELS = [
    Panel(
        "organisations.organisation", gettext_lazy("Staff"), "staff:show-staff-of-organisation",
        "staff.list_people", place=10,
    ),
]  # fmt: skip


@page("staff.list_people", Organisation)
def show_staff_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    day = timezone.localdate()
    head = queries.heads_of([organisation.pk], as_of=day).get(organisation.pk)
    table = StaffTable(request, queries.staff_of(organisation, as_of=day))
    return show_panel(
        request,
        "staff/organisation_staff.html",
        title=_("Staff"),
        table=table,
        head=head,
        organisation=organisation,
        people=queries.staff_counts([organisation.pk], as_of=day).get(organisation.pk, 0),
    )
