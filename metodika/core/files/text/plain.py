"""Plain text and Markdown: bytes -> characters -> blocks."""

import codecs
import re
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from metodika.core.files.text.blocks import Block, TextUnreadable
from metodika.core.files.text.markup import Line, clean_line

MARKS = "-–—−•·▪●○◦‣⁃\uf0b7\uf0a7\uf02d"
BULLET = re.compile(rf"^(\s*)([{MARKS}])(?:\s+(?=\S)|(?=[^\W\d_]))|^(\s*)([*+])\s+(?=\S)")
FOREIGN = (
    b"PK\x03\x04",
    b"%PDF",
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
)
FREQUENT = frozenset("оеаинтсрвлкмдпу")
ENCODINGS = ("cp1251", "koi8-r", "cp866")
# In a Russian text the fifteen frequent letters make up about 80 of 100 letters; in noise far fewer.
FREQUENT_SHARE = 0.6
LETTERS_SHARE = 0.3
INDENT = 2
ROW_TABS = 2
ROW_CELLS = 3


def decode(content: bytes) -> str:
    """Read bytes as UTF-8, as UTF-16 with its mark, or in the old Russian encoding that gives Russian words.

    Raises TextUnreadable for programs, pictures, archives and anything that no encoding makes readable.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(content, "utf-16")
    if content.startswith(FOREIGN) or b"\0" in content:
        raise TextUnreadable(
            _("This is not a text, although its name says so. Choose a .txt, .md or .docx file.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_as(content, _old_encoding(content))


def _decode_as(content: bytes, encoding: str | None) -> str:
    try:
        if encoding is not None:
            return content.decode(encoding)
    except UnicodeDecodeError:
        pass  # the sentence below says it better
    raise TextUnreadable(_("The encoding of the text is unknown. Save the file as UTF-8 and try again."))


def _old_encoding(content: bytes) -> str | None:
    shares: dict[str, float] = {}
    for encoding in ENCODINGS:
        text = content.decode(encoding, errors="replace").replace("\ufffd", "\0")
        letters = [sign for sign in text if "а" <= sign.lower() <= "я"]
        # Small letters only: the wrong encoding shows a Russian text in capitals.
        frequent = sum(sign in FREQUENT for sign in letters)
        if "\0" not in text and len(letters) >= LETTERS_SHARE * len(text.replace(" ", "")):
            shares[encoding] = frequent / max(len(letters), 1)
    best = max(shares, key=lambda encoding: shares[encoding], default=None)
    return best if best and shares[best] >= FREQUENT_SHARE else None


def read_plain(source: str) -> list[Block]:
    """Divide a text into blocks: a line is a block, lines with tabs standing together are table rows."""
    lines: list[tuple[Line, bool]] = []
    inside_bold, gap = False, True
    for raw in source.splitlines():
        line, inside_bold = clean_line(raw, inside_bold=inside_bold and not gap)
        if line.text.strip():
            lines.append((line, gap))
            gap = False
        elif not raw.strip():
            gap = True
    rows = _rows([line.text for line, _gap in lines])
    return [
        _row(line.text, gap=gap) if number in rows else _block(line, gap=gap)
        for number, (line, gap) in enumerate(lines)
    ]


def _rows(texts: list[str]) -> set[int]:
    """Choose the lines that are table rows: many cells, or tabs in neighbours too."""
    tabbed = [number for number, text in enumerate(texts) if text.count("\t") >= ROW_TABS]
    rows = {
        number for number in tabbed if sum(map(bool, map(str.strip, texts[number].split("\t")))) >= ROW_CELLS
    }
    rows |= {number for pair in pairwise(tabbed) if pair[1] - pair[0] == 1 for number in pair}
    for number, text in enumerate(texts):
        if "\t" in text.strip() and number - 1 in rows:
            rows.add(number)
    return rows


def _row(text: str, *, gap: bool) -> Block:
    cells = tuple(" ".join(cell.split()) for cell in text.split("\t"))
    return Block(" ".join(filter(None, cells)), "table_row", cells=cells, gap=gap)


def _block(line: Line, *, gap: bool) -> Block:
    if line.level:
        return Block(" ".join(line.text.split()), "heading", line.level, strong=line.strong, gap=gap)
    bullet = BULLET.match(line.text)
    if bullet is None:
        return Block(" ".join(line.text.split()), strong=line.strong, gap=gap)
    indent, mark = bullet[1] or bullet[3] or "", bullet[2] or bullet[4]
    depth = len(indent.expandtabs(4)) // INDENT
    text = " ".join(line.text[bullet.end() :].split())
    return Block(text, "bullet", depth, label=mark, strong=line.strong, gap=gap)
