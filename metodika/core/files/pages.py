"""The words on each page of a PDF, so that an index can name the page on which something stands."""

from collections.abc import Sequence
from typing import IO

# So many letters find a sentence; a title in an index may be cut after them.
LETTERS = 60


def words_by_page(file: IO[bytes]) -> list[str]:
    """Return the words of each page in one spelling, an empty list for what cannot be read as a PDF."""
    import pypdfium2  # noqa: PLC0415 - for a dossier's index only

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return []
    try:
        return [_spelt(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def page_of(pages: Sequence[str], words: str) -> int | None:
    """Return the number of the first page on which the words stand, None when they stand on none."""
    wanted = _spelt(words.rstrip(" .…"))[:LETTERS]
    found = (number for number, page in enumerate(pages, start=1) if wanted and wanted in page)
    return next(found, None)


def _spelt(words: str) -> str:
    """Return the words without blanks: lines of paper are broken, and words are hyphenated, anywhere."""
    kept = (sign for sign in words.casefold() if sign.isalnum())
    return "".join(kept).replace("ё", "е")
