"""What a program may ask the search."""

from collections.abc import Sequence
from typing import ClassVar

from metodika.core.search.engine import searched_models
from metodika.core.web import Choice, Search, Table
from metodika.core.web.filters import Filter


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of rows that can be found, with their titles."""
    return [(searched.kind, str(searched.title)) for searched in searched_models()]


class FoundTable(Table):
    """The words, and the kind of row to look for."""

    filters: ClassVar[Sequence[Filter]] = (
        Search(),
        Choice("kind", "", choices=kinds),
    )  # the engine reads both
