"""The key of a chart of states: which sign and colour mean what."""

from collections.abc import Iterable

from metodika.core.charts.canvas import SMALL, Canvas
from metodika.core.charts.figures import width_of
from metodika.core.charts.specification import Tone

LINE, BOX, AFTER = 26.0, 18.0, 18.0


def draw_state_key(canvas: Canvas, states: Iterable[tuple[Tone | None, str]], width: float) -> float:
    """Draw each state once, in the order they are met; return the height that it takes, 0 for none."""
    known = list(dict.fromkeys((tone, word) for tone, word in states if tone and word))
    if not known:
        return 0
    x, y = 0.0, 0.0
    for tone, word in known:
        room = BOX + 6 + width_of(word, SMALL) + AFTER
        if x and x + room > width:
            x, y = 0.0, y + LINE
        canvas.add(
            "rect", None, x=x + 1, y=y + 1, width=BOX, height=BOX, rx=4, fill=f"{tone}-soft", stroke=tone,
            stroke_width=1.5,
        )  # fmt: skip
        canvas.sign(x + 1 + BOX / 2, y + 1 + BOX / 2, str(tone))
        canvas.text(x + BOX + 7, y + BOX / 2 + 5, word, size=SMALL)
        x += room
    return y + LINE
