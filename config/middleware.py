"""What every request gets before its page: the words and clock of its viewer's municipality, a language."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import get_languages

from metodika.directory.profiles.queries import profile_of_viewer

Handler = Callable[[HttpRequest], HttpResponse]
PROGRAMS = "/api/"
# A page that asks every second names its language with the question: nobody has to be looked up for it.
LIVE = "X-Live"


class ViewerClock(tzinfo):
    """The time zone of the viewer's municipality, looked up when the first moment is shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone, UTC for a viewer of no municipality."""
        profile = self.request.profile  # type: ignore[attr-defined]  # set below
        return ZoneInfo((profile and profile.clock) or settings.TIME_ZONE)

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Ask the zone."""
        return self.zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Ask the zone."""
        return self.zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        """Ask the zone; without a moment, its key, as the database wants it."""
        return self.zone.tzname(moment) if moment else self.zone.key

    def fromutc(self, moment: datetime) -> datetime:
        """Ask the zone."""
        return self.zone.fromutc(moment.replace(tzinfo=self.zone)).replace(tzinfo=self)


def viewer_profile(get_response: Handler) -> Handler:
    """Give every request the profile of its viewer's municipality and its clock, read when first needed."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.profile = SimpleLazyObject(lambda: profile_of_viewer(request.user))  # type: ignore[attr-defined]  # templates read it from the request
        with timezone.override(ViewerClock(request)):
            return get_response(request)

    return handle


def chosen_language(get_response: Handler) -> Handler:
    """Speak the language that the person has chosen, Russian until then; programs ask by a header.

    The language of a browser is no choice: an English Windows must not give a secretary an English page.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            answer = get_response(request)
            answer.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return answer

    return handle


class SignInRequired(LoginRequiredMiddleware):
    """Send guests to sign in; a page that guards itself is left alone before anybody is looked up for it."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], *view: object
    ) -> HttpResponseBase | None:
        """Ask who it is only where the page does not do so itself."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, *view)  # type: ignore[arg-type]  # args and kwargs of the view


def language_of(request: HttpRequest) -> str:
    """Return the code of the language for a request."""
    if request.path.startswith(PROGRAMS) or LIVE in request.headers:
        asked = translation.get_language_from_request(request)
        return asked if "HTTP_ACCEPT_LANGUAGE" in request.META else settings.LANGUAGE_CODE
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
    return chosen if chosen in get_languages() else settings.LANGUAGE_CODE
