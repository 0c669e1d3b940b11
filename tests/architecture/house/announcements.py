"""Announcements: each says one sentence, made of its own fields, under a key of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house.source import Source, dotted, own_code

PLACE = re.compile(r"%\((\w+)\)")


def _events(root: Path) -> Iterator[tuple[Source, ast.ClassDef]]:
    """Every class that stands on Event, or on another event of the product."""
    classes = [
        (source, node)
        for source in own_code(root)
        if source.area
        for node in source.nodes
        if isinstance(node, ast.ClassDef)
    ]
    known = {"Event"}
    while True:
        found = [(s, n) for s, n in classes if known & {dotted(base).split(".")[-1] for base in n.bases}]
        if {node.name for _source, node in found} <= known:
            yield from found
            return
        known |= {node.name for _source, node in found}


def _sentence(event: ast.ClassDef) -> str:
    """The text behind `sentence = _("...")`; empty without one."""
    for node in event.body:
        target = node.target if isinstance(node, ast.AnnAssign) else None
        if target is not None and dotted(target) == "sentence" and isinstance(node.value, ast.Call):
            text = node.value.args[0] if node.value.args else None
            return str(text.value) if isinstance(text, ast.Constant) else ""
    return ""


def _fields(event: ast.ClassDef) -> set[str]:
    return {
        dotted(node.target)
        for node in event.body
        if isinstance(node, ast.AnnAssign) and "ClassVar" not in ast.unparse(node.annotation)
    }


def events_say_a_sentence(root: Path) -> list[str]:
    return [
        source.at(node, f"{node.name}: say in `sentence` what has happened")
        for source, node in _events(root)
        if not _sentence(node)
    ]


def sentences_name_what_the_event_holds(root: Path) -> list[str]:
    """A place is a field, or the name of the row behind a field: %(person)s for person_id."""
    found = []
    for source, node in _events(root):
        fields = _fields(node)
        known = fields | {field.removesuffix("_id") for field in fields}
        for place in sorted(set(PLACE.findall(_sentence(node))) - known):
            found.append(source.at(node, f"{node.name}: the event has nothing for %({place})s"))
    return found


def events_have_keys_of_their_own(root: Path) -> list[str]:
    """The key is made of the area and the class; core.files and directory.files would share theirs."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for source, node in _events(root):
        key = (source.parts[2], node.name)
        if key in seen:
            found.append(source.at(node, f"{node.name}: {seen[key]} announces under the same key"))
        seen.setdefault(key, source.name)
    return found
