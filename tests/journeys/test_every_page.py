"""Who follows every link finds every kind of page clean."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.journeys.conftest import NewWalker
from tests.journeys.walker import Walker

LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")]
    .map((one) => new URL(one.getAttribute("href"), location.href).href)
    .filter((href) => href.startsWith(location.origin))"""


def is_file(href: str) -> bool:
    """Tell by the name of the address whether a file comes from there, which a browser does not open."""
    parts = urlsplit(href)
    name = resolve(parts.path).url_name or ""
    made = name.startswith(("download-", "export-", "print-"))
    return made or any(key in parts.query for key in ("export=", "format="))


def kinds_of_pages(walker: Walker, *, most: int) -> list[str]:
    """Open one page of each kind: addresses that differ only in numbers are of one kind."""
    waiting, seen, opened = deque(["/"]), {"/"}, []
    while waiting and len(opened) < most:
        path = waiting.popleft()
        walker.go(path)
        opened.append(path)
        for href in walker.page.evaluate(LINKS):
            parts = urlsplit(href)
            kind = re.sub(r"\d+", "N", parts.path) + re.sub(r"=[^&]*", "=", parts.query and f"?{parts.query}")
            kind = kind.partition("&")[0]
            if kind not in seen and not is_file(href):
                seen.add(kind)
                waiting.append(href.removeprefix(walker.address).partition("#")[0])
    return opened


# The pages of the roles between these two are the same; their own journeys open them.
@pytest.mark.parametrize(("role", "least"), [(None, 3), ("Педагог", 12), ("Администратор", 60)])
def test_every_kind_of_page_is_clean(somebody: NewWalker, role: str | None, least: int) -> None:
    opened = kinds_of_pages(somebody(role), most=150)

    assert len(opened) >= least
