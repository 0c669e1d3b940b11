from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import send
from metodika.core.files.packing import zipped
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.printings import PrintingForm
from metodika.governance.meetings.models import Printing
from metodika.governance.meetings.queries import printings as found
from metodika.governance.meetings.tables import PrintingTable

area = Area("meetings")
MAY = found.MAY
ZIP = "application/zip"


class RefusedOut(Schema):
    session_id: int
    refusal: str


class PrintingOut(Schema):
    """A printing; `done_count` of `all_count` sessions have been gone through."""

    id: int
    organisation: Ref
    body: Ref | None
    starts_on: date
    ends_on: date
    started_at: datetime
    finished_at: datetime | None
    all_count: int
    done_count: int
    refused_count: int


class PrintingCardOut(PrintingOut):
    refused: list[RefusedOut]

    @staticmethod
    def resolve_refused(printing: Any) -> Any:
        return found.refusals_of(printing)


@area.list("/printings", MAY, gives=PrintingOut, table=PrintingTable)
def list_printings(request: HttpRequest, table: Table) -> Any:
    return found.printings_for_list(request.user)


@area.post("/printings", MAY, form=PrintingForm, gives=PrintingOut, status=201)
def start_printing(request: HttpRequest) -> Any:
    form = checked(PrintingForm.of(request, user=request.user))
    return found.printing_counted(services.start_printing(**form.told(), by=request.user))


@area.get("/printings/{int:pk}", MAY, Printing, gives=PrintingCardOut)
def show_printing(request: HttpRequest, printing: Printing) -> Any:
    return found.printing_counted(printing)


@area.post("/printings/{int:pk}/resume", MAY, Printing, gives=PrintingOut)
def resume_printing(request: HttpRequest, printing: Printing) -> Any:
    services.resume_printing(printing, now=timezone.now(), by=request.user)
    return found.printing_counted(printing)


@area.download("/printings/{int:pk}/zip", MAY, Printing, kinds=[ZIP])
def download_printing(request: HttpRequest, printing: Printing) -> HttpResponseBase:
    return send(zipped(found.files_of(printing)), name=f"{printing}.zip", content_type=ZIP)
