from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from metodika.core.access.checks import page_errors


def unguarded(request):
    return HttpResponse()


def mistyped(request):
    return HttpResponse()


mistyped.page_permission = "staff.eat_person"


def test_startup_checks_find_nothing():
    assert run_checks() == []


def test_startup_check_stops_on_a_page_without_a_known_permission():
    resolver = URLResolver(RegexPattern(r"^/"), [path("a/", unguarded), path("b/", mistyped)])

    assert [error.id for error in page_errors(resolver)] == ["access.E001", "access.E002"]
