"""Theme and language: a press, a cookie, and the same place again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from metodika.core.web.pages import page, safe_address

THEMES = {
    "light": _("Light theme"),
    "dark": _("Dark theme"),
    "contrast": _("Version for people with low vision"),
}
YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """Return the chosen theme; light until a person chooses."""
    chosen = request.COOKIES.get("theme", "light")
    return chosen if chosen in THEMES else "light"


def look(request: HttpRequest) -> dict[str, Any]:
    """Give every page its theme."""
    return {"theme": theme_of(request)}


@page.public
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme for a year and go back; the browser does the same by itself where it can."""
    answer = HttpResponseRedirect(safe_address(request, request.POST.get("next")))
    theme = request.POST.get("theme", "light")
    answer.set_cookie("theme", theme if theme in THEMES else "light", max_age=YEAR, samesite="Lax")
    return answer


set_language = page.public(require_POST(django_set_language))
