"""Reading text tables: any usual encoding and delimiter."""

import csv
import io
from typing import IO

from django.utils.translation import gettext as _

from metodika.core.imports.grids import MAX_CELLS, FileUnreadable, Grid

DELIMITERS = ";\t,|"
SAMPLE_LINES = 50
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
# In Russian text these letters make up about half of all; a wrong encoding shows others.
FREQUENT = "оеаинтсрвл"
FREQUENT_SHARE = 0.3
# What a program took the bytes for, and what they were: such a text is saved as good UTF-8 of wrong letters.
MISREADINGS = (("cp1252", "utf-8"), ("cp1252", "cp1251"), ("cp1251", "utf-8"), ("latin-1", "cp1251"))
SAMPLE = 20_000
FEWEST = 20


def read_delimited(file: IO[bytes], *, name: str = "") -> Grid:
    """Read a text table of any usual encoding and delimiter into one grid of texts.

    Raises FileUnreadable when the encoding is not known or the text is cut into too many cells.
    """
    text = decoded(file.read())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=False)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > MAX_CELLS:
                raise FileUnreadable(_("The table has too many cells. Split the file into parts."))
            # A quoted field may hold line breaks; such a record is still one row of a spreadsheet.
            rows.append(row)
    except csv.Error as error:
        raise FileUnreadable(
            _("Line %(line)s of the text table cannot be read. Save the table as .xlsx and load it again.")
            % {"line": reader.line_num}
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(name, rows)  # type: ignore[arg-type]  # texts are cells


def decoded(content: bytes) -> str:
    """Decode a text table: UTF-8, UTF-16 with a mark, or the old Russian encoding that reads best.

    Raises FileUnreadable when none of them gives readable text.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(content)
    if "\x00" in text:
        raise FileUnreadable(_wrong_encoding())
    if is_misread(text):
        raise FileUnreadable(
            _(
                "The letters of the table were spoiled before it was saved: another program read it in "
                "a wrong encoding. Take the table where it came from, save it there as .xlsx and load that."
            )
        )
    return text


def is_misread(text: str) -> bool:
    """Tell whether Russian letters were read in a wrong encoding and then saved as other letters."""
    sample = text[:SAMPLE]
    letters = [sign for sign in sample if sign.isalpha()]
    foreign = sum(1 for sign in letters if not sign.isascii())
    # A French or German list has a few such letters among many plain ones; a spoiled Russian one, many.
    if foreign < max(FEWEST, FREQUENT_SHARE * len(letters)) or _russian_share(sample) >= FREQUENT_SHARE:
        return False
    mended = (sample.encode(taken, "ignore").decode(was, "ignore") for taken, was in MISREADINGS)
    # Two letters of UTF-8 become one; a text that loses more was never one of these.
    return any(_russian_share(text) >= FREQUENT_SHARE for text in mended if len(text) > 0.4 * len(sample))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(_wrong_encoding()) from error


def _one_byte(content: bytes) -> str:
    best = ""
    best_share = 0.0
    for encoding in ("cp1251", "cp866", "koi8-r"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _russian_share(text[:SAMPLE])
        if share > best_share:
            best, best_share = text, share
    if best_share < FREQUENT_SHARE:
        raise FileUnreadable(_wrong_encoding())
    return best


def _russian_share(text: str) -> float:
    """Return how large a part of the letters beyond ASCII the frequent Russian letters make up."""
    foreign = [letter for letter in text if not letter.isascii() and letter not in "№«»–—… "]
    if not foreign:
        return 0.0
    # Headings in capitals must not look like a wrong encoding, but capitals inside words must.
    hits = sum(1 for letter in foreign if letter.lower() in FREQUENT)
    strange = sum(1 for letter in foreign if letter.lower() not in RUSSIAN)
    return (hits - 2 * strange - 0.5 * _broken_case(text)) / len(foreign)


def _broken_case(text: str) -> int:
    return sum(1 for left, right in zip(text, text[1:], strict=False) if left.islower() and right.isupper())


def _wrong_encoding() -> str:
    return _(
        "The encoding of the text is not clear. "
        "Save the table as .xlsx, or as .csv in UTF-8, and load it again."
    )


def delimiter_of(text: str) -> str:
    """Return the delimiter that cuts the first lines into equal rows; ";" when none does."""
    lines = text[:200_000].splitlines()[:SAMPLE_LINES]
    best, best_score = ";", 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        score = _evenness(widths)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _evenness(widths: list[int]) -> float:
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    # The share of rows of the usual width counts most, then the width itself.
    return wide.count(usual) / len(widths) + min(usual, 50) / 1000
