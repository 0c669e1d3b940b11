"""How areas meet: at which files, by which references, who writes whose tables."""

import ast
from pathlib import Path

from tests.architecture.house.source import (
    STOREYS,
    Source,
    dotted,
    imported_names,
    imported_paths,
    own_code,
    rooms,
)

DOORS = {"services", "queries", "facts", "events", "models", "policies", "lifecycle"}
REFERENCES = {"ForeignKey", "OneToOneField", "ManyToManyField"}
WRITES = {
    "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete",
    "acreate", "aupdate", "adelete", "abulk_create",
}  # fmt: skip
# Invented municipalities of the largest sizes are loaded past the services, with every constraint on.
BULK_LOADER = "web.demo"
# What a page does by a service of which a program has no need, and why.
BY_PAGES_ALONE = {
    "accounts.accept_invitation": "who is invited has no account yet, so no key of a program either",
    "meetings.plan_year": "many sessions with their items: a program plans them one by one",
    "meetings.vote_at_once": "a vote opened, counted and closed: a program does the three",
    "recommendations.note_read": "opening the page is the reading; a program says that it is acknowledged",
}


def areas_meet_at_doors(root: Path) -> list[str]:
    found = []
    for source in own_code(root):
        if not source.area or source.storey == "core":
            continue
        for node, path in imported_paths(source.tree):
            parts = path.split(".")
            if parts[0] != "metodika" or len(parts) < 3 or parts[1] == "core":
                continue
            stranger = f"{parts[1]}.{parts[2]}" != source.area
            if stranger and (len(parts) < 4 or parts[3] not in DOORS):
                found.append(source.at(node, f"{path}: areas meet only at {', '.join(sorted(DOORS))}"))
    return found


def _labels(root: Path) -> dict[str, str]:
    """Label of an app -> storey.area."""
    labels = {}
    for storey in STOREYS:
        for area in (root / "metodika" / storey).glob("*"):
            if area.is_dir():
                labels[area.name] = f"{storey}.{area.name}"
                labels.setdefault(f"core_{area.name}", f"core.{area.name}") if storey == "core" else None
    return labels


def _target(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    return call.args[0] if call.args else (named[0] if named else None)


def _referred_area(target: ast.expr | None, source: Source, labels: dict[str, str]) -> str | None:
    """The area that a reference leads to; None for our own, a library's, or the user model by its setting."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
        return labels.get(target.value.split(".")[0])
    if isinstance(target, ast.Name | ast.Attribute):
        name = dotted(target)
        path = imported_names(source.tree).get(name.split(".")[0], "")
        parts = path.split(".")
        if parts[0] == "metodika" and len(parts) > 2:
            return f"{parts[1]}.{parts[2]}"
    return None


def _references(root: Path) -> list[tuple[Source, ast.Call, str]]:
    labels = _labels(root)
    found = []
    for source in own_code(root):
        if not source.area:
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in REFERENCES:
                area = _referred_area(_target(node), source, labels)
                if area and area != source.area:
                    found.append((source, node, area))
    return found


def references_point_down(root: Path) -> list[str]:
    """No foreign key, even by string, points up a storey; the user model's setting is Django's own port."""
    return [
        source.at(node, f"a reference from {source.area} up to {area}")
        for source, node, area in _references(root)
        if STOREYS.index(area.split(".")[0]) > STOREYS.index(source.storey or "core")
    ]


def references_form_no_circle(root: Path) -> list[str]:
    """Imports and references by string together: a string must not hide a circle of areas."""
    knows: dict[str, set[str]] = {}
    for source in own_code(root):
        if source.area and source.storey != "core":
            for _node, path in imported_paths(source.tree):
                parts = path.split(".")
                if parts[:2] == ["metodika", source.storey] and len(parts) > 2:
                    knows.setdefault(source.area, set()).add(".".join(parts[1:3]))
    for source, _node, area in _references(root):
        if area.split(".")[0] == source.storey:
            knows.setdefault(source.area or "", set()).add(area)
    reached = {area: _reach(area, knows) for area in knows}
    return [f"{area} and {other} know each other" for area in sorted(knows) for other in sorted(reached[area])
            if area < other and area in reached.get(other, set())]  # fmt: skip


def _reach(start: str, knows: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for area in knows.get(waiting.pop(), set()) - seen:
            seen.add(area)
            waiting.append(area)
    return seen - {start}


def tables_are_written_by_their_owner(root: Path) -> list[str]:
    """`OtherArea.objects...update(...)` goes past the owner's services."""
    found = []
    for source in own_code(root):
        if not source.area or source.storey == "core" or source.area == BULK_LOADER:
            continue
        names = imported_names(source.tree)
        for node in source.nodes:
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                continue
            chain = dotted(node.func).split(".")
            path = names.get(chain[0], "").split(".")
            if (
                "objects" in chain[:2]
                and path[0] == "metodika"
                and ".".join(path[1:3]) not in {source.area, "core"}
            ):
                found.append(
                    source.at(node, f"{chain[0]} belongs to {'.'.join(path[1:3])}: call its services")
                )
    return found


def programs_do_what_pages_do(root: Path) -> list[str]:
    """A service of its area that a page calls, the API of the area calls as well."""
    by_programs = {(source.area, name) for source in rooms(root, "api") for _at, name in _services_in(source)}
    found = {}
    for source in rooms(root, "views"):
        for node, name in _services_in(source):
            called = f"{source.parts[2]}.{name}"
            if (source.area, name) not in by_programs and called not in BY_PAGES_ALONE:
                found.setdefault(called, source.at(node, f"{called}: no operation of the API does this"))
    return list(found.values())


def _services_in(source: Source) -> list[tuple[ast.AST, str]]:
    """The services of its own area that a file names."""
    own = ".".join(("metodika", *source.parts[1:3]))
    modules, names = _services_known(source, own)
    found = [
        (node, node.attr)
        for node in source.nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    ]
    found += [
        (node, names[node.id]) for node in source.nodes if isinstance(node, ast.Name) and node.id in names
    ]
    return [(node, name) for node, name in found if name[0].islower()]


def _services_known(source: Source, own: str) -> tuple[set[str], dict[str, str]]:
    """The names by which a file knows the services of an area as a whole, and single ones."""
    taken = [
        (node.module, one) for node in source.nodes if isinstance(node, ast.ImportFrom) and node.module
        for one in node.names
    ]  # fmt: skip
    whole = {one.asname or one.name for module, one in taken if (module, one.name) == (own, "services")}
    single = {
        one.asname or one.name: one.name
        for module, one in taken
        if f"{module}.".startswith(f"{own}.services.")
    }
    return whole, single
