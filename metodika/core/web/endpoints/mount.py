"""The whole API from the operations of all areas."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from http import HTTPStatus
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder
from pydantic.json_schema import models_json_schema

from metodika.core.web.endpoints.answers import REFUSALS, add_refusals, problem
from metodika.core.web.endpoints.area import Area
from metodika.core.web.pages import page


def build_api(
    areas: Sequence[Area], *, auth: Sequence[Callable[[HttpRequest], Any]], **about: Any
) -> tuple[NinjaAPI, list[URLPattern | URLResolver]]:
    """Return the API of the areas and its addresses, which are to stand in the namespace `api`.

    Every operation asks who calls, a few let guests in.
    """
    # A page with forms to try would load its scripts from another's server.
    api = NinjaAPI(docs_url=None, urls_namespace="api", **about)
    add_refusals(api)
    for area in areas:
        api.add_router("", area.router(auth))
    # The library asks for its root by name, and would answer it with a page of Django's; it would also
    # write the description anew for everybody who asks, which takes a second.
    addresses: list[Any] = [
        path("", nothing_here, name="api-root"),
        path("openapi.json", describer(api), name="openapi-json"),
    ]
    made: list[Any] = api.urls[0]
    for entry in made:
        if entry.name not in {"api-root", "openapi-json"}:
            # It answers 401 by itself; a page to sign in means nothing to a program.
            entry.callback.login_required = False
            addresses.append(entry)
    return api, [*addresses, re_path("", nothing_here)]


def describer(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    """Return the page with the description of the API, written once a process."""
    writing = Lock()

    @cache
    def described() -> str:
        with override(settings.LANGUAGE_CODE):
            description = api.get_openapi_schema()
            _describe_refusals(description)
            return json.dumps(description, cls=NinjaJSONEncoder, ensure_ascii=False)

    @page.public
    def describe(request: HttpRequest) -> HttpResponse:
        # Those who ask while it is being written wait for it, and do not write it once more each.
        with writing:
            written = described()
        return HttpResponse(written, content_type="application/json")

    return describe


def _describe_refusals(description: dict[str, Any]) -> None:
    """Say of every operation how it refuses; the library would work each refusal out for each of them."""
    kinds = set(REFUSALS.values())
    told, shapes = models_json_schema(
        [(kind, "serialization") for kind in kinds], ref_template="#/components/schemas/{model}"
    )
    description["components"]["schemas"] |= shapes["$defs"]
    refusals = {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/json": {"schema": told[kind, "serialization"]}},
        }
        for status, kind in REFUSALS.items()
    }
    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"] |= refusals


@csrf_exempt
@page.public
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer a program that has come to an address of the API where nothing is."""
    return problem(_("There is no such address in the API. Look into its description."), status=404)
