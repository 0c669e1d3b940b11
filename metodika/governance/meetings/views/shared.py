from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import Form, show_form
from metodika.governance.meetings.models import Session

CARD = "meetings:show-session"


def card_of(session: Session) -> str:
    return reverse(CARD, args=[session.pk])


def crumbs_of(session: Session, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the list to a session, and on to a page of it."""
    return [
        (_("Sessions"), reverse("meetings:list-sessions")),
        (str(session), card_of(session) if more else ""),
        *more,
    ]


def shown(
    request: HttpRequest, form: Form, session: Session, /, *, back: str = "", **said: Any
) -> HttpResponseBase:
    """A form about a session, with the way back to its card."""
    crumbs = crumbs_of(session, (str(said["title"]), ""))
    return show_form(request, form, back=back or card_of(session), breadcrumbs=crumbs, **said)
