"""The tests themselves: real objects, nothing skipped."""

import ast
from pathlib import Path

from tests.architecture.house.source import Source, dotted, imported_names, imported_paths, python_files

MOCKS = ("unittest.mock", "mock", "pytest_mock", "responses")
SKIPS = {
    "pytest.skip",
    "pytest.xfail",
    "pytest.importorskip",
    "mark.skip",
    "mark.skipif",
    "mark.xfail",
    "unittest.skip",
    "unittest.skipIf",
}

# File -> reason. Where CI is set a skipped test fails the run all the same (tests/conftest.py).
MAY_SKIP = {
    "tests/directory/regulations/samples.py": "the real regulations lie beside the project, not in it",
}


def nothing_is_mocked(root: Path) -> list[str]:
    """The product is never patched; the network is, in a line that says `# network: ...`."""
    found = []
    for source in python_files(root, "tests"):
        for node, path in imported_paths(source.tree):
            if path.split(".")[0] in MOCKS or path.startswith(MOCKS[0]):
                found.append(source.at(node, f"{path}: use the real thing"))
        found += _patched(source)
    return found


def _patched(source: Source) -> list[str]:
    lines = source.text.splitlines()
    return [
        source.at(node, f"{dotted(node)}: use the real thing (for the network: say `# network: ...`)")
        for node in source.nodes
        if isinstance(node, ast.Call)
        and dotted(node.func) in {"monkeypatch.setattr", "monkeypatch.setitem", "mocker.patch"}
        and "# network:" not in lines[node.lineno - 1]
        and not (node.args and _is_made_by_tests(source, node.args[0]))
    ]


def _is_made_by_tests(source: Source, target: ast.expr) -> bool:
    """A class or object that the tests themselves have made is theirs to change."""
    name = dotted(target).split(".")[0]
    made_here = {node.name for node in source.tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    path = imported_names(source.tree).get(name, "")
    return name in made_here or path.startswith(("tests.", "conftest."))


def nothing_is_skipped(root: Path) -> list[str]:
    return [
        source.at(node, f"{dotted(node)}: nothing is skipped")
        for source in python_files(root, "tests")
        if source.name not in MAY_SKIP
        for node in source.nodes
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in SKIPS
    ]


def tests_mirror_the_house(root: Path) -> list[str]:
    """tests/<storey>/<area>/test_<file>.py, for an area that exists."""
    found = []
    for source in python_files(root, "tests"):
        if len(source.parts) < 4 or not (root / "metodika" / source.parts[1]).exists():
            continue
        if not (root / "metodika" / source.parts[1] / source.parts[2]).exists():
            found.append(f"{source.name}: there is no metodika/{source.parts[1]}/{source.parts[2]}")
    return found
