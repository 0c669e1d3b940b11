"""Numbers that Word counts itself: numbering.xml and styles -> the label that a reader sees on paper."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
PRIVATE_SIGNS = range(0xF000, 0xF100)
LEVELS = 9
TWO_DIGITS = 10
MAX_ROMAN = 3999


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how it counts and how its number is written."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False


@dataclass(frozen=True)
class ListItem:
    """The label of a paragraph in a list, its depth and whether it is a mere bullet."""

    label: str
    depth: int
    bullet: bool


@dataclass
class Numbering:
    """Counts the lists of one document; ask for the paragraphs strictly in their order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def item(self, paragraph: Any, style: str) -> ListItem | None:
        """Give the label of the next paragraph, None outside lists."""
        number, depth = self._place(paragraph, style)
        kind = self.kinds.get(number or "")
        if number is None or kind is None:
            return None
        levels = self.lists.get(kind, {})
        level = levels.get(depth, Level())
        self._count(number, kind, depth, level)
        if level.form == "bullet":
            return ListItem(bullet_sign(level.pattern), depth, bullet=True)
        if level.form == "none":
            return None
        return ListItem(self._written(kind, depth, levels), depth, bullet=False)

    def _place(self, paragraph: Any, style: str) -> tuple[str | None, int]:
        own = number_of(paragraph.find(qn("w:pPr")))
        styled = self.styles.get(style, (None, 0))
        return own if own[0] is not None else styled

    def _count(self, number: str, kind: str, depth: int, level: Level) -> None:
        counters = self.counters[kind]
        restart = self.restarts.pop((number, depth), None)
        start = level.start if restart is None else restart
        begun = restart is None and depth in counters
        counters[depth] = counters[depth] + 1 if begun else start
        for deeper in [known for known in counters if known > depth]:
            del counters[deeper]

    def _written(self, kind: str, depth: int, levels: dict[int, Level]) -> str:
        pattern = levels.get(depth, Level()).pattern
        legal = levels.get(depth, Level()).legal
        for above in range(LEVELS):
            level = levels.get(above, Level())
            value = self.counters[kind].setdefault(above, level.start) if above <= depth else level.start
            pattern = pattern.replace(f"%{above + 1}", written(value, "decimal" if legal else level.form))
        return pattern.strip()


def number_of(properties: Any) -> tuple[str | None, int]:
    """Read the list number and depth out of paragraph properties."""
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None, 0
    number, depth = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    value = None if number is None else number.get(qn("w:val"))
    return value, int(depth.get(qn("w:val"), "0")) if depth is not None else 0


def written(value: int, form: str) -> str:
    """Write a number the way that Word's number format asks for."""
    base = (
        form.removeprefix("lower").removeprefix("upper").removesuffix("Lower").removesuffix("Upper").lower()
    )
    alphabets = {"letter": LATIN, "russian": RUSSIAN}
    if base in alphabets and value > 0:
        alphabet = alphabets[base]
        text = alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)
    elif base == "roman" and 0 < value <= MAX_ROMAN:
        text = roman(value)
    elif form == "decimalZero":
        text = f"{value:02d}" if value < TWO_DIGITS else str(value)
    else:
        text = str(value)
    return text.upper() if "upper" in form.lower() else text


def roman(value: int) -> str:
    """Write a positive number in small Roman figures."""
    text = ""
    for amount, signs in ROMAN + ROMAN_UNITS:
        text += signs * (value // amount)
        value %= amount
    return text


def bullet_sign(pattern: str) -> str:
    """Give a sign that every font has: Word keeps its bullets in private fonts."""
    sign = pattern.strip() or "•"
    return "•" if ord(sign[0]) in PRIVATE_SIGNS or sign == "o" else sign


def read_numbering(numbering: Any | None, styles: Any | None) -> Numbering:
    """Collect lists, their restarts and the styles that belong to lists."""
    found = Numbering()
    for kind in [] if numbering is None else numbering.findall(qn("w:abstractNum")):
        levels = {int(level.get(qn("w:ilvl"), "0")): read_level(level) for level in kind.findall(qn("w:lvl"))}
        found.lists[kind.get(qn("w:abstractNumId"), "")] = levels
    for number in [] if numbering is None else numbering.findall(qn("w:num")):
        key, kind = number.get(qn("w:numId"), ""), number.find(qn("w:abstractNumId"))
        found.kinds[key] = "" if kind is None else kind.get(qn("w:val"), "")
        for override in number.findall(qn("w:lvlOverride")):
            start = override.find(qn("w:startOverride"))
            if start is not None:
                depth = int(override.get(qn("w:ilvl"), "0"))
                found.restarts[key, depth] = int(start.get(qn("w:val"), "1"))
    if styles is not None:
        found.styles = numbered_styles(styles)
    return found


def read_level(level: Any) -> Level:
    """Read one level of a list."""

    def value(tag: str, default: str) -> str:
        element = level.find(qn(tag))
        return default if element is None else str(element.get(qn("w:val"), default))

    legal = level.find(qn("w:isLgl")) is not None
    return Level(int(value("w:start", "1")), value("w:numFmt", "decimal"), value("w:lvlText", ""), legal)


def numbered_styles(styles: Any) -> dict[str, tuple[str | None, int]]:
    """Say of every paragraph style which list it belongs to, itself or through the style it is based on."""
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for style in styles.findall(qn("w:style")):
        name = style.get(qn("w:styleId"), "")
        own[name] = number_of(style.find(qn("w:pPr")))
        parent = style.find(qn("w:basedOn"))
        based[name] = "" if parent is None else parent.get(qn("w:val"), "")
    found: dict[str, tuple[str | None, int]] = {}
    for name in own:
        at, seen = name, {name}
        while own.get(at, (None, 0))[0] is None and based.get(at) and based[at] not in seen:
            at = based[at]
            seen.add(at)
        found[name] = own.get(at, (None, 0))
    return found
