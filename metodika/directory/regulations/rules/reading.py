"""Reading an act: lines -> parts -> clauses -> lists and tables."""

from metodika.core.files.text import Block
from metodika.directory.regulations.rules import parts
from metodika.directory.regulations.rules.heads import Reader, read_part
from metodika.directory.regulations.rules.lists import (
    add_bullet,
    add_subclause,
    introducer,
    split_enumeration,
)
from metodika.directory.regulations.rules.nodes import Draft, Node
from metodika.directory.regulations.rules.numbering import Label
from metodika.directory.regulations.rules.parts import Line, line_of
from metodika.directory.regulations.rules.tables import add_row, add_section_row, open_table
from metodika.directory.regulations.rules.tree import OpenList, Tree

WRAPPED_FROM = 50
HEADING_LENGTH = 100
LONGEST = 20_000
CONTINUED = frozenset({"clause", "subclause", "bullet", "paragraph", "section", "title", "signature"})


def read_nodes(blocks: list[Block]) -> list[Node]:
    """Read blocks as the tree of an act; every word stands in exactly one node, in the order of the source.

    Source: ГОСТ Р 7.0.97-2016, section 5; ГОСТ 7.32-2017, 6.4.
    """
    lines = [line_of(block) for block in blocks]
    reader = Reader(lines, numbers_ahead(lines))
    if parts.has_order_part(lines):
        reader.tree.open_part("order", "order")
        reader.in_order = True
    for at, line in enumerate(lines):
        reader.at = at
        read_line(reader, line)
        reader.line_length = len(line.block.text)
    return reader.tree.nodes()


def numbers_ahead(lines: list[Line]) -> list[tuple[int, ...] | None]:
    """Say for each line which number comes next after it: sections are told from clauses by it.

    Source: municipal practice: Pervouralsk 2020 No 261 counts sections and clauses side by side.
    """
    ahead: list[tuple[int, ...] | None] = [None] * len(lines)
    known: tuple[int, ...] | None = None
    for at in range(len(lines) - 1, -1, -1):
        ahead[at] = known
        label = lines[at].label
        if label is not None and label.style == "number":
            known = label.numbers
    return ahead


def read_line(reader: Reader, line: Line) -> None:
    """Put one line into its place.

    Source: ГОСТ Р 7.0.97-2016, section 5.
    """
    if line.block.kind == "table_row":
        _read_row(reader, line)
        return
    if reader.table is not None and _read_in_table(reader, line):
        return
    if line.label is not None or line.signs:
        _read_labelled(reader, line)
    elif not read_part(reader, line):
        _read_plain(reader, line)


def _read_row(reader: Reader, line: Line) -> None:
    """Read a table row; in the head of an order it is only a frame around the requisites.

    Source: ГОСТ Р 7.0.97-2016, 5.10, 5.11, 5.22 (date, number and signature stand side by side).
    """
    tree, text = reader.tree, Line(Block(line.text, gap=True), None, "", line.text)
    if (
        reader.table is None
        and reader.in_order
        and (reader.mode in {"head", "signed"} or parts.is_signature(text))
    ):
        if not read_part(reader, text):
            _read_plain(reader, text)
        return
    if reader.table is None:
        section = tree.section
        is_note = section is not None and parts.KNOWN_HEADINGS.match(section.text)
        parent = tree.root if is_note and tree.clause is None else tree.container
        reader.table = open_table(tree, parent)
        tree.lists = []
    reader.mode = reader.mode if reader.in_order else "body"
    add_row(tree, reader.table, line.block.cells)


def _read_in_table(reader: Reader, line: Line) -> bool:
    """Read a line between table rows: a section row without cells, or words of a cell on a line of their own.

    Source: municipal practice: Verkhnyaya Pyshma road map 2020.
    """
    table, following = reader.table, reader.next_line
    rows_follow = following is not None and following.block.kind == "table_row"
    if table is not None and rows_follow and line.label is not None and parts.is_title_like(line):
        add_section_row(reader.tree, table, line.label, line.text)
        return True
    last = reader.tree.last
    if line.is_plain and line.begins_small and last and table and table.row and len(last.text) <= LONGEST:
        last.append(line.text)
        return True
    reader.table = None
    return False


def _read_labelled(reader: Reader, line: Line) -> None:
    """Read a line that begins with a number, a letter or a bullet.

    Source: ГОСТ 7.32-2017, 6.4.
    """
    tree, label = reader.tree, line.label
    if reader.mode != "signed":
        reader.mode = "points" if reader.in_order else "body"
    if label is None:
        add_bullet(tree, line.signs, line.block.level, line.text)
    elif label.style in {"paren", "letter"} and not (line.block.kind == "heading" and label.style == "paren"):
        add_subclause(tree, label, line.signs, line.text)
    elif opens_section(reader, line, label):
        tree.open_section(label, line.signs, line.text, line.block.level)
    elif not _read_point_of_list(tree, label, line):
        lead, items = split_enumeration(line.text)
        clause = tree.open_clause(label, line.signs, lead)
        for item in items:
            tree.add_next("bullet", clause, "b", "", item)


