"""Where things stand: storeys, areas, files of an area, names."""

import ast
import tomllib
from itertools import pairwise
from pathlib import Path

from tests.architecture.house.source import (
    ROOMS,
    STOREYS,
    area_folders,
    identifier_words,
    imported_paths,
    nodes_of,
    own_code,
    python_files,
)

# A name that says nothing attracts everything.
DUMPING_GROUNDS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "data",
    "info",
    "base",
}
BESIDE_THE_ROOMS = {"__init__", "apps", "migrations", "templates", "static"}
# Core is about how we build; these words are what the areas are about.
# fmt: off
DOMAIN = {
    "teacher", "school", "pupil", "kindergarten", "gymnasium", "council", "institution", "municipality",
    "methodist", "employment", "mandate", "mentor", "clause", "regulation", "quorum", "lesson", "diagnosis",
}
# fmt: on


def listing_is_the_diagram(root: Path) -> list[str]:
    """A folder imports only the folders that stand above it in the alphabetical listing."""
    found = []
    for source in own_code(root):
        if source.parts[0] != "metodika" or not source.storey:
            continue
        for node, path in imported_paths(source.tree):
            head, _, rest = path.partition(".")
            below = rest.split(".")[0]
            if head == "config" or (head == "metodika" and below > source.storey):
                found.append(source.at(node, f"{source.storey} stands above {path} and may not know it"))
    return found


def contract_lists_every_storey(root: Path) -> list[str]:
    """The layers of import-linter are the folders of metodika/, from the last to the first."""
    folders = sorted(p.name for p in (root / "metodika").iterdir() if p.is_dir() and p.name != "__pycache__")
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"].startswith("Storeys"))
    storeys = [layer.strip("()").removeprefix("metodika.") for layer in layers][1:]
    found = [
        f"metodika/{name}: a folder that the contract of storeys does not list"
        for name in folders
        if name not in storeys
    ]
    if sorted(storeys, reverse=True) != storeys or storeys != list(reversed(STOREYS)):
        found.append("pyproject.toml: the storeys are not in the order of the listing")
    return found


def areas_have_only_known_files(root: Path) -> list[str]:
    found = []
    for area in area_folders(root):
        if area.parent.name == "web":
            continue
        for entry in sorted(area.iterdir()):
            known = entry.stem in ROOMS or entry.stem in BESIDE_THE_ROOMS
            if entry.name != "__pycache__" and not known:
                found.append(f"{entry.relative_to(root).as_posix()}: an area has no such file")
    return found


def names_say_what_is_inside(root: Path) -> list[str]:
    return [
        f"{source.name}: a name that says nothing"
        for source in python_files(root)
        if not source.is_migration and DUMPING_GROUNDS & set(source.parts)
    ]


def area_inits_are_cards(root: Path) -> list[str]:
    """The `__init__` of a storey or an area is a docstring; imports there would pull in everything."""
    found = []
    for folder in [*(root / "metodika" / storey for storey in STOREYS[1:]), *area_folders(root)]:
        card = folder / "__init__.py"
        if not folder.exists():
            continue
        is_area = folder.parent.name != "metodika"
        if not card.exists():
            if is_area:
                found.append(f"{card.relative_to(root).as_posix()}: the card of the area is missing")
            continue
        tree = ast.parse(card.read_text())
        if len(tree.body) > 1 or (tree.body and ast.get_docstring(tree) is None):
            found.append(f"{card.relative_to(root).as_posix()}: only a docstring belongs here")
        if is_area and not ast.get_docstring(tree):
            found.append(
                f"{card.relative_to(root).as_posix()}: say the purpose, five terms and the governing clauses"
            )
    return found


def area_label_is_its_name(root: Path) -> list[str]:
    found = []
    for area in area_folders(root):
        config = area / "apps.py"
        if not config.exists():
            continue
        values = {
            target.id: node.value.value
            for node in ast.walk(ast.parse(config.read_text()))
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        wanted = f"metodika.{area.parent.name}.{area.name}"
        if values.get("name") != wanted or values.get("label", area.name) != area.name:
            found.append(f"{config.relative_to(root).as_posix()}: name is {wanted}, label is {area.name}")
    return found


def _identifiers(tree: ast.Module) -> list[tuple[ast.AST, str]]:
    found: list[tuple[ast.AST, str]] = []
    for node in nodes_of(tree):
        for field in ("name", "id", "attr", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.append((node, value))
    return found


def _domain_word(name: str) -> str | None:
    words = identifier_words(name)
    for word, following in pairwise([*words, ""]):
        singular = word.removesuffix("s") if word not in DOMAIN else word
        singular = {"municipalitie": "municipality"}.get(singular, singular)
        # The school year is a period of the calendar like any other.
        if singular in DOMAIN and not (singular == "school" and following in {"year", "years"}):
            return singular
    return None


def core_knows_no_word_of_the_domain(root: Path) -> list[str]:
    found = []
    for source in python_files(root, "metodika/core"):
        for part in source.parts[2:]:
            if word := _domain_word(part):
                found.append(f"{source.name}: «{word}» in a name of core")
        if source.is_migration:
            continue
        for node, name in _identifiers(source.tree):
            if word := _domain_word(name):
                found.append(source.at(node, f"«{word}» in {name}: core knows no word of the domain"))
    return found
