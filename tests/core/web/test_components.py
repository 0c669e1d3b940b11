import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KIT = ROOT / "metodika/core/web/templates/cotton"
TEMPLATES = sorted((ROOT / "metodika").rglob("templates/**/*.html"))
TAG = re.compile(r"<c-([\w.-]+)((?:\s+[:\w-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*/?>")
PARAMETER = re.compile(r":{0,2}([\w-]+)(?:=(?:\"[^\"]*\"|'[^']*'))?")
BUILT_IN = {"vars", "slot"}


def declared(component: str) -> set[str]:
    text = (KIT / f"{component.replace('-', '_')}.html").read_text()
    found = re.match(r"<c-vars(.*?)/>", text, re.DOTALL)
    assert found, f"{component} does not state its parameters first"
    return {name.lstrip(":") for name in PARAMETER.findall(re.sub(r"\{%.*?%\}", "", found.group(1)))}


def used(path: Path) -> list[tuple[str, set[str]]]:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", path.read_text())
    return [
        (name, {parameter for parameter in PARAMETER.findall(rest) if parameter})
        for name, rest in TAG.findall(text)
        if name not in BUILT_IN
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_gives_components_only_known_parameters(path: Path) -> None:
    unknown = [(name, extra) for name, given in used(path) if (extra := given - declared(name))]

    assert unknown == []


def test_every_component_states_its_parameters_first() -> None:
    assert [path.name for path in KIT.glob("*.html") if not path.read_text().startswith("<c-vars")] == []


def test_every_component_is_in_the_gallery() -> None:
    gallery = "".join(path.read_text() for path in (ROOT / "metodika/web/gallery").rglob("*.html"))
    generic = "".join(path.read_text() for path in (ROOT / "metodika/core/web/templates").rglob("*.html"))
    missing = [
        path.stem
        for path in KIT.glob("*.html")
        if f"<c-{path.stem.replace('_', '-')}" not in gallery + generic
    ]

    assert missing == []


def test_every_named_icon_is_in_the_sprite() -> None:
    sprite = (ROOT / "static/vendor/icons.svg").read_text()
    sources = [*TEMPLATES, *(ROOT / "metodika").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    named = {
        (path.name, name)
        for path in sources
        for name in re.findall(r"""(?:\bicon=|% icon )"([a-z0-9-]+)\"""", path.read_text())
    }

    assert {one for one in named if f'id="{one[1]}"' not in sprite} == set()
