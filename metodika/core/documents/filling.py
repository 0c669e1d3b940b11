"""A program of its own that fills somebody's template, so that whatever the template does ends with it.

Started by templates.py without the environment and the settings of the product: it reads a task from the
standard input and writes the answer to the standard output, both JSON. It imports nothing of ours.
"""

import base64
import json
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MEMORY = 600 * 1024 * 1024
SECONDS = 3
ALLOWED_FILTERS = (
    "abs capitalize count default d first float int join last length list lower replace reverse round sort "
    "sum title trim unique upper wordcount"
).split()
ALLOWED_GLOBALS = ("range", "namespace")
NEAR = 60
TAG = re.compile(r"<[^>]+>")


def limit() -> None:
    """Let this process use so much memory and time and no more, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def environment() -> Any:
    """Return a sandbox that knows a few filters and no other file."""
    from jinja2 import nodes  # noqa: PLC0415 - after the limits are set
    from jinja2.exceptions import SecurityError  # noqa: PLC0415 - as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - as above

    foreign = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)

    class Sandbox(ImmutableSandboxedEnvironment):
        def _parse(self, *source: Any) -> Any:
            tree = super()._parse(*source)
            if any(tree.find(kind) for kind in foreign):
                raise SecurityError("another file")
            if any(step.attr.startswith("_") for step in tree.find_all(nodes.Getattr)):
                raise SecurityError("the inside of a value")
            return tree

        def getattr(self, obj: Any, attribute: str) -> Any:
            # A place may be called like a method of a mapping: `items`, `values`, `copy`.
            if isinstance(obj, dict):
                return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
            return super().getattr(obj, attribute)

    made = Sandbox(autoescape=True)
    made.filters = {name: made.filters[name] for name in ALLOWED_FILTERS}
    made.globals = {name: made.globals[name] for name in ALLOWED_GLOBALS}
    return made


def fill(template: Any, task: dict[str, Any]) -> dict[str, Any]:
    """Return the filled file."""
    template.render(task["places"], environment(), autoescape=True)
    output = BytesIO()
    template.save(output)
    return {"file": base64.b64encode(output.getvalue()).decode()}


def look(template: Any, _task: dict[str, Any]) -> dict[str, Any]:
    """Return the paths that the template names, and its faults of writing."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - after the limits are set

    template.render_init()
    sandbox, paths, faults = environment(), set(), []
    for source in sources(template):
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(source))
        try:
            tree = sandbox.parse(lines)
            sandbox.compile(tree)
        except TemplateSyntaxError as error:
            faults.append(fault(lines, error.lineno, error.message))
        else:
            paths |= set(named(tree, dict.fromkeys(locals_of(tree))))
    return {"paths": sorted(paths), "faults": faults}


def sources(template: Any) -> Iterator[str]:
    """Walk the parts of the file in which places are filled."""
    yield template.get_xml()
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(kind):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.parts:
        if part.partname == "/word/footnotes.xml":
            yield part.blob.decode()


def fault(lines: str, number: int, reason: str | None) -> dict[str, str]:
    """Return the words around a fault."""
    around = lines.splitlines()[max(number - 1, 0) : number + 1]
    said = " ".join(" ".join(TAG.sub("", line) for line in around).split())
    return {"near": said[:NEAR], "reason": reason or ""}


def locals_of(tree: Any) -> Iterator[str]:
    """Give the names that the template makes itself."""
    from jinja2 import nodes  # noqa: PLC0415 - after the limits are set

    for name in tree.find_all(nodes.Name):
        if name.ctx in {"store", "param"}:
            yield name.name
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    yield from ("loop", "caller", *ALLOWED_GLOBALS)


def named(node: Any, known: dict[str, str | None]) -> Iterator[str]:
    """Walk the paths of values; what runs over a list has the path of the list."""
    from jinja2 import nodes  # noqa: PLC0415 - after the limits are set

    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        path = path_of(node, known)
        if path:
            yield path
        return
    if isinstance(node, nodes.For):
        yield from named(node.iter, known)
        inside = dict(known)
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = path_of(node.iter, known)
        for part in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from named(part, inside)
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield from named(node.node.node, known)
        node = nodes.Tuple([*node.args, *node.kwargs], "load")
    for child in node.iter_child_nodes():
        yield from named(child, known)


def path_of(node: Any, known: dict[str, str | None]) -> str | None:
    """Return `items.question` for a value, None for one that the template has made itself."""
    from jinja2 import nodes  # noqa: PLC0415 - after the limits are set

    if isinstance(node, nodes.Name):
        return known.get(node.name, node.name)
    if isinstance(node, nodes.Filter):
        return path_of(node.node, known) if node.node else None
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    path = path_of(node.node, known)
    step = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
    return f"{path}.{step}" if path and isinstance(step, str) else path


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Carry out the task; a template that goes wrong gives the kind of its fault."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - after the limits are set
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415 - as above

    opened = False
    try:
        template = DocxTemplate(BytesIO(base64.b64decode(task["file"])))
        template.init_docx()
        opened = True
        return (look if task["look"] else fill)(template, task)
    except SecurityError:
        return {"fault": "code"}
    except (MemoryError, OverflowError, RecursionError):
        return {"fault": "endless"}
    except TemplateSyntaxError as error:
        return {"fault": "syntax", "reason": error.message or ""}
    except Exception as error:  # noqa: BLE001 - a foreign file may be wrong in any place; its name goes to the log
        return {"fault": "value" if opened else "file", "reason": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    limit()
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
