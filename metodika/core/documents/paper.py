"""A paper as a tree of plain values: what is printed, in order; nothing of Word and nothing of PDF.

Every text is words, never markup: `*`, `#`, `<` and `{{` are printed as they stand. A line feed in a text
breaks the line.
"""

from dataclasses import dataclass
from typing import Literal

from metodika.core.charts import Chart

Align = Literal["left", "center", "right", "justify"]
SMALLEST, LARGEST = 12, 14


@dataclass(frozen=True)
class Run:
    """A part of a text that looks different from its neighbours."""

    text: str
    bold: bool = False
    italic: bool = False


Words = str | tuple[str | Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside the text; level 1 to 3."""

    text: str
    level: int = 1
    align: Align = "left"


@dataclass(frozen=True)
class Text:
    """A paragraph; `keep` holds it on one page with what follows."""

    words: Words
    align: Align = "justify"
    indent: bool = True
    bold: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Item:
    """A point of a list with points of its own, which are numbered 1.1, 1.2."""

    words: Words
    items: tuple["str | Item", ...] = ()


@dataclass(frozen=True)
class Numbered:
    """A list, at most three levels deep; `dashes` instead of numbers; `start` goes on from a list before."""

    items: tuple[str | Item, ...]
    start: int = 1
    dashes: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its share beside the other columns."""

    head: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows under heads that stand again on each page; a row of one cell spans all columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) not in {1, len(self.columns)} for row in self.rows):
            raise ValueError("A row has as many cells as the table has columns, or one.")


@dataclass(frozen=True)
class Lines:
    """What is said in two columns without a frame: «Председательствующий» and the name."""

    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class SignatureLine:
    """Position, room for the signature and name.

    `mark` stands in the room instead of a line: who signed electronically and when; `note` stands below:
    why the signature is missing, a special opinion.
    """

    position: str
    name: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart as wide as the text; its title stands below it, what it says is read aloud in its place."""

    chart: Chart


@dataclass(frozen=True)
class Space:
    """Empty height, mm."""

    height: float = 5


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Text | Numbered | Table | Lines | SignatureLine | Figure | Space | PageBreak


@dataclass(frozen=True)
class Approval:
    """The mark of approval in the upper right corner: «УТВЕРЖДЕНО» and the lines below it."""

    word: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """What begins on a page of its own after the signatures; `to` stands in its upper right corner."""

    title: str
    to: tuple[str, ...]
    blocks: tuple[Block, ...]
    approval: Approval | None = None


@dataclass(frozen=True)
class Header:
    """The head of the first page, in the order of ГОСТ Р 7.0.97-2016; what is empty takes no room.

    `over` stands above the organisation: its founder.
    """

    organisation: str = ""
    over: str = ""
    contacts: str = ""
    date: str = ""
    number: str = ""
    place: str = ""
    addressee: tuple[str, ...] = ()
    approval: Approval | None = None


@dataclass(frozen=True)
class Paper:
    """One document.

    `kind` is its name in capitals («ПРОТОКОЛ»), `title` the heading to the text: under the kind in the
    middle, or with `title_aside` under the date on the left, as orders have it. `code` is the address
    where the paper can be checked, printed as a QR code after the signatures. `long_kept` makes the
    margin for papers kept longer than ten years. `size` is that of the letters, points.
    """

    title: str
    kind: str = ""
    header: Header = Header()
    blocks: tuple[Block, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
    annexes: tuple[Annex, ...] = ()
    executor: str = ""
    code: str = ""
    language: str = "ru"
    title_aside: bool = False
    long_kept: bool = False
    landscape: bool = False
    size: int = SMALLEST

    def __post_init__(self) -> None:
        if not SMALLEST <= self.size <= LARGEST:
            raise ValueError("Letters of a document are of 12 to 14 points.")
