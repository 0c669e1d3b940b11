from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from metodika.directory.profiles.queries.profiles import profile_of_viewer


def viewer_profile(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request the profile of its viewer's municipality, read when a page first needs it."""

    def with_profile(request: HttpRequest) -> HttpResponse:
        request.profile = SimpleLazyObject(lambda: profile_of_viewer(request.user))  # type: ignore[attr-defined]  # templates read it from the request
        return get_response(request)

    return with_profile
