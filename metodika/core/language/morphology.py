"""The two dictionaries, loaded when a word is first declined: pymorphy3 takes about 25 MB and 0.3 s."""

from functools import cache
from typing import Any


@cache
def analyser() -> Any:
    """Return the analyser of words, one for the process."""
    import pymorphy3  # noqa: PLC0415 - 25 MB that a process without printed documents never needs

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def name_maker() -> Any:
    """Return the declension of names by rules, one for the process."""
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 - loaded when first used, see above

    return PetrovichDeclinationMaker()


@cache
def gender_detector() -> Any:
    """Return the detector of gender by names, one for the process."""
    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415 - loaded when first used, see above

    return PetrovichGenderDetector()
