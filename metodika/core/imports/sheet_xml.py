"""A first pass over the XML of a workbook: real sizes, cells without a value, merged cells of OpenDocument.

The reader of spreadsheets builds a dense table in memory and keeps neither formulas nor error values.
So the sheets are looked through before it, in pieces, and a sheet that would not fit is refused.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from django.utils.translation import gettext as _

from metodika.core.files.archives import ArchiveRefused, Unpacker, broken
from metodika.core.imports.grids import MAX_CELLS, FileUnreadable, Place, column_number

MAX_FAULTS = 1_000
# Above these bounds every cell is looked at, to leave out formatted cells without content.
FAR = re.compile(rb' r="(?:[A-Za-z]{0,3}\d{6,7}"|[H-Zh-z][A-Za-z]\d|[A-Za-z]{3}\d)')
# Enough of a block to see how wide its rows are.
SAMPLE = 100_000
COLUMNS = re.compile(rb' r="([A-Za-z]{1,3})\d')
FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*? r="([A-Za-z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
ROWS = re.compile(rb'<(?:\w+:)?row\b[^>]*? r="(\d{1,7})"')
EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
ERROR_VALUE = re.compile(
    rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)'
)
ADDRESS = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')


@dataclass
class Scan:
    """What the first pass found on one sheet."""

    height: int = 0
    width: int = 0
    faults: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def check_size(self) -> None:
        """Refuse a sheet that would not fit into memory."""
        if self.height * max(self.width, 1) > MAX_CELLS:
            raise FileUnreadable(
                _(
                    "The sheet is too large: it reaches row %(rows)s and column %(columns)s. "
                    "Delete what stands far below and to the right of the table, or split the file."
                )
                % {"rows": self.height, "columns": self.width}
            )


def scan_workbook(file: IO[bytes], *, kind: str) -> dict[str, Scan]:
    """Look through an .xlsx or .ods; return what was found by the name of the sheet.

    Every member is unpacked once and counted. Raises ArchiveRefused, FileUnreadable.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _scan_xlsx(archive) if kind == "xlsx" else _scan_ods(archive)
    except (zipfile.BadZipFile, KeyError, NotImplementedError) as error:
        raise ArchiveRefused(broken()) from error
    finally:
        file.seek(0)


