"""What every reader of texts gives: blocks in the order of the source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

BlockKind = Literal["paragraph", "heading", "bullet", "table_row"]
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table row.

    label stands before text and is no part of it: a bullet sign, or a number that Word counted itself.
    A table row has its words in cells; text is the cells joined. level is the depth of a heading or a list,
    0 when unknown. strong: all of it is bold. gap: an empty line stands before it. goes_on: places
    of cells that are merged with the row above; their words stand there.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    cells: tuple[str, ...] = ()
    label: str = ""
    strong: bool = False
    gap: bool = False
    goes_on: frozenset[int] = frozenset()


class TextUnreadable(Exception):
    """The file cannot be read as a text; the message is a sentence that says what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def words(text: str) -> list[str]:
    """Give the word sequence of a text: runs of letters, digits and underscores, and every other sign alone.

    White space is all that may be lost between two readings with the same word sequence.
    """
    return WORD.findall(text)


def block_words(blocks: Iterable[Block]) -> list[str]:
    """Give the word sequence of blocks: of each, its label and then its text."""
    found: list[str] = []
    for block in blocks:
        found += words(block.label)
        found += words(block.text)
    return found
