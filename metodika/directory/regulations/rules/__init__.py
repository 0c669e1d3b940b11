"""The arithmetic of regulations: reading an act, finding what it cites, doubting it, comparing editions."""

from metodika.directory.regulations.rules.acts import ActRef, guess_level, number_identity
from metodika.directory.regulations.rules.card import Card
from metodika.directory.regulations.rules.citations import Citation
from metodika.directory.regulations.rules.definitions import Definition
from metodika.directory.regulations.rules.doubts import MESSAGES, Doubt
from metodika.directory.regulations.rules.matching import Match, match_editions, similarity, word_diff
from metodika.directory.regulations.rules.nodes import Kind, Node, node_words
from metodika.directory.regulations.rules.references import clause_at, items_of
from metodika.directory.regulations.rules.regulation import Reading, as_json, cited_acts, read_regulation

__all__ = [
    "MESSAGES",
    "ActRef",
    "Card",
    "Citation",
    "Definition",
    "Doubt",
    "Kind",
    "Match",
    "Node",
    "Reading",
    "as_json",
    "cited_acts",
    "clause_at",
    "guess_level",
    "items_of",
    "match_editions",
    "node_words",
    "number_identity",
    "read_regulation",
    "similarity",
    "word_diff",
]
