"""Addresses that are loaded when somebody first asks for one of them."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Deferred(URLResolver):
    """The addresses of a module under a prefix and a namespace; pages start without loading the module."""

    def _populate(self) -> None:
        # Asked for the names of all addresses. These are found through their namespace, which loads them.
        if "urlconf_module" in self.__dict__:
            super()._populate()


def deferred(route: str, module: str, *, namespace: str) -> URLResolver:
    """Return the addresses of `urlpatterns` in a module, loaded at the first request below the route."""
    pattern = RoutePattern(route, is_endpoint=False)
    return Deferred(pattern, module, app_name=namespace, namespace=namespace)
