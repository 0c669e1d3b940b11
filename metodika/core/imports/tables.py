"""Finding the table on a sheet: where its headings stand and which rows are data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.imports.columns import Cell, Column
from metodika.core.imports.grids import FileUnreadable, Grid, Place, cell_name
from metodika.core.imports.headings import Match, normalised, recognise, vocabulary

# Titles, orders and dates of approval stand above the headings of a Russian list.
HEADER_WITHIN = 20
TOTALS = ("итого", "всего:", "всего по", "всего ")
# A cell merged over so many columns is a title inside the table, not a value.
TITLE_WIDTH = 3
SHORTEST_NUMBERING = 3
LONG_HEADING = 60


@dataclass
class Table:
    """A recognised table: `rows` are cells by file column, `numbers` their rows as a spreadsheet counts them.

    `left` is the sheet's column of the first cell, `header` the first and last row of headings (from 0),
    `notes` are sentences about what was left out or filled in.
    """

    sheet: str
    headings: list[str]
    header: tuple[int, int]
    left: int
    numbers: list[int]
    rows: list[list[Cell]]
    faults: dict[Place, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def match(self, columns: Sequence[Column], remembered: Mapping[str, str]) -> dict[int, Match]:
        """Find the column of the register for each column of the file."""
        return recognise(self.headings, columns, remembered=remembered)


@dataclass(frozen=True)
class Header:
    """Headings found on a sheet: rows from 0, and how many columns of the register they name."""

    first: int
    last: int
    headings: list[str]
    score: float


def find_header(grid: Grid, columns: Sequence[Column], remembered: Mapping[str, str]) -> Header | None:
    """Return the row, or two rows, whose cells name most columns; None on a sheet without texts."""
    known = {**vocabulary(columns), **remembered}
    candidates = [at for at, row in enumerate(grid.rows) if any(_is_text(cell) for cell in row)][
        :HEADER_WITHIN
    ]
    best: Header | None = None
    for at in candidates:
        for header in (_single(grid, at, known), _double(grid, at, known)):
            if header and (best is None or header.score > best.score):
                best = header
    if best is not None and best.score >= 1:
        return best
    return _likely(grid, candidates, columns)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and any(sign.isalpha() for sign in cell)


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""


def _score(headings: Sequence[str], known: Mapping[str, str]) -> float:
    return float(len({known[words] for heading in headings if known.get(words := normalised(heading))}))


def _single(grid: Grid, at: int, known: Mapping[str, str]) -> Header:
    headings = [_heading(cell) for cell in grid.rows[at]]
    return Header(at, at, headings, _score(headings, known))


def _double(grid: Grid, at: int, known: Mapping[str, str]) -> Header | None:
    """Read two rows as one header, where the upper one has gaps that the lower one fills."""
    if at + 1 >= len(grid.rows):
        return None
    upper = [_heading(cell) for cell in grid.rows[at]]
    lower = [_heading(cell) for cell in grid.rows[at + 1]]
    if not any(below and not above for above, below in zip(upper, lower, strict=False)):
        return None
    for (row, first), (_last_row, last) in grid.merged:
        if row == at and last > first:
            title = _heading(grid.at(row, first))
            upper[max(first - grid.left, 0) : last - grid.left + 1] = [title] * (
                last - max(first, grid.left) + 1
            )
    lower += [""] * (len(upper) - len(lower))
    headings = [_joined(above, below, known) for above, below in zip(upper, lower, strict=False)]
    return Header(at, at + 1, headings, _score(headings, known))


def _joined(above: str, below: str, known: Mapping[str, str]) -> str:
    both = f"{above} {below}".strip()
    for heading in (both, below, above):
        if normalised(heading) in known:
            return heading
    return both


def _likely(grid: Grid, candidates: Sequence[int], columns: Sequence[Column]) -> Header | None:
    """Take the row with most guesses, else the first one with most texts: a person will match the columns."""
    best: Header | None = None
    for at in candidates:
        headings = [_heading(cell) for cell in grid.rows[at]]
        guesses = len(recognise([h if len(h) < LONG_HEADING else "" for h in headings], columns))
        score = (guesses + sum(1 for cell in headings if cell) / 1000) / 100
        if best is None or score > best.score:
            best = Header(at, at, headings, score)
    return best


def find_table(grid: Grid, header: Header) -> Table:
    """Return the rows under the headings: merged values filled in, empty rows, titles and totals left out."""
    table = Table(grid.name, header.headings, (header.first, header.last), grid.left, [], [], grid.faults)
    titles = _fill_merged(grid, header.last + 1, table.notes)
    for at in range(header.last + 1, len(grid.rows)):
        row = grid.rows[at]
        if not any(row) and all(cell == "" for cell in row):
            continue
        if at in titles or (not table.rows and _is_numbering(row)) or _is_total(row):
            _note_left_out(table, at, row)
            continue
        table.numbers.append(at + 1)
        table.rows.append(row)
    if not table.rows:
        raise FileUnreadable(
            _("There are headings on the sheet “%(sheet)s”, but no rows under them.") % {"sheet": grid.name}
        )
    return table


def _note_left_out(table: Table, at: int, row: Sequence[Cell]) -> None:
    title = next((str(cell) for cell in row if _is_text(cell)), "")
    if title:
        table.notes.append(
            _("Row %(row)s (“%(title)s”) is a title or a total and was left out.")
            % {"row": at + 1, "title": title[:60]}
        )


def _is_numbering(row: Sequence[Cell]) -> bool:
    """Tell whether the row only numbers the columns: 1, 2, 3 under the headings."""
    cells = [str(cell).strip().removesuffix(".0") for cell in row if cell != ""]
    return len(cells) >= SHORTEST_NUMBERING and cells == [str(number) for number in range(1, len(cells) + 1)]


def _is_total(row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and first.lstrip().casefold().startswith(TOTALS)


def _fill_merged(grid: Grid, first_row: int, notes: list[str]) -> set[int]:
    """Repeat the value of a cell merged downwards; return rows that are titles merged across the table."""
    titles: set[int] = set()
    filled = 0
    for (top, left), (bottom, right) in grid.merged:
        if top < first_row or grid.at(top, left) == "":
            continue
        if right - left + 1 >= TITLE_WIDTH:
            titles.update(range(top, bottom + 1))
        elif bottom > top:
            filled += 1
            for row in range(top + 1, bottom + 1):
                grid.put(row, left, grid.at(top, left))
        else:
            notes.append(
                _(
                    "Cell %(cell)s is merged with its neighbour; "
                    "its value was taken for the first column only."
                )
                % {"cell": cell_name(top, left)}
            )
    if filled:
        notes.append(
            ngettext(
                "In %(count)s merged area the value was repeated for each of its rows.",
                "In %(count)s merged areas the value was repeated for each of their rows.",
                filled,
            )
            % {"count": filled}
        )
    return titles
