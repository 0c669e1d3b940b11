"""Code that nobody calls: vulture, which knows Python, made to know templates and dotted names too.

A function is alive when Python calls it, when a template names it (`{{ table.page_links }}`), or
when a string does ("metodika.core.web.middleware.content_policy"). Columns of models and fields of
dataclasses are left out: they are read by forms, templates and migrations in ways nobody can see.
Core is a library: there a promise that has a test is alive before the first area needs it.
"""

import ast
import re
import sys
import tomllib
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"class", "function", "method", "property", "unreachable_code"}
TAG = re.compile(r"{{.*?}}|{%.*?%}|\s:[\w-]+=\"[^\"]*\"", re.DOTALL)
DOTTED = re.compile(r"[a-z_]\w*(\.\w+)+")


def named_in_templates() -> set[str]:
    return {
        word
        for path in (ROOT / "metodika").rglob("templates/**/*")
        if path.is_file()
        for tag in TAG.findall(path.read_text(encoding="utf-8"))
        for word in re.findall(r"\w+", tag)
    }


def named_in_strings() -> set[str]:
    return {
        node.value.rpartition(".")[2]
        for folder in ("config", "metodika")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value)
    }


def promised_by_core() -> set[str]:
    return {
        word
        for path in (ROOT / "tests" / "core").rglob("*.py")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }


def main() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    vulture = Vulture(ignore_names=settings["ignore_names"], ignore_decorators=settings["ignore_decorators"])
    vulture.scavenge([str(ROOT / path) for path in settings["paths"]], exclude=settings["exclude"])
    alive = named_in_templates() | named_in_strings()
    core, promised = ROOT / "metodika" / "core", promised_by_core()
    dead = [
        item
        for item in vulture.get_unused_code()
        if item.typ in KINDS
        and item.name not in alive
        and not (item.name in promised and core in item.filename.parents)
    ]
    for item in dead:
        print(f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: nobody uses {item.typ} {item.name}")
    if dead:
        sys.exit(1)
    print("No dead code.")


if __name__ == "__main__":
    main()
