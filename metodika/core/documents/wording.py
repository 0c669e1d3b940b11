"""Texts of people made fit to be printed: no control signs, nothing that a font does not have."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "\N{WHITE SQUARE}"
BREAK_HERE = "\N{ZERO WIDTH SPACE}"
# Shown by no font, and none is needed: joiners of letters and of emoji, marks of their look, soft hyphens.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\n")
# Controls (a line feed stays), halves of signs, non-characters, and marks that turn the direction of a line.
UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff"
    r"\ufff9-\ufffc\ufffe\uffff]"
)
SPACES = str.maketrans(
    {"\t": " ", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)
# Longer than any word of a dictionary; the parts of «административно-хозяйственный» break by themselves.
LONG = re.compile(r"[^\s\-\u2010/]{25,}")
SYLLABLE = re.compile(r".{4}(?!$)")
SEGMENTS, GROUPS = 4, 12


def clean(text: str) -> str:
    """Return the text without control signs, composed (NFC), with plain line feeds."""
    text = text.replace("\r\n", "\n").translate(SPACES)
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))


def printable(text: str) -> str:
    """Return a clean text with a box for a sign that our fonts lack, and with places to break long words."""
    text = clean(text)
    known = covered()
    if not known.issuperset(text):
        text = "".join(sign if sign in known else BOX for sign in text)
    return _breakable(text)


def surely_printable(text: str) -> str:
    """Return the text with a box for every sign outside of the main font, and without marks above and below.

    For the rare text whose signs are there one by one and not together: a mark of one font over a letter
    of another.
    """
    known = main_font()
    signs = (sign for sign in clean(text) if unicodedata.category(sign)[0] != "M" and sign not in INVISIBLE)
    return _breakable("".join(sign if sign in known or sign == "\n" else BOX for sign in signs))


def _breakable(text: str) -> str:
    return LONG.sub(lambda word: SYLLABLE.sub(rf"\g<0>{BREAK_HERE}", word.group()), text)


def is_blank(text: str) -> bool:
    """Say whether nothing of the text would be seen."""
    return all(sign.isspace() or sign in INVISIBLE for sign in clean(text))


@cache
def covered() -> frozenset[str]:
    """Return every sign that one of the fonts can show."""
    return INVISIBLE.union(*(_signs(path) for path in FONTS.glob("*.ttf")))


@cache
def main_font() -> frozenset[str]:
    """Return the signs that the main font can show upright, bold and italic."""
    return frozenset.intersection(*(_signs(path) for path in FONTS.glob("tinos-*.ttf")))


def _signs(font: Path) -> frozenset[str]:
    # A sign for private use says nothing to anybody else, so an archive refuses it (ISO 19005-2, 6.2.11.7.3).
    signs = map(chr, _codes(font.read_bytes()))
    return frozenset(sign for sign in signs if unicodedata.category(sign) != "Co")


def _codes(font: bytes) -> Iterator[int]:
    """Walk the codes of the font's table of characters (OpenType cmap, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", font, offset)[0]
        if form == SEGMENTS:
            yield from _segments(font, offset)
        elif form == GROUPS:
            for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                first, last = struct.unpack_from(">II", font, offset + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(font: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, offset + 16 + 4 * count)
    place = offset + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", font, place)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[number]:
                glyph = struct.unpack_from(
                    ">H", font, place + 2 * number + ranges[number] + 2 * (code - first)
                )[0]
            if (not ranges[number] and (glyph + deltas[number]) & 0xFFFF) or (ranges[number] and glyph):
                yield code
