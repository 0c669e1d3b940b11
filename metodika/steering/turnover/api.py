from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.steering.turnover import queries, services
from metodika.steering.turnover.forms import ChoiceForm, RolloverForm
from metodika.steering.turnover.models import Line, Rollover
from metodika.steering.turnover.tables import LinesTable, RolloversTable, note_in_words

area = Area("turnover")
VIEW, CARRY = "turnover.view_rollover", "turnover.carry_rollover"


class RolloverOut(Schema):
    id: int
    municipality: Ref
    ends_on: date
    status: str
    begun_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


class RolloverRowOut(Schema):
    id: int
    kind: str
    title: str
    address: str
    proposed: str
    reason: str
    why: str
    offered: list[str]
    note: str
    choice: str
    outcome: str
    told: str
    made_address: str

    @staticmethod
    def resolve_kind(line: Line) -> str:
        return line.register

    @staticmethod
    def resolve_why(line: Line) -> str:
        return str(line.get_reason_display())

    @staticmethod
    def resolve_note(line: Line) -> str:
        return note_in_words(line)


class RolloverGroupOut(Schema):
    kind: str
    rows: int
    warned: int
    choices: dict[str, int]
    outcomes: dict[str, int]

    @staticmethod
    def resolve_kind(group: queries.Group) -> str:
        return group.register.value


class RolloverCardOut(Schema):
    rollover: RolloverOut
    groups: list[RolloverGroupOut]


class ChosenOut(Schema):
    count: int


@area.list("/turnover", VIEW, gives=RolloverOut, table=RolloversTable)
def list_rollovers(request: HttpRequest, table: Table) -> Any:
    return queries.rollovers_for_list(request.user)


@area.post("/turnover", CARRY, form=RolloverForm, gives=RolloverOut, status=201)
def begin_rollover(request: HttpRequest) -> Rollover:
    place, years = checked(RolloverForm.of(request, user=request.user)).told()
    return services.begin_rollover(place, **years, by=request.user)


@area.get("/turnover/{int:pk}", VIEW, Rollover, gives=RolloverCardOut)
def show_rollover(request: HttpRequest, rollover: Rollover) -> dict[str, Any]:
    return {"rollover": queries.rollover_card(rollover), "groups": queries.groups_of(rollover)}


@area.list("/turnover/{int:pk}/rows", VIEW, Rollover, gives=RolloverRowOut, table=LinesTable)
def list_rows(request: HttpRequest, rollover: Rollover, table: Table) -> Any:
    return queries.lines_of(rollover)


@area.post("/turnover/{int:pk}/choose", CARRY, Rollover, form=ChoiceForm, gives=ChosenOut)
def choose(request: HttpRequest, rollover: Rollover) -> dict[str, int]:
    told = checked(ChoiceForm.of(request, rollover=rollover)).values()
    choice, register = told["choice"], told["kind"]
    if register:
        count = services.choose_for_register(rollover, choice=choice, register=register, by=request.user)
        return {"count": count}
    rows = [one.pk for one in told["rows"]]
    count = services.choose_for_rows(rollover, choice=choice, rows=rows, by=request.user)
    return {"count": count}


@area.post("/turnover/{int:pk}/refresh", CARRY, Rollover, gives=RolloverOut)
def refresh_rollover(request: HttpRequest, rollover: Rollover) -> Rollover:
    return services.refresh_rollover(rollover, by=request.user)


@area.post("/turnover/{int:pk}/drop", CARRY, Rollover, gives=None, status=204)
def drop_rollover(request: HttpRequest, rollover: Rollover) -> None:
    services.drop_rollover(rollover, by=request.user)


@area.post("/turnover/{int:pk}/apply", CARRY, Rollover, gives=RolloverOut)
def apply_rollover(request: HttpRequest, rollover: Rollover) -> Rollover:
    return services.ask_rollover(rollover, by=request.user)


@area.post("/turnover/{int:pk}/undo", CARRY, Rollover, gives=RolloverOut)
def undo_rollover(request: HttpRequest, rollover: Rollover) -> Rollover:
    return services.ask_undo(rollover, by=request.user)
