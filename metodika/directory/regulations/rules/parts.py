"""Marks by which a clerk knows the parts of an act: head, order, annex, title, signature."""

import re
from dataclasses import dataclass

from metodika.core.files.text import Block
from metodika.directory.regulations.rules.numbering import Label, parse_label

SHORT = 120
MIDDLE = 200
LONG_HEAD = 1_000
NAMES = 80
HEAD_LINES = 20
ENDS = ".;:!?…"

ORDER = re.compile(r"(приказ|распоряжение|постановление|решение|указ)(\s*(№|N\s|от\s|по\s).*)?$", re.I)
RESOLVES = re.compile(r"(приказываю|постановляю|постановляет|обязываю|решил[аи]?|распоряжаюсь)\s*:$", re.I)
ANNEX = re.compile(r"(приложени[ея](?:\s*(?:№|N)?\s*\d{1,3}(?!\d))?)\s*[.:]?\s*((?:к\s.*)?)$", re.I)
GENRE = re.compile(
    r"(положение|план|порядок|регламент|программа|правила|устав|инструкция|методика|состав|перечень|концепция|"
    r"стратегия|паспорт|форма|график|критерии|показатели|дорожная карта|«дорожная карта»|кодекс|соглашение|"
    r"рекомендации|методические рекомендации|структура|список|муниципальная программа|комплекс мер)\b",
    re.I,
)
ABOUT = re.compile(r"«?об?о?\s+\S", re.I)
APPROVAL = re.compile(r"(утвержд|согласован|принят|одобрен|рассмотрен|введен)\w*\b", re.I)
REQUISITE = re.compile(
    r"(№|N\s*\d|от\s|г\.\s|гор\.\s|с\.\s|пос\.\s|пгт\.?\s|«?_*\d{1,2}_*»?[\s._]|на №)|.{0,40}№\s*[\w-]*$",
    re.I,
)
DATED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}\s*г|№")
POSITION = re.compile(
    r"(исполняющ\w+|и\.\s?о\.|врио|вр\.\s?и\.\s?о\.|первый\s+)?\s*(заместител\w+|начальник|глава|директор|заведующ\w+|"
    r"руководитель|председатель|министр|губернатор|мэр|ректор|секретарь|управляющ\w+)\b",
    re.I,
)
INITIALS = re.compile(
    r"(?:[А-ЯЁ]\.\s?){1,2}\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ][а-яё]+\s+(?:[А-ЯЁ]\.\s?){2}"
)
SEEN = re.compile(r"с\s+(приказом|распоряжением|постановлением|положением)\s+ознакомлен", re.I)
KNOWN_HEADINGS = re.compile(
    r"(пояснительная записка|введение|заключение|преамбула|общие положения|оглавление)$", re.I
)


@dataclass(frozen=True)
class Line:
    """A block with its label taken off; signs is the label as written, a bullet sign included."""

    block: Block
    label: Label | None
    signs: str
    text: str

    @property
    def is_plain(self) -> bool:
        """Tell a line without any label.

        Source: ГОСТ Р 7.0.97-2016, 5.18.
        """
        return not self.signs and self.block.kind != "table_row"

    @property
    def begins_small(self) -> bool:
        """Tell a line that goes on with what stands above it.

        Source: ГОСТ 7.32-2017, 6.4.6 (items of a list begin with a small letter).
        """
        return self.text[:1].islower()


def line_of(block: Block) -> Line:
    """Take the label off a block, be it written by hand or counted by Word.

    Source: ГОСТ 7.32-2017, 6.4.
    """
    if block.kind == "table_row":
        return Line(block, None, "", block.text)
    label, rest = parse_label(block.text)
    if block.kind == "bullet" and label is not None and label.style not in {"paren", "letter"}:
        label, rest = None, block.text
    if block.label and block.kind != "bullet" and label is None:
        return Line(block, parse_label(f"{block.label} А")[0], block.label, block.text)
    written = label.text if label else ""
    if block.label and label is not None and block.kind != "bullet":
        return Line(block, parse_label(f"{block.label} А")[0] or label, block.label, block.text)
    return Line(block, label, " ".join(filter(None, (block.label, written))), rest)


def has_order_part(lines: list[Line]) -> bool:
    """Say whether the text begins with an order: its kind stands in the head, or somebody orders.

    Source: ГОСТ Р 7.0.97-2016, 5.9 (kind of a document) and 5.18 (the words "приказываю", "постановляет").
    """
    for line in lines[:HEAD_LINES]:
        if line.is_plain and RESOLVES.search(line.text):
            return True
    for line in lines[:HEAD_LINES]:
        if not line.is_plain or len(line.text) > MIDDLE or begins_annex(line) or names_genre(line):
            return False
        if names_order(line):
            return True
    return False


def names_order(line: Line) -> bool:
    """Say whether a line of the head is the name of an order: ПРИКАЗ, П О С Т А Н О В Л Е Н И Е.

    Source: ГОСТ Р 7.0.97-2016, 5.9.
    """
    text = line.text
    if len(text) <= SHORT and max(map(len, text.split()), default=0) == 1:
        text = text.replace(" ", "")
    return line.is_plain and len(text) <= SHORT and ORDER.match(text) is not None


def begins_annex(line: Line) -> bool:
    """Say whether a line opens an annex: "Приложение 2", "Приложение № 1 к приказу".

    Source: ГОСТ Р 7.0.97-2016, 5.19 (mark of an annex).
    """
    return line.is_plain and len(line.text) <= MIDDLE and ANNEX.match(line.text) is not None


def names_genre(line: Line) -> bool:
    """Say whether a short line names what is approved: Положение, План, Порядок and so on.

    Source: ГОСТ Р 7.0.97-2016, 5.9 and 5.17 (kind and heading of a document).
    """
    text = line.text
    return (
        line.is_plain
        and len(text) <= MIDDLE
        and not text.endswith((";", ":", ","))
        and (text[:1].isupper() or text[:1] == "«")
        and GENRE.match(text) is not None
        and ". " not in text.removesuffix(".")
    )


def is_signature(line: Line) -> bool:
    """Say whether a line is a post or a name under the act.

    Source: ГОСТ Р 7.0.97-2016, 5.22 (signature: post, initials, surname).
    """
    text = line.text
    if not line.is_plain or len(text) > MIDDLE or text.endswith((";", ":", ",")):
        return False
    if len(text) <= NAMES and INITIALS.search(text) and not text.endswith("."):
        return POSITION.match(text) is not None or INITIALS.fullmatch(text.strip(" _/")) is not None
    return POSITION.match(text) is not None and not text.endswith(".")


def ends_open(text: str, *, gap: bool) -> bool:
    """Say whether a sentence has not ended, so that the next line may continue it.

    Source: ГОСТ Р 7.0.97-2016, 5.18; texts taken from PDF and paper keep their line breaks.
    """
    return bool(text) and text[-1] not in ENDS and not (gap and text[-1] == ",")


def is_title_like(line: Line) -> bool:
    """Say whether a line may be the heading of a section: short, one sentence, begins with a capital.

    Source: ГОСТ 7.32-2017, 6.2.3 (headings).
    """
    text = line.text
    return (
        bool(text)
        and len(text) <= MIDDLE
        and text[-1] not in ";,"
        and (text[0].isupper() or text[0] in '«"(')
        and ". " not in text.removesuffix(".")
    )
