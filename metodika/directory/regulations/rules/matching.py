"""Two editions of an act, clause by clause: what stayed, changed, moved, came and went."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from metodika.directory.regulations.rules.nodes import Node

Change = Literal["same", "changed", "moved", "added", "removed"]
Operation = Literal["equal", "delete", "insert"]
TOKEN = re.compile(r"\w+")
SIMILAR = 0.5
SAME_PLACE = 0.2
COMMON = 60
LONG = 2_000


@dataclass(frozen=True)
class Match:
    """A node of the old edition and its fellow in the new one; None where there is none.

    similarity is 1.0 for the same words and 0.0 for none in common.
    """

    old_key: str | None
    new_key: str | None
    kind: Change
    similarity: float


@dataclass
class Editions:
    """Both editions and the pairs found so far, by place in the order."""

    old: Sequence[Node]
    new: Sequence[Node]
    pairs: dict[int, int]
    taken: set[int]

    def pair(self, old: int, new: int) -> None:
        """Take two nodes for one.

        Source: Федеральный закон 131-ФЗ, art. 44 (amendments change an act by its clauses).
        """
        self.pairs[old] = new
        self.taken.add(new)


def match_editions(old: Sequence[Node], new: Sequence[Node]) -> list[Match]:
    """Match the nodes of two editions; each stands in exactly one match, in the order of the new edition.

    First the same place with the same words, then the same words elsewhere, then what is most alike, a like
    place counting in favour; at last a number that stayed though its words are all new.

    Source: municipal practice: an amended regulation comes as a whole new text.
    """
    editions = Editions(old, new, {}, set())
    _pair_equal(editions, by_key=True)
    _pair_equal(editions, by_key=False)
    _pair_alike(editions)
    _pair_numbers(editions)
    return _in_order(editions)


def _words_of(node: Node) -> str:
    """Give what has to be the same in an unchanged node.

    Source: ГОСТ Р 7.0.97-2016, 5.18.
    """
    return " ".join(node.text.split())


def _pair_equal(editions: Editions, *, by_key: bool) -> None:
    """Pair nodes with equal words, in their order.

    Source: Hunt and McIlroy, An Algorithm for Differential File Comparison, 1976.
    """
    waiting: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, node in enumerate(editions.old):
        if place not in editions.pairs and (by_key or node.text):
            waiting[node.key if by_key else "", node.kind, _words_of(node)].append(place)
    for places in waiting.values():
        places.reverse()
    for place, node in enumerate(editions.new):
        found = waiting.get((node.key if by_key else "", node.kind, _words_of(node)))
        if place not in editions.taken and found:
            editions.pair(found.pop(), place)


def _pair_alike(editions: Editions) -> None:
    """Pair the most alike of what is left, the same place counting in favour.

    Source: Dice, Measures of the Amount of Ecologic Association Between Species, Ecology 26, 1945.
    """
    scored: list[tuple[float, int, int]] = []
    candidates = _Candidates(editions)
    for place, node in enumerate(editions.old):
        if place not in editions.pairs and node.text:
            scored += [(-score, place, other) for score, other in candidates.scores(node)]
    for _score, place, other in sorted(scored):
        if place not in editions.pairs and other not in editions.taken:
            editions.pair(place, other)


class _Candidates:
    """What is left of the new edition, found by the rarer words."""

    def __init__(self, editions: Editions) -> None:
        """Count the words of what is left.

        Source: Salton, Automatic Text Processing, 1989 (inverted files).
        """
        self.nodes = editions.new
        left = [place for place in range(len(editions.new)) if place not in editions.taken]
        self.by_key = {editions.new[place].key: place for place in left}
        self.bags = {place: Counter(TOKEN.findall(editions.new[place].text.lower())) for place in left}
        self.index: dict[str, list[int]] = defaultdict(list)
        for place, bag in self.bags.items():
            for token in bag:
                self.index[token].append(place)

    def scores(self, node: Node) -> list[tuple[float, int]]:
        """Compare a node with those that share a rare word or its place; titles go with titles only.

        Source: Dice, Ecology 26, 1945.
        """
        bag = Counter(TOKEN.findall(node.text.lower()))
        near = {one for token in bag for one in self.index.get(token, []) if len(self.index[token]) <= COMMON}
        near |= {self.by_key[node.key]} if node.key in self.by_key else set()
        found: list[tuple[float, int]] = []
        for other in near:
            score = _dice(bag, self.bags[other])
            fellow = self.nodes[other]
            if score >= SIMILAR and (fellow.kind == "title") == (node.kind == "title"):
                found.append((score + (SAME_PLACE if fellow.key == node.key else 0.0), other))
        return found


def _pair_numbers(editions: Editions) -> None:
    """Pair numbered clauses that kept their place with new words, and parts that have no words.

    Source: Федеральный закон 131-ФЗ, art. 44 ("пункт 3 изложить в следующей редакции").
    """
    free = {node.key: place for place, node in enumerate(editions.new) if place not in editions.taken}
    for place, node in enumerate(editions.old):
        other = free.get(node.key)
        if place in editions.pairs or other is None or other in editions.taken:
            continue
        numbered = any(sign.isdigit() for sign in node.label)
        if editions.new[other].kind == node.kind and (numbered or not node.text):
            editions.pair(place, other)


def similarity(one: str, other: str) -> float:
    """Compare two texts by their words: 1.0 the same words, 0.0 none in common; order is not looked at.

    Source: Dice, Ecology 26, 1945.
    """
    if one == other:
        return 1.0
    return _dice(Counter(TOKEN.findall(one.lower())), Counter(TOKEN.findall(other.lower())))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Give twice the common words over all words.

    Source: Dice, Ecology 26, 1945.
    """
    total = one.total() + other.total()
    if not total:
        return 1.0
    small, large = sorted((one, other), key=len)
    return 2 * sum(min(count, large[token]) for token, count in small.items()) / total


