from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from metodika.core.web.endpoints import Area, Body, Id, checked
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.api.shapes import (
    AttendanceOut,
    BallotOut,
    PassageOut,
    SessionOut,
    StayOut,
    VoteOut,
)
from metodika.governance.meetings.forms.desk import (
    AbsenceForm,
    ArrivalForm,
    ElectionForm,
    HandsForm,
    PassageForm,
    RecorderForm,
    StayForm,
    TimeForm,
    WhyForm,
)
from metodika.governance.meetings.lifecycle import VotePurpose
from metodika.governance.meetings.models import Attendance, Ballot, Passage, Session, Stay, Vote
from metodika.governance.meetings.queries.live import people_at
from metodika.governance.meetings.rules import VoteTotals

area = Area("meetings")
RUN = "meetings.run_session"
Way = Literal["for", "against", "abstained"]


class VoteIn(Body):
    """A question for the vote; a change of the agenda may be put without an item."""

    question: str
    item: Id | None = None
    purpose: Literal["decision", "agenda"] = "decision"
    method: Literal["named", "totals", "correspondence"] = "named"


class ChoiceIn(Body):
    choice: Way


class NotedIn(ChoiceIn):
    person: Id


def _entered(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # put there by the guard
    return found


@area.post("/attendances/{int:pk}/arrive", RUN, Attendance, form=ArrivalForm, gives=StayOut)
def note_arrival(request: HttpRequest, row: Attendance) -> Stay:
    form = checked(ArrivalForm.of(request, session=row.session, user=request.user))
    remote = form.cleaned_data["remote"]
    return services.note_arrival(row, at=form.moment(), remote=remote, by=request.user)


@area.post("/attendances/{int:pk}/leave", RUN, Attendance, form=TimeForm, gives=StayOut)
def note_leaving(request: HttpRequest, row: Attendance) -> Stay:
    form = checked(TimeForm.of(request, session=row.session, user=request.user))
    return services.note_leaving(row, at=form.moment(), by=request.user)


@area.post("/attendances/{int:pk}/absence", RUN, Attendance, form=AbsenceForm, gives=AttendanceOut)
def note_absence(request: HttpRequest, row: Attendance) -> Attendance:
    form = checked(AbsenceForm.of(request, session=row.session, user=request.user))
    return services.note_absence(row, **form.values(), by=request.user)


@area.post("/attendances/{int:pk}/stays/{int:stay_pk}", RUN, Attendance, form=StayForm, gives=StayOut)
def correct_stay(request: HttpRequest, row: Attendance, stay_pk: int) -> Stay:
    stay = get_object_or_404(row.stays, pk=stay_pk)
    form = checked(StayForm.of(request, session=row.session, user=request.user))
    arrived_at = form.moment("arrived_at") or stay.arrived_at
    return services.correct_stay(stay, arrived_at=arrived_at, left_at=form.moment("left_at"), by=request.user)


@area.remove("/attendances/{int:pk}", RUN, Attendance)
def strike_guest(request: HttpRequest, guest: Attendance) -> None:
    services.strike_guest(guest, by=request.user)


@area.post("/sessions/{int:pk}/presiding", RUN, Session, form=ElectionForm, gives=SessionOut)
def elect_presiding(request: HttpRequest, session: Session) -> Session:
    form = checked(ElectionForm.of(request, session=session, user=request.user))
    person = form.cleaned_data["person"]
    return services.elect_presiding(session, person=person, totals=form.totals(), by=request.user)


@area.post("/sessions/{int:pk}/recorder", RUN, Session, form=RecorderForm, gives=SessionOut)
def appoint_recorder(request: HttpRequest, session: Session) -> Session:
    form = checked(RecorderForm.of(request, session=session, user=request.user))
    return services.appoint_recorder(session, person=form.cleaned_data["person"], by=request.user)


@area.post("/sessions/{int:pk}/texts", RUN, Session, form=PassageForm, gives=PassageOut)
def write_passage(request: HttpRequest, session: Session) -> Passage:
    form = checked(PassageForm.of(request, session=session, user=request.user))
    entered = form.values("field", "item", "text")
    return services.write_passage(session, **entered, seen=form.seen or 0, by=request.user)


@area.post("/sessions/{int:pk}/votes", RUN, Session, takes=VoteIn, gives=VoteOut, status=201)
def open_vote(request: HttpRequest, session: Session) -> Vote:
    said = {"purpose": VotePurpose.DECISION, "method": "named", "item": None, **_entered(request)}
    item = get_object_or_404(queries.items_of(session), pk=said.pop("item")) if said["item"] else None
    said.pop("item", None)
    return services.open_vote(session, **said, item=item, by=request.user)


@area.post("/votes/{int:pk}/cast", "meetings.vote", Vote, takes=ChoiceIn, gives=BallotOut, status=201)
def cast_ballot(request: HttpRequest, vote: Vote) -> Ballot:
    if not queries.rules_for(vote.session).members_vote:
        raise PermissionDenied(_("By the rules of this body votes are noted by the secretary."))
    person = get_object_or_404(people_at(vote.session), user=request.user.pk)
    return services.cast_ballot(vote, person=person, choice=_entered(request)["choice"], by=request.user)


@area.post("/votes/{int:pk}/ballots", RUN, Vote, takes=NotedIn, gives=BallotOut, status=201)
def note_ballot(request: HttpRequest, vote: Vote) -> Ballot:
    said = _entered(request)
    person = get_object_or_404(people_at(vote.session), pk=said["person"])
    # What a member has sent from his own device is his; the secretary sets only own slips right.
    if vote.ballots.filter(person=person, cast_by__person=person).exists():
        return services.cast_ballot(vote, person=person, choice=said["choice"], by=request.user)
    return services.correct_ballot(vote, person=person, choice=said["choice"], by=request.user)


@area.post("/votes/{int:pk}/totals", RUN, Vote, form=HandsForm, gives=VoteOut)
def enter_totals(request: HttpRequest, vote: Vote) -> Vote:
    form = checked(HandsForm.of(request, session=vote.session, user=request.user))
    totals: VoteTotals = form.totals()
    return services.enter_totals(
        vote, totals=totals, chair_choice=form.cleaned_data["chair_choice"], by=request.user
    )


@area.post("/votes/{int:pk}/close", RUN, Vote, gives=VoteOut)
def close_vote(request: HttpRequest, vote: Vote) -> Vote:
    return services.close_vote(vote, by=request.user)


@area.post("/votes/{int:pk}/call-off", RUN, Vote, form=WhyForm, gives=VoteOut)
def void_vote(request: HttpRequest, vote: Vote) -> Vote:
    form = checked(WhyForm.of(request, session=vote.session, user=request.user))
    return services.void_vote(vote, **form.values(), by=request.user)
