"""A table of a plan read into sections and items: nothing is lost, what is doubtful is said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from metodika.core.calendar import Period
from metodika.planning.plans.lifecycle import ScheduleKind
from metodika.planning.plans.rules.people import split_responsible
from metodika.planning.plans.rules.schedule import Schedule
from metodika.planning.plans.rules.terms import read_term

Line = str | tuple[str, ...]
HEADS: tuple[tuple[str, str], ...] = (
    ("result", r"результат|ожидаем|эффект"),
    ("funding", r"финанс|источник|сумма|затрат"),
    ("responsible", r"ответствен|исполнител|кто "),
    ("term", r"срок|дата|период|когда|месяц|время"),
    ("proof", r"подтвержд|вид документа|форма отч|отметка|документ$"),
    ("number", r"^№|п/п|номер|^n$|^n п"),
    ("text", r"мероприят|содержан|наименован|направлен|вопрос|дел[ао]|работ"),
)
NEEDED = frozenset({"text"})
LABEL = re.compile(r"^\s*((?:\d+|[IVXLC]+)(?:\.\d+)*)\s*[.)]?(?=\s|$)\s*")
SECTION_WORD = re.compile(r"^\s*(?:раздел|направление|блок|этап)\s", re.IGNORECASE)
YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?[-–—/]\s?((?:19|20)\d\d))?(?=\s?(?:-?\s?(?:год|учебн|гг?\.))|\s|$)"
)
SHORT_TITLE = 200
USUAL = ("number", "text", "term", "responsible")


@dataclass(frozen=True)
class Doubt:
    """Something that a person should finish: a code, the row's place, and the words it is about."""

    code: str
    place: int | None
    words: str = ""


@dataclass
class ReadSection:
    """A section; `place` tells its order."""

    place: int
    number: str
    title: str


@dataclass
class ReadItem:
    """A row of the table; `section` is the place of its section or None before the first one."""

    place: int
    section: int | None
    number: str
    text: str
    term: str = ""
    responsible_text: str = ""
    result: str = ""
    funding: str = ""
    proof: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def schedule(self) -> Schedule:
        """When it is done, as far as its term is understood.

        Source: domain quirks, D9.
        """
        return read_term(self.term)

    @property
    def responsible(self) -> list[str]:
        """Those who are named.

        Source: domain quirks, D10.
        """
        return split_responsible(self.responsible_text)


@dataclass
class RoadMap:
    """What a file says: title, the words before the table, sections, items, words left over, doubts."""

    title: str = ""
    preface: list[str] = field(default_factory=list)
    sections: list[ReadSection] = field(default_factory=list)
    items: list[ReadItem] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)


def read_road_map(lines: Sequence[Line]) -> RoadMap:
    """Read the lines of a file: texts, and rows of a table as tuples of cells.

    Source: domain capabilities, C09; road map of Verkhnyaya Pyshma 2020 (six sections, rows over pages).
    """
    found = RoadMap()
    for place, line in enumerate(lines):
        following = next((one for one in lines[place + 1 :] if one), "")
        if isinstance(line, str):
            _add_text(found, " ".join(line.split()), before_row=isinstance(following, tuple))
        else:
            _add_row(found, tuple(cell.strip() for cell in line))
    found.title = found.preface[0] if found.preface else ""
    found.doubts += [doubt for item in found.items for doubt in doubts_of(item)]
    found.doubts += _doubts_of_whole(found)
    return found


def _add_text(found: RoadMap, text: str, *, before_row: bool) -> None:
    """Take a line outside the table: the words before it, a section between its pages, or what is left over.

    Source: road map of Verkhnyaya Pyshma 2020 (a section that stands between two pages of the table).
    """
    if not text:
        return
    if not found.heads:
        found.preface.append(text)
    elif before_row and len(text) <= SHORT_TITLE and (LABEL.match(text) or SECTION_WORD.match(text)):
        _add_section(found, text)
    else:
        found.left_over.append(text)


