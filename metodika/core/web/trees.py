"""Collapsible trees: clauses, organisations. Made in Python, since a regulation has hundreds of nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from metodika.core.web.values import Text, escaped


@dataclass
class Row:
    """A row of a table inside a tree: a text or branches in each cell; a heading spans all of them."""

    cells: Sequence[object]
    anchor: str = ""
    heading: bool = False


@dataclass
class Branch:
    """One node: a label ("2.1."), its text, and the nodes under it.

    `anchor` makes the node an address (#anchor); `url` leads to its own page; `mark` is shown
    after the text (a Status, a Link, any markup that is safe). `rows` make the node a table, under the
    names of its columns in `heads`.
    """

    text: Text
    label: Text = ""
    anchor: str = ""
    url: str = ""
    mark: object = ""
    heading: bool = False
    children: list["Branch"] = field(default_factory=list)
    heads: Sequence[Text] = ()
    rows: list[Row] = field(default_factory=list)


def draw_tree(branches: Sequence[Branch], *, depth_open: int = 2) -> SafeString:
    """Return the tree as nested lists; nodes above `depth_open` are open."""
    return mark_safe(_list(branches, depth_open, 1))  # noqa: S308 - parts are escaped by _line


def _list(branches: Sequence[Branch], depth_open: int, depth: int) -> str:
    items = "".join(_item(branch, depth_open, depth) for branch in branches)
    return f'<ul class="m-tree">{items}</ul>'


def _item(branch: Branch, depth_open: int, depth: int) -> str:
    anchor = f' id="{escaped(branch.anchor)}"' if branch.anchor else ""
    if branch.rows:
        return f'<li{anchor} class="m-tree-leaf">{_line(branch)}{_table(branch)}</li>'
    if not branch.children:
        return f'<li{anchor} class="m-tree-leaf">{_line(branch)}</li>'
    state = " open" if depth <= depth_open else ""
    below = _list(branch.children, depth_open, depth + 1)
    if branch.url:
        # A link inside a summary cannot be reached by every reader: it stands before the arrow that folds.
        arrow = f'<summary class="m-tree-arrow"><span class="m-ear">{escaped(branch.text)}</span></summary>'
        own = f'<span class="m-tree-own">{_line(branch)}</span>'
        return f'<li{anchor} class="m-tree-node">{own}<details{state}>{arrow}{below}</details></li>'
    return f"<li{anchor}><details{state}><summary>{_line(branch)}</summary>{below}</details></li>"


def _line(branch: Branch) -> str:
    label = format_html('<span class="m-tree-label">{}</span> ', branch.label) if branch.label else ""
    css = "m-tree-heading" if branch.heading else "m-tree-text"
    text = escaped(branch.text)
    if branch.url:
        text = format_html('<a href="{}">{}</a>', branch.url, text)
    mark = f' <span class="m-tree-mark">{escaped(branch.mark)}</span>' if branch.mark else ""
    return f'{label}<span class="{css}">{text}</span>{mark}'


def _table(branch: Branch) -> str:
    heads = "".join(f'<th role="columnheader" scope="col">{escaped(head)}</th>' for head in branch.heads)
    head = f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>' if branch.heads else ""
    body = "".join(_row(row, branch.heads) for row in branch.rows)
    table = f'<table class="table m-table" role="table">{head}<tbody role="rowgroup">{body}</tbody></table>'
    return f'<div class="m-list">{table}</div>'


def _row(row: Row, heads: Sequence[Text]) -> str:
    anchor = f' id="{escaped(row.anchor)}"' if row.anchor else ""
    if row.heading:
        span = f' colspan="{len(heads)}"' if len(heads) > 1 else ""
        words = "".join(_cell(cell) for cell in row.cells)
        return f'<tr role="row"{anchor}><th role="rowheader" class="m-tree-span"{span}>{words}</th></tr>'
    cells = ""
    for place, cell in enumerate(row.cells):
        label = escaped(heads[place]) if place < len(heads) else ""
        own = cell.anchor if isinstance(cell, Branch) and cell.anchor != row.anchor else ""
        named = f' id="{escaped(own)}"' if own else ""
        cells += f'<td role="cell"{named} data-label="{label}"><div>{_cell(cell)}</div></td>'
    return f'<tr role="row"{anchor}>{cells}</tr>'


def _cell(cell: object) -> str:
    if isinstance(cell, Branch):
        return f"{_line(cell)}{_items(cell.children)}"
    return str(escaped(cell))


def _items(branches: Sequence[Branch]) -> str:
    """Return what stands in a cell as a plain list: a cell is too narrow for a tree that folds."""
    if not branches:
        return ""
    items = ""
    for branch in branches:
        anchor = f' id="{escaped(branch.anchor)}"' if branch.anchor else ""
        items += f"<li{anchor}>{_line(branch)}{_items(branch.children)}</li>"
    return f'<ul class="m-items">{items}</ul>'