def _in_order(editions: Editions) -> list[Match]:
    """Put the matches in the order of the new edition; what is removed follows what it stood after.

    Source: Hunt and McIlroy, 1976.
    """
    back = {new: old for old, new in editions.pairs.items()}
    parents = {editions.old[old].key: editions.new[new].key for old, new in editions.pairs.items()}
    removed: dict[int, list[Match]] = defaultdict(list)
    anchor = -1
    for place, node in enumerate(editions.old):
        if place in editions.pairs:
            anchor = editions.pairs[place]
        else:
            removed[anchor].append(Match(node.key, None, "removed", 0.0))
    matches = removed[-1]
    for place, node in enumerate(editions.new):
        if place in back:
            matches.append(_compared(editions.old[back[place]], node, parents))
        else:
            matches.append(Match(None, node.key, "added", 0.0))
        matches += removed.get(place, [])
    return matches


def _compared(old: Node, new: Node, parents: dict[str, str]) -> Match:
    """Name what happened to a node: the same, changed in words, or moved to another place or number.

    Source: municipal practice: comparison tables of amendments (old wording, new wording).
    """
    followed = parents.get(old.parent) if old.parent else None
    stayed = followed == new.parent and old.label.split() == new.label.split()
    alike = round(similarity(_words_of(old), _words_of(new)), 3)
    if not stayed:
        return Match(old.key, new.key, "moved", alike)
    same = _words_of(old) == _words_of(new)
    return Match(old.key, new.key, "same" if same else "changed", alike)


def word_diff(old: str, new: str) -> list[tuple[Operation, str]]:
    """Compare two wordings word by word: equal and deleted make the old one, equal and inserted the new.

    Source: Ratcliff and Metzener, Pattern Matching: The Gestalt Approach, 1988.
    """
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > LONG)
    found: list[tuple[Operation, str]] = []
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            found.append(("equal", " ".join(before[start:end])))
            continue
        if end > start:
            found.append(("delete", " ".join(before[start:end])))
        if stop > begin:
            found.append(("insert", " ".join(after[begin:stop])))
    return found
