"""Every address of the system, area by area."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("metodika.core.web.urls")),
    path("gallery/", include("metodika.web.gallery.urls")),
]
