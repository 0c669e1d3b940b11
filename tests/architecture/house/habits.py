"""What a file of each kind never does."""

import ast
from pathlib import Path

from tests.architecture.house.source import (
    Source,
    dotted,
    functions,
    imported_paths,
    own_code,
    rooms,
    top_functions,
)

DOORSTEP = ("views", "api", "tables", "panels", "forms")
SIGNALS = (
    "django.db.models.signals",
    "django.dispatch",
    "django.core.signals",
    "django.contrib.auth.signals",
)
CLOCK = {
    "datetime.now",
    "datetime.utcnow",
    "date.today",
    "datetime.today",
    "timezone.now",
    "timezone.localdate",
    "time.time",
}
PROMISES = ("services", "rules", "queries", "facts")


def _nodes(sources: list[Source], kind: type) -> list[tuple[Source, ast.AST]]:
    return [(source, node) for source in sources for node in source.nodes if isinstance(node, kind)]


def forms_do_not_save(root: Path) -> list[str]:
    """Forms validate, services save: no `form.save()` anywhere, no row saved or deleted at the doorstep."""
    found = []
    doorstep = {source.path for source in rooms(root, *DOORSTEP)}
    declared = _decorators(own_code(root))
    for source, node in _nodes(own_code(root), ast.Call):
        if node in declared:
            continue
        chain = dotted(node).split(".")
        of_a_form = chain[-1] == "save" and chain[-2:-1] and chain[-2].lower().endswith("form")
        of_a_row = chain[-1] in {"save", "delete"} and len(chain) > 1 and source.path in doorstep
        if of_a_form or of_a_row:
            found.append(source.at(node, f"{'.'.join(chain)}(): forms validate, services save"))
    return found


def _decorators(sources: list[Source]) -> set[ast.expr]:
    """`@area.delete("/records/{pk}", ...)` declares an operation and deletes nothing."""
    return {one for source in sources for node in functions(source.tree) for one in node.decorator_list}


def no_model_forms(root: Path) -> list[str]:
    names = {"ModelForm", "modelform_factory", "modelformset_factory", "inlineformset_factory"}
    return [
        source.at(node, "no ModelForm: it writes past the services")
        for source, node in [*_nodes(own_code(root), ast.Name), *_nodes(own_code(root), ast.Attribute)]
        if dotted(node).split(".")[-1] in names
    ]


def no_signals(root: Path) -> list[str]:
    return [
        source.at(node, f"{path}: announce an event instead")
        for source in own_code(root)
        for node, path in imported_paths(source.tree)
        if path.startswith(SIGNALS)
    ]


def doorstep_asks_queries(root: Path) -> list[str]:
    return [
        source.at(node, f"{dotted(node)}: pages ask queries.py or start from visible_to() there")
        for source, node in _nodes(rooms(root, *DOORSTEP), ast.Attribute)
        if node.attr in {"objects", "_default_manager", "_base_manager"}
    ]


def services_are_atomic(root: Path) -> list[str]:
    """Every service is atomic; a piece that only the modules of one services package share is none."""
    called = _called_from_outside(root)
    return [
        source.at(node, f"{node.name}: a public service is atomic")
        for source in rooms(root, "services")
        for node in top_functions(source.tree)
        if not node.name.startswith("_")
        and not any(dotted(d).split(".")[-1] == "atomic" for d in node.decorator_list)
        and not _is_shared_piece(source, node, called)
    ]


def _called_from_outside(root: Path) -> set[tuple[str, str]]:
    """(area, name) of everything that is taken out of a services package; its `__init__` offers it to all."""
    found = set()
    for source in own_code(root):
        for _node, path in imported_paths(source.tree):
            parts = path.split(".")
            area = ".".join(parts[1:3])
            own = source.area == area and source.room == "services" and source.parts[-1] != "__init__"
            if parts[3:4] == ["services"] and not own:
                found.add((area, parts[-1]))
    return found


def _is_shared_piece(source: Source, node: ast.FunctionDef, called: set[tuple[str, str]]) -> bool:
    in_package = len(source.parts) > len(("metodika", "storey", "area", "services"))
    acts = any(argument.arg == "by" for argument in node.args.kwonlyargs)
    return in_package and not acts and (source.area, node.name) not in called


def services_know_no_request(root: Path) -> list[str]:
    """A person's request for correction is welcome, the browser's request is not."""
    found = []
    for source, node in _nodes(rooms(root, "services", "queries", "facts", "rules"), ast.arg):
        annotation = ast.unparse(node.annotation) if node.annotation else ""
        if "HttpRequest" in annotation or (node.arg == "request" and not annotation):
            found.append(source.at(node, "a service knows no request: give it what it needs"))
    return found


def rules_read_no_clock(root: Path) -> list[str]:
    return [
        source.at(node, f"{dotted(node)}(): rules receive dates")
        for source, node in _nodes(rooms(root, "rules", "lifecycle", "events"), ast.Call)
        if ".".join(dotted(node).split(".")[-2:]) in CLOCK
    ]


def models_have_no_default_order(root: Path) -> list[str]:
    found = []
    for source, node in _nodes([s for s in own_code(root) if s.area], ast.ClassDef):
        if node.name == "Meta":
            for statement in node.body:
                if isinstance(statement, ast.Assign) and dotted(statement.targets[0]) == "ordering":
                    found.append(source.at(statement, "no default order: order where you show"))
    return found


def rules_name_their_source(root: Path) -> list[str]:
    return [
        source.at(node, f"{node.name}: say `Source: <act>, cl. 4.2` (or the law, standard, paper)")
        for source in rooms(root, "rules")
        for node in top_functions(source.tree)
        if "Source:" not in (ast.get_docstring(node) or "")
    ]


def promises_are_described(root: Path) -> list[str]:
    """Public functions of core, services, rules, queries and facts have a docstring."""
    undescribed = {"apps", "api", "views", "forms", "urls", "tests"}
    core = [s for s in own_code(root) if s.storey == "core" and s.area and s.parts[-1] not in undescribed]
    return [
        source.at(node, f"{node.name}: a public function says what it does")
        for source in [*core, *rooms(root, *PROMISES)]
        for node in top_functions(source.tree)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
