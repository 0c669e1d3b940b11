"""One guarded function a page: sign-in, load within the viewer's rows, permission, view.

The declaration stays on the function (`page_permission`), so that the startup check can walk
the URLconf and stop on a page that names no permission or an unknown one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from metodika.core.access import RuleBroken, can, refusal_words

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PUBLIC = "public"


def wants_fragment(request: HttpRequest, target: str = "") -> bool:
    """Tell whether htmx asks for a part of the page (for the element `target`, when named)."""
    details = HtmxDetails(request)
    if not details or details.history_restore_request:
        return False
    return not target or details.target == target


def safe_address(request: HttpRequest, address: str | None, default: str = "/") -> str:
    """Return the address when it leads into this service, else the default."""
    inside = address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside and address else default


def done(request: HttpRequest, message: str, to: str, *args: object) -> HttpResponseRedirect:
    """Say what has happened and go on to the page `to` (a URL name with arguments, a path or an object)."""
    messages.success(request, message)
    return redirect(to, *args)


def _sign_in_page(address: str) -> HttpResponseRedirect:
    # Django's own helper cannot be imported here: it pulls in models before the apps are loaded.
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}")


def refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Answer a broken rule: back to the page with its sentence, or a 409 page when there is no way back."""
    sentence = str(refusal)
    came_from = safe_address(request, request.headers.get("Referer"), "")
    if request.method == "POST" and came_from and not HtmxDetails(request):
        messages.error(request, sentence)
        return redirect(came_from)
    return render(request, "409.html", {"sentence": sentence, "back": came_from or "/"}, status=409)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    details = HtmxDetails(request)
    current = details.current_url if details else None
    if current is not None:
        parts = urlsplit(current)
        answer = _sign_in_page(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        return HttpResponseClientRedirect(answer.url)
    return _sign_in_page(request.get_full_path())


class Page:
    """The decorator of every view function."""

    def __call__(
        self,
        permission: str,
        model: type[Model] | None = None,
        *,
        key: str = "pk",
        method: str | None = None,
        anonymous: bool = False,
    ) -> Callable[[View], View]:
        """Guard a view by a permission, for the object that the URL's `key` names.

        The object comes from `model.objects.visible_to(user)`: somebody else's row is a 404, a
        visible one without the permission a 403. A guest is sent to sign in, except where
        `anonymous` says that the permission itself decides about guests too.
        """

        def guard(view: View) -> View:
            @wraps(view)
            def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
                if method is not None and request.method != method:
                    return HttpResponseNotAllowed([method])
                guest = not request.user.is_authenticated
                if guest and not anonymous:
                    return _sign_in(request)
                try:
                    found = load_object(request, permission, model, kwargs.pop(key) if model else None)
                except (Http404, PermissionDenied):
                    if guest:
                        return _sign_in(request)
                    raise
                return _answer(view, request, *found, **kwargs)

            return _declared(guarded, permission, view)

        return guard

    def public(self, view: View) -> View:
        """Open a view to everybody, signed in or not, on purpose."""

        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _answer(view, request, *args, **kwargs)

        return _declared(opened, PUBLIC, view)


def may_open(user: Any, address: str) -> bool:
    """Tell whether the user's roles allow what the page at an address of this service is for.

    Of a page of one row it tells whether the user may do the thing to any row at all.
    """
    permission = getattr(resolve(urlsplit(address).path).func, "page_permission", PUBLIC)
    return permission == PUBLIC or can(user, permission)


def load_object(
    request: HttpRequest, permission: str, model: type[Model] | None, value: object
) -> list[Model]:
    """Return the row in a list, or an empty list without a model. Raises Http404 or PermissionDenied."""
    found: list[Model] = []
    if model is not None:
        visible = model.objects.visible_to(request.user)  # type: ignore[attr-defined]  # every guarded model has a ScopedQuerySet
        found.append(get_object_or_404(visible, pk=value))
    if not can(request.user, permission, found[0] if found else None):
        raise PermissionDenied(
            refusal_words(request.user, permission)
            or _("Your roles do not allow this. Ask your administrator for the right you need.")
        )
    return found


def _answer(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except RuleBroken as refusal:
        return refused(request, refusal)


def _declared(guarded: Callable[..., HttpResponseBase], permission: str, view: View) -> View:
    guarded.page_permission = permission  # type: ignore[attr-defined]  # read by the startup check
    # The guard sends guests to sign in by itself, and answers htmx in a way it understands.
    guarded.login_required = False  # type: ignore[attr-defined]  # read by LoginRequiredMiddleware
    return guarded  # type: ignore[return-value]  # same signature for URLconf


page = Page()
