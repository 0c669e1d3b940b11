"""Growing the tree: keys, parents and the lists that are open at the moment."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from metodika.directory.regulations.rules.nodes import Draft, Kind, Node
from metodika.directory.regulations.rules.numbering import Label

DEEPEST = 12


@dataclass
class OpenList:
    """A list that may go on: whose it is, how its items are marked, what came last."""

    owner: Draft | None
    style: str
    mark: str
    level: int
    last: Draft
    number: int = 0
    punctuated: bool = False


@dataclass
class Tree:
    """The act read so far; root, section and clause are where the next line belongs."""

    drafts: list[Draft] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    children: Counter[tuple[str, str]] = field(default_factory=Counter)
    root: Draft | None = None
    section: Draft | None = None
    clause: Draft | None = None
    section_level: int = 0
    section_number: int = 0
    clause_number: int = 0
    numbered: dict[tuple[int, ...], Draft] = field(default_factory=dict)
    lists: list[OpenList] = field(default_factory=list)

    @property
    def last(self) -> Draft | None:
        """Give the node that was read last.

        Source: ГОСТ Р 7.0.97-2016, 5.18 (text is read from top to bottom).
        """
        return self.drafts[-1] if self.drafts else None

    @property
    def container(self) -> Draft | None:
        """Give the innermost numbered part that a plain paragraph belongs to.

        Source: ГОСТ 7.32-2017, 6.4.4 (a clause may have several paragraphs).
        """
        return self.clause or self.section or self.root

    def add(self, kind: Kind, parent: Draft | None, step: str, label: str = "", text: str = "") -> Draft:
        """Add a node under a parent; a key met before gets a counter, so that every key is unique.

        Source: municipal practice: labels repeat themselves in Pervouralsk 2020 No 261.
        """
        key = f"{parent.key}/{step}" if parent else step
        self.taken[key] += 1
        count = self.taken[key]
        while count > 1 and self.taken[f"{key}~{count}"]:
            count += 1
        if count > 1:
            key = f"{key}~{count}"
            self.taken[key] += 1
        draft = Draft(key, parent, label, kind, text)
        self.drafts.append(draft)
        return draft

    def add_next(
        self, kind: Kind, parent: Draft | None, prefix: str, label: str = "", text: str = ""
    ) -> Draft:
        """Add a node that has no number of its own: it is counted among its siblings (b1, b2, p1).

        Source: municipal practice: bullets are cited by their place ("абзац второй пункта 4").
        """
        place = (parent.key if parent else "", prefix)
        self.children[place] += 1
        return self.add(kind, parent, f"{prefix}{self.children[place]}", label, text)

    def open_part(self, kind: Kind, key: str, label: str = "", text: str = "") -> Draft:
        """Open the order or an annex: numbering begins anew in it.

        Source: ГОСТ Р 7.0.97-2016, 5.19 (annexes are texts of their own).
        """
        self.close()
        self.root = self.add(kind, None, key, label, text)
        return self.root

    def close(self) -> None:
        """Forget sections, clauses and lists of the part that ends.

        Source: ГОСТ Р 7.0.97-2016, 5.19.
        """
        self.section = self.clause = None
        self.section_level = self.section_number = self.clause_number = 0
        self.numbered = {}
        self.lists = []

    def open_section(self, label: Label | None, signs: str, text: str, level: int) -> Draft:
        """Open a section; numbered ones stand under the part, others under a heading of a higher level.

        Source: ГОСТ 7.32-2017, 6.4.1 and 6.4.2.
        """
        self.clause, self.lists = None, []
        above = self._section_above(label, level)
        if label is None:
            self.section = self.add_next("section", above, "h", signs, text)
        else:
            step = {"number": "s", "paren": "s"}.get(label.style, "ch")
            self.section = self.add("section", above, f"{step}{label.path}", signs, text)
        if label is not None and label.style == "number":
            self.section_number = label.numbers[0]
            self.numbered[label.numbers] = self.section
        elif label is not None:
            self.section_number = self.clause_number = 0
            self.numbered = {}
        self.section_level = level
        return self.section

    def _section_above(self, label: Label | None, level: int) -> Draft | None:
        """Find what a new section stands under.

        Source: ГОСТ 7.32-2017, 6.4.1 (subsections stand inside sections).
        """
        at = self.section
        if label is not None and label.style != "number":
            return self.root
        if label is not None:
            while at is not None and at is not self.root and not at.key.rpartition("/")[2].startswith("ch"):
                at = at.parent
            return at or self.root
        return at if at is not None and 0 < self.section_level < level else self.root

    def open_clause(self, label: Label, signs: str, text: str) -> Draft:
        """Open a numbered clause under the longest part of its number that is there.

        Source: ГОСТ 7.32-2017, 6.4.3; municipal practice: Yakovlevsky 2021 has 4.1.1 without 4.1.
        """
        self.lists = []
        parent = self._parent_of(label.numbers)
        base = self.root
        plain = f"{base.key}/{label.path}" if base else label.path
        if self.taken[plain] and len(label.numbers) == 1 and self.section is not None:
            base = self.section
        self.clause = self.add("clause", base, label.path, signs, text)
        self.clause.parent = parent
        self.numbered[label.numbers] = self.clause
        if len(label.numbers) == 1:
            self.clause_number = label.numbers[0]
        return self.clause

    def _parent_of(self, numbers: tuple[int, ...]) -> Draft | None:
        """Find the section or clause that a number belongs to, among those that the text has not left yet.

        A clause whose number goes back stays where it stands: the tree reads as the paper does.
        Source: ГОСТ 7.32-2017, 6.4.3 (the number of a clause begins with that of its section);
        municipal practice: Pestyaki 2021 has 3.3.3 after 4.1.
        """
        entered = list(self._around())
        for length in range(len(numbers) - 1, 0, -1):
            above = self.numbered.get(numbers[:length])
            if above is not None and above in entered:
                return above
        return self.section or self.root

    def _around(self) -> Iterator[Draft]:
        """Go from the last line read up to the whole."""
        at = self.drafts[-1] if self.drafts else None
        while at is not None:
            yield at
            at = at.parent

    def open_list(self, opened: OpenList) -> None:
        """Open a list inside the lists that are open; of a senseless number of them only the last are kept.

        Source: ГОСТ 7.32-2017, 6.4.6.
        """
        self.lists.append(opened)
        del self.lists[:-DEEPEST]

    def nodes(self) -> list[Node]:
        """Give the tree as it is kept: frozen and counted.

        Source: ГОСТ Р 7.0.97-2016, 5.18.
        """
        return [
            Node(
                draft.key,
                draft.parent.key if draft.parent else None,
                draft.label,
                draft.kind,
                draft.text,
                order,
            )
            for order, draft in enumerate(self.drafts)
        ]
