"""The door: every refusal of a file that cannot be a text, then the reader that fits."""

from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from metodika.core.files.text.blocks import Block, TextUnreadable
from metodika.core.files.text.plain import decode, read_plain
from metodika.core.files.text.word import read_word

MAX_BYTES = 20_000_000
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = frozenset({".txt", ".md", ".docx"})


def read_text(content: bytes, name: str) -> list[Block]:
    """Read a .txt, .md or .docx file as blocks; not a word is lost.

    Raises TextUnreadable, with a sentence for the person, for what cannot be read as a text.
    """
    suffix = PurePath(name).suffix.lower()
    refuse_unfit(content, suffix)
    blocks = read_word(content) if suffix == ".docx" else read_plain(decode(content))
    if not any(sign.isalnum() for block in blocks for sign in block.text):
        raise TextUnreadable(_("There is no text in the file. Choose another one."))
    return blocks


def refuse_unfit(content: bytes, suffix: str) -> None:
    """Refuse an empty or too large file and every format that is not read, each with what to do instead."""
    if not content.strip():
        raise TextUnreadable(_("The file is empty. Choose another one."))
    if len(content) >= MAX_BYTES:
        raise TextUnreadable(
            _("The file is larger than 20 MB. Take the pictures out of it or divide it into parts.")
        )
    if suffix == ".pdf" or content.startswith(b"%PDF"):
        raise TextUnreadable(
            _("A PDF does not keep the order of words. Choose the Word file that it was made from.")
        )
    if suffix == ".doc" or content.startswith(OLD_WORD):
        raise TextUnreadable(
            _("This is a file of an old Word. Open it, save it as .docx and choose the new file.")
        )
    if suffix not in SUFFIXES:
        raise TextUnreadable(_("Only .txt, .md and .docx files are read. Save the text as one of them."))
