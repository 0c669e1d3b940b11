"""Every address of the system, area by area."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("metodika.core.web.urls")),
    path("search/", include("metodika.core.search.urls")),
    path("notices/", include("metodika.core.notices.urls")),
    path("jobs/", include("metodika.core.jobs.urls")),
    path("profiles/", include("metodika.directory.profiles.urls")),
    path("organisations/", include("metodika.directory.organisations.urls")),
    path("staff/", include("metodika.directory.staff.urls")),
    path("regulations/", include("metodika.directory.regulations.urls")),
    path("mandates/", include("metodika.directory.mandates.urls")),
    path("gallery/", include("metodika.web.gallery.urls")),
]
