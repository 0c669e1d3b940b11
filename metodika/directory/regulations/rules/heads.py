"""The outer parts of an act: head of an order, title, annexes, signatures."""

from dataclasses import dataclass, field

from metodika.directory.regulations.rules import parts
from metodika.directory.regulations.rules.nodes import Draft
from metodika.directory.regulations.rules.parts import Line
from metodika.directory.regulations.rules.tables import Table
from metodika.directory.regulations.rules.tree import Tree


@dataclass
class Reader:
    """Where the reading stands. Modes: head, annex_head, title, body, points (of an order), signed."""

    lines: list[Line]
    following: list[tuple[int, ...] | None]
    tree: Tree = field(default_factory=Tree)
    mode: str = "head"
    at: int = 0
    table: Table | None = None
    annexes: int = 0
    in_order: bool = False
    line_length: int = 0

    @property
    def next_line(self) -> Line | None:
        """Look one line ahead.

        Source: ГОСТ Р 7.0.97-2016, 5.18.
        """
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None


def read_part(reader: Reader, line: Line) -> bool:
    """Read a line without a label that opens a part of the act: order, annex, title, signature.

    Source: ГОСТ Р 7.0.97-2016, 5.9, 5.17, 5.19, 5.22.
    """
    if parts.begins_annex(line):
        _open_annex(reader, line)
    elif reader.mode in {"head", "annex_head"}:
        return _read_head(reader, line)
    elif reader.in_order and reader.mode in {"points", "signed"}:
        return _read_after_points(reader, line)
    elif reader.mode == "title":
        return _read_title_rest(reader, line)
    else:
        return False
    return True


def _open_annex(reader: Reader, line: Line) -> None:
    """Open an annex; the same mark twice in one head stands there as a requisite.

    Source: ГОСТ Р 7.0.97-2016, 5.19; municipal practice: Yakovlevsky 2021 No 292-па repeats the mark.
    """
    tree, found = reader.tree, parts.ANNEX.match(line.text)
    label, text = (found[1], found[2]) if found else ("", line.text)
    # Whatever stands between the two, a point or a colon, stays with the label.
    label = line.text[: len(line.text) - len(text)].strip()
    number = "".join(sign for sign in label if sign.isdigit())
    if reader.mode == "annex_head" and tree.root is not None and tree.root.key == f"annex{number}":
        tree.add_next("requisites", tree.root, "r", label, text)
        return
    reader.annexes = int(number) if number else reader.annexes + 1
    tree.open_part("annex", f"annex{reader.annexes}", label, text)
    reader.in_order, reader.mode = False, "annex_head"


def _read_head(reader: Reader, line: Line) -> bool:
    """Read the head of an order or an annex: requisites, then the title.

    Source: ГОСТ Р 7.0.97-2016, 5.5 to 5.17.
    """
    tree, text, last = reader.tree, line.text, reader.tree.last
    if reader.in_order and parts.RESOLVES.search(text):
        reader.mode = "points"
        return False
    if reader.mode == "annex_head" and last is not None and _goes_on_annex(line, last):
        last.append(text)
    elif _is_title(reader, line):
        tree.add("title", tree.root, "title", "", text)
        reader.mode = "title"
    elif last is not None and _goes_on_requisite(line, last):
        last.append(text)
    elif len(text) <= parts.MIDDLE and not (
        text.endswith(":") or (len(text) > parts.SHORT and text[-1] == ".")
    ):
        if line.block.kind == "heading" and not reader.in_order and not parts.APPROVAL.match(text):
            reader.mode = "body"
            return False
        tree.add_next("requisites", tree.root, "r", "", text)
    else:
        reader.mode = "body"
        return False
    return True


def _goes_on_annex(line: Line, last: Draft) -> bool:
    """Say whether a line still tells what the annex belongs to: no date or number has been met yet.

    Source: ГОСТ Р 7.0.97-2016, 5.19 (annex to an act of a date with a number).
    """
    if last.kind not in {"annex", "requisites"} or parts.names_genre(line) or parts.APPROVAL.match(line.text):
        return False
    if (last.kind == "requisites" and not last.label) or len(last.text) > parts.LONG_HEAD:
        return False
    return len(line.text) <= parts.SHORT and not parts.DATED.search(last.text) and bool(last.label)