def _add_row(found: RoadMap, cells: tuple[str, ...]) -> None:
    """Take a row: heads, the numbers of columns, a section, an item, or what goes on with the item before.

    Source: domain capabilities, C09; ГОСТ 7.32-2017, 6.6 (tables).
    """
    filled = [cell for cell in cells if cell]
    heads = recognised_heads(cells)
    if not filled or _is_numbering(cells):
        return
    if len(heads) > 1 and (not found.heads or heads == found.heads):
        found.heads, found.names = heads, {place: cell for place, cell in enumerate(cells) if cell}
        return
    if not found.heads:
        if len(cells) < len(USUAL):
            found.preface.append(" ".join(filled))
            return
        found.heads = dict(enumerate(USUAL))
        found.doubts.append(Doubt("no_heads", None))
    if len(set(filled)) == 1 and (len(filled) > 1 or cells[0] or not found.items):
        # Over the whole width: merged cells come as one cell, or as the same words in each.
        _add_section(found, filled[0])
    else:
        _add_item(found, cells)


def recognised_heads(cells: Iterable[str]) -> dict[int, str]:
    """Return which column is what by its heading; empty for a row that has no heading of the measure itself.

    Source: municipal practice: headings of plans are worded in many ways.
    """
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        words = " ".join(cell.casefold().split())
        if len(words) > SHORT_TITLE:
            continue
        code = next((code for code, pattern in HEADS if re.search(pattern, words)), "")
        if code and code not in found.values():
            found[place] = code
    return found if set(found.values()) >= NEEDED else {}


def _is_numbering(cells: Sequence[str]) -> bool:
    """Tell the row of column numbers: 1, 2, 3, 4.

    Source: ГОСТ 7.32-2017, 6.6.
    """
    return len(cells) > 1 and all(cell == str(place) for place, cell in enumerate(cells, 1))


def _add_section(found: RoadMap, text: str) -> None:
    """Add a section; its number is a free label.

    Source: domain quirks, D3 (labels are free text).
    """
    label = LABEL.match(text)
    number, title = (label[1], text[label.end() :]) if label else ("", text)
    found.sections.append(ReadSection(len(found.sections), number, " ".join(title.split()) or text))


def _add_item(found: RoadMap, cells: tuple[str, ...]) -> None:
    """Begin an item or go on with the last one, where a row is broken by the end of a page.

    Source: road map of Verkhnyaya Pyshma 2020 (rows 2.1, 4.1 and 5.3 go on over the page).
    """
    told = {code: cells[place] for place, code in found.heads.items() if place < len(cells)}
    others = [
        f"{found.names.get(place, '')}: {cell}".strip(" :")
        for place, cell in enumerate(cells)
        if cell and place not in found.heads
    ]
    label = LABEL.match(told.get("number") or "")
    text = told.get("text", "")
    if not told.get("number") and found.items and _goes_on(found.items[-1], told):
        _continue(found.items[-1], told, others)
        return
    number = label[1] if label else told.get("number", "")
    if "number" not in told and (in_text := LABEL.match(text)):
        number, text = in_text[1], text[in_text.end() :]
    if not text:
        found.left_over.append(" | ".join(cell for cell in cells if cell))
        found.doubts.append(Doubt("row_without_text", None, found.left_over[-1]))
        return
    section = found.sections[-1].place if found.sections else None
    rest = {code: told.get(code, "") for code in ("term", "result", "funding", "proof")}
    found.items.append(
        ReadItem(
            len(found.items), section, number, text, responsible_text=told.get("responsible", ""),
            notes=others, **rest,
        )
    )  # fmt: skip


def _goes_on(item: ReadItem, told: dict[str, str]) -> bool:
    """Tell whether a row without a number belongs to the item before it.

    It does unless it says a term of its own and begins a sentence.
    Source: road map of Verkhnyaya Pyshma 2020 (rows over pages).
    """
    text = told.get("text", "")
    if not text:
        return True
    begins = text[:1].isupper() or text[:1].isdigit()
    return not (begins and (told.get("term") or not item.number))


