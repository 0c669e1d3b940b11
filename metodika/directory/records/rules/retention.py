"""How long a paper is kept, and when it may be destroyed. Years; None is for ever."""

from collections.abc import Iterable
from datetime import date

# By the sort of paper, which is the last word of the code of its kind. Only what is common practice
# stands here; a municipality's own rule or case may be longer and then holds.
ARCHIVE_LIST: dict[str, int | None] = {
    "minutes": 5,
    "extract": 5,
    "attendance_sheet": 5,
    "order": None,
    "directive": None,
    "acknowledgement_sheet": 5,
    "destruction_act": None,
    "register": None,
    "passport": 5,
    "year_report": 5,
    "recommendations": 5,
    "control_list": 3,
}


def term_of(kind: str) -> tuple[int | None, ...]:
    """Return the term of the archive list for a kind of document, `(5,)`; nothing when it is not listed.

    Source: list of archive documents, Rosarkhiv order 236 of 20.12.2019; an archivist checks the articles.
    """
    sort = kind.rpartition(".")[2]
    return (ARCHIVE_LIST[sort],) if sort in ARCHIVE_LIST else ()


def longest(terms: Iterable[int | None]) -> int | None:
    """Return the longest of several terms in years; None, which is for ever, beats any number.

    Source: domain documents, 5.2 (the longer of the local rule and the archive list).
    """
    listed = list(terms)
    return None if None in listed else max((term for term in listed if term is not None), default=None)


def kept_until(*, closed_on: date, years: int | None) -> date | None:
    """Return the last day of keeping: years from 1 January after the case was closed; None for ever.

    A case closed on any day of 2026 and kept for 5 years is kept until 31 December 2031.
    Source: instruction to the list of archive documents, Rosarkhiv order 236 of 20.12.2019; law 125-FZ.
    """
    return None if years is None else date(closed_on.year + years, 12, 31)


def may_be_destroyed(*, keep_until: date | None, today: date) -> bool:
    """Tell whether the term has passed; the last day itself is still a day of keeping.

    Source: law 125-FZ on archives; Rosarkhiv order 236 of 20.12.2019.
    """
    return keep_until is not None and keep_until < today
