"""A person at a browser: signs in, opens pages, and finds each of them clean."""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.postgres import RUN_FOLDER

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
# No rule of a style sheet begins between this width and a phone's 360 (tests/core/web/test_vendored.py):
# what fits into the one fits into the other.
NARROW = 320
DIGEST = sha256().digest_size
AXE = Axe()
# The frame of a page and what stands in it.
MAIN = [["#main"]]
SIDEWAYS = """() => {
    const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const out = [...document.querySelectorAll("body *")].filter(
        (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    return out.slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
}"""

# What a page is made of, frame and contents by themselves, words and numbers left out: of rows that are alike
# one counts. Whether names lead to somebody and stand once is kept. The rules of accessibility judge this and
# the style sheets, so one of each make is enough.
MAKES = """() => {
    const kept = /^(class|role|type|style|lang|tabindex|data-bs-theme|aria-(hidden|expanded|current))$/;
    const points = /^(for|aria-(labelledby|describedby|controls|owns|errormessage))$/;
    const leads = (value) => value.trim().split(/\\s+/).every((id) => document.getElementById(id));
    const named = ({name, value}) =>
        kept.test(name) ? `${name}=${value}`
        : points.test(name) ? `${name}>${leads(value)}`
        : name + (value ? "" : "=");
    const main = document.getElementById("main");
    const told = (one, whole) => {
        if (one === main && !whole) return "<main>";
        const inside = [...one.children].map((part) => told(part));
        const parts = inside.filter((part, place, all) => part !== all[place - 1]);
        const words = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
        const names = [...one.attributes].map(named).sort();
        return `<${one.localName} ${names.join(" ")} ${words}>${parts.join("")}`;
    };
    const look = getComputedStyle(document.body);
    const colours = [look.color, look.backgroundColor, look.fontSize, innerWidth];
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const around = [...colours, new Set(ids).size === ids.length].join();
    return [document.documentElement, main].map((one) => around + (one ? told(one, one === main) : ""));
}"""
SETTLED = """() => document.readyState === "complete" && !document.querySelector(".htmx-request")
    && ![...document.querySelectorAll("[hx-trigger=load]")]
        .some((one) => one.querySelector(".card-body > a:only-child"))
    && !document.getAnimations().some(
        (one) => one.playState === "running" && one.effect.getComputedTiming().iterations !== Infinity)
"""


class Makes:
    """What pages are made of that the rules have found nothing in, shared by the workers of a run."""

    def __init__(self, run: str) -> None:
        # The folder goes away with the run, unless somebody keeps it to test all day.
        self.file = Path(os.environ[RUN_FOLDER]) / f"makes-{run}"
        self.digests: set[bytes] = set()

    def knows(self, make: str) -> bool:
        """Tell whether a worker has found the make clean."""
        digest = _digest(make)
        if digest not in self.digests and self.file.exists():
            stored = self.file.read_bytes()
            self.digests = {stored[at : at + DIGEST] for at in range(0, len(stored) - DIGEST + 1, DIGEST)}
        return digest in self.digests

    def keep(self, *makes: str) -> None:
        """Remember makes; what is added by one write does not mix with what another worker adds."""
        with self.file.open("ab", buffering=0) as file:
            file.write(b"".join(map(_digest, makes)))


def _digest(make: str) -> bytes:
    return sha256(make.encode()).digest()


FOUND_CLEAN = Makes(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())))


