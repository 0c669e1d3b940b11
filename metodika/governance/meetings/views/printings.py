from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.events import story_of
from metodika.core.files.downloads import send
from metodika.core.files.packing import zipped
from metodika.core.web import Link, done, page, show_form, show_list
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.printings import PrintingForm
from metodika.governance.meetings.models import Printing
from metodika.governance.meetings.queries import printings as found
from metodika.governance.meetings.tables import PrintingTable
from metodika.governance.meetings.views.shared import card_of

CARD = "meetings:show-printing"
ZIP = "application/zip"


@page("meetings.print_all_minutes")
def list_printings(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = [
        {"title": _("Print all minutes"), "url": reverse("meetings:start-printing"), "icon": "printer"}
    ]
    return show_list(
        request, PrintingTable, found.printings_for_list(request.user), title=_("Printed by the year"),
        actions=actions,
    )  # fmt: skip


@page("meetings.print_all_minutes")
def start_printing(request: HttpRequest) -> HttpResponseBase:
    form = PrintingForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            return redirect(CARD, services.start_printing(**form.told(), by=request.user).pk)
    back, title = reverse("meetings:list-printings"), _("Print all minutes")
    return show_form(
        request, form, title=title, submit=_("Print"), back=back,
        intro=_(
            "Minutes are printed of all sessions held in the year that have none yet: each gets its number, "
            "and those who sign are asked to."
        ),
        breadcrumbs=[
            (_("Sessions"), reverse("meetings:list-sessions")), (_("Printed by the year"), back), (title, "")
        ],
    )  # fmt: skip


@page("meetings.print_all_minutes", Printing)
def show_printing(request: HttpRequest, printing: Printing) -> HttpResponseBase:
    printing = found.printing_counted(printing)
    context = {
        "title": str(printing),
        "printing": printing,
        "is_stuck": found.is_stuck(printing, timezone.now()),
        "refused": [
            (Link(str(one.session), card_of(one.session)), one.refusal) for one in found.refusals_of(printing)
        ],
        "heads": [_("Session"), _("Why it could not be printed")],
        "history": story_of(printing),
        "breadcrumbs": [
            (_("Sessions"), reverse("meetings:list-sessions")),
            (_("Printed by the year"), reverse("meetings:list-printings")),
            (str(printing), ""),
        ],
    }
    return render(request, "meetings/printing_card.html", context)


@page("meetings.print_all_minutes", Printing)
def download_printing(request: HttpRequest, printing: Printing) -> HttpResponseBase:
    return send(zipped(found.files_of(printing)), name=f"{printing}.zip", content_type=ZIP)


@page("meetings.print_all_minutes", Printing, method="POST")
def resume_printing(request: HttpRequest, printing: Printing) -> HttpResponseBase:
    services.resume_printing(printing, now=timezone.now(), by=request.user)
    return done(request, _("The printing goes on from where it stopped."), CARD, printing.pk)
