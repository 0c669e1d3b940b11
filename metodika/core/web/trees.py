"""Collapsible trees: clauses, organisations. Made in Python, since a regulation has hundreds of nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from metodika.core.web.values import Text, escaped


@dataclass
class Branch:
    """One node: a label ("2.1."), its text, and the nodes under it.

    `anchor` makes the node an address (#anchor); `url` leads to its own page; `mark` is shown
    after the text (a Status, a Link, any markup that is safe).
    """

    text: Text
    label: Text = ""
    anchor: str = ""
    url: str = ""
    mark: object = ""
    heading: bool = False
    children: list["Branch"] = field(default_factory=list)


def draw_tree(branches: Sequence[Branch], *, depth_open: int = 2) -> SafeString:
    """Return the tree as nested lists; nodes above `depth_open` are open."""
    return mark_safe(_list(branches, depth_open, 1))  # noqa: S308 - parts are escaped by _line


def _list(branches: Sequence[Branch], depth_open: int, depth: int) -> str:
    items = "".join(_item(branch, depth_open, depth) for branch in branches)
    return f'<ul class="m-tree">{items}</ul>'


def _item(branch: Branch, depth_open: int, depth: int) -> str:
    anchor = f' id="{escaped(branch.anchor)}"' if branch.anchor else ""
    if not branch.children:
        return f'<li{anchor} class="m-tree-leaf">{_line(branch)}</li>'
    state = " open" if depth <= depth_open else ""
    below = _list(branch.children, depth_open, depth + 1)
    return f"<li{anchor}><details{state}><summary>{_line(branch)}</summary>{below}</details></li>"


def _line(branch: Branch) -> str:
    label = format_html('<span class="m-tree-label">{}</span> ', branch.label) if branch.label else ""
    css = "m-tree-heading" if branch.heading else "m-tree-text"
    text = escaped(branch.text)
    if branch.url:
        text = format_html('<a href="{}">{}</a>', branch.url, text)
    mark = f' <span class="m-tree-mark">{escaped(branch.mark)}</span>' if branch.mark else ""
    return f'{label}<span class="{css}">{text}</span>{mark}'
