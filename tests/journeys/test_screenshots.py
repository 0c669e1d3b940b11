"""`make screenshots`: every kind of page, wide and on a phone, light and dark, as the README shows them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.conftest import PHONE, NewWalker
from tests.journeys.walker import Walker

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDE = {"width": 1280, "height": 800}
LARGEST = 200 * 1024
COLOURS = 256
METHODIST, ADMINISTRATOR, TEACHER = "Муниципальный методист", "Администратор", "Педагог"
HEAD = "Начальник отдела образования"
# name, role, address, theme, on a phone; # stands for the number of the first that the page above links to
SHOTS = [
    ("today", METHODIST, "/", "light", False),
    ("today-dark", METHODIST, "/", "dark", False),
    ("today-phone", TEACHER, "/", "light", True),
    ("sign-in", None, "/sign-in/login/", "light", False),
    ("institutions", METHODIST, "/organisations/", "light", False),
    ("institution", METHODIST, "/organisations/5/", "light", False),
    ("institutions-tree", METHODIST, "/organisations/tree/", "light", False),
    ("staff", METHODIST, "/staff/", "light", False),
    ("staff-phone", METHODIST, "/staff/", "light", True),
    ("staff-dark", METHODIST, "/staff/", "dark", False),
    ("person", METHODIST, "/staff/20/", "light", False),
    ("person-form", METHODIST, "/staff/20/change/", "light", False),
    ("duplicates", METHODIST, "/staff/duplicates/", "light", False),
    ("merging", METHODIST, "/staff/duplicates/ /staff/#/merge/#/", "light", False),
    ("who-answers", METHODIST, "/mandates/", "light", False),
    ("import-start", METHODIST, "/imports/staff-people/", "light", False),
    ("import", METHODIST, "/imports/runs/1/", "light", False),
    ("import-columns", METHODIST, "/imports/runs/1/columns/", "light", False),
    ("acts", METHODIST, "/regulations/", "light", False),
    ("regulation", METHODIST, "/regulations/1/", "light", False),
    ("regulation-phone", METHODIST, "/regulations/1/", "dark", True),
    ("regulation-low-vision", METHODIST, "/regulations/1/", "contrast", False),
    ("legal-bases", METHODIST, "/regulations/1/bases/", "light", False),
    ("profile", ADMINISTRATOR, "/profiles/1/?part=words", "light", False),
    ("word-forms", METHODIST, "/word-forms/add/", "light", False),
    ("councils", METHODIST, "/bodies/", "light", False),
    ("council", METHODIST, "/bodies/ /bodies/#/", "light", False),
    ("sessions", METHODIST, "/sessions/", "light", False),
    ("session", METHODIST, "/sessions/decisions/ /sessions/decisions/#/ /sessions/#/", "light", False),
    ("session-phone", METHODIST, "/sessions/decisions/ /sessions/decisions/#/ /sessions/#/", "light", True),
    ("decisions", METHODIST, "/sessions/decisions/", "light", False),
    ("decision", METHODIST, "/sessions/decisions/ /sessions/decisions/#/", "light", False),
    ("duties", METHODIST, "/sessions/duties/", "light", False),
    ("assignments", METHODIST, "/assignments/control/", "light", False),
    ("assignment", METHODIST, "/assignments/control/ /assignments/#/", "light", False),
    ("plans", METHODIST, "/plans/", "light", False),
    ("plan", METHODIST, "/plans/ /plans/#/", "light", False),
    ("plan-dark", METHODIST, "/plans/ /plans/#/", "dark", False),
    ("plan-months", METHODIST, "/plans/ /plans/#/ /plans/#/months/", "light", False),
    ("plan-gantt", METHODIST, "/plans/ /plans/#/ /plans/#/gantt/", "light", False),
    ("plan-due", METHODIST, "/plans/due/", "light", False),
    ("events", METHODIST, "/events/", "light", False),
    ("events-calendar", METHODIST, "/events/calendar/", "light", False),
    ("event", METHODIST, "/events/ /events/#/", "light", False),
    ("event-phone", TEACHER, "/events/ /events/#/", "light", True),
    ("event-form", METHODIST, "/events/plan/", "light", False),
    ("indicators", METHODIST, "/indicators/", "light", False),
    ("indicator", METHODIST, "/indicators/ /indicators/#/", "light", False),
    ("collection", METHODIST, "/collection/", "light", False),
    ("compliance", METHODIST, "/compliance/ /compliance/#/", "light", False),
    ("compliance-dark", METHODIST, "/compliance/ /compliance/#/", "dark", False),
    ("compliance-clauses", METHODIST, "/compliance/ /compliance/#/ /compliance/#/clauses/", "light", False),
    ("compliance-clause", METHODIST, "/compliance/ /compliance/#/ /compliance/clauses/#/", "light", False),
    (
        "compliance-places",
        METHODIST,
        "/compliance/ /compliance/#/ /compliance/#/institutions/",
        "light",
        False,
    ),
    ("cycle", METHODIST, "/dossiers/cycle/", "light", False),
    ("cycle-phone", METHODIST, "/dossiers/cycle/", "dark", True),
    ("findings", METHODIST, "/analysis/findings/", "light", False),
    ("finding", METHODIST, "/analysis/findings/ /analysis/findings/#/", "light", False),
    ("note", METHODIST, "/analysis/notes/ /analysis/notes/#/", "light", False),
    ("recommendations", METHODIST, "/recommendations/unanswered/", "light", False),
    ("recommendation", METHODIST, "/recommendations/ /recommendations/#/", "light", False),
    ("measures", METHODIST, "/decisions/measures/", "light", False),
    ("managerial-decision", METHODIST, "/decisions/ /decisions/#/", "light", False),
    ("effect", METHODIST, "/decisions/effects/ /decisions/effects/#/", "light", False),
    ("dossier", METHODIST, "/dossiers/ /dossiers/#/", "light", False),
    ("roll-over", HEAD, "/turnover/", "light", False),
    ("facts", METHODIST, "/facts/", "light", False),
    ("fact", METHODIST, "/facts/staff.employment/", "light", False),
    ("records", METHODIST, "/records/", "light", False),
    ("record", METHODIST, "/records/ /records/#/", "light", False),
    ("notices", METHODIST, "/notices/", "light", False),
    ("outbox", ADMINISTRATOR, "/notices/outbox/", "light", False),
    ("own-data-phone", TEACHER, "/accounts/my-data/", "light", True),
    ("accounts", ADMINISTRATOR, "/accounts/", "light", False),
    ("data-requests", ADMINISTRATOR, "/accounts/requests/", "light", False),
    ("journal", ADMINISTRATOR, "/accounts/journal/", "light", False),
    ("search", METHODIST, "/search/?q=шкалы+молодого+педагога", "light", False),
    ("gallery", None, "/gallery/", "light", False),
]
# The walk opens every kind of page in every run; of the pictures, one of each look is enough there.
ALWAYS = {"today", "today-phone", "staff-dark", "regulation-low-vision", "import", "gallery"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    all_of_them = metafunc.config.getoption("screenshots")
    shots = [shot for shot in SHOTS if all_of_them or shot[0] in ALWAYS]
    names = ("name", "role", "path", "theme", "on_phone")
    metafunc.parametrize(names, shots, ids=[shot[0] for shot in shots])


def open_page(walker: Walker, path: str) -> None:
    first, *further = path.split(" ")
    walker.go(first)
    for pattern in further:
        wanted = re.compile(pattern.replace("#", r"\d+") + r"([?#]|$)")
        links = walker.main.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        walker.go(next(filter(wanted.match, links)))


def reduced(picture: bytes) -> bytes:
    """Return a picture of as many colours as a page of words needs: a third of the bytes."""
    small = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


def test_screenshots(
    somebody: NewWalker,
    request: pytest.FixtureRequest,
    *,
    name: str,
    role: str | None,
    path: str,
    theme: str,
    on_phone: bool,
) -> None:
    walker = somebody(role, viewport=PHONE if on_phone else WIDE)
    walker.context.add_cookies([{"name": "theme", "value": theme, "url": walker.address}])
    open_page(walker, path)
    picture = reduced(walker.page.screenshot(animations="disabled"))

    assert len(picture) <= LARGEST
    if request.config.getoption("screenshots"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)
