"""Answers of many institutions as a spreadsheet: the empty one, and one that was filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.uploads import MAX_BYTES, check_upload
from metodika.core.imports.cells import text_of
from metodika.core.imports.columns import Column
from metodika.core.imports.exporting import export_rows
from metodika.core.imports.grids import Grid, letters
from metodika.core.imports.spreadsheets import read_workbook
from metodika.steering.collection.models import Campaign, Submission
from metodika.steering.collection.queries.held import held_codes
from metodika.steering.collection.rules.tables import (
    NAMES,
    Heading,
    answers_in,
    columns_in,
    headings_of,
    plain,
)

SHEETS = frozenset({"xlsx", "xls", "ods"})
NAME = "institution"
MOST_HEADING_ROWS = 20
MOST_TOLD = 10


@dataclass(frozen=True)
class Row:
    """A row of a table that was read: whose it is, its raw answers, and where each of them stands."""

    number: int
    name: str
    answers: Mapping[str, Any]
    cells: Mapping[str, str]


def title_of(heading: Heading) -> str:
    """Return the words of a column."""
    title = heading.field.title + (f", {heading.field.unit}" if heading.field.unit else "")
    if heading.part == "part":
        return _("%(title)s: the part") % {"title": title}
    if heading.part == "of":
        return _("%(title)s: the whole") % {"title": title}
    return title


def headings_for(campaign: Campaign) -> list[Heading]:
    """Return the columns of a campaign's table: what the system holds is not asked."""
    spec = campaign.form.spec
    return headings_of(spec, without=held_codes(spec))


def empty_table(campaign: Campaign) -> Iterator[bytes]:
    """Yield an .xlsx with a row for each institution that has not answered, with what it has begun."""
    headings = headings_for(campaign)
    columns = [Column(key=NAME, title=_("Institution"))]
    columns += [Column(key=one.key, title=title_of(one)) for one in headings]
    silent = Submission.objects.filter(campaign=campaign).silent().select_related("organisation")
    rows = [
        {NAME: str(one.organisation), **{head.key: _begun(one, head) for head in headings}}
        for one in silent.order_by("organisation__sort_key", "pk")
    ]
    return export_rows(columns, rows, form="xlsx")


def _begun(submission: Submission, heading: Heading) -> str:
    own = submission.answers.get(heading.field.code)
    if isinstance(own, Mapping):
        return str(own.get(heading.part, ""))
    return str(own or "")


def read_answers(file: "File[bytes]", campaign: Campaign) -> list[Row]:
    """Read the rows of a filled table, without storing anything.

    Raises RuleBroken for a file that is no table, without headings, and with columns that mean nothing.
    """
    kind = check_upload(file, allowed=SHEETS, max_bytes=MAX_BYTES)
    headings = headings_for(campaign)
    titles = {one.key: title_of(one) for one in headings}
    for grid in read_workbook(file, kind=kind.code):
        found = _rows(grid, headings, titles)
        if found is not None:
            return found
    raise RuleBroken(
        _("No column “Institution” was found. Download the table of this campaign and fill it in.")
    )


def _rows(grid: Grid, headings: list[Heading], titles: dict[str, str]) -> list[Row] | None:
    for number, cells in enumerate(grid.rows[:MOST_HEADING_ROWS]):
        words = [text_of(cell) for cell in cells]
        named = next((place for place, one in enumerate(words) if plain(one) in NAMES), None)
        if named is None:
            continue
        columns, strange = columns_in([*words[:named], "", *words[named + 1 :]], titles)
        if strange:
            told = ", ".join(f"{letters(grid.left + one)} («{words[one]}»)" for one in strange[:MOST_TOLD])
            raise RuleBroken(
                _("The form asks nothing like these columns: %(columns)s. Correct or remove them.")
                % {"columns": told}
            )
        return list(_answered(grid, number, named, columns, headings))
    return None


def _answered(
    grid: Grid, head: int, named: int, columns: dict[int, str], headings: list[Heading]
) -> Iterator[Row]:
    for number, cells in enumerate(grid.rows[head + 1 :], start=head + 2):
        told = {key: cells[place] for place, key in columns.items() if place < len(cells)}
        told = {key: text_of(cell) for key, cell in told.items()}
        places = {key: f"{letters(grid.left + place)}{number}" for place, key in columns.items()}
        answers = answers_in(told, headings)
        name = text_of(cells[named]) if named < len(cells) else ""
        if answers or name:
            cells_of = {
                head.field.code: places[head.key] for head in reversed(headings) if head.key in places
            }
            yield Row(number, name, answers, cells_of)