def _scan_xlsx(archive: zipfile.ZipFile) -> dict[str, Scan]:
    unpacker = Unpacker(archive)
    paths = _sheet_paths(archive)
    found: dict[str, Scan] = {}
    for name in archive.namelist():
        sheet = paths.get(name.lower())
        if sheet is None:
            for _piece in unpacker.pieces(name):
                pass
            continue
        scan = Scan()
        for block in _blocks(unpacker.pieces(name), b"<"):
            _scan_block(block, scan)
        scan.check_size()
        found[sheet] = scan
    return found


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    workbook = archive.read(names["xl/workbook.xml"]).decode("utf-8", "replace")
    relations = archive.read(names["xl/_rels/workbook.xml.rels"]).decode("utf-8", "replace")
    targets: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        targets[_attribute(tag, "Id")] = _attribute(tag, "Target")
    paths: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook):
        target = targets.get(_attribute(tag, "id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        paths[path.lower()] = _attribute(tag, "name")
    return paths


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""[\s:]{name}=(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape(found[1] or found[2] or "") if found else ""


def _blocks(pieces: Iterator[bytes], cut_before: bytes) -> Iterator[bytes]:
    """Join pieces so that no cell is cut in two."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        cut = max(whole.rfind(b"<c "), whole.rfind(b"<row "), whole.rfind(b"<table:table-row"))
        if cut <= 0:
            cut = whole.rfind(cut_before) if len(whole) < 8 * 1024 * 1024 else len(whole)
        rest = whole[max(cut, 0) :]
        yield whole[: max(cut, 0)]
    yield rest


def _scan_block(block: bytes, scan: Scan) -> None:
    if b"='" in block:
        block = re.sub(rb"='([^'\"]*)'", rb'="\1"', block)
    if FAR.search(block):
        filled = FILLED.findall(block)
        width = max((column_number(name.decode()) + 1 for name in {name for name, _row in filled}), default=0)
        height = max((int(row) for _name, row in filled), default=0)
    else:
        columns = set(COLUMNS.findall(block[:SAMPLE]))
        width = max((column_number(name.decode()) + 1 for name in columns), default=0)
        found = ROWS.search(block, block.rfind(b"<row "))
        height = int(found[1]) if found else 0
    scan.width, scan.height = max(scan.width, width), max(scan.height, height)
    _scan_faults(block, scan)


def _scan_faults(block: bytes, scan: Scan) -> None:
    if len(scan.faults) >= MAX_FAULTS:
        return
    if b"<f" in block or b":f" in block:
        for cell in EMPTY_FORMULA.finditer(block):
            # An empty text that a formula has computed is kept with t="str".
            if b't="str"' not in cell[1]:
                _note(
                    scan,
                    cell[1],
                    _("the formula has no computed value; open the file, let it compute and save it"),
                )
    if b't="e"' in block:
        for cell in ERROR_VALUE.finditer(block):
            shown = unescape(cell[2].decode("utf-8", "replace"))
            _note(scan, cell[1], _("the formula gives the error %(error)s") % {"error": shown})


def _note(scan: Scan, attributes: bytes, sentence: str) -> None:
    address = ADDRESS.search(attributes)
    if address:
        scan.faults[int(address[2]) - 1, column_number(address[1].decode())] = sentence


TOKENS = re.compile(
    rb'<table:table\b[^>]*?table:name="([^"]*)"[^>]*>|<table:(table-row)\b([^>]*)>'
    rb"|<table:(?:covered-)?(table-cell)\b([^>]*)>"
)


def _scan_ods(archive: zipfile.ZipFile) -> dict[str, Scan]:
    unpacker = Unpacker(archive)
    walk = _OdsWalk()
    for name in archive.namelist():
        for block in _blocks(unpacker.pieces(name), b"<"):
            if name == "content.xml":
                walk.read(block)
    return walk.found


class _OdsWalk:
    """Counts rows and columns of OpenDocument, where repeated ones are written once."""

    def __init__(self) -> None:
        self.found: dict[str, Scan] = {}
        self.scan = Scan()
        self.row = self.next_row = self.column = 0

    def read(self, block: bytes) -> None:
        for token in TOKENS.finditer(block):
            if token[4]:
                self._cell(token[5])
            elif token[2]:
                self.row, self.column = self.next_row, 0
                self.next_row += _number(token[3], b"number-rows-repeated")
            else:
                self.scan = self.found.setdefault(unescape(token[1].decode("utf-8", "replace")), Scan())
                self.row = self.next_row = self.column = 0

    def _cell(self, attributes: bytes) -> None:
        start = self.column
        self.column += _number(attributes, b"number-columns-repeated")
        if b"value-type=" in attributes:
            self.scan.width = max(self.scan.width, self.column)
            self.scan.height = max(self.scan.height, self.next_row)
            self.scan.check_size()
        across, down = (
            _number(attributes, b"number-columns-spanned"),
            _number(attributes, b"number-rows-spanned"),
        )
        if across > 1 or down > 1:
            self.scan.merged.append(((self.row, start), (self.row + down - 1, start + across - 1)))
        if b'value-type="error"' in attributes and len(self.scan.faults) < MAX_FAULTS:
            self.scan.faults[self.row, start] = _("the formula gives an error")


def _number(attributes: bytes, name: bytes) -> int:
    at = attributes.find(name + b'="')
    if at < 0:
        return 1
    at += len(name) + 2
    return int(attributes[at : attributes.find(b'"', at)] or 1)
