"""Doubts about the numbers of clauses: repeated, skipped, going backwards, without the number above."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from metodika.directory.regulations.rules.doubts import Doubt
from metodika.directory.regulations.rules.nodes import Node
from metodika.directory.regulations.rules.numbering import Label, parse_label

Numbers = tuple[int, ...]


@dataclass
class Count:
    """The numbers met in one part of an act."""

    seen: dict[Numbers, str] = field(default_factory=dict)
    groups: dict[tuple[str, Numbers], Numbers] = field(default_factory=dict)
    previous: Numbers = ()
    repeated: list[tuple[str, str]] = field(default_factory=list)


def label_of(node: Node) -> Label | None:
    """Read the label of a node again; a bullet sign before a number is stepped over.

    Source: ГОСТ 7.32-2017, 6.4.
    """
    label, _rest = parse_label(f"{node.label.lstrip('-–—•· ')} А")
    return label


def doubts_of_numbers(nodes: list[Node]) -> Iterator[Doubt]:
    """Doubt the numbering of sections, clauses and subclauses, each part of the act by itself.

    Source: ГОСТ 7.32-2017, 6.4 (numbers run on without gaps); municipal practice: all five styles seen.
    """
    counts: dict[str, Count] = {}
    lists: dict[tuple[str | None, str], int] = {}
    tables = tuple(node.key + "/" for node in nodes if node.kind == "table")
    for node in nodes:
        label = label_of(node) if node.label else None
        if label is None or (tables and node.key.startswith(tables)):
            continue
        if node.kind == "subclause":
            yield from _doubts_of_list(lists, node, label)
        elif node.kind in {"section", "clause"}:
            count = counts.setdefault(node.key.partition("/")[0] if "/" in node.key else "", Count())
            if label.style == "number":
                yield from _doubts_of_number(count, node, label)
            else:
                count.seen.setdefault(label.numbers, node.key)
    for count in counts.values():
        if count.repeated:
            labels = ", ".join(dict.fromkeys(label for label, _key in count.repeated))
            yield Doubt("numbers-repeat", count.repeated[0][1], {"labels": labels})


def _doubts_of_list(lists: dict[tuple[str | None, str], int], node: Node, label: Label) -> Iterator[Doubt]:
    """Doubt a gap in a list.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    place, number = (node.parent, label.style), label.numbers[-1]
    before = lists.get(place, 0)
    lists[place] = number
    if number not in {before + 1, 1}:
        code = "number-jumps" if number > before + 1 else "number-back"
        shown = f"{before})" if before else "—"
        # Letters skip some of the alphabet by custom: ё, з, й, ч may or may not be there.
        if label.style != "letter":
            yield Doubt(code, node.key, {"before": shown, "label": label.text})


def _doubts_of_number(count: Count, node: Node, label: Label) -> Iterator[Doubt]:
    """Doubt one number against those before it in the same part.

    Source: ГОСТ 7.32-2017, 6.4.1 to 6.4.3.
    """
    numbers = label.numbers
    if numbers in count.seen:
        count.repeated.append((label.path, node.key))
    above = numbers[:-1]
    if above and above not in count.seen:
        yield Doubt("number-orphan", node.key, {"label": label.path, "above": ".".join(map(str, above))})
    group = (node.kind if len(numbers) == 1 else "", above)
    before = count.groups.get(group)
    compared = before or ()
    if len(numbers) > 1:
        compared = max(count.previous, count.groups.get(("clause", ()), ()))
    elif node.kind == "section":
        compared = count.previous
    params = {"label": label.path, "before": ".".join(map(str, compared or before or ()))}
    if numbers not in count.seen and compared and numbers < compared:
        yield Doubt("number-back", node.key, params)
    elif before is not None and numbers[-1] > before[-1] + 1:
        yield Doubt("number-jumps", node.key, params | {"before": ".".join(map(str, before))})
    count.seen.setdefault(numbers, node.key)
    count.groups[group] = numbers
    if len(numbers) > 1 or node.kind == "section":
        count.previous = numbers
