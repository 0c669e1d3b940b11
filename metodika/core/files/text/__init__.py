"""Texts that people bring: bytes and a file name -> blocks, without losing a word."""

from metodika.core.files.text.blocks import Block, BlockKind, TextUnreadable, block_words, words
from metodika.core.files.text.markup import source_words
from metodika.core.files.text.reading import MAX_BYTES, read_text

__all__ = [
    "MAX_BYTES",
    "Block",
    "BlockKind",
    "TextUnreadable",
    "block_words",
    "read_text",
    "source_words",
    "words",
]
