"""Filling somebody else's spreadsheet: only the named cells change, all else stays as it was drawn.

The sheets are changed as the XML that they are: formulas, formats, merged cells, pictures and charts of the
template stay byte for byte; formulas are computed anew when the file is opened.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from metodika.core.access import RuleBroken
from metodika.core.files.archives import ArchiveRefused, broken, check_archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK, RELATIONS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
MACROS = "vbaProject.bin"
CELL = re.compile(r"^([A-Z]{1,3})([1-9][0-9]{0,6})$")
LETTERS = 26
Cell = tuple[str, str]
At = tuple[int, int]
Area = tuple[At, At]
# Nothing outside of the file is read, and no entity of it is unfolded.
PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class TemplateRefused(RuleBroken):
    """The spreadsheet cannot serve as a template, or a cell of it cannot be filled."""


@dataclass(frozen=True)
class TemplateCell:
    """A cell that may be filled: where it is, what stands to its left and above it, what is in it."""

    sheet: str
    name: str
    label: str
    head: str
    text: str

    @property
    def words(self) -> str:
        """What a person reads beside the cell."""
        return " · ".join(part for part in (self.label, self.head) if part)


def check_template(content: bytes) -> None:
    """Refuse what is no .xlsx, what is locked, what holds macros. Raises TemplateRefused, ArchiveRefused."""
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise TemplateRefused(
            _("The template has a password or is an old .xls. Save it as .xlsx without a password.")
        )
    try:
        check_archive(BytesIO(content))
    except ArchiveRefused as error:
        raise TemplateRefused(_("This is no .xlsx file. Open the template and save it as .xlsx.")) from error
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    if any(name.endswith(MACROS) for name in names):
        raise TemplateRefused(_("The template holds macros. Save it as .xlsx, without macros."))
    if WORKBOOK not in names:
        raise TemplateRefused(_("This is no .xlsx file. Open the template and save it as .xlsx."))


def template_cells(content: bytes) -> list[TemplateCell]:
    """Return the empty or numeric cells that stand beside a text or below one, sheet by sheet.

    A cell inside a merged area is known by the area's first cell; cells with formulas are left out.
    """
    archive = zipfile.ZipFile(BytesIO(content))
    texts = _strings(archive)
    return [
        cell for sheet, path in _sheets(archive) for cell in _cells(sheet, _parsed(archive.read(path)), texts)
    ]


def fill_cells(content: bytes, values: Mapping[Cell, Decimal | int | str | None]) -> bytes:
    """Return the spreadsheet with the values in the cells (sheet, "C7"); None empties a cell.

    The same template and values give the same bytes. Raises TemplateRefused for a sheet or a cell that is not
    there, for a formula, and for a cell that another one covers.
    """
    source = zipfile.ZipFile(BytesIO(content))
    paths = dict(_sheets(source))
    for sheet, name in values:
        if sheet not in paths:
            raise TemplateRefused(_("The template has no sheet “%(sheet)s”.") % {"sheet": sheet})
        if not CELL.match(name):
            raise TemplateRefused(_("“%(cell)s” is no name of a cell. Write it as C7.") % {"cell": name})
    changed = {}
    for sheet, path in paths.items():
        own = {name: value for (at, name), value in values.items() if at == sheet}
        if own:
            changed[path] = _filled(_parsed(source.read(path)), own, sheet)
    changed[WORKBOOK] = _computed_anew(_parsed(source.read(WORKBOOK)))
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            archive.writestr(part, changed.get(part.filename, source.read(part.filename)))
    return target.getvalue()


def _parsed(content: bytes) -> etree._Element:
    try:
        return etree.fromstring(content, etree.XMLParser(**PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(broken()) from error


def _printed(root: etree._Element) -> bytes:
    printed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return printed


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = {
        link.get("Id"): link.get("Target", "")
        for link in _parsed(archive.read(RELATIONS)).iter("{*}Relationship")
    }
    known = set(archive.namelist())
    for sheet in _parsed(archive.read(WORKBOOK)).iter(f"{{{MAIN}}}sheet"):
        target = links.get(sheet.get(f"{{{LINKS}}}id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in known and "worksheets" in path:
            yield sheet.get("name", ""), path


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if STRINGS not in archive.namelist():
        return []
    return [
        "".join(text.text or "" for text in one.iter(f"{{{MAIN}}}t"))
        for one in _parsed(archive.read(STRINGS)).iter(f"{{{MAIN}}}si")
    ]


def _place(name: str) -> At:
    found = CELL.match(name)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _name(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _merged(root: etree._Element) -> Iterator[Area]:
    for one in root.iter(f"{{{MAIN}}}mergeCell"):
        first, _colon, last = one.get("ref", "").partition(":")
        yield _place(first), _place(last or first)


def _text_of(cell: etree._Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{{{MAIN}}}t"))
    value = cell.findtext(f"{{{MAIN}}}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(texts):
        return texts[int(value)]
    return value


def _cells(sheet: str, root: etree._Element, texts: list[str]) -> Iterator[TemplateCell]:
    grid: dict[At, str] = {}
    words, formulas = set[At](), set[At]()
    for cell in root.iter(f"{{{MAIN}}}c"):
        at = _place(cell.get("r", ""))
        grid[at] = " ".join(_text_of(cell, texts).split())
        if cell.find(f"{{{MAIN}}}f") is not None:
            formulas.add(at)
        elif cell.get("t") in {"s", "inlineStr", "str"} and grid[at]:
            words.add(at)
    covered = {
        (row, column): first
        for first, last in _merged(root)
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
    }
    for row, column in sorted(grid):
        at = row, column
        if at in words or at in formulas or covered.get(at, at) != at:
            continue
        label = next((grid[row, c] for c in range(column - 1, 0, -1) if (row, c) in words), "")
        head = next((_head(grid, words, covered, (r, column)) for r in range(row - 1, 0, -1)
                     if _head(grid, words, covered, (r, column))), "")  # fmt: skip
        if label:
            yield TemplateCell(sheet, _name(row, column), label, head, grid[at])


def _head(
    grid: Mapping[At, str],
    words: set[At],
    covered: Mapping[At, At],
    at: At,
) -> str:
    first = covered.get(at, at)
    return grid[first] if first in words else ""


def _filled(root: etree._Element, values: Mapping[str, Decimal | int | str | None], sheet: str) -> bytes:
    areas = list(_merged(root))
    data = root.find(f"{{{MAIN}}}sheetData")
    if data is None:
        raise TemplateRefused(broken())
    for name, value in values.items():
        at = _place(name)
        _refuse_covered(areas, at, sheet)
        cell = _cell(data, at)
        if cell.find(f"{{{MAIN}}}f") is not None:
            raise TemplateRefused(
                _("Cell %(cell)s of “%(sheet)s” holds a formula. Choose a cell that is typed by hand.")
                % {"cell": name, "sheet": sheet}
            )
        _write(cell, value)
    return _printed(root)


def _refuse_covered(areas: list[Area], at: At, sheet: str) -> None:
    for first, last in areas:
        if at != first and first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]:
            raise TemplateRefused(
                _("Cell %(cell)s of “%(sheet)s” is covered by the merged cell %(first)s. Name that one.")
                % {"cell": _name(*at), "sheet": sheet, "first": _name(*first)}
            )


def _cell(data: etree._Element, at: At) -> etree._Element:
    """Return the cell of a sheet, made in its place in the order when it is not there."""
    row = _ordered(data, "row", str(at[0]), lambda one: int(one.get("r", "0")), at[0])
    return _ordered(row, "c", _name(*at), lambda one: _place(one.get("r", ""))[1], at[1])


def _ordered(
    parent: etree._Element, tag: str, name: str, number: Callable[[etree._Element], int], wanted: int
) -> etree._Element:
    for position, one in enumerate(parent):
        if number(one) == wanted:
            return one
        if number(one) > wanted:
            made = etree.Element(f"{{{MAIN}}}{tag}", {"r": name})
            parent.insert(position, made)
            return made
    return etree.SubElement(parent, f"{{{MAIN}}}{tag}", {"r": name})


def _write(cell: etree._Element, value: Decimal | int | str | None) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        text.text = value
    else:
        etree.SubElement(cell, f"{{{MAIN}}}v").text = format(value, "f")


def _computed_anew(root: etree._Element) -> bytes:
    """Ask the program that opens the file to compute its formulas."""
    found = root.find(f"{{{MAIN}}}calcPr")
    if found is None:
        # It stands after these parts. Source: ECMA-376, part 1, 18.2.27.
        before = [one for name in ("definedNames", "externalReferences", "functionGroups", "sheets")
                  if (one := root.find(f"{{{MAIN}}}{name}")) is not None]  # fmt: skip
        found = etree.Element(f"{{{MAIN}}}calcPr")
        before[0].addnext(found)
    found.set("fullCalcOnLoad", "1")
    return _printed(root)