def _read_point_of_list(tree: Tree, label: Label, line: Line) -> bool:
    """Read "1." that counts a list inside a clause of a deeper number, instead of a new clause.

    Source: ГОСТ 7.32-2017, 6.4.6; municipal practice: lists counted by Word inside clauses.
    """
    if len(label.numbers) > 1 or tree.clause is None:
        return False
    top = tree.lists[-1] if tree.lists else None
    number = label.numbers[0]
    goes_on = top is not None and top.style == "dot" and top.number == number - 1
    last = tree.last
    begins = number == 1 and last is not None and last.text.endswith(":") and last.kind != "section"
    if begins:
        owner = introducer(tree)
    elif goes_on and top is not None and tree.clause_number != number - 1:
        owner = top.owner
        tree.lists.pop()
    else:
        return False
    item = tree.add("subclause", owner, label.path, line.signs, line.text)
    tree.open_list(OpenList(owner, "dot", "", 0, item, number))
    return True


def opens_section(reader: Reader, line: Line, label: Label) -> bool:
    """Tell the heading of a section from a clause with the same sort of number.

    Source: ГОСТ 7.32-2017, 6.4.1; municipal practice: Pervouralsk 2020 No 261, Magnitogorsk gymnasium 53.
    """
    if label.style != "number":
        return True
    if reader.in_order or len(label.numbers) > 1 or not parts.is_title_like(line):
        return False
    if line.block.kind == "heading" or line.block.strong:
        return True
    ahead, number = reader.following[reader.at], label.numbers[0]
    if ahead is not None and len(ahead) > 1:
        return ahead[0] == number
    return _counts_sections(reader, line, number, ahead[0] if ahead else None)


def _counts_sections(reader: Reader, line: Line, number: int, ahead: int | None) -> bool:
    """Tell a section by the two counts that run side by side: sections, and clauses through all of them.

    Source: municipal practice: Pervouralsk 2020 No 261.
    """
    tree, following = reader.tree, reader.next_line
    if number != tree.section_number + 1 or line.text.endswith(":"):
        return False
    expected = tree.clause_number + 1
    if number == 1 and tree.clause is None:
        if ahead == 1:
            return True
    elif ahead is not None and number != expected and ahead in {1, expected}:
        return True
    alone = following is not None and following.is_plain and tree.clause is None
    return alone and len(line.text) <= HEADING_LENGTH and line.text[-1] not in parts.ENDS


def _read_plain(reader: Reader, line: Line) -> None:
    """Read a line without a label in the body: the rest of a sentence, an item, a heading or a paragraph.

    Source: ГОСТ Р 7.0.97-2016, 5.18.
    """
    tree, last = reader.tree, reader.tree.last
    if last is not None and _continues(reader, line, last):
        last.append(line.text)
    elif _is_heading(reader, line):
        tree.open_section(None, "", line.text, line.block.level)
    elif line.begins_small and last is not None:
        _add_small(tree, line.text, last)
    else:
        _add_paragraph(reader, line.text)


def _continues(reader: Reader, line: Line, last: Draft) -> bool:
    """Say whether a line is the rest of the sentence above it.

    Source: ГОСТ Р 7.0.97-2016, 5.18; texts taken from paper are broken by lines of equal length.
    """
    if last.kind not in CONTINUED or line.block.kind == "heading" or len(last.text) > LONGEST:
        return False
    if not last.text:
        return True
    if not parts.ends_open(last.text, gap=line.block.gap):
        return False
    if line.begins_small:
        return True
    long = reader.line_length >= WRAPPED_FROM and last.kind in {"clause", "subclause", "bullet", "paragraph"}
    return long and not line.block.gap and not line.block.strong


def _is_heading(reader: Reader, line: Line) -> bool:
    """Tell an unnumbered heading from a paragraph.

    Source: ГОСТ 7.32-2017, 6.2.3 (headings stand apart, without a point at the end).
    """
    if reader.in_order:
        return False
    if line.block.kind == "heading" or parts.KNOWN_HEADINGS.match(line.text):
        return True
    if not parts.is_title_like(line) or line.text[-1] in parts.ENDS or reader.tree.clause is not None:
        return False
    numbered = reader.tree.section is not None and bool(reader.tree.section.label)
    short = len(line.text) <= HEADING_LENGTH and line.block.gap and not numbered
    return short and (line.block.strong or reader.next_line is not None)


def _add_small(tree: Tree, text: str, last: Draft) -> None:
    """Add an item without a sign: it begins with a small letter after a colon, or after such an item.

    Source: ГОСТ 7.32-2017, 6.4.6; municipal practice: Yakovlevsky 2021 No 292-па, 1.6.1.
    """
    parent = tree.container
    if last.text.endswith(":") and last.kind not in {"title", "table"}:
        parent = introducer(tree)
    elif last.kind == "paragraph":
        parent = last.parent
    elif tree.lists:
        parent = tree.lists[-1].last
    tree.add_next("paragraph", parent, "p", "", text)


def _add_paragraph(reader: Reader, text: str) -> None:
    """Add a paragraph to the clause; after an item of a list that goes on, to that item.

    Source: ГОСТ 7.32-2017, 6.4.4.
    """
    tree, following = reader.tree, None
    for line in reader.lines[reader.at + 1 : reader.at + 2]:
        following = line.label
    top = next((known for known in reversed(tree.lists) if known.style not in {"bullet", "dot"}), None)
    if top and following and following.style == top.style and following.numbers[-1] == top.number + 1 > 1:
        tree.add_next("paragraph", top.last, "p", "", text)
        return
    tree.lists = []
    tree.add_next("paragraph", tree.container, "p", "", text)
