"""The startup check: every page and endpoint names a known permission, or says that it is public."""

from collections.abc import Iterator
from inspect import getclosurevars, isfunction
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from metodika.core.access.permissions import permission_table

PUBLIC = "public"
# Pages that libraries bring; each guards itself. Operations of the API are ours, whoever calls them.
FOREIGN = ("django.", "allauth.", "ninja.", "whitenoise.")


@register()
def every_page_names_its_permission(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each page that declares no permission or an unknown one."""
    return list(page_errors(get_resolver()))


def page_errors(resolver: URLResolver) -> Iterator[CheckMessage]:
    """Yield the errors of all pages under a resolver."""
    known = permission_table()
    # An address of the API stands once for each of its methods, each time with all of them.
    doors = {
        (route, guarded): guarded
        for route, view in walk_pages(resolver)
        for guarded in operations_of(view) or [view]
    }
    for (route, _door), guarded in doors.items():
        module = getattr(guarded, "__module__", "")
        declared = getattr(guarded, "page_permission", None)
        if declared is None and not module.startswith(FOREIGN):
            name = getattr(guarded, "__name__", guarded)
            yield Error(f"{route}: {module}.{name} declares no permission.", id="access.E001")
        elif declared not in (None, PUBLIC) and declared not in known:
            yield Error(f"{route}: {declared} is not declared in any policies.py.", id="access.E002")


def operations_of(view: Any) -> list[Any]:
    """Return the functions of the API behind one address: one for each method; none for a page."""
    if not isfunction(view) or not view.__module__.startswith("ninja."):
        return []
    path_view = getclosurevars(view).nonlocals.get("self")
    return [operation.view_func for operation in getattr(path_view, "operations", ())]


def walk_pages(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the route and the view of each page, through all includes."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk_pages(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback
