"""Reads a tree of the project, real or planted: files, syntax, areas."""

import ast
import functools
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STOREYS = ("core", "directory", "governance", "planning", "professional_growth", "steering", "web")
# The same words stand in the contract "Rooms" of pyproject.toml; test_contracts.py keeps them equal.
ROOMS = (
    "urls", "api", "views", "panels", "forms", "tables", "reactions", "notices", "jobs", "services",
    "documents", "facts", "queries", "policies", "models", "events", "rules", "lifecycle",
)  # fmt: skip
FOLDERS = ("config", "metodika", "tests", "bench", "docs", ".ci")
TEXT_ENDINGS = {
    "", ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".md", ".po", ".py", ".sh", ".sql", ".toml",
    ".txt", ".xml", ".yaml", ".yml",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    root: Path
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def text(self) -> str:
        return read(self.path)

    @property
    def tree(self) -> ast.Module:
        return parse(self.path)

    @property
    def nodes(self) -> list[ast.AST]:
        return nodes_of(self.tree)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(self.root).with_suffix("").parts

    @property
    def storey(self) -> str | None:
        """The folder of metodika/ that it stands in."""
        return self.parts[1] if self.parts[0] == "metodika" and len(self.parts) > 2 else None

    @property
    def area(self) -> str | None:
        """`storey.area`, for core as well: `core.calendar`."""
        return f"{self.parts[1]}.{self.parts[2]}" if self.storey and len(self.parts) > 3 else None

    @property
    def room(self) -> str | None:
        """The kind of file inside an area: `services` for services.py and services/votes.py."""
        return self.parts[3] if self.area else None

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    def at(self, node: ast.AST | int, complaint: str) -> str:
        return f"{self.name}:{node if isinstance(node, int) else getattr(node, 'lineno', 0)}: {complaint}"


@functools.cache
def _read(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")


def read(path: Path) -> str:
    return _read(path, path.stat().st_mtime_ns)


@functools.cache
def _parse(path: Path, _changed: int) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def parse(path: Path) -> ast.Module:
    return _parse(path, path.stat().st_mtime_ns)


@functools.cache
def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """Every node of a file, walked once for all rules."""
    return list(ast.walk(tree))


def python_files(root: Path, *folders: str) -> list[Source]:
    found = []
    for folder in folders or FOLDERS:
        found += [Source(root, path) for path in sorted((root / folder).rglob("*.py"))]
    return found


def own_code(root: Path) -> list[Source]:
    """The product itself, without migrations."""
    return [source for source in python_files(root, "config", "metodika") if not source.is_migration]


def rooms(root: Path, *names: str) -> list[Source]:
    """Files of these kinds in all areas above core."""
    return [s for s in own_code(root) if s.area and s.storey != "core" and s.room in names]


def templates(root: Path) -> list[Source]:
    found = (root / "metodika").rglob("templates/**/*")
    return [Source(root, path) for path in sorted(found) if path.suffix in {".html", ".txt", ".svg", ".xml"}]


def template_name(source: Source) -> str:
    """The name by which Django finds it: what follows `templates/`."""
    return source.name.partition("/templates/")[2]


def area_folders(root: Path) -> list[Path]:
    """Folders of areas above core."""
    return [
        area
        for storey in STOREYS[1:]
        for area in sorted((root / "metodika" / storey).glob("*"))
        if area.is_dir() and any(area.rglob("*.py"))
    ]


def text_files(root: Path) -> list[Source]:
    """Everything that goes into the repository and is read by people."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listing.returncode == 0 and (root / ".git").exists():
        paths = [root / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [path for path in root.rglob("*") if path.is_file()]
    return [
        Source(root, path)
        for path in paths
        if path.suffix in TEXT_ENDINGS
        and path.is_file()
        and "vendor" not in path.parts
        and path.name != "uv.lock"
    ]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, however deep."""
    return (node for node in nodes_of(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def top_functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain, through calls: `a.b().c()` is `a.b.c` too; empty for anything else."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else node.attr
    return node.id if isinstance(node, ast.Name) else ""


@functools.cache
def imports(tree: ast.Module) -> list[tuple[ast.stmt, str, str | None]]:
    """(statement, module, name or None) of every import that happens at run time."""
    hidden = {
        id(inner)
        for node in nodes_of(tree)
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    found: list[tuple[ast.stmt, str, str | None]] = []
    for node in nodes_of(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found += [(node, alias.name, None) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found += [(node, node.module or "", alias.name) for alias in node.names]
    return found


def imported_paths(tree: ast.Module) -> list[tuple[ast.stmt, str]]:
    """(statement, full dotted path of what is imported)."""
    return [(node, f"{module}.{name}" if name else module) for node, module, name in imports(tree)]


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Local name -> full dotted path."""
    found = {}
    for node in nodes_of(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return found


def identifier_words(name: str) -> list[str]:
    """`SchoolYear`, `school_year` -> school, year."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
