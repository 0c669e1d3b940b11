"""Labels that stand before clauses: what they look like, what they count."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["number", "paren", "letter", "roman", "worded"]

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,6})(\.?)(?:(?=\s)|$|(?<=\.)(?=[^\W\d_]|[«\"(]))")
PAREN = re.compile(r"(\(?)(\d{1,3}(?:\.\d{1,3}){0,5})\)(?=\s|$|[^\W\d_]|[«\"])")
LETTER = re.compile(r"(\(?)([а-яёa-z])\)(?=\s|$|[^\W\d_]|[«\"])")
ROMAN = re.compile(r"([IVXLCХІ]{1,7})\.(?=\s+[А-ЯЁA-Z«\"])")
WORDED = re.compile(
    r"(раздел|подраздел|глава|статья|часть|§)\s*([\dIVXLC]{1,7}(?:\.\d{1,3}){0,3})\.?(?=\s|$)", re.I
)
YEAR = re.compile(r"\s*\d{4}\b")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LOOKALIKES = str.maketrans("ХІ", "XI")
ALPHABETS = ("абвгдежзиклмнопрстуфхцчшщэюя", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Label:
    """A label as written, its style and what it counts: (4, 10, 2) for "4.10.2.", (2,) for "2)" and "б)"."""

    text: str
    style: Style
    numbers: tuple[int, ...]

    @property
    def path(self) -> str:
        """Write the number plainly, as in references to a clause.

        Source: ГОСТ Р 7.0.97-2016, 5.18 (numbers of parts are Arabic figures divided by points).
        """
        return ".".join(map(str, self.numbers))


def parse_label(line: str) -> tuple[Label | None, str]:
    """Divide a line into its label and the rest; a line without a label comes back whole.

    "20.10. 2021" is a date, "1.5 ставки" a quantity: neither is a label.

    Source: ГОСТ 7.32-2017, 6.4 (numbers of sections and clauses, lists with numbers and letters).
    """
    for read in (_worded, _paren, _letter, _roman, _number):
        found = read(line)
        if found is not None:
            return found, line[len(found.text) :].strip()
    return None, line


def _number(line: str) -> Label | None:
    """Read "1.", "4.10.2" or "1.Утвердить"; without the last point a capital letter has to follow.

    Source: ГОСТ 7.32-2017, 6.4.2 and 6.4.3.
    """
    found = NUMBER.match(line)
    if found is None:
        return None
    numbers = tuple(map(int, found[1].split(".")))
    rest = line[found.end() :]
    if YEAR.match(rest):
        return None
    if not found[2]:
        begins = rest.lstrip()[:1]
        if len(numbers) == 1 or not (begins.isupper() or begins in {"«", '"', ""}):
            return None
    return Label(found[0], "number", numbers)


def _paren(line: str) -> Label | None:
    """Read "1)" or "(1)".

    Source: ГОСТ 7.32-2017, 6.4.6 (lists).
    """
    found = PAREN.match(line)
    return Label(found[0], "paren", tuple(map(int, found[2].split(".")))) if found else None


def _letter(line: str) -> Label | None:
    """Read "а)" or "(б)"; the value is the place in the alphabet without ё, й, ъ, ы, ь.

    Source: ГОСТ 7.32-2017, 6.4.6 (letters of lists, except ё, з, й, о, ч, ъ, ы, ь by the strict reading).
    """
    found = LETTER.match(line)
    if found is None:
        return None
    place = max(alphabet.find(found[2]) for alphabet in ALPHABETS)
    return Label(found[0], "letter", (place + 1,)) if place >= 0 else None


def _roman(line: str) -> Label | None:
    """Read "IV." before a capital letter.

    Source: municipal practice: sections of programmes are counted in Roman figures.
    """
    found = ROMAN.match(line)
    return Label(found[0], "roman", (roman_value(found[1].translate(LOOKALIKES)),)) if found else None


def _worded(line: str) -> Label | None:
    """Read "Раздел II." or "Статья 5".

    Source: Федеральный закон 273-ФЗ (its own division into chapters and articles).
    """
    found = WORDED.match(line)
    if found is None:
        return None
    figures = found[2].upper()
    if figures[0].isdigit():
        if not re.fullmatch(r"\d{1,3}(\.\d{1,3})*", figures):
            return None
        return Label(found[0], "worded", tuple(map(int, figures.split("."))))
    return Label(found[0], "worded", (roman_value(figures),)) if figures.isalpha() else None


def roman_value(figures: str) -> int:
    """Count Roman figures; a smaller sign before a larger one is taken away.

    Source: ГОСТ 7.32-2017, 6.4 (Roman numbers of sections in older acts).
    """
    values = [ROMAN_VALUES[sign] for sign in figures]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
