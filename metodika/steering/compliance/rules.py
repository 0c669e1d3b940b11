"""When a clause is met, on track, at risk or failed: numbers and days in, a verdict out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

Verdicted = Literal[
    "failed", "at_risk", "broken", "waits", "on_track", "not_due", "met", "waived", "not_applicable",
    "definition",
]  # fmt: skip
GRAVITY: tuple[Verdicted, ...] = (
    "failed", "at_risk", "broken", "waits", "on_track", "not_due", "met", "waived", "not_applicable",
    "definition",
)  # fmt: skip
# What makes the head of the department act.
BAD = frozenset({"failed", "at_risk"})
# With less than this part of the time left, what is missing is in danger even if nothing was expected yet.
LAST_PART = 4
HUNDRED = 100


@dataclass(frozen=True)
class Window:
    """The days in which something has to be done, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days.

        Source: Civil Code of the Russian Federation, art. 190.
        """
        return (self.last - self.first).days + 1

    def passed(self, today: date) -> int:
        """Return how many of the days are over or running on the day, none before the first.

        Source: Civil Code of the Russian Federation, art. 191.
        """
        return max(0, min(self.days, (today - self.first).days + 1))


@dataclass(frozen=True)
class Verdict:
    """What became of a rule: how it stands, how it ends if nothing happens, how much there is, by when."""

    state: Verdicted
    forecast: Verdicted
    has: int
    needs: int
    due_on: date | None = None


def expected(needs: int, window: Window, today: date) -> int:
    """Return how much there would be by now at an even pace, rounded down.

    Source: YAK-4.10.1b (three sessions spread over a year).
    """
    return needs * window.passed(today) // window.days


def running_out(window: Window, today: date) -> bool:
    """Tell whether less than a quarter of the days is left.

    Source: YAK-4.10.1b.
    """
    return (window.days - window.passed(today)) * LAST_PART < window.days


def enough(has: int, needs: int, window: Window, today: date, *, lasting: bool = False) -> Verdict:
    """Judge whether there is as much as is needed within the window.

    A state (`lasting`) has no pace: what is not there on the day is missing, unless its last day is ahead,
    and then it is at risk. What is missing before the first day is not due yet, after the last one failed.
    The forecast says how it ends if nothing more happens.

    Source: YAK-4.10.1b; YAK-3.5 (a plan before the year begins).
    """
    if has >= needs:
        return Verdict("met", "met", has, needs)
    if today > window.last:
        return Verdict("failed", "failed", has, needs, window.last)
    if today < window.first:
        return Verdict("not_due", "failed", has, needs, window.last)
    behind = lasting or has < expected(needs, window, today) or running_out(window, today)
    return Verdict("at_risk" if behind else "on_track", "failed", has, needs, window.last)


def at_once(has: int, needs: int) -> Verdict:
    """Judge what has to be there on every day: there is no time in which it could still come.

    Source: YAK-4.2a (offices are filled on any date); YAK-4.3b.
    """
    state: Verdicted = "met" if has >= needs else "failed"
    return Verdict(state, state, has, needs)


def not_more(has: int, most: int) -> Verdict:
    """Judge what must not be there: one too many is a breach at once and stays one.

    `needs` of the verdict is the greatest number allowed. Source: YAK-4.10.1c; VP-RESP.
    """
    state: Verdicted = "met" if has <= most else "failed"
    return Verdict(state, state, has, most)


def part_of(
    has: int, all_: int, window: Window, today: date, *, percent: int = HUNDRED, lasting: bool = False
) -> Verdict:
    """Judge whether so many of a hundred have it; of nobody nothing can be asked.

    `needs` is rounded up: 50 percent of three are two. With `lasting` it must hold today.

    Source: PERV-4.3b (all young teachers); VP-P.2 (not less than 50 percent of teachers).
    """
    if all_ == 0:
        return Verdict("not_applicable", "not_applicable", 0, 0)
    needs = ceil(all_ * percent / HUNDRED) if percent < HUNDRED else all_
    return at_once(has, needs) if lasting else enough(has, needs, window, today)


def in_pieces(found: Sequence[tuple[Window, int]], needs: int, today: date) -> Verdict:
    """Judge what is needed in every month or quarter: `has` and `needs` count the pieces.

    A piece that is over without it fails the whole, whatever comes later. Pieces ahead ask for nothing yet.

    Source: VP-5.2 (once a quarter).
    """
    judged = [enough(has, needs, window, today) for window, has in found]
    met = sum(one.state == "met" for one in judged)
    open_ = [one for one in judged if one.state not in {"met", "failed"}]
    due = min((one.due_on for one in open_ if one.due_on), default=None)
    if any(one.state == "failed" for one in judged):
        return Verdict("failed", "failed", met, len(judged), due)
    if not open_:
        return Verdict("met", "met", met, len(judged))
    running = [one.state for one in open_ if one.state != "not_due"]
    state: Verdicted = "at_risk" if "at_risk" in running else "on_track" if running or met else "not_due"
    return Verdict(state, "failed", met, len(judged), due)


def in_order(first: date | None, second: date | None, window: Window, today: date) -> Verdict:
    """Judge whether the first thing has come, and not after the second; one of two, then two of two.

    Source: VP-4.1 (the analysis is dated after the campaign was closed).
    """
    if second is None:
        return enough(int(first is not None), 2, window, today)
    if first is None or first > second:
        return Verdict("failed", "failed", 1, 2)
    return Verdict("met", "met", 2, 2)


def together(states: Iterable[str]) -> Verdicted:
    """Return the state of a clause from those of its rules: the gravest, those that concern nobody aside.

    A clause is met only when all that it waits for has come too. Source: PEST-5.0.
    """
    given = list(states)
    counted = [one for one in given if one != "not_applicable"]
    if not counted:
        return "not_applicable" if given else "definition"
    return min((_known(one) for one in counted), key=GRAVITY.index)


def _known(state: str) -> Verdicted:
    """Return the state as one of the order of gravity. Source: domain capabilities, C40."""
    return GRAVITY[GRAVITY.index(state)]


def has_worsened(before: str | None, after: str) -> bool:
    """Tell whether somebody has to be told: it has become bad, or from at risk failed.

    Source: capabilities C40 (mid-period "on track" against final).
    """
    if after not in BAD:
        return False
    return before not in BAD or GRAVITY.index(_known(after)) < GRAVITY.index(_known(str(before)))


def window_of(
    first: date, last: date, *, starts: tuple[int, int] | None = None, by: tuple[int, int] | None = None
) -> Window:
    """Return the days of a period in which a rule asks for its evidence; `starts` and `by` are (month, day).

    A day of the year is looked for within the period: in a school year 31.05 comes after 01.09.
    A day that the period does not hold leaves its end as it is.

    Source: YAK-3.5; PEST-5.2.
    """
    begins = _day_within(first, last, starts) if starts else None
    ends = _day_within(first, last, by) if by else None
    since, until = begins or first, ends or last
    return Window(since, until) if since <= until else Window(first, last)


def _day_within(first: date, last: date, day: tuple[int, int]) -> date | None:
    """Return the day of the year as it falls within the period; 29.02 is 28.02. Source: YAK-3.5; PEST-5.2."""
    month, number = day
    for year in range(first.year, last.year + 1):
        try:
            found = date(year, month, number)
        except ValueError:
            found = date(year, month + 1, 1) - timedelta(days=1)
        if first <= found <= last:
            return found
    return None


def in_every_piece(has: int, all_: int, pieces: Sequence[Window], today: date) -> Verdict:
    """Judge whether everybody has it in every piece that is over; the piece that runs is still open.

    While the first piece runs nothing is missing yet; afterwards one piece without it is a breach. Until the
    last piece is over a later one may still fail, so the forecast is bad.

    Source: VP-5.2 (every association once a quarter).
    """
    if all_ == 0:
        return Verdict("not_applicable", "not_applicable", 0, 0)
    over = [one for one in pieces if one.last <= today]
    running = next((one for one in pieces if one.last > today), None)
    if over and has < all_:
        return Verdict("failed", "failed", has, all_, running.last if running else None)
    if running is None:
        return Verdict("met", "met", has, all_)
    state: Verdicted = "on_track"
    if not over and has < all_ and running_out(running, today):
        state = "at_risk"
    return Verdict(state, "failed", has, all_, running.last)
