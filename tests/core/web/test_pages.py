from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from metodika.core.access import RuleBroken
from metodika.core.web import page
from metodika.core.web.pages import safe_address


@page.public
def greet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("welcome")


@page.public
def refuse(request: HttpRequest) -> HttpResponse:
    raise RuleBroken("The session is closed.")


@page("web.nothing", method="POST")
def act(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def request_by_guest(method: str = "get", **headers: Any) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/people/?q=3", headers=headers)
    request.user = AnonymousUser()
    return request


def test_page_keeps_its_declaration() -> None:
    assert greet.page_permission == "public"
    assert act.page_permission == "web.nothing"
    assert act.__name__ == "act"


def test_guest_is_sent_to_sign_in_and_back() -> None:
    answer = act(request_by_guest("post"))

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2Fpeople%2F%3Fq%3D3")


def test_guest_behind_htmx_is_sent_to_sign_in_as_a_whole_page() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/card/5/"}

    answer = act(request_by_guest("post", **headers))

    assert answer["HX-Redirect"].endswith("?next=%2Fcard%2F5%2F")


def test_wrong_method_is_refused() -> None:
    assert act(request_by_guest("get")).status_code == 405


def test_broken_rule_on_a_page_is_a_409_with_its_sentence() -> None:
    answer = refuse(request_by_guest())

    assert answer.status_code == 409
    assert "The session is closed." in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "kept"),
    [("/a/?b=1", "/a/?b=1"), ("https://evil.example/", "/"), ("//evil.example/", "/"), (None, "/")],
)
def test_only_addresses_of_this_service_are_followed(address: str | None, kept: str) -> None:
    assert safe_address(RequestFactory().get("/"), address) == kept


def test_theme_is_kept_in_a_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "contrast", "next": "/gallery/?x=1"})

    assert (answer.status_code, answer["Location"]) == (302, "/gallery/?x=1")
    assert answer.cookies["theme"].value == "contrast"


@pytest.mark.parametrize("theme", ["purple", ""])
def test_unknown_theme_becomes_the_light_one(client: Client, theme: str) -> None:
    assert client.post("/theme/", {"theme": theme}).cookies["theme"].value == "light"


def test_theme_is_not_changed_by_reading(client: Client) -> None:
    assert client.get("/theme/").status_code == 405


def test_every_page_forbids_foreign_scripts(client: Client) -> None:
    assert "default-src 'self'" in client.post("/theme/")["Content-Security-Policy"]
