"""Lists inside clauses: who introduces them, when they nest, where they go on."""

import re

from metodika.directory.regulations.rules.nodes import Draft
from metodika.directory.regulations.rules.numbering import Label
from metodika.directory.regulations.rules.tree import DEEPEST, OpenList, Tree

FIRST_WORD = re.compile(r"[А-Яа-яЁё]{4,}")
LIST_ENDS = (";", ",")
FEWEST_ITEMS = 2
LONGEST = 20_000


def add_bullet(tree: Tree, mark: str, level: int, text: str) -> None:
    """Add a bullet under what introduces it; items that lost their sign become bullets without one.

    Source: ГОСТ 7.32-2017, 6.4.6; municipal practice: Pestyaki 2021 No 160, 7.3.
    """
    parts = split_parallel(text)
    _find_list(tree, mark, level)
    for number, part in enumerate(parts):
        top = tree.lists[-1] if tree.lists else None
        # A new list keeps its owner in a draft that is replaced by the first item at once.
        owner = top.owner if top else tree.container
        item = tree.add_next("bullet", owner, "b", mark if number == 0 else "", part)
        if top is not None:
            top.last, top.number = item, top.number + 1
            top.punctuated = top.punctuated or part.endswith(LIST_ENDS)


def _find_list(tree: Tree, mark: str, level: int) -> None:
    """Leave on top the list that the next bullet belongs to, opening or closing lists on the way.

    Source: ГОСТ 7.32-2017, 6.4.6; municipal practice: a bullet with a colon opens a list inside the list.
    """
    top = tree.lists[-1] if tree.lists else None
    last = tree.last
    if top is None or top.style != "bullet":
        _open(tree, top.last if top else introducer(tree), mark, level)
    elif last is not None and last is top.last and last.text.endswith(":") and _may_nest(last):
        _open(tree, last, mark, max(level, top.level))
    elif level > top.level and _may_nest(top.last):
        _open(tree, top.last, mark, level)
    else:
        _return_to(tree, mark, level)


def _may_nest(owner: Draft) -> bool:
    """Say whether lists may still go deeper: no act needs as many as a damaged text may show.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    return owner.key.count("/") < DEEPEST


def _return_to(tree: Tree, mark: str, level: int) -> None:
    """Close the lists that have ended before a bullet with this sign and depth.

    Source: ГОСТ 7.32-2017, 6.4.6 (the last item of a list ends with a point, the others with a semicolon).
    """
    top = tree.lists[-1]
    below = [known for known in tree.lists[:-1] if known.style == "bullet"]
    while len(below) > 0 and level < top.level and below[-1].level >= level:
        tree.lists.pop()
        top = below.pop()
    if not below or below[-1] is not tree.lists[-2]:
        return
    ended = top.punctuated and top.last.text.endswith(".")
    if (mark != top.mark and any(known.mark == mark for known in below)) or (
        ended and level == below[-1].level
    ):
        tree.lists.pop()


def _open(tree: Tree, owner: Draft | None, mark: str, level: int) -> None:
    """Open a list of bullets.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    last = owner or Draft("", None, "", "paragraph", "")
    tree.open_list(OpenList(owner, "bullet", mark, level, last))


def introducer(tree: Tree) -> Draft | None:
    """Find what introduces a list: the paragraph with a colon just before it, else the clause or section.

    Source: ГОСТ 7.32-2017, 6.4.6 (a list follows the sentence that introduces it).
    """
    last = tree.last
    if (
        last is None
        or last.key.count("/") >= DEEPEST
        or last.kind
        in {
            "requisites",
            "title",
            "annex",
            "signature",
            "table",
            "table_row",
            "cell",
        }
    ):
        return tree.container
    if last.kind == "paragraph" and not last.text.endswith(":") and last.text.endswith("."):
        return tree.container
    return last if _is_inside(last, tree.root) else tree.container


def _is_inside(draft: Draft | None, root: Draft | None) -> bool:
    """Say whether a node belongs to a part of the act.

    Source: ГОСТ Р 7.0.97-2016, 5.19.
    """
    while draft is not None and draft is not root:
        draft = draft.parent
    return draft is root


def add_subclause(tree: Tree, label: Label, signs: str, text: str) -> None:
    """Add "1)" or "а)": the first opens a list, the next goes on with the nearest list of its style.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    number = label.numbers[-1]
    place = _list_of(tree, label.style, number)
    if place is None:
        owner = _owner_of_new(tree, label.style, number)
        step = _step(label)
        item = tree.add("subclause", owner, step, signs, text)
        tree.open_list(OpenList(owner, label.style, "", 0, item, number))
        return
    del tree.lists[place + 1 :]
    top = tree.lists[place]
    top.last = tree.add("subclause", top.owner, _step(label), signs, text)
    top.number = number


def _list_of(tree: Tree, style: str, number: int) -> int | None:
    """Find the innermost open list that this number continues; a first number opens a list of its own.

    Source: ГОСТ 7.32-2017, 6.4.6.
    """
    places = [place for place, known in enumerate(tree.lists) if known.style == style]
    for place in reversed(places):
        if tree.lists[place].number == number - 1:
            return place
    return places[-1] if places and number > 1 else None


def _owner_of_new(tree: Tree, style: str, number: int) -> Draft | None:
    """Choose the owner of a new list of numbers or letters.

    Source: ГОСТ 7.32-2017, 6.4.6 (letters stand inside numbers).
    """
    last = tree.last
    if last is not None and last.text.endswith(":") and last.kind != "title":
        return introducer(tree)
    others = [known for known in tree.lists if known.style not in {style, "bullet"}]
    if others:
        return others[-1].last
    if any(known.style == style for known in tree.lists) and number == 1:
        tree.lists = []
        return tree.container
    return introducer(tree) if not tree.lists else tree.container


def _step(label: Label) -> str:
    """Write the last step of the key of a subclause: its number, or its letter.

    Source: municipal practice: "подпункт б пункта 3".
    """
    return label.text.strip("()") if label.style == "letter" else label.path


def split_parallel(text: str) -> list[str]:
    """Divide a bullet where the next item lost its sign: after a semicolon the first word comes again.

    Source: municipal practice: Pestyaki 2021 No 160, 7.3; Verkhnyaya Pyshma road map, 2.1.
    """
    first = FIRST_WORD.match(text)
    if first is None or "; " not in text or len(text) > LONGEST:
        return [text]
    parts = [""]
    for piece in text.split("; "):
        again = parts[0] != "" and piece.split(" ")[0].lower() == first[0].lower()
        if parts == [""]:
            parts = [piece]
        elif again:
            parts[-1] += ";"
            parts.append(piece)
        else:
            parts[-1] += f"; {piece}"
    return parts


def split_enumeration(text: str) -> tuple[str, list[str]]:
    """Divide "…: one; two." of a clause into its introduction and its items.

    Nothing is divided unless there are two items and all begin with a small letter.

    Source: municipal practice: Pestyaki 2021 No 160, 7.4.
    """
    lead, colon, rest = text.partition(": ")
    items = [f"{piece};" for piece in rest.split("; ")]
    if not colon or len(items) < FEWEST_ITEMS or not rest.endswith((".", ";")):
        return text, []
    items[-1] = items[-1][:-1]
    if all(item[:1].islower() for item in items) and ". " not in rest:
        return f"{lead}:", items
    return text, []
