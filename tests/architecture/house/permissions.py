"""Every page says who may open it. (The startup check of core asks the same of the running URLs.)"""

import ast
from pathlib import Path

from tests.architecture.house.source import Source, dotted, own_code, rooms, top_functions


def _tables(root: Path) -> dict[str, str]:
    """Permission -> area whose policies.py declares it."""
    found = {}
    for source in own_code(root):
        for node in source.tree.body if source.room == "policies" else ():
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            named = any(isinstance(target, ast.Name) and target.id == "PERMISSIONS" for target in targets)
            if named and isinstance(getattr(node, "value", None), ast.Dict):
                for key in node.value.keys:
                    if isinstance(key, ast.Constant):
                        found[key.value] = source.area or ""
    return found


def permissions_are_called_by_their_area(root: Path) -> list[str]:
    """`area.verb_noun`, in the table of that very area."""
    return [
        f"metodika/{area.replace('.', '/')}/policies.py: {name}: the name is {area.split('.')[1]}.verb_noun"
        for name, area in _tables(root).items()
        if name.split(".")[0] != area.split(".")[1] or len(name.split(".")) != 2
    ]


def _declared(source: Source) -> list[tuple[ast.AST, str]]:
    found: list[tuple[ast.AST, str]] = []
    for node in source.nodes:
        if isinstance(node, ast.Call) and dotted(node.func) in {"page", "can", "endpoint", "needs"}:
            place = 1 if dotted(node.func) == "can" else 0
            if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                found.append((node, str(node.args[place].value)))
    return found


def named_permissions_exist(root: Path) -> list[str]:
    known = _tables(root)
    return [
        source.at(node, f"{name}: no policies.py declares this permission")
        for source in rooms(root, "views", "api", "panels", "services", "queries")
        for node, name in _declared(source)
        if name not in known
    ]


def every_view_is_guarded(root: Path) -> list[str]:
    """A public function of views.py that takes a request is a page, and a page has a guard."""
    return [
        source.at(node, f"{node.name}: @page(...) or @page.public")
        for source in rooms(root, "views", "panels")
        for node in top_functions(source.tree)
        if not node.name.startswith("_")
        and node.args.args
        and node.args.args[0].arg == "request"
        and not any(dotted(decorator).split(".")[0].endswith("page") for decorator in node.decorator_list)
    ]


def permissions_are_said_in_words(root: Path) -> list[str]:
    """WORDS of each policies.py say, for the page of roles, what every permission allows; nothing else."""
    found = []
    for source in own_code(root):
        if source.room != "policies":
            continue
        named, said = _keys(source, "PERMISSIONS"), _keys(source, "WORDS")
        found += [f"{source.name}: {name}: say in WORDS what it allows" for name in sorted(named - said)]
        found += [f"{source.name}: {name}: words for no permission" for name in sorted(said - named)]
    return found


def _keys(source: Source, table: str) -> set[str]:
    return {
        str(key.value)
        for node in source.tree.body
        if isinstance(node, ast.Assign)
        and dotted(node.targets[0]) == table
        and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }
