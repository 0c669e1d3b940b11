from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI, Router

from metodika.core.access.checks import operations_of, page_errors, walk_pages


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


def test_startup_check_looks_into_every_operation_of_the_api():
    api = NinjaAPI(docs_url=None, openapi_url=None, urls_namespace="planted")
    router = Router()
    router.add_api_operation("/open", ["GET"], unguarded)
    router.add_api_operation("/open", ["POST"], mistyped)
    api.add_router("", router)
    patterns = [entry for entry in api.urls[0] if entry.name != "api-root"]

    found = list(page_errors(URLResolver(RegexPattern(r"^/"), patterns)))

    assert [error.id for error in found] == ["access.E001", "access.E002"]


def test_startup_check_reads_the_real_api():
    known = {route: operations_of(view) for route, view in walk_pages(get_resolver()) if "api/v1" in route}

    assert sum(len(operations) for operations in known.values()) > 100
