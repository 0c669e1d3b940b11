"""Every change made during a request carries the user and the address."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

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


def changes_by(user: Any) -> AbstractContextManager[Any]:
    """Name the person of an access key, known only after the request has come through the middleware."""
    context: AbstractContextManager[Any] = pghistory.context(user=user.pk)
    return context