def _continue(item: ReadItem, told: dict[str, str], others: list[str]) -> None:
    """Add the words of a broken row to its item, column by column.

    Source: road map of Verkhnyaya Pyshma 2020 (rows over pages).
    """
    item.text = _joined(item.text, told.get("text", ""))
    item.term = _joined(item.term, told.get("term", ""))
    item.responsible_text = _joined(item.responsible_text, told.get("responsible", ""))
    item.result = _joined(item.result, told.get("result", ""))
    item.funding = _joined(item.funding, told.get("funding", ""))
    item.proof = _joined(item.proof, told.get("proof", ""))
    item.notes += others


def _joined(before: str, after: str) -> str:
    """Join two halves of a cell; a word that was broken at its hyphen grows together.

    Source: road map of Verkhnyaya Pyshma 2020 (row 5.3: a title broken at a hyphen).
    """
    if not before or not after:
        return before or after
    return before + after if re.search(r"\w-$", before) else f"{before} {after}"


def doubts_of(item: ReadItem, period: Period | None = None) -> list[Doubt]:
    """Return what a person should finish in an item.

    Source: domain capabilities, C09 (edge cases); a term without days is kept and said.
    """
    found: list[Doubt] = []
    if not item.term.strip():
        found.append(Doubt("no_term", item.place))
    else:
        found += _doubts_of_term(item, period)
    if not item.responsible:
        found.append(Doubt("no_responsible", item.place))
    if not item.number:
        found.append(Doubt("no_number", item.place))
    return found


def _doubts_of_term(item: ReadItem, period: Period | None) -> list[Doubt]:
    """Return what is doubtful about the words of a term.

    Source: domain quirks, D9.
    """
    schedule = item.schedule
    codes = {
        ScheduleKind.UNKNOWN: "term_unknown", ScheduleKind.SEPARATE: "term_separate",
        ScheduleKind.OPEN: "term_open",
    }  # fmt: skip
    if code := codes.get(schedule.kind):
        return [Doubt(code, item.place, item.term)]
    if period is None:
        return []
    told = [one.last.year for one in schedule.spans if one.last.year is not None]
    if any(not period.starts_on.year <= year <= period.ends_on.year for year in told):
        return [Doubt("year_outside", item.place, item.term)]
    return []


def _doubts_of_whole(found: RoadMap) -> list[Doubt]:
    """Return what is doubtful about the table: numbers told twice, sections without items, no items at all.

    Source: domain quirks, D3 (numbering restarts).
    """
    numbers = [item.number for item in found.items if item.number]
    twice = dict.fromkeys(number for number in numbers if numbers.count(number) > 1)
    used = {item.section for item in found.items}
    return [
        *(Doubt("number_twice", None, number) for number in twice),
        *(Doubt("empty_section", None, one.title) for one in found.sections if one.place not in used),
        *(Doubt("left_over", None, words) for words in found.left_over if words),
        *([] if found.items else [Doubt("no_items", None)]),
    ]


def years_told(found: RoadMap) -> tuple[int, int] | None:
    """Return the first and the last year that the title names, else those of the terms and the measures.

    Source: municipal practice: «на 2020 - 2024 годы» in the title; Verkhnyaya Pyshma 2020 (row 1.4).
    """
    for texts in ([found.title], [one for item in found.items for one in (item.term, item.text)]):
        years = [int(year) for text in texts for pair in YEARS.findall(text) for year in pair if year]
        if years:
            return min(years), max(years)
    return None


def is_school_year(found: RoadMap) -> bool:
    """Tell whether the plan is for a school year.

    Source: Education Act 273-FZ, art. 28 (the school year).
    """
    return bool(re.search(r"учебн\w+\s+год", found.title.casefold()))
