"""What every screen at a session asks each second or two: has anything changed?

A page that was opened by somebody who may see it carries a ticket: for some minutes it stands for that check,
only together with the cookie of the same sign-in. So the question costs one statement and no more. Without a
fitting ticket the whole check is made, and a new ticket goes out with the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import page
from metodika.governance.meetings.forms.desk import DecisionForm
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.queries.live import desk_beat, live_desk, live_vote, session_by_ticket
from metodika.governance.meetings.queries.phones import PhoneBeat, followed, phone_beat
from metodika.governance.meetings.queries.sittings import rules_for

SALT = "meetings.live"
TICKET_LASTS = 300
View = Callable[..., HttpResponseBase]
RUN, VIEW = "meetings.run_session", "meetings.view_course"
NOTHING_NEW = 204


@dataclass(frozen=True)
class Ticket:
    """Whose screen asks about which session: that of the desk, or that of somebody who follows."""

    session: int
    person: int
    at_desk: bool
    votes: bool = False


def write_ticket(asking: HttpRequest, ticket: Ticket) -> str:
    value = {
        "s": ticket.session,
        "p": ticket.person,
        "d": ticket.at_desk,
        "v": ticket.votes,
        "c": _sign_in_of(asking),
    }
    return signing.dumps(value, salt=SALT)


def read_ticket(asking: HttpRequest, session: int | None) -> Ticket | None:
    """Return the ticket of a request where it fits the sign-in, and the session where one is named."""
    try:
        value = signing.loads(asking.headers.get("X-Ticket", ""), salt=SALT, max_age=TICKET_LASTS)
    except signing.BadSignature:
        return None
    fits = session in {None, value["s"]} and value["c"] == _sign_in_of(asking)
    return Ticket(value["s"], value["p"], value["d"], value["v"]) if fits else None


def ticket_for(asking: HttpRequest, session: Session, *, at_desk: bool = False) -> Ticket:
    """Return the ticket of somebody whose rights have just been checked."""
    user = asking.user
    votes = rules_for(session).members_vote and can(user, "meetings.vote", session)
    return Ticket(session.pk, getattr(user, "person_id", None) or 0, at_desk, votes)


def _sign_in_of(request: HttpRequest) -> str:
    return salted_hmac(SALT, request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).hexdigest()[:20]


def ticket_page(permission: str) -> Callable[[View], View]:
    """Declare a page that a ticket opens; without one it passes on to the page that makes the whole check."""

    def declare(view: View) -> View:
        # The startup check and the middleware of sign-in read these, as @page writes them.
        view.page_permission = permission  # type: ignore[attr-defined]  # read by the startup check
        view.login_required = False  # type: ignore[attr-defined]  # read by the middleware of sign-in
        return view

    return declare


@ticket_page(VIEW)
def follow_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    ticket = read_ticket(request, pk)
    return tell_state(request, ticket) if ticket else _checked(request, pk=pk)  # type: ignore[call-arg]  # @page loads the row by pk


@page(VIEW, Session)
def _checked(request: HttpRequest, session: Session) -> HttpResponseBase:
    at_desk = "desk" in request.GET
    if at_desk and not can(request.user, RUN, session):
        raise PermissionDenied
    refuse_to_follow(request, session)
    ticket = ticket_for(request, session, at_desk=at_desk)
    answer = tell_state(request, ticket)
    answer["X-Ticket"] = write_ticket(request, ticket)
    return answer


def refuse_to_follow(asking: HttpRequest, session: Session) -> None:
    """Keep away who only follows where the rules of the body know no following."""
    if not rules_for(session).members_follow and not can(asking.user, RUN, session):
        raise PermissionDenied(
            _("By the rules of this body its sessions are not followed on phones and computers.")
        )


def tell_state(asking: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Answer 204 when nothing has changed since `seen`, else with the parts of the screen that have."""
    # The mark is taken before the parts are read: what changes in between is told the next time.
    seen = asking.GET.get("seen", "")
    if not ticket.at_desk:
        beat = phone_beat(ticket.session, person=ticket.person)
        return _nothing_new() if seen == beat.mark else marked(phone_parts(ticket.session, beat), beat.mark)
    desk = desk_beat(ticket.session)
    if seen == desk.mark:
        return _nothing_new()
    if desk.is_only_ballots_since(seen):
        return marked(_vote_part(asking, ticket.session), desk.mark)
    context = desk_context(asking, session_by_ticket(ticket.session))
    return marked(render_to_string("meetings/desk_parts.html", context, asking), desk.mark)


def _nothing_new() -> HttpResponse:
    return HttpResponse(status=NOTHING_NEW)


def marked(parts: str, mark: str) -> HttpResponse:
    """Answer with parts of a screen and the mark that it then stands at."""
    answer = HttpResponse(parts)
    answer["X-Mark"] = mark
    return answer


def _vote_part(asking: HttpRequest, session: int) -> str:
    """Return the slips alone: while a hall votes, ballots are all that changes, and each one changes it."""
    front = asking.GET.get("item", "")
    vote = live_vote(session, item=int(front) if front.isdecimal() else None)
    context = {"desk": vote, "front": front}
    return render_to_string("meetings/desk_parts.html#vote", context, asking)


def phone_parts(session: int, beat: PhoneBeat) -> str:
    """Return the parts of a phone: rendered once for all who stand at the same beat, as a whole hall does.

    They name nobody and carry no token of a form: the script sends that of its page.
    """

    def rendered() -> str:
        context = member_context(session_by_ticket(session), beat)
        return render_to_string("meetings/member_parts.html", context)

    state = f"{session}.{beat.revision}.{beat.is_asked}.{beat.mine}.{get_language()}"
    return str(caches["near"].get_or_set(f"meetings.phone.{state}", rendered))


def desk_context(asking: HttpRequest, session: Session) -> dict[str, Any]:
    front = asking.GET.get("item", "")
    desk = live_desk(session, item=int(front) if front.isdecimal() else None)
    form = DecisionForm(
        session=session, user=asking.user, auto_id="decision_%s",
        initial={"text": desk.item.draft_decision if desk.item and not desk.decisions else ""},
    )  # fmt: skip
    return {"desk": desk, "session": session, "front": front, "decision_form": form}


def member_context(session: Session, beat: PhoneBeat) -> dict[str, Any]:
    return {"seen": followed(session, beat=beat), "session": session}
