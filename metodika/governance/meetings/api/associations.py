from datetime import datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from pydantic import Field

from metodika.core.web.endpoints import Area, Day, Id
from metodika.core.web.endpoints import Body as Sent
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.models import Record
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.api.shapes import RecordRef, SessionOut
from metodika.governance.meetings.lifecycle import ItemTag
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.choices import people_to_name
from metodika.governance.meetings.services import Lines

area = Area("meetings")
PAPERS = {"passport": services.print_passport, "year-report": services.print_year_report}
Text = Annotated[str, Field(max_length=20_000)]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class LinesIn(Sent):
    """What the minutes say of one question: of an item of the agenda, or of a new one."""

    item: Id | None = None
    question: Annotated[str, Field(max_length=1000)] = ""
    tag: ItemTag = ItemTag.NONE
    heard: Text = ""
    spoke: Text = ""
    decided: Text = ""
    responsible: Id | None = None
    due_on: Day | None = None


class LightSessionIn(Sent):
    """A session that has been held; `present` are numbers of attendances, hours those of the body."""

    begun: Clock
    ended: Clock
    present: list[Id]
    recorder: Id | None = None
    lines: list[LinesIn]


@area.post(
    "/sessions/{int:pk}/light", "meetings.run_session", Session, takes=LightSessionIn, gives=SessionOut
)
def write_light(request: HttpRequest, session: Session) -> Session:
    said: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # put there by the guard
    people, items = people_to_name(request.user), queries.items_of(session)
    number = said.get("recorder")
    return services.hold_light_session(
        session, present=said["present"], lines=[_lines(one, items, people) for one in said["lines"]],
        recorder=get_object_or_404(people, pk=number) if number else None,
        begun_at=_moment(session, said["begun"]), ended_at=_moment(session, said["ended"]), by=request.user,
    )  # fmt: skip


def _moment(session: Session, clock: str) -> datetime:
    zone = ZoneInfo(zone_of(session.body.host))
    return datetime.combine(session.planned_on, time.fromisoformat(clock), zone)


def _lines(line: dict[str, Any], items: Any, people: Any) -> Lines:
    said = {name: value for name, value in line.items() if name not in {"item", "responsible"}}
    item, person = line.get("item"), line.get("responsible")
    return Lines(
        item=get_object_or_404(items, pk=item) if item else None,
        responsible=get_object_or_404(people, pk=person) if person else None,
        **said,
    )


@area.post("/bodies/{int:pk}/print/{body_paper}", "meetings.print_minutes", Body, gives=RecordRef, status=201)
def print_body_paper(request: HttpRequest, body: Body, body_paper: str) -> Record:
    if body_paper not in PAPERS:
        raise Http404
    return PAPERS[body_paper](body, on=timezone.localdate(), by=request.user)
