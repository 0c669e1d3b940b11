from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.web import page
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import (
    AbsenceForm,
    ArrivalForm,
    ElectionForm,
    GuestForm,
    PressForm,
    RecorderForm,
    StayForm,
    TimeForm,
)
from metodika.governance.meetings.models import Attendance, Session
from metodika.governance.meetings.views.desk.ground import desk_act

RUN = "meetings.run_session"


@page(RUN, Attendance)
@desk_act(ArrivalForm, title=gettext_lazy("Note the arrival"))
def note_arrival(request: HttpRequest, row: Attendance, form: ArrivalForm) -> str:
    services.note_arrival(row, at=form.moment(), remote=form.cleaned_data["remote"], by=request.user)
    return _("Is here: %(person)s") % {"person": row}


@page(RUN, Attendance)
@desk_act(TimeForm, title=gettext_lazy("Note the leaving"))
def note_leaving(request: HttpRequest, row: Attendance, form: TimeForm) -> str:
    services.note_leaving(row, at=form.moment(), by=request.user)
    return _("Has left: %(person)s") % {"person": row}


@page(RUN, Attendance)
@desk_act(AbsenceForm, title=gettext_lazy("Write the reason of absence"))
def note_absence(request: HttpRequest, row: Attendance, form: AbsenceForm) -> str:
    services.note_absence(row, reason=form.cleaned_data["reason"], by=request.user)
    return _("Written down: %(person)s") % {"person": row}


@page(RUN, Attendance)
@desk_act(StayForm, title=gettext_lazy("Correct the times"))
def correct_stay(request: HttpRequest, row: Attendance, form: StayForm, stay_pk: int) -> str:
    stay = row.stays.filter(pk=stay_pk).first()
    if stay is None:
        raise Http404
    arrived_at = form.moment("arrived_at")
    services.correct_stay(
        stay, arrived_at=_exact(arrived_at, stay.arrived_at),
        left_at=_exact(form.moment("left_at"), stay.left_at), by=request.user,
    )  # fmt: skip
    return _("The times are corrected: %(person)s") % {"person": row}


def _exact(entered: Any, stored: datetime | None) -> Any:
    """Return the stored moment when the entered minute is the same: seconds are not on the form."""
    if entered and stored and entered == stored.replace(second=0, microsecond=0):
        return stored
    return entered


@page(RUN, Session)
@desk_act(GuestForm, title=gettext_lazy("Add a guest"))
def invite_guest(request: HttpRequest, session: Session, form: GuestForm) -> str:
    guest = services.invite(session, **form.values(), by=request.user)
    return _("On the list: %(person)s") % {"person": guest}


@page(RUN, Attendance)
@desk_act(PressForm, title=gettext_lazy("Strike the guest off the list"))
def strike_off(request: HttpRequest, row: Attendance, form: PressForm) -> str:
    services.strike_guest(row, by=request.user)
    return _("Struck off the list: %(person)s") % {"person": row}


@page(RUN, Session)
@desk_act(ElectionForm, title=gettext_lazy("Write down who was elected to preside"))
def elect_presiding(request: HttpRequest, session: Session, form: ElectionForm) -> str:
    person = form.cleaned_data["person"]
    services.elect_presiding(session, person=person, totals=form.totals(), by=request.user)
    return _("Elected to preside: %(person)s") % {"person": person}


@page(RUN, Session)
@desk_act(RecorderForm, title=gettext_lazy("Name who keeps the minutes"))
def name_recorder(request: HttpRequest, session: Session, form: RecorderForm) -> str:
    person = form.cleaned_data["person"]
    services.appoint_recorder(session, person=person, by=request.user)
    return _("Keeps the minutes: %(person)s") % {"person": person}