def _goes_on_requisite(line: Line, last: Draft) -> bool:
    """Say whether a name in the head goes on in the next line: of the organisation, of who approved.

    Source: ГОСТ Р 7.0.97-2016, 5.5 and 5.16.
    """
    begun = (
        last.kind == "requisites"
        and len(last.text) <= parts.LONG_HEAD
        and not parts.REQUISITE.match(last.text)
        and not parts.ORDER.match(last.text)
    )
    starts = (
        parts.REQUISITE.match(line.text) or parts.ORDER.match(line.text) or parts.APPROVAL.match(line.text)
    )
    return (
        begun
        and not line.block.gap
        and line.block.kind != "heading"
        and not starts
        and len(line.text) <= parts.SHORT
    )


def _is_title(reader: Reader, line: Line) -> bool:
    """Say whether a line of a head is the title.

    Source: ГОСТ Р 7.0.97-2016, 5.17 (heading: what the document is about).
    """
    if reader.in_order:
        return parts.ABOUT.match(line.text) is not None and line.text[-1] not in ":;,"
    return parts.names_genre(line)


def _read_title_rest(reader: Reader, line: Line) -> bool:
    """Go on with a title over several lines, else leave the title.

    Source: ГОСТ Р 7.0.97-2016, 5.17.
    """
    last, text = reader.tree.last, line.text
    goes_on = (
        line.begins_small
        or (text[:1] in "«(" and not line.block.gap)
        or (text[:1] == "«" and text[-1] == "»")
    )
    goes_on = goes_on and len(text) <= 2 * parts.MIDDLE and parts.RESOLVES.search(text) is None
    if goes_on and last is not None and last.kind == "title" and _is_open_title(last.text):
        last.append(text)
        return True
    if reader.in_order and len(text) <= parts.SHORT and parts.REQUISITE.match(text):
        reader.tree.add_next("requisites", reader.tree.root, "r", "", text)
        return True
    reader.mode = "points" if reader.in_order else "body"
    return False


def _is_open_title(text: str) -> bool:
    """Say whether a title may still go on.

    Source: ГОСТ Р 7.0.97-2016, 5.17 (no full stop at the end of a heading).
    """
    return text[-1] not in parts.ENDS and len(text) <= parts.LONG_HEAD


def _read_after_points(reader: Reader, line: Line) -> bool:
    """Read what follows the points of an order: signatures, marks of acquaintance, the approved text itself.

    Source: ГОСТ Р 7.0.97-2016, 5.22; municipal practice: an attached text without the mark of an annex.
    """
    tree, text, last = reader.tree, line.text, reader.tree.last
    signed = reader.mode == "signed"
    clear = signed or line.block.kind == "heading" or line.block.strong or text.isupper()
    if parts.names_genre(line) and clear and not parts.is_signature(line):
        reader.annexes += 1
        tree.open_part("annex", f"annex{reader.annexes}")
        reader.in_order, reader.mode = False, "title"
        tree.add("title", tree.root, "title", "", text)
    elif signed and last is not None and last.kind == "signature" and _goes_on_signature(line, last):
        last.append(text)
    elif (tree.clause is not None and parts.is_signature(line)) or parts.SEEN.match(text):
        tree.add_next("signature", tree.root, "sign", "", text)
        reader.mode = "signed"
        tree.clause, tree.lists = None, []
    elif signed and len(text) <= parts.MIDDLE:
        tree.add_next("signature", tree.root, "sign", "", text)
    else:
        return False
    return True


def _goes_on_signature(line: Line, last: Draft) -> bool:
    """Say whether a line belongs to the signature above it: the post goes on, or the name comes.

    Source: ГОСТ Р 7.0.97-2016, 5.22.
    """
    named = parts.INITIALS.search(last.text) is not None
    name = parts.INITIALS.fullmatch(line.text.strip(" _/")) is not None
    named = named or len(last.text) > parts.LONG_HEAD
    return not named and (line.begins_small or name) and parts.SEEN.match(last.text) is None
