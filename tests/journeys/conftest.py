import os
from collections.abc import Callable, Iterator
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.house import House, running_demo
from tests.journeys.walker import Walker

# The shell is the same browser without windows to draw; else the whole one does.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(which, BROWSERS)), None)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=ru",
)  # fmt: skip
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}

NewWalker = Callable[..., Walker]


@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    # For those who write journeys all day: a demo that runs already.
    if running := os.environ.get("METODIKA_JOURNEYS"):
        data = os.environ.get("METODIKA_JOURNEYS_DATA", "")
        yield House(running, settings={"METODIKA_DATA": data, "DATABASE_URL": ""})
        return
    with running_demo(f"journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}") as house:
        yield house


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # The driver keeps a loop in this thread, and a test of tables may come after it: Django would take
    # that test for one that blocks the loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def somebody(browser: Browser, house: House) -> Iterator[NewWalker]:
    """Give a person with a browser of their own; named options are those of a browser's context."""
    contexts: list[BrowserContext] = []
    said_before = len(house.words())

    def new(role: str | None = None, *, place: str = "", **options: Any) -> Walker:
        context = browser.new_context(
            locale="ru-RU", timezone_id="Europe/Moscow", **({"viewport": WIDE} | options)
        )
        contexts.append(context)
        walker = Walker(context, house.address, options.get("java_script_enabled", True))
        return walker.sign_in(role, place) if role else walker

    yield new
    for context in contexts:
        context.close()
    assert "Traceback" not in house.words()[said_before:]
