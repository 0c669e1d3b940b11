"""How much of it a reader has to hold in the head."""

import ast
from pathlib import Path

from tests.architecture.house.source import functions, python_files, templates

FILE, FUNCTION, ARGUMENTS, TEMPLATE = 400, 40, 6, 150


def files_stay_readable(root: Path) -> list[str]:
    return [
        f"{source.name}: {lines} lines, at most {FILE}: split it by noun"
        for source in python_files(root)
        if not source.is_migration and (lines := len(source.text.splitlines())) > FILE
    ]


def functions_stay_readable(root: Path) -> list[str]:
    return [
        source.at(node, f"{node.name}: {lines} lines, at most {FUNCTION}")
        for source in python_files(root)
        if not source.is_migration
        for node in functions(source.tree)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
    ]


def arguments_stay_countable(root: Path) -> list[str]:
    return [
        source.at(node, f"{node.name}: {count} arguments by place, at most {ARGUMENTS}")
        for source in python_files(root, "config", "metodika")
        if not source.is_migration
        for node in functions(source.tree)
        if (count := _by_place(node)) > ARGUMENTS
    ]


def _by_place(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len([name for name in names if name not in {"self", "cls"}])


def templates_stay_readable(root: Path) -> list[str]:
    return [
        f"{source.name}: {lines} lines, at most {TEMPLATE}"
        for source in templates(root)
        if (lines := len(source.text.splitlines())) > TEMPLATE
    ]
