"""Every change made during a request carries the user and the address."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def history_context(get_response: Handler) -> Handler:
    """Attach user and address to the history of what a request changes; reading requests cost nothing."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        with pghistory.context(user=request.user.pk, address=request.META.get("REMOTE_ADDR", "")):
            return get_response(request)

    return handle
