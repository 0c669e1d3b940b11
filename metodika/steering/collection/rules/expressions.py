"""Checks between fields, written as people write them: `teachers_young <= teachers_all`."""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from enum import StrEnum
from typing import Any

LONGEST = 300
DEEPEST = 20
SIGNS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
COMPARED: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.LtE: operator.le, ast.Lt: operator.lt, ast.GtE: operator.ge, ast.Gt: operator.gt,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip


class Unreadable(ValueError):
    """The text is no comparison of numbers and fields."""


class Verdict(StrEnum):
    """What a check says of the answers."""

    HOLDS = "holds"
    BROKEN = "broken"
    MISSING = "missing"
    UNDEFINED = "undefined"


def names_in(text: str) -> set[str]:
    """Return the fields that a check speaks of; Unreadable when it is no comparison.

    Source: domain capabilities, C28 (validation).
    """
    tree = _parsed(text)
    return {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}


def verdict(text: str, values: Mapping[str, Decimal]) -> Verdict:
    """Say whether a comparison holds for the numbers of the answers.

    A field without an answer leaves the check unasked; a division by nought leaves it undefined, which is
    told to people and never an error of the program. Unreadable when it is no comparison.
    Source: domain capabilities, C28 (validation); domain cycle, calculation rules (denominator zero).
    """
    tree = _parsed(text)
    if names_in(text) - values.keys():
        return Verdict.MISSING
    with localcontext() as context:
        context.prec = 40
        try:
            sides = [_value(one, values) for one in (tree.left, *tree.comparators)]
        except (DivisionByZero, InvalidOperation):
            return Verdict.UNDEFINED
    pairs = zip(sides, tree.ops, sides[1:], strict=False)
    return Verdict.HOLDS if all(COMPARED[type(op)](a, b) for a, op, b in pairs) else Verdict.BROKEN


def _parsed(text: str) -> ast.Compare:
    """Read a comparison and refuse everything but numbers, names, four signs and brackets.

    Source: domain capabilities, C28.
    """
    if len(text) > LONGEST:
        raise Unreadable(text)
    try:
        tree = ast.parse(
            text.strip().replace("≤", "<=").replace("≥", ">=").replace("≠", "!="), mode="eval"
        ).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable(text) from None
    if not isinstance(tree, ast.Compare) or any(type(one) not in COMPARED for one in tree.ops):
        raise Unreadable(text)
    for side in (tree.left, *tree.comparators):
        _refuse_strange(side, DEEPEST)
    return tree


def _refuse_strange(node: ast.AST, depth: int) -> None:
    """Raise Unreadable for anything that is not arithmetic.

    Source: domain capabilities, C28.
    """
    if depth and isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        _refuse_strange(node.left, depth - 1)
        _refuse_strange(node.right, depth - 1)
    elif depth and isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _refuse_strange(node.operand, depth - 1)
    elif isinstance(node, ast.Constant):
        if type(node.value) not in {int, float}:
            raise Unreadable(str(node.value))
    elif not isinstance(node, ast.Name):
        raise Unreadable(ast.dump(node)[:LONGEST])


def _value(node: ast.AST, values: Mapping[str, Decimal]) -> Decimal:
    """Work out one side of a comparison.

    Source: domain capabilities, C28.
    """
    if isinstance(node, ast.BinOp):
        found: Decimal = SIGNS[type(node.op)](_value(node.left, values), _value(node.right, values))
        return found
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, values)
    if isinstance(node, ast.Name):
        return values[node.id]
    assert isinstance(node, ast.Constant)  # noqa: S101 - _refuse_strange has let nothing else through
    return Decimal(str(node.value))