@dataclass
class Walker:
    context: BrowserContext
    address: str
    runs_scripts: bool = True
    page: Page = field(init=False)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def _listen(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 is itself reported; what it loads must not be.
        itself = message.location.get("url", "") == self.page.url and "Failed to load" in message.text
        if message.type in {"error", "warning"} and not itself:
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _watch(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(self.address):
            self.complaints.append(f"outside: {request.url}")

    # --- moving about ---

    def go(self, path: str, *, status: int = 200) -> "Walker":
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert (answer.status, path) == (status, path)
        self.clean()
        return self

    def sign_in(self, role: str, place: str = "") -> "Walker":
        """Sign in as a role of the first municipality, or of another one, which is folded."""
        self.page.goto(f"{self.address}/sign-in/login/")
        if place:
            self.page.locator("summary", has_text=place).click()
        within = self.page.locator("details", has_text=place) if place else self.page
        within.get_by_role("button", name=role, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Сегодня")
        return self

    def sign_in_by_password(self, login: str, password: str) -> "Walker":
        self.page.goto(f"{self.address}/sign-in/login/")
        self.page.get_by_label("Логин").fill(login)
        self.page.get_by_label("Пароль").fill(password)
        self.page.get_by_role("button", name="Войти", exact=True).click()
        return self

    def follow(self, name: str, *, within: Locator | None = None) -> "Walker":
        (within or self.main).get_by_role("link", name=name).first.click()
        self.clean()
        return self

    def press(self, name: str, *, within: Locator | None = None) -> "Walker":
        (within or self.main).get_by_role("button", name=name).first.click()
        self.clean()
        return self

    def from_person_menu(self, name: str) -> "Walker":
        menu = self.page.locator(".m-person-menu")
        menu.locator("summary").click()
        menu.get_by_role("link", name=name).click()
        self.settle()
        return self

    def fill(self, **answers: Any) -> "Walker":
        """Fill fields by the names they have in the form."""
        for name, value in answers.items():
            control = self.main.locator(f"[name='{name}']")
            kind = control.first.evaluate("one => one.type || one.tagName.toLowerCase()")
            if kind in {"checkbox"}:
                control.first.set_checked(bool(value))
            elif kind == "radio":
                self.main.locator(f"[name='{name}'][value='{value}']").check()
            elif kind.startswith("select"):
                control.select_option(label=value)
            else:
                control.first.fill(str(value))
        return self

    def settle(self) -> None:
        """Wait until the page and the parts that it fetches by itself are there."""
        self.page.wait_for_load_state("load")
        if self.runs_scripts:
            self.page.wait_for_function(SETTLED)

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    @property
    def menu(self) -> Locator:
        return self.page.get_by_role("navigation", name="Главное меню")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # --- what is seen ---

    def sees(self, *words: str) -> "Walker":
        for text in words:
            try:
                expect(self.main).to_contain_text(text)
            except AssertionError:
                shown = " ".join(self.main.inner_text().split())
                raise AssertionError(f"{self.page.url} does not show “{text}”:\n{shown[:1500]}") from None
        return self

    def does_not_see(self, *words: str) -> "Walker":
        for text in words:
            expect(self.main).not_to_contain_text(text)
        return self

    def title(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text().strip()

    def broken_rules(self) -> list[str]:
        frame, contents = self.page.evaluate(MAKES)
        known = FOUND_CLEAN.knows(frame), FOUND_CLEAN.knows(contents)
        if all(known):
            return []
        part = {"include": MAIN} if known[0] else {"exclude": MAIN} if known[1] else None
        # A page of a folder may not read its own style sheet anew.
        options = WCAG | {"preload": not self.page.url.startswith("file:")}
        found = AXE.run(self.page, context=part, options=options)
        if not found.response["violations"]:
            FOUND_CLEAN.keep(frame, contents)
        return [
            f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(
                f"{node['html'][:200]} {node['failureSummary'].splitlines()[-1].strip()[:200]}"
                for node in fault["nodes"][:3]
            )
            for fault in found.response["violations"]
        ]  # fmt: skip

    def clean(self) -> "Walker":
        self.settle()
        told = self.broken_rules() if self.runs_scripts else []
        told += self.complaints
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": NARROW, "height": 640})
        told += [f"wider than {NARROW} px: {one}" for one in self.page.evaluate(SIDEWAYS)]
        if before:
            self.page.set_viewport_size(before)
        self.complaints.clear()
        assert told == [], f"{self.page.url}\n" + "\n".join(told)
        return self
