"""How each act of the desk is answered: to the script of the page in words, else by a page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from metodika.core.web import Form, show_form
from metodika.core.web.values import Text
from metodika.governance.meetings.forms.desk import DeskForm
from metodika.governance.meetings.models import Session

UNFIT = 422
Act = Callable[..., str]
View = Callable[..., HttpResponseBase]


def by_script(asking: HttpRequest) -> bool:
    """Tell whether the script of the page asks, which wants words instead of a whole page."""
    return "X-Live" in asking.headers


def session_of(row: Any) -> Session:
    """Return the session of a row; of an item, a vote, a decision, somebody's attendance."""
    found: Session = row if isinstance(row, Session) else row.session
    return found


def desk_address(session: Session, item: int | None = None) -> str:
    """Return where the desk of a session is, with an item in front when one is named."""
    address = reverse("meetings:show-desk", args=[session.pk])
    return f"{address}?item={item}" if item else address


def desk_act(form: type[DeskForm], *, title: Text) -> Callable[[Act], View]:
    """Make the view of one act: a form, one service, and back to the desk with its words."""

    def wrap(act: Act) -> View:
        @wraps(act)
        def view(request: HttpRequest, row: Any, **more: Any) -> HttpResponseBase:
            session = session_of(row)
            entry = form.of(request, session=session, user=request.user)
            if request.method == "POST" and entry.is_valid():
                with entry.refusals():
                    return answered(request, session, act(request, row, entry, **more))
            if by_script(request):
                return unfit(entry)
            return show_form(
                request, entry, title=title, submit=title, intro=str(row),
                back=desk_address(session),
            )  # fmt: skip

        return view

    return wrap


def answered(asking: HttpRequest, session: Session, words: str) -> HttpResponseBase:
    """Say what has been done; the script then asks for the new state by itself."""
    if by_script(asking):
        return HttpResponse(words_told(words))
    messages.success(asking, words)
    return redirect(desk_address(session, _item_in_front(asking)))


def _item_in_front(request: HttpRequest) -> int | None:
    told = request.POST.get("front", "")
    return int(told) if told.isdecimal() else None


def unfit(form: Form) -> HttpResponse:
    """Say what is wrong with what was entered."""
    lines = [f"{label}: {sentence}" if label else sentence for _anchor, label, sentence in form.faults()]
    return HttpResponse(format_html_join("", "<p>{}</p>", ((line,) for line in lines)), status=UNFIT)


def words_told(words: str) -> SafeString:
    """Return the words as the script shows them."""
    return format_html("<p>{}</p>", words)
