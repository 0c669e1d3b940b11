"""`make screenshots`: every kind of page, wide and on a phone, light and dark, as the README shows them."""

from pathlib import Path

import pytest

from tests.journeys.conftest import PHONE, NewWalker

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDE = {"width": 1280, "height": 800}
LARGEST = 200 * 1024
METHODIST, ADMINISTRATOR, TEACHER = "Муниципальный методист", "Администратор", "Педагог"
# name, role, address, theme, on a phone
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
    ("who-answers", METHODIST, "/mandates/", "light", False),
    ("import", METHODIST, "/imports/runs/1/", "light", False),
    ("import-columns", METHODIST, "/imports/runs/1/columns/", "light", False),
    ("regulation", METHODIST, "/regulations/1/", "light", False),
    ("regulation-phone", METHODIST, "/regulations/1/", "dark", True),
    ("regulation-low-vision", METHODIST, "/regulations/1/", "contrast", False),
    ("legal-bases", METHODIST, "/regulations/1/bases/", "light", False),
    ("profile", ADMINISTRATOR, "/profiles/1/?part=words", "light", False),
    ("own-data-phone", TEACHER, "/accounts/my-data/", "light", True),
    ("journal", ADMINISTRATOR, "/accounts/journal/", "light", False),
    ("search", METHODIST, "/search/?q=шкалы+молодого+педагога", "light", False),
    ("gallery", None, "/gallery/", "light", False),
]


@pytest.mark.parametrize(
    ("name", "role", "path", "theme", "on_phone"), SHOTS, ids=[shot[0] for shot in SHOTS]
)
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
    walker.go(path)
    picture = walker.page.screenshot(animations="disabled")

    assert len(picture) <= LARGEST
    if request.config.getoption("screenshots"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)
