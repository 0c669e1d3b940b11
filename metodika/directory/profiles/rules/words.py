"""The municipality's own words in every case and number."""

from typing import Literal, Self

from pydantic import RootModel, model_validator
from pydantic_core import PydanticCustomError

from metodika.directory.profiles.rules.shapes import OptionalText, Strict

CaseName = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]
NumberName = Literal["singular", "plural"]
CASES: tuple[CaseName, ...] = (
    "nominative",
    "genitive",
    "dative",
    "accusative",
    "instrumental",
    "prepositional",
)


class Cases(Strict):
    """Six cases of one number; an empty one is missing."""

    nominative: OptionalText = ""
    genitive: OptionalText = ""
    dative: OptionalText = ""
    accusative: OptionalText = ""
    instrumental: OptionalText = ""
    prepositional: OptionalText = ""

    def missing(self) -> list[str]:
        """Name the cases that are not given.

        Source: docs/profile.ru.md, «Слова».
        """
        return [case for case in CASES if not getattr(self, case)]


class FullCases(Cases):
    """Six cases, none of them empty."""

    @model_validator(mode="after")
    def hold_every_case(self) -> Self:
        """Refuse a name without one of its cases.

        Errors: `name_without_cases`.
        Source: docs/profile.ru.md, «Муниципалитет».
        """
        if missing := self.missing():
            raise PydanticCustomError("name_without_cases", "no {missing}", {"missing": ", ".join(missing)})
        return self


class Word(Strict):
    """A word or a name made of several words, with an abbreviation that does not decline."""

    singular: Cases = Cases()
    plural: Cases = Cases()
    few: OptionalText = ""
    abbreviation: OptionalText = ""

    @model_validator(mode="after")
    def hold_every_case(self) -> Self:
        """Refuse a word without one of its twelve forms.

        Errors: `word_without_cases`, with the missing ones as «singular.genitive».
        Source: docs/profile.ru.md, «Слова».
        """
        missing = [f"singular.{case}" for case in self.singular.missing()]
        missing += [f"plural.{case}" for case in self.plural.missing()]
        if missing:
            raise PydanticCustomError("word_without_cases", "no {missing}", {"missing": ", ".join(missing)})
        return self

    def form(self, case: CaseName = "nominative", number: NumberName = "singular") -> str:
        """Give the word in a case and a number.

        Source: docs/profile.ru.md, «Слова».
        """
        return str(getattr(getattr(self, number), case))

    def counted(self, count: int) -> str:
        """Give the form that stands after a number: 1 совет, 2 совета, 5 советов.

        After 2, 3 and 4 stands `few` (an adjective is plural there and its noun is not:
        «2 методических объединения»), or the genitive singular when `few` is not given.
        Source: Russian grammar, agreement of a noun with a cardinal number.
        """
        tens, ones = abs(count) % 100, abs(count) % 10
        if ones == 1 and tens != 11:  # noqa: PLR2004 - the numbers are those of the grammar
            return self.singular.nominative
        if ones in {2, 3, 4} and tens not in {12, 13, 14}:
            return self.few or self.singular.genitive
        return self.plural.genitive


class Words(RootModel[dict[str, Word]]):
    """Every word by its key; the keys are those of the base profile."""
