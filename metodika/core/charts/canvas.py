"""Shapes as text of SVG, in the colours of a page or of paper."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from metodika.core.charts.figures import fitted

LETTERS = 13
SMALL = 11.5
SMALL_LINE = 13.0
# In a page a colour is a variable, so that light, dark and low-vision themes need no second picture.
PAGE = {
    name: f"var(--{name})"
    for name in (
        "ink", "ink-soft", "surface", "line", "line-strong", "good", "good-soft", "waiting", "waiting-soft",
        "warning", "warning-soft", "bad", "bad-soft", "info", "info-soft", "neutral", "neutral-soft",
        "on-accent", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6",
    )
} | {"link": "var(--accent)"}  # fmt: skip
# Paper has no style sheet, and most of it is printed without colours: dark lines, pale fills.
PAPER = {
    "link": "#000000", "ink": "#000000", "ink-soft": "#404040", "surface": "#ffffff", "line": "#c8c8c8",
    "line-strong": "#707070",
    "good": "#17683a", "good-soft": "#e4f4ea", "waiting": "#4a5568", "waiting-soft": "#edf0f4",
    "warning": "#824d00", "warning-soft": "#fdf2dc", "bad": "#b0231c", "bad-soft": "#fdeceb",
    "info": "#1d5aa8", "info-soft": "#e8f0fa", "neutral": "#4a5568", "neutral-soft": "#edf0f4",
    "on-accent": "#ffffff", "chart-1": "#1d5aa8", "chart-2": "#b4540a", "chart-3": "#17683a",
    "chart-4": "#7a3b9a", "chart-5": "#8c1b15", "chart-6": "#3f4a57",
}  # fmt: skip
SERIES = 6
DASHES = ("", "8 3", "2 3", "10 3 2 3", "5 5", "12 4")
# What a tone says without a colour, drawn around the middle of a sign in a square of ten.
SIGNS = {
    "good": "M-4 0.5 L-1.2 3.3 L4 -3",
    "waiting": "M0 -4.5 V1 H3.8",
    "warning": "M0 -4.5 V1 M0 3.6 V4.4",
    "bad": "M-3.2 -3.2 L3.2 3.2 M3.2 -3.2 L-3.2 3.2",
    "info": "M0 -1 V4.4 M0 -4.4 V-3.6",
    "neutral": "M-3.5 0 H3.5",
}
# Shapes of the points of the first, second … line.
POINTS = (
    "M-3.5 0 A3.5 3.5 0 1 0 3.5 0 A3.5 3.5 0 1 0 -3.5 0 Z",
    "M-3.3 -3.3 H3.3 V3.3 H-3.3 Z",
    "M0 -4.4 L4.2 3.2 H-4.2 Z",
    "M0 -4.6 L4.6 0 L0 4.6 L-4.6 0 Z",
    "M0 4.4 L4.2 -3.2 H-4.2 Z",
    "M-1.3 -4 H1.3 V-1.3 H4 V1.3 H1.3 V4 H-1.3 V1.3 H-4 V-1.3 H-1.3 Z",
)
KEYS_AT_MOST = 60


class Canvas:
    """Collects the shapes of one picture."""

    def __init__(self, *, paper: bool = False) -> None:
        self.paper = paper
        self.colours: Mapping[str, str] = PAPER if paper else PAGE
        self.parts: list[str] = []
        self.many_links = False

    def add(self, tag: str, words: str | None = None, /, **attributes: Any) -> None:
        """Add a shape; a colour is given by its role, a number is rounded."""
        told = "".join(self._attribute(name, value) for name, value in attributes.items() if value != "")
        end = "/>" if words is None else f">{escape(words)}</{tag}>"
        self.parts.append(f"<{tag}{told}{end}")

    def _attribute(self, name: str, value: Any) -> str:
        if name in {"fill", "stroke"}:
            value = self.colours.get(value, value)
        elif isinstance(value, float):
            value = f"{value:.1f}".removesuffix(".0")
        return f" {name.replace('_', '-')}={quoteattr(str(value))}"

    def text(self, x: float, y: float, words: str, /, *, size: float = LETTERS, **attributes: Any) -> None:
        """Write words whose line stands at y."""
        bold = {"font_weight": "600"} if attributes.pop("bold", False) else {}
        attributes.setdefault("fill", "ink")
        size_told = {} if size == LETTERS else {"font_size": size}
        self.add("text", words, x=float(x), y=float(y), **size_told, **bold, **attributes)

    def label(self, x: float, middle: float, words: str, width: float, /, **attributes: Any) -> None:
        """Write small words around a height, in two lines where one has no room."""
        lines = fitted(words, width, SMALL, lines=2)
        for number, line in enumerate(lines):
            y = middle + 4 + SMALL_LINE * (number - (len(lines) - 1) / 2)
            self.text(x, y, line, size=SMALL, **attributes)

    def line(self, x1: float, y1: float, x2: float, y2: float, /, **attributes: Any) -> None:
        """Draw a straight line."""
        attributes.setdefault("stroke", "line")
        self.add("line", None, x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **attributes)

    def sign(self, x: float, y: float, tone: str, /, *, colour: str = "") -> None:
        """Draw the sign of a tone with its middle at the place."""
        self.add(
            "path", None, d=SIGNS[tone], transform=f"translate({x:.1f} {y:.1f})", fill="none",
            stroke=colour or tone, stroke_width=1.8, stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip

    def point(self, x: float, y: float, number: int, /) -> None:
        """Draw a point of the line of the number."""
        number %= SERIES
        self.add(
            "path", None, d=POINTS[number], transform=f"translate({x:.1f} {y:.1f})",
            fill=f"chart-{number + 1}", stroke="surface",
        )  # fmt: skip

    @contextmanager
    def mark(self, url: str, words: str) -> Iterator[None]:
        """Draw what follows as one mark, which tells its words and leads to its rows.

        With very many marks the keyboard walks the table below instead: it holds the same links.
        """
        if self.paper:
            yield
            return
        told = quoteattr(words)
        skipped = ' tabindex="-1"' if self.many_links else ""
        self.parts.append(f"<a href={quoteattr(url)} aria-label={told}{skipped}>" if url else "<g>")
        self.add("title", words)
        yield
        self.parts.append("</a>" if url else "</g>")
